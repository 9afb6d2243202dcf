// The nodes of the référentiels as the search sees them: rows of the index, with what the nodes above lend them.

import { slug } from "../lib/french.js";
import { Title } from "./titles.js";

/** How much a node of each level counts. */
export const LEVEL_WEIGHT = new Map([["action", 1.25], ["sous-action", 1.1], ["tâche", 1], ["axe", 0.8], ["sous-axe", 0.8]]);

/** The nodes of an index in its order, each with its address. */
export function nodesOf(data) {
  const nodes = data.noeuds.map((row, place) => new Node(row, place, data));
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  for (const one of nodes) one.complete(byKey);
  return { nodes, byKey };
}

class Node {
  constructor(row, place, data) {
    const [referentiel, id, level, title, text, categorie, points, thematique] = row;
    this.place = place;
    this.referentiel = data.referentiels[referentiel].id;
    this.id = id;
    this.level = data.niveaux[level];
    this.title = title;
    this.text = text;
    this.categorie = data.categories[categorie] ?? "";
    this.points = points;
    this.thematique = data.thematiques[thematique]?.id ?? "";
    this.key = `${this.referentiel}/${id}`;
    this.parents = "";
    this.name = new Title(title);
    /** The value of each facet; a catégorie as addresses write it. */
    this.facets = new Map([
      ["referentiel", this.referentiel],
      ["axe", `${this.referentiel}/${id.split(".")[0]}`],
      ["categorie", slug(this.categorie)],
    ]);
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
    this.facets.set("thematique", this.thematique);
  }

  /** What is indexed: the name of a tâche is a sentence of the text, not a title. */
  document() {
    const { place, level, title, parents, text } = this;
    return level === "tâche" ? { place, title: "", parents, text: `${title} ${text}` } : { place, title, parents, text };
  }

  /** How much it counts among those that match. */
  weight(stems) {
    return LEVEL_WEIGHT.get(this.level) * (this.level === "tâche" ? 1 : this.name.weight(stems));
  }

  /** Whether its number and its name hold every word of the query; the name of a tâche is a sentence. */
  isNamed(stems) {
    const others = stems.filter((one) => one !== this.id);
    return !others.length || (this.level !== "tâche" && this.name.holds(others));
  }
}
