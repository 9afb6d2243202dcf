// The words of the index, as they are indexed: known or not, what begins alike, what is spelled alike.

import SearchableMap from "minisearch/SearchableMap";

export class Vocabulary {
  constructor() {
    this.words = new SearchableMap();
  }

  add(word) {
    this.words.set(word, true);
  }

  has(word) {
    return this.words.has(word);
  }

  /** Whether a word, or a word that begins so, is known. */
  begins(prefix) {
    return this.words.atPrefix(prefix).size > 0;
  }

  /** The known word of the same first letter that is nearest to `word`, within `distance` letters; or undefined. */
  nearest(word, distance) {
    const near = [...this.words.fuzzyGet(word, distance)].filter(([one]) => one[0] === word[0]);
    near.sort(([left, [, nearer]], [right, [, farther]]) => nearer - farther || left.localeCompare(right));
    return near[0]?.[0];
  }
}
