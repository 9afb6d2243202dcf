// The table of /explorer/ sorted and filtered on the page; without this script it is simply all there.

import { offerTicks } from "../choice/bar.js";
import * as address from "../lib/address.js";
import { element } from "../lib/dom.js";
import { slug } from "../lib/french.js";
import { counted, ignoring, joined, numeral, quoted } from "../lib/phrases.js";
import { formsOf, wanted } from "./names.js";

const NONE = "-"; // the choice of the rows that carry no catégorie or no thématique
const FACETS = ["referentiel", "axe", "categorie", "thematique"];
const MOST_FIRST = new Set(["part", "points"]); // one looks for the heaviest before the lightest
const HOME = { key: "id", descending: false }; // the order of the document, which the address does not name

const french = new Intl.Collator("fr");

const form = document.getElementById("filtres");
const table = document.getElementById("sous-actions");
const status = form.querySelector("[role=status]");
const fields = form.elements;
const body = table.tBodies[0];
const heads = new Map([...table.tHead.rows[0].cells].map((head) => [head.dataset.col, head]));
const rows = [...body.rows].map(read);
let order = HOME;
let shown = HOME; // the order in which the rows stand
let unknown = []; // what the address asked for in vain

function read(row, place) {
  const { ref, axe, cat, theme } = row.dataset;
  const values = { referentiel: ref, axe, categorie: cat ?? NONE, thematique: theme ?? NONE };
  return {
    row,
    place,
    values,
    forms: formsOf(`${ref} ${cell(row, "id").textContent}`),
    keys: {
      id: place,
      referentiel: rank("referentiel", ref),
      axe: rank("axe", axe),
      categorie: rank("categorie", cat),
      thematique: theme === undefined ? null : cell(row, "thematique").textContent,
      part: numberIn(cell(row, "part")),
      points: numberIn(cell(row, "points")),
    },
  };
}

/** A row's cell in a column, wherever the column is in the table. */
function cell(row, column) {
  return row.querySelector(`[data-col="${column}"]`);
}

/** The number in a cell; null where a dash says that it is not known. */
function numberIn(place) {
  const data = place.querySelector("data");
  return data && Number(data.value);
}

/** Where a value stands among the choices: catégories follow one another, they have no alphabet. */
function rank(name, value) {
  const at = [...fields[name].options].findIndex((option) => option.value === value);
  return at < 0 ? null : at;
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
  const named = wanted(fields.q.value);
  let count = 0;
  for (const one of rows) {
    const kept = chosen.every(([name, value]) => one.values[name] === value) && named(one.forms);
    one.row.hidden = !kept;
    if (kept) count += 1;
  }
  tell(count);
}

function tell(count) {
  const some = counted(count, "sous-action");
  const text = count === rows.length ? some : `${some} sur\u00a0${numeral(rows.length)}`;
  status.textContent = joined(count ? text : "Aucune sous-action ne correspond à ces filtres.", ignoring(unknown));
  if (!count && fields.q.value.trim()) status.append(" ", elsewhere(fields.q.value.trim()));
}

/** A link to the search, which looks for the words in the texts, too: here, names alone are. */
function elsewhere(q) {
  const { action } = document.querySelector("form.search");
  return element("a", { href: action + address.query({ q }) }, `Chercher ${quoted(q)} dans les textes`);
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

/** Put the state of the page in its address. */
function write() {
  address.write({
    ...Object.fromEntries([...FACETS, "q"].map((name) => [name, fields[name].value.trim()])),
    tri: order.key === HOME.key && !order.descending ? "" : order.key,
    sens: order.descending ? "decroissant" : "",
  });
}

/** Take the state from the address, and note what it names and the page does not know. */
function restore() {
  const asked = address.read([...FACETS, "q", "tri", "sens"]);
  unknown = [];
  fields.q.value = asked.q[0] ?? "";
  for (const name of FACETS) {
    const [value = ""] = asked[name];
    fields[name].value = name === "categorie" && value !== NONE ? slug(value) : value; // the search's older links have the name
    if (fields[name].selectedIndex !== -1) continue;
    unknown.push(value);
    fields[name].value = "";
  }
  const [key = HOME.key] = asked.tri;
  if (!heads.has(key)) unknown.push(key);
  const [way = "decroissant"] = asked.sens;
  if (way !== "decroissant") unknown.push(way);
  order = heads.has(key) ? { key, descending: asked.sens[0] === "decroissant" } : HOME;
  filter();
  sort();
}

function choose(key) {
  const again = order.key === key;
  order = { key, descending: again ? !order.descending : MOST_FIRST.has(key) };
  show();
}

/** Show what the form and the order ask for. */
function show() {
  unknown = [];
  filter();
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
    const button = element("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => choose(key));
    head.append(button);
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the rows are already filtered: go to them
    table.parentElement.focus();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of [...FACETS, "q"]) fields[name].value = "";
    order = HOME;
    show();
  });
  window.addEventListener("popstate", restore);
  restore();
  form.hidden = false;
}

start();
offerTicks();
