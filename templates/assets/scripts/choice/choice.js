// Which actions one has ticked: keys such as « cae/6.1.2 », in this browser and in addresses, nowhere else.

import * as address from "../lib/address.js";
import { Store } from "../lib/store.js";

const KEY = /^[a-z][a-z0-9_-]*\/\d+(?:\.\d+)*$/;
const store = new Store("selection");

/** What to say where the browser refuses to keep the choice. */
export const FLEETING = "Ce navigateur n’enregistre pas votre choix\u00a0: il ne dure que le temps de cette page.";

/** The keys of a list, each once; whatever else it holds is left out. */
function keysOf(list) {
  return [...new Set(list.filter((one) => typeof one === "string" && KEY.test(one)))];
}

/** The keys that this browser keeps. */
export function kept() {
  try {
    const found = JSON.parse(store.text ?? "[]");
    return Array.isArray(found) ? keysOf(found) : [];
  } catch {
    return []; // someone else wrote there
  }
}

/** Keep the keys in this browser; where it may not, the choice lasts as long as the page. */
export function keep(keys) {
  store.text = keys.length ? JSON.stringify(keys) : null;
}

/** Whether the choice outlives the page. */
export function lasts() {
  return store.lasts;
}

/** Call `listener` whenever the choice changes, here or in another tab. */
export function onChange(listener) {
  store.addEventListener("change", listener);
}

/** What an address asks for: the keys, and what is none; null when it asks for nothing. */
export function asked() {
  const { actions } = address.read(["actions"]);
  if (!actions.length) return null;
  const parts = actions[0].split(",").map((part) => part.trim()).filter(Boolean);
  return { keys: keysOf(parts), others: parts.filter((part) => !KEY.test(part)) };
}

/** The state of an address that asks for these keys. */
export function state(keys) {
  return { actions: keys.join(",") };
}
