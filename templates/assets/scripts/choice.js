// Which actions one has ticked: keys such as « cae/6.1.2 », in this browser and in addresses, nowhere else.

const PLACE = "selection";
const KEY = /^[a-z][a-z0-9_-]*\/\d+(?:\.\d+)*$/;

/** The keys of a list, each once; whatever else it holds is left out. */
function keysOf(list) {
  return [...new Set(list.filter((one) => typeof one === "string" && KEY.test(one)))];
}

/** What this browser keeps; nothing when it keeps nothing or may not. */
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(found) ? keysOf(found) : [];
  } catch {
    return [];
  }
}

/** Keep the keys in this browser; where it may not, the choice lasts as long as the page. */
export function keep(keys) {
  try {
    if (keys.length) localStorage.setItem(PLACE, JSON.stringify(keys));
    else localStorage.removeItem(PLACE);
  } catch {
    // The address of the selection still carries it.
  }
}

/** What an address asks for: the keys, and what is none; null when it asks for nothing. */
export function asked(search) {
  const written = new URLSearchParams(search).get("actions");
  if (written === null) return null;
  const parts = written.split(",").map((part) => part.trim()).filter(Boolean);
  return { keys: keysOf(parts), others: parts.filter((part) => !KEY.test(part)) };
}

/** The address's query for these keys. */
export function query(keys) {
  return keys.length ? `?actions=${keys.join(",")}` : "";
}

/** Where the site begins, as every page says. */
export function root() {
  return new URL(document.querySelector("form.search").dataset.root || "./", document.baseURI);
}

/** « 1 action », « 12 actions ». */
export function counted(number) {
  return `${number}\u00a0action${number < 2 ? "" : "s"}`;
}
