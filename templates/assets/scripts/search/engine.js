// The search itself: nodes in, ranked actions out. No page and no network: the worker and the tests run it.

import { fold, stem, term } from "../lib/french.js";
import { extract } from "./extract.js";
import { group, narrow } from "./groups.js";
import { Index } from "./matches.js";
import { LEVEL_WEIGHT, nodesOf } from "./nodes.js";
import { Reader } from "./query.js";

const ABOVE = 1.02; // a sous-action comes just before the tâche that matches: advisers look for the sous-action
const REMEMBERED = 50;
const NO_HITS = { scores: new Map(), approximate: false, terms: [], matched: new Set() };

export class Engine {
  /** `data` is what the site publishes for the search. */
  constructor(data) {
    this.data = data;
    const { nodes, byKey } = nodesOf(data);
    this.nodes = nodes;
    this.byKey = byKey;
    this.index = new Index(nodes);
    this.vocabulary = this.index.vocabulary;
    this.reader = new Reader(data, nodes, this.vocabulary);
    this.memory = new Map();
  }

  /**
   * Search `query`, narrowed by `filters` ({referentiel, axe, categorie, thematique}: sets of values).
   * Returns {actions, total, facets, approximate, unknown, near, nearest, exact}: the actions in the `order` asked
   * for ("pertinence", "id" or "points"), each with its links; the first `limit` of them with extracts, which take
   * time to cut. `facets` maps each facet to how many actions have each value. `unknown` are the words that no text
   * holds, `near` those that were found instead; `exact` is the address of the one node whose number was typed.
   */
  search(query, filters = {}, { order = "pertinence", limit = 20 } = {}) {
    const { referentiel, ids, rest } = this.reader.parse(query);
    const { scores: all, approximate, terms, matched } = this.hits(ids, rest);
    const scores = referentiel ? new Map([...all].filter(([one]) => one.referentiel === referentiel)) : all;
    const { kept, facets } = narrow(scores, filters);
    const actions = group(kept, order);
    if (rest.length) for (const action of actions.slice(0, limit)) this.cutExtracts(action, terms);
    const unknown = scores.size ? this.reader.unknown(rest) : [];
    const near = unknown.length ? this.near(unknown, rest, matched) : [];
    const nearest = scores.size ? "" : this.nearest(rest);
    return { actions, total: actions.length, facets, approximate, unknown, near, nearest, exact: this.exact(ids, rest, referentiel) };
  }

  cutExtracts(action, terms) {
    for (const link of action.links) link.extract = extract(this.byKey.get(link.key).text, terms);
  }

  /** The address of the only node that has the id typed; empty when there is none, or one in each référentiel. */
  exact(ids, rest, referentiel) {
    if (rest.length || ids.length !== 1) return "";
    const found = this.nodes.filter((one) => one.id === ids[0] && (!referentiel || one.referentiel === referentiel));
    return found.length === 1 ? found[0].address : "";
  }

  /** How the contents spell the words that were matched in the place of unknown ones. */
  near(unknown, rest, matched) {
    const letters = new Set(unknown.map((word) => word[0]));
    const others = [...matched].filter((word) => letters.has(word[0]) && !rest.some((one) => word.startsWith(stem(one))));
    return others.slice(0, 3).map((word) => this.spelling(word));
  }

  /** The known word nearest to the first unknown one of the query; empty when none is near. */
  nearest(rest) {
    for (const word of rest.map(stem).filter((one) => one.length > 3 && !this.vocabulary.begins(one))) {
      const near = this.vocabulary.nearest(word, Math.min(3, Math.floor(word.length / 3)));
      if (near) return this.spelling(near);
    }
    return "";
  }

  /** How the contents first spell a term of the index. */
  spelling(indexed) {
    for (const one of this.nodes) {
      for (const word of `${one.title} ${one.text}`.match(/\p{L}+/gu) ?? []) {
        if (term(fold(word)) === indexed) return word.toLowerCase();
      }
    }
    return indexed;
  }

  hits(ids, rest) {
    const key = `${ids.join(" ")}|${rest.join(" ")}`;
    if (!this.memory.has(key)) {
      if (this.memory.size > REMEMBERED) this.memory.clear();
      this.memory.set(key, this.compute(ids, rest));
    }
    return this.memory.get(key);
  }

  compute(ids, rest) {
    const byId = this.byId(ids);
    if (!rest.length) return { ...NO_HITS, scores: byId };
    const found = this.byWords(rest);
    if (!ids.length) return found;
    const both = new Map([...found.scores].filter(([one]) => ids.some((id) => one.id === id || one.id.startsWith(`${id}.`))));
    return both.size ? { ...found, scores: both } : { ...found, scores: new Map([...byId, ...found.scores]) };
  }

  /** The nodes that have one of the ids, then those below; an action before an axe of the same id. */
  byId(ids) {
    const scores = new Map();
    for (const one of this.nodes) {
      for (const id of ids) {
        const exact = one.id === id;
        if (!exact && !one.id.startsWith(`${id}.`)) continue;
        raise(scores, one, LEVEL_WEIGHT.get(one.level) * (exact ? 1000 : 1) * (1 - one.place / 1e6));
      }
    }
    return scores;
  }

  /** The nodes that hold all the words; failing that, those whose action does; failing that, any of them. */
  byWords(rest) {
    const variants = this.reader.variants(rest);
    const terms = [...new Set(variants.flatMap((one) => one.query))];
    for (const [mode, approximate] of [["AND", false], ["PAGE", false], ["OR", true]]) {
      const scores = new Map();
      const matched = new Set();
      for (const { query, weight } of variants) {
        for (const [one, score] of this.index.match(query, mode, matched)) raise(scores, one, score * weight);
      }
      this.raiseParents(scores);
      if (scores.size) return { scores, approximate: approximate && rest.length > 1, terms, matched };
    }
    return NO_HITS;
  }

  /** Put the sous-action of each tâche that matches just before it. */
  raiseParents(scores) {
    for (const [one, score] of [...scores]) {
      const above = one.level === "tâche" ? this.byKey.get(`${one.referentiel}/${one.id.replace(/\.\d+$/, "")}`) : null;
      if (above) raise(scores, above, score * ABOVE);
    }
  }
}

/** Give a node this score, unless it has a better one. */
function raise(scores, node, score) {
  scores.set(node, Math.max(score, scores.get(node) ?? 0));
}
