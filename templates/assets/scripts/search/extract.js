// The passage of a text that shows why it was found.

import { fold, stem } from "../lib/french.js";

const EXTRACT = 180;

/** The passage of a text around its first word of the query, as [text, marked] pairs; empty without one. */
export function extract(text, queryTerms) {
  if (!queryTerms.length || !text) return [];
  const marks = [];
  for (const found of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = fold(found[0]);
    const indexed = stem(word);
    if (queryTerms.some((one) => indexed === stem(one) || (one.length > 2 && word.startsWith(one)))) {
      marks.push([found.index, found.index + found[0].length]);
      if (found.index > marks[0][0] + EXTRACT) break;
    }
  }
  if (!marks.length) return [];
  let start = Math.max(0, marks[0][0] - 60);
  while (start > 0 && /\S/.test(text[start - 1])) start -= 1;
  let end = Math.min(text.length, start + EXTRACT);
  while (end < text.length && /\S/.test(text[end])) end += 1;
  const pieces = start ? [["… ", false]] : [];
  let at = start;
  for (const [from, to] of marks.filter((mark) => mark[1] <= end)) {
    pieces.push([text.slice(at, from), false], [text.slice(from, to), true]);
    at = to;
  }
  pieces.push([text.slice(at, end) + (end < text.length ? " …" : ""), false]);
  return pieces.filter(([piece]) => piece);
}
