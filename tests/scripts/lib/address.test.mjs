// The state of a page as the query of its address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { query, read } from "../../../templates/assets/scripts/lib/address.js";

test("les valeurs vides ne s’écrivent pas", () => {
  assert.equal(query({ q: "", axe: [], tri: undefined }), "");
  assert.equal(query({ q: "eau", axe: [] }), "?q=eau");
});

test("les clés restent lisibles, le reste est protégé", () => {
  assert.equal(query({ actions: "cae/6.1.2,eci/5.2" }), "?actions=cae/6.1.2,eci/5.2");
  assert.equal(query({ q: "eau & air +é#?" }), "?q=eau+%26+air+%2B%C3%A9%23%3F");
});

test("ce qui s’écrit se relit", () => {
  const state = { q: ["l’eau  +é, 100 % / &"], axe: ["cae/6", "eci/1"], tri: [] };
  assert.deepEqual(read(["q", "axe", "tri"], query(state)), state);
});

test("un nom absent, même d’un objet, n’a pas de valeur", () => {
  assert.deepEqual(read(["q", "constructor"], "?autre=1"), { q: [], constructor: [] });
});
