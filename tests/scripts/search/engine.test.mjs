// The engine on a small référentiel of our own: one test for each class of query.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine } from "../../../templates/assets/scripts/search/engine.js";
import { extract } from "../../../templates/assets/scripts/search/extract.js";

const data = JSON.parse(readFileSync(new URL("data.json", import.meta.url)));
const engine = new Engine(data);
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
  assert.deepEqual(narrowed.facets.get("categorie"), all.facets.get("categorie"));
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

/** An engine over one action whose sous-actions hold these texts, in order. */
function over(...texts) {
  const nodes = texts.map((text, place) => [0, `1.1.${place + 1}`, 3, `Partie ${place + 1}`, text, -1, null, -1]);
  return new Engine({ ...data, synonymes: [], noeuds: [[0, "1", 0, "Axe", "", -1, null, -1], [0, "1.1", 2, "Mesure", "", -1, null, -1], ...nodes] });
}

test("un mot entier n’est pas le début d’un autre qui en partage la racine", () => {
  const schools = over("Une école du village.", "Une écologie industrielle.");
  for (const query of ["école", "écoles", "ecole"]) assert.deepEqual(keys(schools.search(query)), ["1.1.1"]);
  assert.deepEqual(keys(schools.search("ecol")).sort(), ["1.1.1", "1.1.2"]);
  assert.deepEqual(extract("Écologie à l’école.", ["ecole"]), [["Écologie à l’", false], ["école", true], [".", false]]);
});

test("un mot qu’aucun texte ne contient est dit, avec ceux qui en sont proches", () => {
  const found = over("Le covoiturage des agents.").search("covoitrage agents");
  assert.deepEqual([found.unknown, found.near, found.total], [["covoitrage"], ["covoiturage"], 1]);
  assert.deepEqual(search("vélo").unknown, []);
});

test("un mot qui ne commence pas de même n’est pas proche", () => assert.equal(over("Une évolution lente.").search("isolation").total, 0));

test("un synonyme n’est pas un mot inconnu", () => assert.deepEqual(search("bicyclette").unknown, []));

for (const query of ["112", "1 1 2", "1-1-2", "1,1,2", "CAE1.1.2", "cae 1.1.2", "n°1.1.2"]) {
  test(`« ${query} » est le numéro 1.1.2`, () => assert.equal(first(query), "cae/1.1.2/"));
}

test("des chiffres qui ne sont aucun numéro ne le deviennent pas", () => {
  for (const query of ["2030", "100 %", "9 9 9"]) assert.equal(search(query).exact, "");
});

test("un numéro que porte un seul élément mène à lui", () => {
  assert.equal(search("1.1.1.2").exact, "cae/1.1.1/#1.1.1.2");
  assert.equal(search("1.1").exact, ""); // in both référentiels
  assert.equal(search("cae 1.1").exact, "cae/1/#1.1");
  assert.equal(search("vélo").exact, "");
});

function keys(found) {
  return found.actions.flatMap((action) => action.links.map((link) => link.id)).filter((id) => id !== "1.1");
}

test("un référentiel peut s’appeler comme une propriété de tout objet", () => {
  const address = first("vélo");
  for (const id of ["constructor", "__proto__", "toString"]) {
    const [cae, eci] = data.referentiels;
    const named = new Engine({ ...data, referentiels: [{ ...cae, id }, eci] });
    const found = named.search("vélo", { referentiel: new Set([id]) });
    assert.equal(found.actions[0].links[0].address, address.replace("cae", id));
    assert.equal(found.facets.get("referentiel").get(id), search("vélo").facets.get("referentiel").get("cae"));
    assert.equal(found.facets.get("axe").get("constructor"), undefined);
  }
});

test("un tri inconnu est celui de la pertinence", () => {
  const all = engine.search("vélo").actions.map((one) => one.key);
  for (const order of ["__proto__", "constructor", "prix", "", undefined]) {
    assert.deepEqual(engine.search("vélo", {}, { order }).actions.map((one) => one.key), all);
  }
});

test("une catégorie se filtre par ce qu’en écrivent les adresses", () => {
  const { facets } = search("vélo");
  assert.ok([...facets.get("categorie").keys()].every((value) => /^[a-z-]+$/.test(value)));
});
