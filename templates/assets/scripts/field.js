// All that a page holds of the search before one touches its field: its role, and what fetches the rest.

/** Make the search form's field a combobox, whose script comes with the first focus. */
export function awaitSearch(form) {
  const input = form.elements.q;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  const fetch = () => import(new URL(form.dataset.script, document.baseURI).href);
  input.addEventListener("focus", fetch, { once: true });
  if (document.activeElement === input) fetch();
}
