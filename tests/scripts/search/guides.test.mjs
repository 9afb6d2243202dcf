// Ordinary pages in the search: found as nodes are, without a part in their ranks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine } from "../../../templates/assets/scripts/search/engine.js";
import { answered } from "../../../templates/assets/scripts/search/sentences.js";

const data = JSON.parse(readFileSync(new URL("data.json", import.meta.url)));
const GLOSSARY = ["sigles/", "Glossaire", "PCAET : plan climat-air-énergie territorial. PLU : plan local d’urbanisme."];
const BIKES = ["guides/velo/", "Ranger les vélos", "Un arceau tient deux cadres ; le PCAET en compte. Voir la 1.1.2."];
const METHOD = ["methode/", "La 1.1.1.2 pas à pas", "Où poser des arceaux et tenir un registre."];

const over = (...pages) => new Engine({ ...data, pages });
const engine = over(GLOSSARY, BIKES, METHOD);
const pages = (query) => engine.search(query).pages.map((one) => one.address);

test("une page se trouve par ses mots, son titre, un pluriel, un début, un synonyme", () => {
  assert.deepEqual(pages("cadre"), ["guides/velo/"]);
  assert.deepEqual(pages("GLOSSAIRES"), ["sigles/"]);
  assert.deepEqual(pages("territ"), ["sigles/"]);
  assert.deepEqual(pages("bicyclette"), ["guides/velo/"]);
  assert.deepEqual(pages("glosaire"), ["sigles/"]);
  assert.deepEqual(pages("zzzxq"), []);
});

test("un titre compte plus qu’une mention", () => {
  const two = over(["a/", "Une page", "Le vélo, ici ; le vélo, là."], BIKES);
  assert.deepEqual(two.search("vélo").pages.map((one) => one.address), ["guides/velo/", "a/"]);
});

test("les pages ne changent rien aux actions", () => {
  const without = new Engine(data);
  const queries = ["vélo", "pcaet", "glossaire", "1.1.1", "plan déchets", "covoitrage", "arceaux", "urbnsm", "eci vélo", "compost parking", ""];
  for (const query of queries) {
    const { pages: none, asked: never, ...found } = without.search(query);
    const { pages: some, asked, ...same } = engine.search(query);
    assert.deepEqual(same, found, query);
    assert.deepEqual([none, never], [[], false]);
  }
});

test("tous les mots d’abord ; un seul à défaut, si aucune action ne les a tous", () => {
  assert.deepEqual(pages("arceaux cadres"), ["guides/velo/"]);
  assert.deepEqual(pages("pcaet registre").sort(), ["guides/velo/", "methode/", "sigles/"]);
  assert.deepEqual(engine.search("vélo place").approximate, false);
  assert.deepEqual(pages("vélo place"), []); // an action holds both, and « Ranger les vélos » one of them
});

test("un numéro seul ne donne que les pages dont le titre le porte", () => {
  assert.deepEqual(pages("1.1.2"), []);
  assert.deepEqual(pages("112"), []);
  assert.deepEqual(pages("1.1.1.2"), ["methode/"]);
  assert.deepEqual(pages("arceau 1.1.2"), ["guides/velo/"]);
});

test("un mot que seules les fiches contiennent n’est pas une faute de frappe", () => {
  const near = over(["a/", "Une page", "Le composage d’un texte."]);
  assert.deepEqual(near.search("compostage").pages, []);
  assert.equal(near.search("composage").pages.length, 1);
});

test("une page passe devant quand son titre a tous les mots, et le nom d’aucun élément trouvé", () => {
  for (const query of ["glossaire", "glossa", "ranger les vélos", "ranger vélo"]) assert.equal(engine.search(query).asked, true, query);
  for (const query of ["pcaet", "1.1.1.2", "mesure 1.1.1.2", "la", "", "zzzxq"]) assert.equal(engine.search(query).asked, false, query);
  const same = over(["a/", "Compter les cyclistes", ""]);
  assert.equal(same.search("compter les cyclistes").pages.length, 1);
  assert.equal(same.search("compter les cyclistes").asked, false);
});

test("un filtre ne retire que des actions", () => {
  const found = engine.search("vélo", { referentiel: new Set(["aucun"]) });
  assert.deepEqual([found.total, found.pages.length], [0, 1]);
});

test("l’extrait d’une page marque les mots ; il n’est coupé que pour qui le montre", () => {
  assert.deepEqual(engine.search("cadres").pages[0].extract.filter(([, marked]) => marked), [["cadres", true]]);
  assert.deepEqual(engine.search("cadres", {}, { limit: 0 }).pages[0].extract, []);
  assert.deepEqual(engine.search("1.1.1.2").pages[0].extract, []);
});

test("dix pages au plus", () => {
  const many = over(...Array.from({ length: 12 }, (_, place) => [`p${place}/`, "Page", "Un sextant."]));
  assert.equal(many.search("sextant").pages.length, 10);
});

test("une page peut s’appeler comme une propriété de tout objet", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    assert.deepEqual(over([`${name}/`, name, name]).search(name).pages.map((one) => one.address), [`${name}/`]);
  }
});

test("ce qui est trouvé se dit sans compter les pages parmi les actions", () => {
  const said = (query) => answered(query, engine.search(query));
  assert.equal(said("vélo"), "2\u00a0actions\u00a0; 1\u00a0guide");
  assert.equal(said("pcaet"), "Aucune action\u00a0; 2\u00a0guides");
  assert.equal(said("compostage"), "1\u00a0action");
  assert.match(said("zzzxq"), /^Aucun résultat pour «\u00a0zzzxq\u00a0»/);
  assert.match(said("pcaet stationnement"), /^Aucune action ne contient «\u00a0pcaet\u00a0»\u00a0; résultats approchants.*action\u00a0; 2\u00a0guides$/);
});
