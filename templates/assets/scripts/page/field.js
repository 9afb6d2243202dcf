// The search field of every page before one touches it: its role, and what fetches the rest.

import { read } from "../lib/address.js";
import { element } from "../lib/dom.js";
import { importer } from "../lib/imports.js";
import { Client, LOADING, NOT_LOADED } from "../search/client.js";

/**
 * Make the search form's field a combobox, whose script, worker and index come together with the first focus.
 *
 * The form carries the page's only client, as `client`: the page of results asks the same one.
 */
export function awaitSearch(form) {
  const input = form.elements.q;
  const status = element("p", { className: "vh", role: "status" });
  const fetchScript = importer(form.dataset.script);
  const waiting = new AbortController();
  form.client = new Client(form.dataset);
  form.append(status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  function tell(sentence) {
    const shown = input.value.trim() && document.activeElement === input;
    status.textContent = shown ? sentence : "";
    status.className = shown ? "none" : "vh";
  }

  async function begin() {
    tell(LOADING);
    form.client.start().catch(() => {}); // the script tells it
    try {
      const { offerSuggestions } = await fetchScript();
      if (waiting.signal.aborted) return;
      waiting.abort();
      offerSuggestions(form, status);
    } catch {
      tell(NOT_LOADED);
    }
  }

  for (const event of ["focus", "input"]) input.addEventListener(event, begin, { signal: waiting.signal });
  input.addEventListener("blur", () => (status.className = "vh"), { signal: waiting.signal });
  if (document.activeElement === input) begin();
  // The page of results needs them for what its address asks: now, beside its script.
  if (document.querySelector("#recherche") && read(["q"]).q[0]) form.client.start().catch(() => {});
}
