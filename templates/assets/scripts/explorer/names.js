// Names that hold what is typed: words by their beginning or their stem, numbers by their level.

import { isId, stem, term, words } from "../lib/french.js";

/** The words of a name, compounds apart and together, and their stems. */
export function formsOf(name) {
  const own = both(name).flat();
  return [...new Set([...own, ...own.map(stem)])];
}

/** A test of such forms: whether they hold every word typed that says something, or all of them when none does. */
export function wanted(typed) {
  const queries = both(typed).map((all) => {
    const telling = all.filter((word) => term(word) !== null);
    return telling.length ? telling : all;
  });
  return (forms) => queries.some((query) => query.every((word) => forms.some((form) => answers(form, word))));
}

/** The words of a text, once with « éco-conception » as two and once as « écoconception ». */
function both(text) {
  return [words(text), words(text.replace(/(?<=\p{L})[-‐‑](?=\p{L})/gu, ""))];
}

/** 6.1 leads to 6.1.2 but not to 6.10; a word leads to those that it begins, and to its plural and feminine. */
function answers(form, word) {
  if (isId(word)) return form === word || form.startsWith(`${word}.`);
  return form.startsWith(word) || form === stem(word);
}
