// The page of results: facets that combine, the whole state in the address, the lines as a file.

import { offerTicks } from "../choice/bar.js";
import * as address from "../lib/address.js";
import { csv } from "../lib/csv.js";
import { element } from "../lib/dom.js";
import { download } from "../lib/download.js";
import { slug } from "../lib/french.js";
import { ignoring, joined, points } from "../lib/phrases.js";
import { LOADING, NOT_LOADED } from "./client.js";
import { answered } from "./sentences.js";

const FACETS = [
  ["referentiel", "Référentiel"],
  ["axe", "Axe"],
  ["categorie", "Catégorie"],
  ["thematique", "Thématique"],
];
const PAGE = 20;

const RELEVANCE = "pertinence"; // the order that the address does not name

const form = document.querySelector("#recherche");
const input = form.elements.q;
const list = document.querySelector("#resultats");
const status = document.querySelector("#etat-recherche");
const guides = document.querySelector("#guides"); // only of a site with ordinary pages
const facets = document.querySelector("#facettes");
const { client } = document.querySelector("form.search"); // which the header asks, too
const ask = client.field();
const { title } = document;
let names = null;
let found = null;
let shown = PAGE;

form.querySelector("details").open = matchMedia("(min-width: 56rem)").matches;

/** The state that the address asks for. */
function read() {
  const { q, tri, ...filters } = address.read(["q", "tri", ...FACETS.map(([name]) => name)]);
  filters.categorie = filters.categorie.map(slug); // older links have the name itself
  return { q: q[0] ?? "", tri: tri[0] || RELEVANCE, filters };
}

function write({ q, tri, filters }, push) {
  address.write({ q, ...filters, tri: tri === RELEVANCE ? "" : tri }, { push });
}

/** The state that the form shows; before there are boxes to tick, their values are those of the address. */
function current() {
  const checked = [...facets.querySelectorAll("input:checked")];
  const ticked = FACETS.map(([name]) => [name, checked.filter((box) => box.name === name).map((box) => box.value)]);
  return { q: input.value, tri: form.elements.tri.value, filters: found ? Object.fromEntries(ticked) : read().filters };
}

/** A state with only what this site knows, and a sentence about the rest. */
function known({ q, tri, filters }) {
  const orders = [...form.elements.tri.options].map((option) => option.value);
  const unknown = orders.includes(tri) ? [] : [tri];
  const kept = Object.entries(filters).map(([kind, values]) => {
    const all = order(kind);
    unknown.push(...values.filter((one) => !all.includes(one)));
    return [kind, values.filter((one) => all.includes(one))];
  });
  return { state: { q, tri: form.elements.tri.value, filters: Object.fromEntries(kept) }, note: ignoring(unknown) };
}

async function search(wanted) {
  list.setAttribute("aria-busy", "true");
  if (!client.loaded) status.textContent = LOADING;
  try {
    names = await client.start();
    const { state, note } = known(wanted);
    const answer = await ask(state.q, state.filters, { order: state.tri, limit: shown });
    if (!answer) return; // a later search is on its way
    found = answer;
    render(state, note);
  } catch {
    status.textContent = NOT_LOADED;
  }
  list.setAttribute("aria-busy", "false");
}

function render(state, note) {
  list.replaceChildren(...found.actions.slice(0, shown).map(line));
  form.querySelector("#plus").hidden = found.total <= shown;
  form.querySelector("#csv").hidden = !found.total;
  if (guides) renderGuides();
  renderFacets(state);
  form.querySelector("details").hidden = !facets.children.length;
  status.textContent = joined(sentence(state), note);
  const query = state.q.trim();
  document.title = query ? `${query} – ${title}` : title;
}

function sentence(state) {
  if (!state.q.trim()) return "Tapez un mot, un numéro ou un sigle.";
  return answered(state.q, found);
}

function name(kind, value) {
  if (kind === "referentiel") return names.referentiels.find((one) => one.id === value)?.nom ?? value;
  if (kind === "thematique") return names.thematiques.find((one) => one.id === value)?.nom ?? value;
  if (kind === "categorie") return names.categories.find((one) => slug(one) === value) ?? value;
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
  made.append(...passage(one.extract));
  return made;
}

/** An extract as a paragraph; nothing without one. */
function passage(extract) {
  const pieces = extract.map(([text, marked]) => (marked ? element("mark", {}, text) : text));
  return pieces.length ? [element("p", { className: "extract" }, ...pieces)] : [];
}

/** The ordinary pages found, below the actions; above them when one of them is what was asked for. */
function renderGuides() {
  const lines = found.pages.map(({ address, title, extract }) => {
    const anchor = element("a", { href: client.href(address) }, title);
    return element("li", {}, element("div", { className: "hit" }, anchor, ...passage(extract)));
  });
  guides.querySelector("ul").replaceChildren(...lines);
  guides.hidden = !lines.length;
  if (found.asked) list.before(guides);
  else guides.parentElement.append(guides);
}

function renderFacets(state) {
  const focused = document.activeElement?.id;
  facets.replaceChildren(
    ...FACETS.map(([kind, legend]) => {
      const counts = found.facets.get(kind);
      const values = order(kind).filter((value) => counts.has(value) || state.filters[kind].includes(value));
      const boxes = values.map((value) => {
        const id = `${kind}-${value}`.replace(/[^\w-]+/g, "-");
        const box = element("input", { type: "checkbox", name: kind, value, id, checked: state.filters[kind].includes(value) });
        return element("label", { htmlFor: id }, box, ` ${name(kind, value)} `, element("span", { className: "soft" }, `(${counts.get(value) ?? 0})`));
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
  return kind === "categorie" ? names.categories.map(slug) : names.thematiques.map((one) => one.id);
}

function restore() {
  const state = read();
  input.value = state.q;
  form.elements.tri.value = state.tri;
  if (form.elements.tri.selectedIndex === -1) form.elements.tri.value = RELEVANCE;
  if (state.q || found) search(state);
  else status.textContent = "Tapez un mot, un numéro ou un sigle.";
}

/** Save the lines of the results as French spreadsheets expect them. */
function save() {
  const rows = [["référentiel", "id", "niveau", "nom", "points", "catégorie", "thématique", "adresse"]];
  for (const { referentiel, thematique, links } of found.actions) {
    const theme = thematique ? name("thematique", thematique) : "";
    for (const one of links) rows.push([referentiel, one.id, one.level, one.title, one.points, one.categorie, theme, client.href(one.address)]);
  }
  download(csv(rows), "text/csv;charset=utf-8", "recherche.csv");
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
  event.preventDefault(); // the results are already there, unless they could not be had: go to the first
  if (client.loaded) form.querySelector("#resultats a, #guides a")?.focus();
  else search(current());
});
form.querySelector("#csv").addEventListener("click", save);
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
