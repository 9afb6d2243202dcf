// From nodes that match to what a page lists: counts by facet, and actions in order, each with its links.

const FACETS = ["referentiel", "axe", "categorie", "thematique"];
const ANCHORS = 4; // besides the action's own page
const OTHERS = 0.1; // what each other part that matches adds to an action's rank, as a share of its own score
const OTHERS_MOST = 0.3; // and all of them together at most, as a share of the best

/** The hits that pass every filter; and for each facet how many actions pass all the others, by value. */
export function narrow(scores, filters) {
  const active = Object.entries(filters).filter(([, values]) => values.size);
  const kept = new Map();
  const pages = new Map(FACETS.map((name) => [name, new Map()]));
  for (const [one, score] of scores) {
    const failed = active.filter(([name, values]) => !values.has(one.facets.get(name)));
    if (!failed.length) kept.set(one, score);
    if (failed.length > 1) continue;
    for (const [name, value] of one.facets) {
      if (!value || (failed.length && failed[0][0] !== name)) continue;
      const counted = pages.get(name);
      if (!counted.has(value)) counted.set(value, new Set());
      counted.get(value).add(one.page);
    }
  }
  const sizes = (counted) => new Map([...counted].map(([value, set]) => [value, set.size]));
  return { kept, facets: new Map([...pages].map(([name, counted]) => [name, sizes(counted)])) };
}

const byPlace = (left, right) => left.place - right.place;
const RELEVANCE = (left, right) => right.score - left.score || byPlace(left, right);
const ORDERS = new Map([
  ["pertinence", RELEVANCE],
  ["id", byPlace],
  ["points", (left, right) => (right.points ?? -1) - (left.points ?? -1) || byPlace(left, right)],
]);

/** Hits gathered by page, in the `order` asked for, each page with its links in rank order. */
export function group(kept, order) {
  const groups = new Map();
  for (const hit of kept) {
    const { page } = hit[0];
    if (!groups.has(page)) groups.set(page, []);
    groups.get(page).push(hit);
  }
  const ranked = [...groups.values()].map((hits) => {
    hits.sort((left, right) => right[1] - left[1] || byPlace(left[0], right[0]));
    const others = hits.slice(1).reduce((sum, hit) => sum + hit[1], 0);
    return action(hits, hits[0][1] + Math.min(OTHERS * others, OTHERS_MOST * hits[0][1]));
  });
  return ranked.sort(ORDERS.get(order) ?? RELEVANCE);
}

function action(hits, score) {
  const { holder } = hits[0][0];
  const anchors = hits.filter(([one]) => one !== holder).slice(0, ANCHORS);
  const links = hits.filter((hit) => hit[0] === holder || anchors.includes(hit)).map(([one]) => link(one));
  const { key, place, referentiel, id, title, level, points, thematique } = holder;
  return { key, place, referentiel, id, title, level, points, thematique, score, links };
}

function link({ key, id, title, address, level, categorie, points }) {
  return { key, id, title, address, level, categorie, points, extract: [] };
}
