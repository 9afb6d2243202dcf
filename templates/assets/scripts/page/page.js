// What every page does: small, and first in its head, so that nothing is drawn in the wrong colours.

import { offerColours, paintAsChosen } from "./colours.js";
import { awaitSearch } from "./field.js";
import { closeGroupsOf, openMenuFrom } from "./menu.js";
import { tellMissingScripts } from "./missing.js";
import { followReading } from "./summary.js";

document.documentElement.classList.add("js");
tellMissingScripts();
const colours = paintAsChosen();

// Once the page is read, and before its modules run: DOMContentLoaded would wait for those.
document.addEventListener(
  "readystatechange",
  () => {
    offerColours(document.querySelector(".colours select"), colours);
    openMenuFrom(document.querySelector(".opener"));
    closeGroupsOf(document.getElementById("menu"));
    awaitSearch(document.querySelector("form.search"));
    // A site that does not know its own address still prints the true one.
    const here = document.querySelector(".imprint [data-here]");
    if (here) here.textContent = location.origin + location.pathname;
    const summary = document.querySelector(".here");
    if (summary) followReading(summary);
  },
  { once: true },
);
