// All that a page loads of the search before one touches its field: its role, and what fetches the rest.

const form = document.querySelector("form.search");
const input = form.elements.q;

for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
  input.setAttribute(name, value);
}
input.addEventListener("focus", () => import(new URL(form.dataset.script, document.baseURI).href), { once: true });
