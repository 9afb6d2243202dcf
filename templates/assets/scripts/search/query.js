// What was typed, taken apart: a référentiel, numbers, words, and the words that mean the same.

import { isId, stem, term, words } from "../lib/french.js";
import { terms } from "./titles.js";

/** Reads queries about the nodes of one index. */
export class Reader {
  constructor(data, nodes, vocabulary) {
    this.vocabulary = vocabulary;
    this.ids = new Set(nodes.map((one) => one.id));
    this.names = new Set(data.referentiels.map((one) => one.id));
    this.levels = new Set(data.mots.flatMap(words));
    this.synonyms = data.synonymes.map((pair) => pair.map(terms));
    this.meant = new Set(this.synonyms.flat(2));
  }

  /** A query's parts: a référentiel named in front, the ids, the words; « mesure 6.1.2 » is the id alone. */
  parse(query) {
    let typed = words(query.replace(/(\p{L})(?=\d+\.\d)/gu, "$1 ")); // « CAE6.1.2 »
    let referentiel = "";
    if (typed.length > 1 && this.names.has(typed[0])) [referentiel, ...typed] = typed;
    typed = this.joined(typed);
    if (typed.some(isId) && typed.every((word) => isId(word) || this.levels.has(word))) typed = typed.filter(isId);
    const alone = typed.every(isId);
    const ids = typed.filter((word) => isId(word) && (alone || word.includes(".")));
    return { referentiel, ids, rest: typed.filter((word) => !ids.includes(word)) };
  }

  /** « 612 », « 6 1 2 », « 6-1-2 » as the id 6.1.2, where there is one. */
  joined(typed) {
    const [word] = typed;
    const digits = typed.length > 1 && typed.every((one) => /^\d{1,2}$/.test(one)) ? typed : [];
    const parts = typed.length === 1 && /^\d{2,6}$/.test(word) && !this.ids.has(word) ? [...word] : digits;
    const id = parts.join(".");
    return this.ids.has(id) ? [id] : typed;
  }

  /** The words as typed, then with each synonym that applies; each with how much it counts. */
  variants(rest) {
    const typed = rest.filter((word) => term(word) !== null);
    const found = [{ query: typed, weight: 1 }];
    const stems = typed.map(stem);
    for (let at = 0; at + 1 < rest.length; at += 1) {
      const joined = rest[at] + rest[at + 1]; // « éco-conception » is « écoconception » elsewhere
      if (this.vocabulary.has(stem(joined))) found.push({ query: [...rest.slice(0, at), joined, ...rest.slice(at + 2)], weight: 1 });
    }
    for (const pair of this.synonyms) {
      for (const [from, to] of [pair, [...pair].reverse()]) {
        const at = within(stems, from);
        if (at < 0) continue;
        found.push({ query: [...typed.slice(0, at), ...to, ...typed.slice(at + from.length)], weight: 0.9 });
      }
    }
    return found.filter((one) => one.query.length);
  }

  /** The words that no text holds or begins with, and that no synonym stands for. */
  unknown(rest) {
    return rest.filter((word) => {
      const says = term(word) !== null && !/\d/.test(word);
      return says && !this.vocabulary.begins(stem(word)) && !this.meant.has(stem(word));
    });
  }
}

/** Where the sequence `part` begins in `whole`; -1 when it is not there. */
function within(whole, part) {
  for (let at = 0; part.length && at + part.length <= whole.length; at += 1) {
    if (part.every((one, i) => whole[at + i] === one)) return at;
  }
  return -1;
}
