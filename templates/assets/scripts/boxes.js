// A box to tick beside every action that a page lists (`data-action`), wherever the list comes from.

/** Add the boxes that `place` lacks; `isChosen(key)` fills them, `choose(key, yes)` hears of a change. */
export function addBoxes(place, isChosen, choose) {
  for (const item of place.querySelectorAll("[data-action]:not([data-box])")) {
    const key = item.dataset.action;
    const cell = item.querySelector("th") ?? item;
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "tick";
    box.type = "checkbox";
    box.checked = isChosen(key);
    box.value = key;
    box.autocomplete = "off";
    box.setAttribute("aria-label", `Choisir l’action ${key.split("/")[1]} (${key.split("/")[0]})`);
    box.addEventListener("change", () => choose(key, box.checked));
    label.append(box);
    item.dataset.box = "";
    cell.classList.add("ticked");
    cell.prepend(label);
  }
}

/** Make the boxes of `place` agree with the choice. */
export function refresh(place, isChosen) {
  for (const box of place.querySelectorAll(".tick input")) box.checked = isChosen(box.value);
}
