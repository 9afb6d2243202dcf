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
