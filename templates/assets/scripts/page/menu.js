// On a narrow screen the menu opens from a button; without script it simply stands open.

/** Make `button` open and close the element that it controls. */
export function openMenuFrom(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));

  function show(open) {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("open", open);
  }

  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  for (const part of [button, menu]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      show(false);
      button.focus();
    });
  }
}

/** Close the groups of `menu` on Escape; those that hide the page, too, once the focus or a click is elsewhere. */
export function closeGroupsOf(menu) {
  const groups = [...menu.querySelectorAll("details")];
  for (const group of groups) {
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !group.open) return;
      group.open = false;
      group.querySelector("summary").focus();
      event.stopPropagation();
    });
  }
  for (const type of groups.length ? ["focusin", "click"] : []) {
    document.addEventListener(type, (event) => {
      for (const group of groups) {
        const hides = getComputedStyle(group.lastElementChild).position === "absolute";
        if (hides && !group.contains(event.target)) group.open = false;
      }
    });
  }
}
