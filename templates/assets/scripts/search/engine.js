// The search itself: nodes and ordinary pages in, both ranked out. No document and no network: the worker and the tests
// run it.

import { fold, stem, term } from "../lib/french.js";
import { extract } from "./extract.js";
import { group, narrow } from "./groups.js";
import { Guides } from "./guides.js";
import { Index, raise } from "./matches.js";
import { LEVEL_WEIGHT, nodesOf } from "./nodes.js";
import { Reader } from "./query.js";
import { terms, Title } from "./titles.js";

const ABOVE = 1.02; // a sous-action comes just before the tâche that matches: advisers look for the sous-action
const REMEMBERED = 50;

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
    this.guides = new Guides(data, nodes, this.vocabulary);
    this.memory = new Map();
  }

  /**
   * Search `query`, narrowed by `filters` ({referentiel, axe, categorie, thematique}: sets of values).
   * Returns {actions, total, facets, approximate, unknown, near, nearest, exact, pages, asked}: the actions in the
   * `order` asked for ("pertinence", "id" or "points"), each with its links; the first `limit` of them with extracts,
   * which take time to cut. `facets` maps each facet to how many actions have each value. `unknown` are the words that
   * no node holds, `near` those that were found instead; `exact` is the address of the one node whose number was typed.
   * `pages` are ordinary pages as {address, title, extract}, whatever the filters; `asked` says that they come first.
   */
  search(query, filters = {}, { order = "pertinence", limit = 20 } = {}) {
    const { referentiel, ids, rest } = this.reader.parse(query);
    const { scores: all, approximate, terms: looked, matched } = this.hits(ids, rest);
    const scores = referentiel ? new Map([...all].filter(([one]) => one.referentiel === referentiel)) : all;
    const { kept, facets } = narrow(scores, filters);
    const actions = group(kept, order);
    if (rest.length) for (const action of actions.slice(0, limit)) this.cutExtracts(action, looked);
    const unknown = scores.size ? this.reader.unknown(rest) : [];
    const near = unknown.length ? this.near(unknown, rest, matched) : [];
    const nearest = scores.size ? "" : this.nearest(rest);
    const exact = this.exact(ids, rest, referentiel);
    const pages = this.guides.search(ids, rest, { any: approximate || !scores.size, cut: limit > 0 });
    const asked = this.isAsked(pages[0], query, [...ids, ...rest], scores.keys());
    return { actions, total: actions.length, facets, approximate, unknown, near, nearest, exact, pages, asked };
  }

  /** Whether the title of a page holds every word of the query, and the name of no node that was found does. */
  isAsked(page, query, typed, found) {
    const held = terms(query);
    if (!page || !held.length || !new Title(page.title).holds(held)) return false;
    const stems = terms(typed.join(" "));
    return ![...found].some((one) => one.isNamed(stems));
  }

  cutExtracts(action, looked) {
    for (const link of action.links) link.extract = extract(this.byKey.get(link.key).text, looked);
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
    if (!rest.length) return { scores: byId, approximate: false, terms: [], matched: new Set() };
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

  /** The nodes that hold the words, as `Index.best` finds them. */
  byWords(rest) {
    const found = this.index.best(this.reader.variants(rest));
    this.raiseParents(found.scores);
    return { ...found, approximate: found.approximate && rest.length > 1 };
  }

  /** Put the sous-action of each tâche that matches just before it. */
  raiseParents(scores) {
    for (const [one, score] of [...scores]) {
      const above = one.level === "tâche" ? this.byKey.get(`${one.referentiel}/${one.id.replace(/\.\d+$/, "")}`) : null;
      if (above) raise(scores, above, score * ABOVE);
    }
  }
}
