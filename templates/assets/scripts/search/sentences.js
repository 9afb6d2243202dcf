// What the search says, as French sentences.

import { actions, counted, quoted } from "../lib/phrases.js";

/** What was found: how many actions and ordinary pages, and whether by other words than those of the query. */
export function told(found) {
  const { pages } = found;
  const guides = pages.length ? `\u00a0; ${counted(pages.length, "guide")}` : "";
  if (!found.total) return `Aucune action${guides}`;
  if (found.unknown.length) {
    const near = found.near.length ? ` (mots proches\u00a0: ${found.near.join(", ")})` : "";
    const none = pages.length ? "Aucune action" : "Aucun texte";
    return `${none} ne contient ${found.unknown.map(quoted).join(" ni ")}\u00a0; résultats approchants${near}\u00a0: ${actions(found.total)}${guides}`;
  }
  const before = found.approximate ? "Aucune action ne contient tous ces mots\u00a0; résultats approchants\u00a0: " : "";
  return `${before}${actions(found.total)}${guides}`;
}

/** What to say of the answer to a query: what was found or, when nothing was, the nearest known word. */
export function answered(query, found) {
  return found.total || found.pages.length ? told(found) : nothing(query, found.nearest);
}

function nothing(query, nearest) {
  const hint = nearest ? `Vouliez-vous dire ${quoted(nearest)}\u202f?` : "Essayez un autre mot, ou un numéro comme 6.1.2.";
  return `Aucun résultat pour ${quoted(query.trim())}. ${hint}`;
}
