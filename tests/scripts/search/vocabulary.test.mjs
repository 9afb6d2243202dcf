// The words of the index.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Vocabulary } from "../../../templates/assets/scripts/search/vocabulary.js";

const vocabulary = new Vocabulary();
for (const word of ["urban", "urbain", "compost", "isol"]) vocabulary.add(word);

test("un mot est connu entier, ou par son début", () => {
  assert.ok(vocabulary.has("compost") && !vocabulary.has("comp"));
  assert.ok(vocabulary.begins("comp") && vocabulary.begins("compost"));
  assert.ok(!vocabulary.begins("composta") && !vocabulary.begins("x"));
});

test("le mot le plus proche commence par la même lettre", () => {
  assert.equal(vocabulary.nearest("urbainn", 2), "urbain");
  assert.equal(vocabulary.nearest("bompost", 2), undefined);
  assert.equal(vocabulary.nearest("urbxn", 2), "urban");
});

test("les noms des objets ne sont pas des mots", () => {
  for (const name of ["constructor", "__proto__", "toString"]) assert.ok(!vocabulary.has(name) && !vocabulary.begins(name));
});
