// The search itself: nodes in, ranked actions out. No page and no network: the worker and the tests run it.

import { fold, isId, stem, term, words } from "./french.js";

const BOOST = { title: 6, parents: 1.5, text: 1 };
const LEVEL_WEIGHT = { action: 1.25, "sous-action": 1.1, tâche: 1, axe: 0.8, "sous-axe": 0.8 };
const ANCHORS = 4; // besides the action's own page
const LONG_WORD = 8;
const OTHERS = 0.1; // what each other part that matches adds to an action's rank, as a share of its own score
const OTHERS_MOST = 0.3; // and all of them together at most, as a share of the best
const ABOVE = 1.02; // a sous-action comes just before the tâche that matches: advisers look for the sous-action

export class Engine {
  /** `data` is what the site publishes for the search; `MiniSearch` the class of that name. */
  constructor(data, MiniSearch) {
    this.data = data;
    this.nodes = data.noeuds.map((row, place) => node(row, place, data));
    this.byKey = new Map(this.nodes.map((one) => [one.key, one]));
    for (const one of this.nodes) one.complete(this.byKey);
    this.ids = new Set(this.nodes.map((one) => one.id));
    this.names = new Set(data.referentiels.map((one) => one.id));
    this.levels = new Set(data.mots.flatMap(words));
    this.index = new MiniSearch({
      idField: "place",
      fields: ["title", "parents", "text"],
      tokenize: words,
      processTerm: term,
    });
    this.index.addAll(this.nodes.map((one) => one.document()));
    this.vocabulary = this.index._index; // known words and their prefixes; see known()
    this.synonyms = data.synonymes.map((pair) => pair.map((side) => terms(side)));
    this.memory = new Map();
  }

  /**
   * Search `query`, narrowed by `filters` ({referentiel, axe, categorie, thematique}: sets of values).
   * Returns {actions, total, facets, approximate, unknown, near, nearest, exact}: the actions in the `order` asked
   * for ("pertinence", "id" or "points"), each with its links; the first `limit` of them with extracts, which take
   * time to cut. `unknown` are the words that no text holds, `near` those that were found instead; `exact` is the
   * address of the one node whose number was typed.
   */
  search(query, filters = {}, { order = "pertinence", limit = 20 } = {}) {
    const { referentiel, ids, rest } = this.parse(query);
    let hits = this.hits(ids, rest);
    if (referentiel) hits = { ...hits, scores: new Map([...hits.scores].filter(([one]) => one.referentiel === referentiel)) };
    const { kept, facets } = narrow(hits.scores, filters);
    const actions = group(kept).sort(ORDERS[order] ?? ORDERS.pertinence);
    if (rest.length) for (const action of actions.slice(0, limit)) cutExtracts(action, hits.terms, this.byKey);
    const { approximate, terms: used } = hits;
    const unknown = hits.scores.size ? this.unknown(rest) : [];
    const near = unknown.length ? this.near(unknown, rest, hits.matched) : [];
    const nearest = hits.scores.size ? "" : this.nearest(rest);
    return { actions, total: actions.length, facets, approximate, unknown, near, nearest, terms: used, exact: this.exact(ids, rest, referentiel) };
  }

  /** The address of the only node that has the id typed; empty when there is none, or one in each référentiel. */
  exact(ids, rest, referentiel) {
    if (rest.length || ids.length !== 1) return "";
    const found = this.nodes.filter((one) => one.id === ids[0] && (!referentiel || one.referentiel === referentiel));
    return found.length === 1 ? found[0].address : "";
  }

  /** The words of a query that no text holds or begins with, and that no synonym stands for. */
  unknown(rest) {
    const meant = new Set(this.synonyms.flat(2));
    return rest.filter((word) => term(word) !== null && !/\d/.test(word) && !this.known(stem(word)) && !meant.has(stem(word)));
  }

  /** How the contents spell the words that were matched in the place of unknown ones. */
  near(unknown, rest, matched) {
    const letters = new Set(unknown.map((word) => word[0]));
    const others = [...matched].filter((word) => letters.has(word[0]) && !rest.some((one) => word.startsWith(stem(one))));
    return others.slice(0, 3).map((word) => this.spelling(word));
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

  hits(ids, rest) {
    const key = `${ids.join(" ")}|${rest.join(" ")}`;
    if (!this.memory.has(key)) {
      if (this.memory.size > 50) this.memory.clear();
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
        const weight = LEVEL_WEIGHT[one.level] * (exact ? 1000 : 1) * (1 - one.place / 1e6);
        scores.set(one, Math.max(weight, scores.get(one) ?? 0));
      }
    }
    return scores;
  }

  /** The nodes that hold all the words; failing that, those whose action does; failing that, any of them. */
  byWords(rest) {
    const variants = this.variants(rest);
    for (const [mode, approximate] of [["AND", false], ["PAGE", false], ["OR", true]]) {
      const scores = new Map();
      const used = new Set();
      const matched = new Set();
      for (const { query, weight } of variants) {
        for (const [one, score] of this.match(query, mode, matched)) {
          scores.set(one, Math.max(score * weight, scores.get(one) ?? 0));
        }
        for (const word of query) used.add(word);
      }
      for (const [one, score] of [...scores]) {
        const above = one.level === "tâche" ? this.byKey.get(`${one.referentiel}/${one.id.replace(/\.\d+$/, "")}`) : null;
        if (above) scores.set(above, Math.max(scores.get(above) ?? 0, score * ABOVE));
      }
      if (scores.size) return { scores, approximate: approximate && rest.length > 1, terms: [...used], matched };
    }
    return { scores: new Map(), approximate: false, terms: [], matched: new Set() };
  }

  /** The words as typed, then with each synonym that applies. */
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
        if (at >= 0) {
          const query = [...typed.slice(0, at), ...to, ...typed.slice(at + from.length)];
          found.push({ query, weight: 0.9 });
        }
      }
    }
    return found.filter((one) => one.query.length);
  }

  /** The nodes that match, each with its rank; the words of the index that did are added to `matched`. */
  match(query, mode, matched) {
    const typed = new Set(query);
    // « ecole » is known, and « ecol » is what it is indexed under: « écologie » does not begin as it does.
    const begins = (word) => typed.has(word) || !this.vocabulary.has(word);
    const results = this.index.search(query.join(" "), {
      combineWith: mode === "AND" ? "AND" : "OR",
      boost: BOOST,
      prefix: (word, i, all) => !/\d/.test(word) && begins(word) && word.length >= (i === all.length - 1 ? 2 : 4),
      fuzzy: (word) => (this.known(word) || /\d/.test(word) || word.length < 4 ? false : word.length >= LONG_WORD ? 2 : 1),
      weights: { prefix: this.isWhole(query.at(-1)) ? 0.05 : 0.4, fuzzy: 0.3 },
    });
    const stems = query.map(stem);
    const pages = mode === "PAGE" ? this.pagesWithAll(results, stems.length) : null;
    return results
      .map((found) => [this.nodes[found.id], found])
      .filter(([one, found]) => (!pages || pages.has(one.page)) && isNear(found))
      .map(([one, found]) => {
        for (const word of found.terms) matched.add(word);
        return [one, found];
      })
      .map(([one, found]) => [one, found.score * LEVEL_WEIGHT[one.level] * one.titleWeight(stems)]);
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
    return word.length < 5 && this.vocabulary.has(stem(word));
  }

  /** Whether a word, or a word that begins so, is in the index. */
  known(word) {
    const below = this.vocabulary.atPrefix(word);
    return below.size > 0;
  }

  /** The known word nearest to the first unknown one of the query; empty when none is near. */
  nearest(rest) {
    for (const word of rest.map(stem).filter((one) => one.length > 3 && !this.known(one))) {
      const around = [...this.vocabulary.fuzzyGet(word, Math.min(3, Math.floor(word.length / 3)))];
      const near = around.filter(([one]) => one[0] === word[0]);
      near.sort((left, right) => left[1][1] - right[1][1] || left[0].localeCompare(right[0]));
      if (near.length) return this.spelling(near[0][0]);
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
}

class Node {
  constructor(row, place, data) {
    const [referentiel, id, level, title, text, categorie, points, part, thematique] = row;
    this.place = place;
    this.referentiel = data.referentiels[referentiel].id;
    this.id = id;
    this.level = data.niveaux[level];
    this.title = title;
    this.text = text;
    this.categorie = data.categories[categorie] ?? "";
    this.points = points;
    this.part = part;
    this.thematique = data.thematiques[thematique]?.id ?? "";
    this.key = `${this.referentiel}/${id}`;
    this.axe = `${this.referentiel}/${id.split(".")[0]}`;
    this.parents = "";
  }

  /** Learn from the nodes above: their names, the page, the theme of the action. */
  complete(byKey) {
    const above = [];
    for (let id = this.id; id; id = id.slice(0, Math.max(0, id.lastIndexOf(".")))) {
      const one = byKey.get(`${this.referentiel}/${id}`);
      if (one) above.push(one);
    }
    const action = above.find((one) => one.level === "action");
    const holder = action ?? above.find((one) => one.level === "axe") ?? this;
    this.holder = holder;
    this.page = `${holder.key}/`;
    this.address = holder === this ? this.page : `${this.page}#${this.id}`;
    this.parents = above.filter((one) => one !== this && one.level !== "axe" && one.level !== "sous-axe").map((one) => one.title).join(" ");
    if (action) this.thematique = action.thematique;
    this.stems = null;
  }

  /** What is indexed: the name of a tâche is a sentence of the text, not a title. */
  document() {
    const { place, level, title, parents, text } = this;
    return level === "tâche" ? { place, title: "", parents, text: `${title} ${text}` } : { place, title, parents, text };
  }

  /** More for a name that holds every word of the query, and more again the less it holds besides. */
  titleWeight(stems) {
    if (this.level === "tâche") return 1;
    this.stems ??= words(this.title).map(term).filter(Boolean);
    const held = stems.filter((one) => this.stems.includes(one)).length;
    if (held < stems.length) return 1 + (0.3 * held) / stems.length;
    return 1.6 + stems.length / Math.max(this.stems.length, 1);
  }
}

/** Whether each word of the query that a text answers does so by one that begins alike: « isolation » is not « évolution ». */
function isNear(found) {
  return found.queryTerms.every((word) => found.terms.some((one) => one[0] === word[0]));
}

function node(row, place, data) {
  return new Node(row, place, data);
}

function terms(text) {
  return words(text).map(term).filter(Boolean);
}

/** Where the sequence `part` stands in `whole`; -1 when it does not. */
function within(whole, part) {
  for (let at = 0; part.length && at + part.length <= whole.length; at += 1) {
    if (part.every((one, i) => whole[at + i] === one)) return at;
  }
  return -1;
}

const FACETS = {
  referentiel: (one) => one.referentiel,
  axe: (one) => one.axe,
  categorie: (one) => one.categorie,
  thematique: (one) => one.thematique,
};

/** The hits that pass every filter; and for each facet how many actions pass all the others, by value. */
function narrow(scores, filters) {
  const active = Object.entries(filters).filter(([, values]) => values.size);
  const kept = new Map();
  const pages = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Map()]));
  for (const [one, score] of scores) {
    const failed = active.filter(([name, values]) => !values.has(FACETS[name](one)));
    if (!failed.length) kept.set(one, score);
    if (failed.length > 1) continue;
    for (const [name, value] of Object.entries(FACETS)) {
      if (failed.length && failed[0][0] !== name) continue;
      const counted = pages[name];
      const key = value(one);
      if (!key) continue;
      if (!counted.has(key)) counted.set(key, new Set());
      counted.get(key).add(one.page);
    }
  }
  const facets = Object.fromEntries(
    Object.entries(pages).map(([name, counted]) => [name, Object.fromEntries([...counted].map(([key, set]) => [key, set.size]))]),
  );
  return { kept, facets };
}

/** Hits gathered by page, the best first, each with its links in rank order. */
function group(kept) {
  const groups = new Map();
  for (const hit of kept) {
    const { page } = hit[0];
    if (!groups.has(page)) groups.set(page, []);
    groups.get(page).push(hit);
  }
  const ranked = [...groups.values()].map((hits) => {
    hits.sort((left, right) => right[1] - left[1] || left[0].place - right[0].place);
    const others = hits.slice(1).reduce((sum, hit) => sum + hit[1], 0);
    const score = hits[0][1] + Math.min(OTHERS * others, OTHERS_MOST * hits[0][1]);
    return { score, hits };
  });
  return ranked.map(({ hits, score }) => action(hits, score));
}

const byPlace = (left, right) => left.place - right.place;
const ORDERS = {
  pertinence: (left, right) => right.score - left.score || byPlace(left, right),
  id: byPlace,
  points: (left, right) => (right.points ?? -1) - (left.points ?? -1) || byPlace(left, right),
};

function cutExtracts(action, queryTerms, byKey) {
  for (const link of action.links) link.extract = extract(byKey.get(link.key).text, queryTerms);
}

function action(hits, score) {
  const { holder } = hits[0][0];
  const anchors = hits.filter(([one]) => one !== holder).slice(0, ANCHORS);
  const links = hits.filter((hit) => hit[0] === holder || anchors.includes(hit)).map(([one]) => ({
    key: one.key,
    id: one.id,
    title: one.title,
    address: one.address,
    level: one.level,
    categorie: one.categorie,
    points: one.points,
    extract: [],
  }));
  return {
    key: holder.key,
    place: holder.place,
    referentiel: holder.referentiel,
    id: holder.id,
    title: holder.title,
    level: holder.level,
    points: holder.points,
    thematique: holder.thematique,
    score,
    links,
  };
}

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
