// On pages that list actions: a box for each, and a bar that says how many are ticked and leads to the selection.

import { query } from "../lib/address.js";
import { element, root } from "../lib/dom.js";
import { actions, joined } from "../lib/phrases.js";
import { addBoxes, refresh } from "./boxes.js";
import { FLEETING, keep, kept, lasts, onChange, state } from "./choice.js";

/** Offer the page's actions to be ticked, those that come later included. */
export function offerTicks() {
  const main = document.querySelector("main");
  const status = element("p", { role: "status" });
  const link = element("a", {}, "Imprimer ou évaluer");
  const none = element("button", { type: "button" }, "Tout décocher");
  const tools = element("p", {}, link, " ", none);
  const bar = element("div", { className: "choice", role: "region", "aria-label": "Ma sélection" }, status, tools);
  const isChosen = (key) => kept().includes(key);

  function choose(key, yes) {
    const others = kept().filter((one) => one !== key);
    keep(yes ? [...others, key] : others);
  }

  function show() {
    const chosen = kept();
    const told = joined(`${actions(chosen.length)} dans ma sélection`, lasts() ? "" : FLEETING);
    refresh(main, (key) => chosen.includes(key));
    bar.classList.toggle("empty", !chosen.length);
    tools.hidden = !chosen.length;
    status.textContent = chosen.length ? told : "";
    link.href = new URL(`selection/${query(state(chosen))}`, root()).href;
  }

  none.addEventListener("click", () => {
    keep([]);
    main.focus();
  });
  main.append(bar);
  addBoxes(main, isChosen, choose);
  const results = document.getElementById("resultats");
  if (results) new MutationObserver(() => addBoxes(results, isChosen, choose)).observe(results, { childList: true });
  onChange(show);
  show();
}
