// French as people type it: accents, ligatures, elisions, plurals and feminines folded on both sides.

const STOP_WORDS = new Set(
  ("a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avec avoir c ca car ce cela celle celles " +
    "celui ces cet cette ceux chaque ci comme comment d dans de des donc dont du elle elles en encore entre est et " +
    "etc etre eux fait il ils j jusqu l la le les leur leurs lors lorsqu lui m ma mais me meme memes mes mon n ne " +
    "ni nos notre nous on ont ou par pas peu peut plus plusieurs pour pourquoi puis puisqu qu quand que quel quelle " +
    "quelles quels qui quoi s sa sans se selon ses si soit son sont sous sur t ta tel telle telles tels tes ton tous " +
    "tout toute toutes tres tu un une vers vos votre vous y").split(" "),
);

const IRREGULAR = new Map([
  ["travaux", "travail"],
  ["yeux", "oeil"],
  ["nouvelle", "nouveau"],
  ["nouvelles", "nouveau"],
  ["nouvel", "nouveau"],
]);

/** The text in small letters, without accents, ligatures taken apart. */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .normalize("NFKD") // « CO₂ » is typed « co2 »
    .replace(/[\u0300-\u036f]/g, "");
}

/** The words of a text, folded: ids such as 6.1.2 whole, elisions and compounds apart. */
export function words(text) {
  return fold(text).match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) ?? [];
}

/** A text as a part of an address: « mise en œuvre » becomes « mise-en-oeuvre ». */
export function slug(text) {
  return fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** What a folded word is indexed under, or null for a word that says nothing. */
export function term(word) {
  return STOP_WORDS.has(word) ? null : stem(word);
}

/** A folded word without its plural and feminine marks; acronyms and numbers as they are. */
export function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular) return irregular;
  let root = word;
  if (/[^e]aux$/.test(root) && root.length > 4) root = `${root.slice(0, -2)}l`;
  else if (/[^s]s$|x$/.test(root)) root = root.slice(0, -1);
  if (root.length < 4) return root;
  root = root.replace(/ive$/, "if").replace(/euse$/, "eur").replace(/ique$/, "ic");
  if (root.length > 4) root = root.replace(/e{1,2}$/, "");
  return root.length > 4 ? root.replace(/([lnst])\1$/, "$1") : root;
}

/** Whether a folded word is an id: numbers joined by full stops. */
export function isId(word) {
  return /^\d+(?:\.\d+)*$/.test(word);
}
