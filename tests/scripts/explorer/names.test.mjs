// The names of /explorer/: what is typed finds them however it is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formsOf, wanted } from "../../../templates/assets/scripts/explorer/names.js";

const finds = (typed, name) => wanted(typed)(formsOf(name));

for (const [typed, name] of [
  ["éco-conception", "Développer l’écoconception"],
  ["écoconception", "Développer l’éco-conception"],
  ["éco-conception", "Développer l’éco-conception"],
  ["eco conception", "Développer l’éco-conception"],
  ["stratégies", "Partager une stratégie"],
  ["strat", "Partager une stratégie"],
  ["l'urbanisme", "Documents d’urbanisme"],
  ["plan pour la mobilité", "Plan de mobilité"],
  ["travail", "Suivre les travaux"],
  ["oeuvre", "Mise en œuvre"],
  ["cae 6.1", "cae 6.1.2 Coopérer"],
  ["6.1.2.", "6.1.2 Coopérer"],
  ["de", "Plan de mobilité"],
  ["", "Plan de mobilité"],
]) {
  test(`« ${typed} » trouve « ${name} »`, () => assert.ok(finds(typed, name)));
}

for (const [typed, name] of [
  ["6.1", "6.10 Coopérer"],
  ["école", "Une écologie industrielle"],
  ["plan vélo", "Plan de mobilité"],
  ["mobilité", "Immobilité"],
  ["1.2", "6.1.2 Coopérer"],
  ["constructor", "Plan de mobilité"],
]) {
  test(`« ${typed} » ne trouve pas « ${name} »`, () => assert.ok(!finds(typed, name)));
}
