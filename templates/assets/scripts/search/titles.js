// What a title says, and how well it answers a query.

import { term, words } from "../lib/french.js";

/** The words of a text as they are indexed, those that say nothing left out. */
export function terms(text) {
  return words(text).map(term).filter(Boolean);
}

export class Title {
  constructor(text) {
    this.text = text;
    this.indexed = null; // until it is asked for
  }

  get stems() {
    this.indexed ??= terms(this.text);
    return this.indexed;
  }

  /** More for a title that holds every word of the query, and more again the less it holds besides. */
  weight(stems) {
    const held = stems.filter((one) => this.stems.includes(one)).length;
    if (held < stems.length) return 1 + (0.3 * held) / stems.length;
    return 1.6 + stems.length / Math.max(this.stems.length, 1);
  }

  /** Whether it holds every word, the last of which may be on its way. */
  holds(stems) {
    const begins = (one, at) => at === stems.length - 1 && one.length > 2 && this.stems.some((word) => word.startsWith(one));
    return stems.every((one, at) => this.stems.includes(one) || begins(one, at));
  }
}
