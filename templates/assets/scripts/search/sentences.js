// What the search says, as French sentences.

import { actions, quoted } from "../lib/phrases.js";

/** What was found: how many actions, and whether by other words than those of the query. */
export function told(found) {
  if (found.unknown.length) {
    const near = found.near.length ? ` (mots proches\u00a0: ${found.near.join(", ")})` : "";
    return `Aucun texte ne contient ${found.unknown.map(quoted).join(" ni ")}\u00a0; résultats approchants${near}\u00a0: ${actions(found.total)}`;
  }
  const before = found.approximate ? "Aucune action ne contient tous ces mots\u00a0; résultats approchants\u00a0: " : "";
  return `${before}${actions(found.total)}`;
}

/** What to say when nothing is found, with the nearest known word. */
export function nothing(query, nearest) {
  const hint = nearest ? `Vouliez-vous dire ${quoted(nearest)}\u202f?` : "Essayez un autre mot, ou un numéro comme 6.1.2.";
  return `Aucun résultat pour ${quoted(query.trim())}. ${hint}`;
}
