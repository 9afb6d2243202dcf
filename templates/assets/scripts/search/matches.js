// MiniSearch over nodes, or over ordinary pages: which ones hold the words of a query, and how well.

import MiniSearch from "minisearch";
import { stem, term, words } from "../lib/french.js";
import { Vocabulary } from "./vocabulary.js";

const BOOST = { title: 6, parents: 1.5, text: 1 };
const LONG_WORD = 8;

const NO_HITS = { scores: new Map(), approximate: false, terms: [], matched: new Set() };

/** The ways to match a query, each tried when those before it find nothing. */
export const ALL_WORDS = ["AND"];
export const ANY_WORD = ["AND", "PAGE", "OR"];

export class Index {
  /** `other` is a vocabulary whose words are no typing errors either. */
  constructor(nodes, other = new Vocabulary()) {
    this.nodes = nodes;
    this.vocabulary = new Vocabulary();
    this.vocabularies = [this.vocabulary, other];
    this.library = new MiniSearch({
      idField: "place",
      fields: ["title", "parents", "text"],
      tokenize: words,
      processTerm: (word) => {
        const indexed = term(word);
        if (indexed) this.vocabulary.add(indexed);
        return indexed;
      },
      searchOptions: { processTerm: term },
    });
    this.library.addAll(nodes.map((one) => one.document()));
  }

  /** The nodes that hold all the words; failing that, those whose page does; failing that, any of them. */
  best(variants, modes = ANY_WORD) {
    const terms = [...new Set(variants.flatMap((one) => one.query))];
    for (const mode of modes) {
      const scores = new Map();
      const matched = new Set();
      for (const { query, weight } of variants) {
        for (const [one, score] of this.match(query, mode, matched)) raise(scores, one, score * weight);
      }
      if (scores.size) return { scores, approximate: mode === "OR", terms, matched };
    }
    return NO_HITS;
  }

  /** The nodes that match, each with its score; the words of the index that did are added to `matched`. */
  match(query, mode, matched) {
    const results = this.library.search(query.join(" "), this.options(query, mode));
    const stems = query.map(stem);
    const pages = mode === "PAGE" ? this.pagesWithAll(results, stems.length) : null;
    const found = results.filter((one) => (!pages || pages.has(this.nodes[one.id].page)) && isNear(one));
    for (const one of found) for (const word of one.terms) matched.add(word);
    return found.map(({ id, score }) => {
      const node = this.nodes[id];
      return [node, score * node.weight(stems)];
    });
  }

  options(query, mode) {
    const typed = new Set(query);
    // « ecole » is known, and « ecol » is what it is indexed under: « écologie » does not begin as it does.
    const begins = (word) => typed.has(word) || !this.has(word);
    const exact = (word) => this.vocabularies.some((one) => one.begins(word)) || /\d/.test(word) || word.length < 4;
    return {
      combineWith: mode === "AND" ? "AND" : "OR",
      boost: BOOST,
      prefix: (word, i, all) => !/\d/.test(word) && begins(word) && word.length >= (i === all.length - 1 ? 2 : 4),
      fuzzy: (word) => (exact(word) ? false : word.length >= LONG_WORD ? 2 : 1),
      weights: { prefix: this.isWhole(query.at(-1)) ? 0.05 : 0.4, fuzzy: 0.3 },
    };
  }

  /** The pages whose parts, together, hold every word of the query. */
  pagesWithAll(results, wanted) {
    const held = new Map();
    for (const found of results) {
      const { page } = this.nodes[found.id];
      if (!held.has(page)) held.set(page, new Set());
      for (const word of found.queryTerms) held.get(page).add(word);
    }
    return new Set([...held].filter(([, set]) => set.size >= wanted).map(([page]) => page));
  }

  /** Whether a short word is complete as it stands, such as an acronym, more than the beginning of others. */
  isWhole(word) {
    return word.length < 5 && this.has(stem(word));
  }

  has(word) {
    return this.vocabularies.some((one) => one.has(word));
  }
}

/** Give a node this score, unless it has a better one. */
export function raise(scores, node, score) {
  scores.set(node, Math.max(score, scores.get(node) ?? 0));
}

/** Whether each word of the query that a text answers does so by one that begins alike: « isolation » is not « évolution ». */
function isNear(found) {
  return found.queryTerms.every((word) => found.terms.some((one) => one[0] === word[0]));
}
