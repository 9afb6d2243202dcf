// On pages that list actions: a box for each, and a bar that says how many are ticked and leads to the selection.

import { addBoxes, refresh } from "./boxes.js";
import { counted, keep, kept, query, root } from "./choice.js";

/** Offer the page's actions to be ticked, those that come later included. */
export function offerTicks() {
  const main = document.querySelector("main");
  const bar = document.createElement("div");
  const status = document.createElement("p");
  const tools = document.createElement("p");
  const link = document.createElement("a");
  const none = document.createElement("button");
  let chosen = kept();

  const isChosen = (key) => chosen.includes(key);

  function choose(key, yes) {
    const others = kept().filter((one) => one !== key); // another tab may have ticked since
    chosen = yes ? [...others, key] : others;
    keep(chosen);
    show();
  }

  function show() {
    refresh(main, isChosen);
    bar.classList.toggle("empty", !chosen.length);
    tools.hidden = !chosen.length;
    status.textContent = chosen.length ? `${counted(chosen.length)} dans ma sélection` : "";
    link.href = new URL(`selection/${query(chosen)}`, root()).href;
  }

  bar.className = "choice";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Ma sélection");
  status.setAttribute("role", "status");
  link.textContent = "Imprimer ou évaluer";
  none.type = "button";
  none.textContent = "Tout décocher";
  none.addEventListener("click", () => {
    chosen = [];
    keep(chosen);
    show();
    main.focus();
  });
  tools.append(link, " ", none);
  bar.append(status, tools);
  main.append(bar);
  addBoxes(main, isChosen, choose);
  const results = document.getElementById("resultats");
  if (results) new MutationObserver(() => addBoxes(results, isChosen, choose)).observe(results, { childList: true });
  addEventListener("storage", () => {
    chosen = kept();
    show();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      chosen = kept();
      show();
    }
  });
  show();
}
