// The table of /explorer/ sorted and filtered on the page; without this script it is simply all there.

import { offerTicks } from "./bar.js";
import { fold } from "./french.js";

const NONE = "-"; // the choice of the rows that carry no catégorie or no thématique
const FACETS = ["referentiel", "axe", "categorie", "thematique"];
const MOST_FIRST = new Set(["part", "points"]); // one looks for the heaviest before the lightest
const HOME = { key: "id", descending: false }; // the order of the document, which the address does not name

const french = new Intl.Collator("fr");
const numbers = new Intl.NumberFormat("fr");

const form = document.getElementById("filtres");
const table = document.getElementById("sous-actions");
const status = form.querySelector("[role=status]");
const fields = form.elements;
const body = table.tBodies[0];
const heads = new Map([...table.tHead.rows[0].cells].map((head) => [head.dataset.key, head]));
const rows = [...body.rows].map(read);
let order = HOME;
let shown = HOME; // the order in which the rows stand

function read(row, place) {
  const { ref, axe, cat, theme, part, points } = row.dataset;
  const values = { referentiel: ref, axe, categorie: cat ?? NONE, thematique: theme ?? NONE };
  return {
    row,
    place,
    values,
    text: searchable(`${ref} ${row.cells[0].textContent}`),
    keys: {
      id: place,
      referentiel: rank("referentiel", ref),
      axe: rank("axe", axe),
      categorie: rank("categorie", cat),
      thematique: theme === undefined ? null : row.cells[4].textContent,
      part: part === undefined ? null : Number(part),
      points: points === undefined ? null : Number(points),
    },
  };
}

/** Where a value stands among the choices: catégories follow one another, they have no alphabet. */
function rank(name, value) {
  const at = [...fields[name].options].findIndex((option) => option.value === value);
  return at < 0 ? null : at;
}

/** Folded words between spaces, elisions left out; ids keep their full stops. */
function searchable(text) {
  const words = fold(text).replace(/\b(?:[cdjlmnst]|[a-z]*qu)['’]/g, " ");
  return ` ${words.replace(/[^\p{L}\p{N}.]+/gu, " ")} `;
}

/** For each word typed, the forms of which a row must hold one. */
function wanted(typed) {
  return searchable(typed)
    .split(" ")
    .map((word) => word.replace(/^\.+|\.+$/g, ""))
    .filter(Boolean)
    .map((word) => {
      // 6.1 leads to 6.1.2 but not to 6.10; a word leads to those that it begins.
      if (/^[\d.]+$/.test(word)) return [` ${word} `, ` ${word}.`];
      return [` ${word.length > 3 ? word.replace(/[sx]$/, "") : word}`];
    });
}

function passes(one, chosen, words) {
  return (
    chosen.every(([name, value]) => one.values[name] === value) &&
    words.every((forms) => forms.some((part) => one.text.includes(part)))
  );
}

function filter() {
  const { referentiel, axe } = fields;
  for (const group of axe.querySelectorAll("optgroup")) {
    const foreign = referentiel.value !== "" && group.dataset.ref !== referentiel.value;
    group.hidden = foreign;
    group.disabled = foreign; // Safari shows hidden groups
  }
  if (axe.selectedOptions[0].parentElement.disabled) axe.value = "";
  const chosen = FACETS.map((name) => [name, fields[name].value]).filter(([, value]) => value);
  const words = wanted(fields.q.value);
  let count = 0;
  for (const one of rows) {
    const kept = passes(one, chosen, words);
    one.row.hidden = !kept;
    if (kept) count += 1;
  }
  tell(count);
}

function tell(count) {
  const some = `${numbers.format(count)}\u00a0sous-action${count < 2 ? "" : "s"}`;
  const text = count === rows.length ? some : `${some} sur\u00a0${numbers.format(rows.length)}`;
  status.textContent = count ? text : "Aucune sous-action ne correspond à ces filtres.";
  if (!count && fields.q.value.trim()) status.append(" ", elsewhere(fields.q.value.trim()));
}

/** A link to the search, which looks for the words in the texts, too: here, names alone are. */
function elsewhere(query) {
  const address = new URL(document.querySelector("form.search").action);
  address.searchParams.set("q", query);
  const link = document.createElement("a");
  link.href = address.href;
  link.textContent = `Chercher «\u00a0${query}\u00a0» dans les textes`;
  return link;
}

function compare(left, right) {
  const a = left.keys[order.key];
  const b = right.keys[order.key];
  const missing = (a === null) - (b === null); // what is not known comes last in both directions
  const difference = typeof a === "string" ? french.compare(a, b) : a - b;
  return missing || (order.descending ? -difference : difference) || left.place - right.place;
}

function sort() {
  for (const [key, head] of heads) {
    if (key === order.key) head.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  if (shown.key === order.key && shown.descending === order.descending) return;
  shown = order;
  body.append(...[...rows].sort(compare).map((one) => one.row));
}

/** Put the state of the page in its address, so that it can be sent and come back to. */
function write() {
  const address = new URL(location.href);
  const state = Object.fromEntries([...FACETS, "q"].map((name) => [name, fields[name].value.trim()]));
  state.tri = order.key === HOME.key && !order.descending ? "" : order.key;
  state.sens = order.descending ? "decroissant" : "";
  for (const [name, value] of Object.entries(state)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Take the state from the address; what it names and the page does not know counts for nothing. */
function restore() {
  const state = new URLSearchParams(location.search);
  for (const name of [...FACETS, "q"]) {
    fields[name].value = state.get(name) ?? "";
    if (fields[name].selectedIndex === -1) fields[name].value = "";
  }
  const key = state.get("tri");
  order = heads.has(key) ? { key, descending: state.get("sens") === "decroissant" } : HOME;
  filter();
  sort();
}

function choose(key) {
  const again = order.key === key;
  order = { key, descending: again ? !order.descending : MOST_FIRST.has(key) };
  sort();
  write();
}

function start() {
  for (const name of FACETS) {
    const used = new Set(rows.map((one) => one.values[name]));
    for (const option of [...fields[name].options]) {
      if (option.value && !used.has(option.value)) option.remove();
    }
  }
  for (const group of fields.axe.querySelectorAll("optgroup")) if (!group.children.length) group.remove();
  for (const [key, head] of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => choose(key));
    head.append(button);
  }
  form.addEventListener("input", () => {
    filter();
    write();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the rows are already filtered: go to them
    table.parentElement.focus();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of [...FACETS, "q"]) fields[name].value = "";
    order = HOME;
    filter();
    sort();
    write();
  });
  window.addEventListener("popstate", restore);
  restore();
  form.hidden = false;
}

start();
offerTicks();
