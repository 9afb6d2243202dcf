// A box to tick beside every action that a page lists (`data-action`), wherever the list comes from.

import { element } from "../lib/dom.js";

/** Add the boxes that `place` lacks; `isChosen(key)` fills them, `choose(key, yes)` hears of a change. */
export function addBoxes(place, isChosen, choose) {
  for (const item of place.querySelectorAll("[data-action]:not([data-box])")) {
    const key = item.dataset.action;
    const [referentiel, id] = key.split("/");
    const cell = item.querySelector("th") ?? item;
    const box = element("input", {
      type: "checkbox",
      checked: isChosen(key),
      value: key,
      autocomplete: "off",
      "aria-label": `Choisir l’action ${id} (${referentiel})`,
    });
    box.addEventListener("change", () => choose(key, box.checked));
    item.dataset.box = "";
    cell.classList.add("ticked");
    cell.prepend(element("label", { className: "tick" }, box));
  }
}

/** Make the boxes of `place` agree with the choice. */
export function refresh(place, isChosen) {
  for (const box of place.querySelectorAll(".tick input")) box.checked = isChosen(box.value);
}
