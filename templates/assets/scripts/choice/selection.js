// The chosen actions on one page, each in full as its own page shows it, to be printed or put in a grid.
// The address says which; without one, what this browser keeps.

import * as address from "../lib/address.js";
import { element, root } from "../lib/dom.js";
import { importer } from "../lib/imports.js";
import { actions, ignoring, joined } from "../lib/phrases.js";
import { addBoxes, refresh } from "./boxes.js";
import { FLEETING, asked, keep, kept, lasts, state } from "./choice.js";
import { excerpt } from "./excerpt.js";

const place = document.getElementById("selection");
const list = document.querySelector("section.all");
const pack = place.querySelector(".pack");
const status = place.querySelector("[role=status]");
const shown = place.querySelector(".chosen");
const buttons = Object.fromEntries([...place.querySelectorAll("button")].map((one) => [one.name, one]));
const known = [...list.querySelectorAll("[data-action]")].map((item) => item.dataset.action);
const fetchGrid = importer(place.dataset.script);
const made = new Map(); // the excerpt of each action fetched so far
let chosen = [];
let ignored = [];
let own = true; // whether what is shown is also what this browser keeps
let turn = 0;

const isChosen = (key) => chosen.includes(key);
const same = (one, other) => one.length === other.length && one.every((key) => other.includes(key));

function read() {
  const wanted = asked();
  const mine = kept().filter((key) => known.includes(key)); // an action may have left since it was ticked
  const keys = wanted?.keys ?? mine;
  chosen = known.filter((key) => keys.includes(key));
  ignored = [...(wanted?.others ?? []), ...keys.filter((key) => !known.includes(key))];
  own = wanted === null || same(chosen, mine);
  if (own) keep(chosen);
}

function choose(key, yes) {
  chosen = known.filter((one) => (one === key ? yes : isChosen(one)));
  ignored = [];
  if (own) keep(chosen);
  write();
  show();
}

function write() {
  address.write(state(chosen));
}

async function show() {
  turn += 1;
  const mine = turn;
  refresh(list, isChosen);
  pack.hidden = !chosen.length;
  buttons.keep.hidden = own || !chosen.length;
  status.textContent = chosen.length ? `Chargement de ${actions(chosen.length)}…` : summary(0);
  const results = await Promise.all(chosen.map(fetched));
  if (mine !== turn) return;
  const pages = new Set(chosen);
  shown.replaceChildren(...results.filter(Boolean).map((one) => one.placed(pages, remover(one.key))));
  status.textContent = summary(results.filter((one) => !one).length);
}

async function fetched(key) {
  if (!made.has(key)) {
    try {
      made.set(key, await excerpt(key, root()));
    } catch {
      return null;
    }
  }
  return made.get(key);
}

function summary(failed) {
  const some = `${actions(chosen.length)} dans cette sélection.`;
  const none = "Aucune action n’est choisie. Cochez-en ci-dessous, ou dans les listes du site.";
  const lost = `${actions(failed)} ${failed < 2 ? "n’a" : "n’ont"} pas pu être ${failed < 2 ? "chargée" : "chargées"}\u00a0: vérifiez la connexion, puis rechargez la page.`;
  return joined(chosen.length ? some : none, failed ? lost : "", ignoring(ignored), chosen.length && own && !lasts() ? FLEETING : "");
}

function remover(key) {
  const button = element("button", { type: "button" }, `Retirer ${key.replace("/", " ")}`);
  button.addEventListener("click", () => {
    choose(key, false);
    document.getElementById("contenu").focus();
  });
  return button;
}

async function download() {
  try {
    const { save } = await fetchGrid();
    await save(new URL(place.dataset.grid, document.baseURI), chosen);
    status.textContent = `La grille de ${actions(chosen.length)} est téléchargée.`;
  } catch {
    status.textContent = "La grille n’a pas pu être faite. Vérifiez la connexion, puis réessayez.";
  }
}

function start() {
  read();
  if (own && asked() === null && chosen.length) write();
  addBoxes(list, isChosen, choose);
  buttons.print.addEventListener("click", () => print());
  buttons.grid.addEventListener("click", () => download());
  buttons.keep.addEventListener("click", () => {
    keep(chosen);
    own = true;
    buttons.keep.hidden = true;
    status.textContent = lasts() ? "Ce choix est maintenant celui de vos listes." : FLEETING;
    document.getElementById("contenu").focus();
  });
  buttons.clear.addEventListener("click", () => {
    chosen = [];
    ignored = [];
    if (own) keep(chosen);
    write();
    show();
    document.getElementById("contenu").focus();
  });
  addEventListener("popstate", () => {
    if (location.search === address.query(state(chosen))) return; // a link within the page
    read();
    show();
  });
  show();
}

start();
