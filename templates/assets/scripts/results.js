// The page of results: facets that combine, the whole state in the address, the lines as a file.

import { offerTicks } from "./bar.js";
import { Client, element, nothing, points, told } from "./client.js";

const FACETS = [
  ["referentiel", "Référentiel"],
  ["axe", "Axe"],
  ["categorie", "Catégorie"],
  ["thematique", "Thématique"],
];
const PAGE = 20;

const form = document.querySelector("#recherche");
const input = form.elements.q;
const list = document.querySelector("#resultats");
const status = document.querySelector("#etat-recherche");
const facets = document.querySelector("#facettes");
const client = new Client(document.querySelector("form.search"));
const { title } = document;
let names = null;
let found = null;
let shown = PAGE;

form.hidden = false;
form.querySelector("details").open = matchMedia("(min-width: 56rem)").matches;

function read() {
  const query = new URLSearchParams(location.search);
  const filters = Object.fromEntries(FACETS.map(([name]) => [name, query.getAll(name)]));
  return { q: query.get("q") ?? "", tri: query.get("tri") ?? "pertinence", filters };
}

function write(state, push) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const [name, values] of Object.entries(state.filters)) values.forEach((value) => query.append(name, value));
  if (state.tri !== "pertinence") query.set("tri", state.tri);
  const address = `${location.pathname}${query.size ? `?${query}` : ""}`;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

/** The state that the form shows. */
function current() {
  const checked = [...facets.querySelectorAll("input:checked")];
  const filters = Object.fromEntries(FACETS.map(([name]) => [name, checked.filter((box) => box.name === name).map((box) => box.value)]));
  return { q: input.value, tri: form.elements.tri.value, filters };
}

async function search(state) {
  list.setAttribute("aria-busy", "true");
  try {
    names ??= await client.start();
    found = await client.search(state.q, state.filters, { order: state.tri, limit: shown });
    render(state);
    list.setAttribute("aria-busy", "false");
  } catch {
    status.textContent = "La recherche n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.";
    list.setAttribute("aria-busy", "false");
  }
}

function render(state) {
  list.replaceChildren(...found.actions.slice(0, shown).map(line));
  form.querySelector("#plus").hidden = found.total <= shown;
  form.querySelector("#csv").hidden = !found.total;
  renderFacets(state);
  form.querySelector("details").hidden = !facets.children.length;
  if (!state.q.trim()) status.textContent = "Tapez un mot, un numéro ou un sigle.";
  else if (!found.total) status.textContent = nothing(state.q, found.nearest);
  else status.textContent = told(found);
  const query = state.q.trim();
  document.title = query ? `${query} – ${title}` : title;
}

function name(kind, value) {
  if (kind === "referentiel") return names.referentiels.find((one) => one.id === value)?.nom ?? value;
  if (kind === "thematique") return names.thematiques.find((one) => one.id === value)?.nom ?? value;
  if (kind !== "axe") return value;
  const [ref, id] = value.split("/");
  const axe = names.referentiels.find((one) => one.id === ref)?.axes.find(([axeId]) => axeId === id);
  return `${ref.toUpperCase()} ${id} ${axe?.[1] ?? ""}`;
}

/** One action, with its links in rank order. */
function line(action) {
  const where = element("p", { className: "where" }, name("referentiel", action.referentiel));
  if (action.links[0].id !== action.id) where.append(" › ", element("span", { className: "num" }, action.id), ` ${action.title}`);
  const made = element("li", {}, where, ...action.links.map(link));
  if (action.level === "action") made.dataset.action = `${action.referentiel}/${action.id}`;
  return made;
}

function link(one) {
  const anchor = element("a", { href: client.href(one.address) }, element("span", { className: "num" }, one.id), ` ${one.title}`);
  const facts = [one.categorie, one.points == null ? "" : `${points(one.points)} au maximum`].filter(Boolean).join(" · ");
  const made = element("div", { className: one.level === "tâche" ? "hit minor" : "hit" }, anchor, facts ? element("span", { className: "soft" }, facts) : "");
  if (one.extract.length) {
    made.append(element("p", { className: "extract" }, ...one.extract.map(([text, marked]) => (marked ? element("mark", {}, text) : text))));
  }
  return made;
}

function renderFacets(state) {
  const focused = document.activeElement?.id;
  facets.replaceChildren(
    ...FACETS.map(([kind, legend]) => {
      const counts = found.facets[kind];
      const values = order(kind).filter((value) => counts[value] || state.filters[kind].includes(value));
      const boxes = values.map((value) => {
        const id = `${kind}-${value}`.replace(/[^\w-]+/g, "-");
        const box = element("input", { type: "checkbox", name: kind, value, id, checked: state.filters[kind].includes(value) });
        return element("label", { htmlFor: id }, box, ` ${name(kind, value)} `, element("span", { className: "soft" }, `(${counts[value] ?? 0})`));
      });
      return boxes.length ? element("fieldset", {}, element("legend", {}, legend), ...boxes) : "";
    }),
  );
  if (focused) document.getElementById(focused)?.focus();
}

/** The values of a facet in the order of the référentiels. */
function order(kind) {
  if (kind === "referentiel") return names.referentiels.map((one) => one.id);
  if (kind === "axe") return names.referentiels.flatMap((one) => one.axes.map(([id]) => `${one.id}/${id}`));
  return kind === "categorie" ? names.categories : names.thematiques.map((one) => one.id);
}

function restore() {
  const state = read();
  input.value = state.q;
  form.elements.tri.value = state.tri;
  if (state.q || found) search(state);
  else status.textContent = "Tapez un mot, un numéro ou un sigle.";
}

/** The lines of the results as French spreadsheets expect them. */
function csv() {
  const cell = (value) => `"${String(value ?? "").replace(/^[=+@\t\r＝＋－＠-]/, "'$&").replace(/"/g, '""')}"`;
  const rows = [["référentiel", "id", "niveau", "nom", "points", "catégorie", "thématique", "adresse"]];
  for (const action of found.actions) {
    for (const one of action.links) {
      const theme = action.thematique ? name("thematique", action.thematique) : "";
      rows.push([action.referentiel, one.id, one.level, one.title, one.points == null ? "" : String(one.points).replace(".", ","), one.categorie, theme, client.href(one.address)]);
    }
  }
  const text = `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: "recherche.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

input.addEventListener("input", () => {
  shown = PAGE;
  const state = current();
  write(state, false);
  search(state);
});
form.addEventListener("change", (event) => {
  if (event.target === input || event.target.closest(".tick")) return; // a ticked action changes no result
  shown = PAGE;
  const state = current();
  write(state, true);
  search(state);
});
form.addEventListener("submit", (event) => {
  event.preventDefault(); // the results are already there: go to the first
  list.querySelector("a")?.focus();
});
form.querySelector("#csv").addEventListener("click", csv);
form.querySelector("#plus").addEventListener("click", async () => {
  const before = shown;
  shown += PAGE;
  await search(current());
  list.children[before]?.querySelector("a")?.focus();
});
input.addEventListener("focus", () => client.start().catch(() => {}));
addEventListener("popstate", restore);
restore();
offerTicks();
