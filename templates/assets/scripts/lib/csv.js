// Tables as CSV for French spreadsheets, as the build writes them (`harmless` must agree with its namesake there).

const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** `text` with an apostrophe before it where a spreadsheet would read a formula. */
export function harmless(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Rows of texts and numbers as a file: UTF-8 with BOM, `;`, CRLF, decimal commas. */
export function csv(rows) {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;
}

function cell(value) {
  const text = typeof value === "number" ? String(value).replace(".", ",") : harmless(value ?? "");
  return `"${text.replaceAll('"', '""')}"`;
}
