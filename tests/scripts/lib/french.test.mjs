// The French analysis, by vectors: what is typed and what is written must meet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, isId, stem, term, words } from "../../../templates/assets/scripts/lib/french.js";

const analysed = (text) => words(text).map(term).filter(Boolean);

for (const [left, right] of [
  ["déchets", "dechet"],
  ["l'urbanisme", "urbanisme"],
  ["l’urbanisme", "urbanisme"],
  ["d’œuvre", "oeuvre"],
  ["MISE EN ŒUVRE", "mise en oeuvre"],
  ["réseaux de chaleur", "réseau de chaleur"],
  ["locaux tertiaires", "local tertiaire"],
  ["eaux pluviales", "eau pluviale"],
  ["transports publics", "transport public"],
  ["politique publique", "politiques publiques"],
  ["piétonnière", "pietonnier"],
  ["bâtiments communaux", "bâtiment communal"],
  ["tarification incitative", "tarifications incitatives"],
  ["les travaux", "travail"],
  ["intercommunale", "intercommunal"],
  ["qu'elle", "quelle"],
  ["climat-air-énergie", "climat air énergie"],
  ["jusqu’aux vélos", "vélo"],
]) {
  test(`« ${left} » et « ${right} » se valent`, () => assert.deepEqual(analysed(left), analysed(right)));
}

test("les chiffres en indice se tapent sur la ligne", () => assert.equal(fold("CO₂ m²"), "co2 m2"));

for (const [text, expected] of [
  ["6.1.2.3", ["6.1.2.3"]],
  ["cf. mesure 6.1.2.", ["cf", "mesur", "6.1.2"]],
  ["EPCI, PCAET et CEP", ["epci", "pcaet", "cep"]],
  ["de la les du des aux", []],
  ["RE2020", ["re2020"]],
  ["", []],
]) {
  test(`« ${text} » donne ${JSON.stringify(expected)}`, () => assert.deepEqual(analysed(text), expected));
}

test("les mots courts et les sigles restent entiers", () => {
  for (const word of ["eau", "dpe", "gaz", "bus", "ti", "pat"]) assert.equal(stem(word), word);
});

test("des mots différents restent différents", () => {
  assert.notEqual(term("collecte"), term("collectif"));
  assert.notEqual(term("forme"), term("format"));
});

test("un id est fait de nombres et de points", () => {
  assert.ok(isId("6") && isId("5.10"));
  assert.ok(!isId("6.1.a") && !isId("6."));
});

test("les accents et les ligatures se défont", () => assert.equal(fold("Œuvre Æ Élève ÇÀ"), "oeuvre ae eleve ca"));
