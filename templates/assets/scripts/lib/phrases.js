// Sentences and numbers that several pages write.

const NUMBERS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** « 1 234,5 ». */
export const numeral = (value) => NUMBERS.format(value);

/** « 0,8 point », « 12 sous-actions ». */
export function counted(value, noun) {
  return `${numeral(value)}\u00a0${noun}${value < 2 ? "" : "s"}`;
}

/** « 12 points ». */
export const points = (value) => counted(value, "point");

/** « 1 action ». */
export const actions = (total) => counted(total, "action");

/** « climat » between French quotation marks. */
export const quoted = (text) => `«\u00a0${text}\u00a0»`;

/** Sentences one after the other, empty ones left out; a full stop parts those that end without one. */
export function joined(...sentences) {
  return sentences.filter(Boolean).reduce((all, one) => `${all}${/[.?…]$/.test(all) ? "" : "."} ${one}`);
}

/** What to say of values in the address that the site does not have; nothing when there are none. */
export function ignoring(values) {
  if (!values.length) return "";
  const named = values.slice(0, 5).map((one) => quoted(one.slice(0, 30))).join(", ");
  return `L’adresse demande ce que ce site ne connaît pas, et que cette page ignore\u00a0: ${named}${values.length > 5 ? "…" : ""}.`;
}
