// Tables for French spreadsheets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "../../../templates/assets/scripts/lib/csv.js";

test("un fichier pour les tableurs français", () => {
  const text = csv([["nom", "points"], ["l’eau ; l’air", 0.8], ["dit « \"oui\" »", null]]);
  assert.equal(text, '\ufeff"nom";"points"\r\n"l’eau ; l’air";"0,8"\r\n"dit « ""oui"" »";""\r\n');
});

test("aucune cellule n’est une formule", () => {
  for (const sign of ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "'=1", "''=1"]) {
    assert.equal(csv([[sign]]), `\ufeff"'${sign}"\r\n`);
  }
  for (const plain of ["1", "a=1", "'a", " =1"]) assert.equal(csv([[plain]]), `\ufeff"${plain}"\r\n`);
});

test("un nombre négatif est un nombre", () => assert.equal(csv([[-1.5]]), '\ufeff"-1,5"\r\n'));
