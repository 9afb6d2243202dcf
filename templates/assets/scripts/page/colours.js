// The colours that the visitor chose; nothing is kept before one chooses.

import { Store } from "../lib/store.js";

const CHOICES = ["claires", "sombres"];

/** Paint the page in the colours chosen on an earlier page, and again when another tab chooses; returns the choice. */
export function paintAsChosen() {
  const choice = new Store("couleurs");
  const paint = () => {
    const { dataset } = document.documentElement;
    if (CHOICES.includes(choice.text)) dataset.couleurs = choice.text;
    else delete dataset.couleurs;
  };
  choice.addEventListener("change", paint);
  paint();
  return choice;
}

/** Make a list of colours show and change the choice. */
export function offerColours(select, choice) {
  const show = () => {
    select.value = document.documentElement.dataset.couleurs ?? "";
  };
  choice.addEventListener("change", show);
  select.addEventListener("change", () => {
    choice.text = select.value || null;
  });
  show();
}
