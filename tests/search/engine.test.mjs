// The engine on a small référentiel of our own: one test for each class of query.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import MiniSearch from "minisearch";
import { Engine, extract } from "../../templates/assets/scripts/engine.js";

const data = JSON.parse(readFileSync(new URL("data.json", import.meta.url)));
const engine = new Engine(data, MiniSearch);
const search = (query, filters) => engine.search(query, filters);
const first = (query) => search(query).actions[0]?.links[0].address;
const addresses = (query) => search(query).actions.flatMap((action) => action.links.map((link) => link.address));

test("un id entier met exactement cet élément en premier", () => {
  assert.equal(first("1.1.1"), "cae/1.1.1/");
  assert.equal(first("1.1.1.2"), "cae/1.1.1/#1.1.1.2");
  assert.equal(first("1.1.1.2.1"), "cae/1.1.1/#1.1.1.2.1");
});

test("un id présent dans les deux référentiels montre les deux, l’action avant le sous-axe", () => {
  assert.deepEqual(search("1.1").actions.slice(0, 2).map((action) => action.links[0].address), ["eci/1.1/", "cae/1/#1.1"]);
});

test("le nom d’un référentiel en tête est un filtre", () => {
  assert.equal(first("cae 1.1"), "cae/1/#1.1");
  assert.deepEqual([...new Set(search("eci vélo").actions.map((action) => action.referentiel))], ["eci"]);
});

test("le mot d’un niveau devant un id ne dit rien de plus", () => {
  assert.deepEqual(addresses("mesure 1.1.1"), addresses("1.1.1"));
  assert.deepEqual(addresses("axe 1"), addresses("1"));
});

test("un mot composé se trouve aussi en un seul mot", () => assert.equal(first("com-postage"), first("compostage")));

test("une action montre sa page et quatre ancres au plus", () => {
  for (const action of search("vélo").actions) assert.ok(action.links.filter((link) => link.address.includes("#")).length <= 4);
});

test("un id qui n’existe pas ne donne rien", () => assert.equal(search("9.9.9").total, 0));

test("un titre entier met son action en premier", () => assert.equal(first("développer le réseau cyclable"), "cae/1.1.1/"));

test("les accents, le pluriel et les apostrophes ne changent rien, ni l’ordre", () => {
  assert.deepEqual(addresses("dechets"), addresses("déchets"));
  assert.deepEqual(addresses("dechet"), addresses("déchets"));
  assert.deepEqual(addresses("l'urbanisme"), addresses("urbanisme"));
  assert.deepEqual(addresses("l’urbanisme"), addresses("urbanisme"));
  assert.ok(addresses("dechets").length > 0 && addresses("urbanisme").length > 0);
});

test("un sigle se cherche entier", () => assert.equal(first("PLU"), "cae/1.1.2/#1.1.2.1"));

test("les préfixes répondent pendant la frappe", () => assert.equal(first("cyclab"), "cae/1.1.1/"));

test("une faute par mot inconnu, deux à partir de huit lettres", () => {
  assert.equal(first("cyclabel"), "cae/1.1.1/");
  assert.equal(first("compostge"), "eci/1.1/");
  assert.equal(first("statinnement"), "cae/1.1.1/#1.1.1.2");
});

test("tous les mots d’abord, un seul à défaut", () => {
  assert.equal(search("stationnement vélo").approximate, false);
  assert.equal(first("stationnement vélo"), "cae/1.1.1/#1.1.1.2");
  const found = search("compost parking");
  assert.equal(found.approximate, true);
  assert.ok(found.total > 0);
});

test("un synonyme trouve ce que les fiches disent autrement", () => assert.equal(first("bicyclette"), first("vélo")));

test("un mot qui n’existe pas ne donne rien, mais le mot connu le plus proche", () => {
  for (const query of ["zzzxq", "kangourou", "qwertyuiop", "de la"]) assert.equal(search(query).total, 0);
  assert.equal(search("urbnsm").nearest, "urbanisme");
});

test("une tâche suit sa sous-action", () => {
  assert.deepEqual(addresses("arceaux").slice(0, 2), ["cae/1.1.1/#1.1.1.2", "cae/1.1.1/#1.1.1.2.1"]);
});

test("les facettes se combinent, et comptent sans leur propre filtre", () => {
  const all = search("vélo");
  const narrowed = search("vélo", { categorie: new Set(["bases"]) });
  assert.ok(narrowed.total < all.total);
  assert.deepEqual(narrowed.facets.categorie, all.facets.categorie);
  assert.ok(narrowed.actions.every((action) => action.links.every((link) => link.categorie === "bases")));
  const none = search("vélo", { categorie: new Set(["bases"]), referentiel: new Set(["eci"]) });
  assert.equal(none.total, 0);
});

test("l’extrait entoure le mot trouvé et le marque", () => {
  const pieces = extract("Des arceaux sont posés près des écoles.", ["arceau"]);
  assert.deepEqual(pieces, [["Des ", false], ["arceaux", true], [" sont posés près des écoles.", false]]);
  assert.deepEqual(extract("Rien ici.", ["arceau"]), []);
});

test("une requête vide ne donne rien", () => assert.equal(search("  ").total, 0));
