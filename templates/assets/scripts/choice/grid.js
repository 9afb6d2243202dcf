// The grid of the chosen actions, made from the site's own grid: the rows of the others go, the rest moves up.
// What stands above the rows, styles, drop-downs and totals, holds for any number of rows and stays as it is.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { download } from "../lib/download.js";

const LIST = "xl/worksheets/sheet1.xml";
const TOTALS = "xl/worksheets/sheet2.xml";
const WORDS = "xl/sharedStrings.xml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Fetch the grid at `address`, and save it with the rows of the actions `keys` alone. */
export async function save(address, keys) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const content = cut(new Uint8Array(await answer.arrayBuffer()), new Set(keys));
  download(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "grille.xlsx");
}

function cut(content, keys) {
  const files = unzipSync(content);
  const words = [...parse(files[WORDS]).getElementsByTagName("si")].map((one) => one.textContent);
  const list = parse(files[LIST]);
  const totals = parse(files[TOTALS]);
  keepRows(list, words, keys);
  forgetResults(list);
  forgetResults(totals);
  files[LIST] = write(list);
  files[TOTALS] = write(totals);
  return zipSync(files, { mtime: "1980-01-01T00:00:00" });
}

/** Take out the rows whose first cell names another action, and number the rest anew. */
function keepRows(sheet, words, keys) {
  let next = 0;
  for (const row of [...sheet.getElementsByTagName("row")]) {
    const first = row.firstElementChild;
    const value = first?.getAttribute("t") === "s" ? words[Number(first.textContent)] : "";
    if (/^[a-z][a-z0-9_-]*\/[\d.]+$/.test(value) && !keys.has(value)) {
      row.remove();
      continue;
    }
    next = value.includes("/") && next ? next + 1 : Number(row.getAttribute("r"));
    row.setAttribute("r", next);
    for (const cell of row.children) cell.setAttribute("r", cell.getAttribute("r").replace(/\d+$/, next));
  }
  sheet.getElementsByTagName("dimension")[0]?.setAttribute("ref", `A1:G${next}`);
}

/** Take out what formulas gave for the whole grid: the spreadsheet computes them when it opens. */
function forgetResults(sheet) {
  for (const formula of sheet.getElementsByTagName("f")) {
    for (const value of [...formula.parentNode.getElementsByTagName("v")]) value.remove();
  }
}

function parse(bytes) {
  return new DOMParser().parseFromString(strFromU8(bytes), "application/xml");
}

function write(sheet) {
  return strToU8(HEAD + new XMLSerializer().serializeToString(sheet).replace(/^<\?xml[^>]*\?>\s*/, ""));
}
