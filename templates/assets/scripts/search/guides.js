// The site's ordinary pages, which visitors know as guides: read as the nodes are, in an index of their own.

import { extract } from "./extract.js";
import { ALL_WORDS, ANY_WORD, Index } from "./matches.js";
import { Reader } from "./query.js";
import { Title } from "./titles.js";

const MOST = 10;

class Guide {
  constructor([address, title, text], place) {
    this.place = place;
    this.address = address;
    this.page = address;
    this.title = title;
    this.text = text;
    this.name = new Title(title);
  }

  document() {
    const { place, title, text } = this;
    return { place, title, parents: "", text };
  }

  weight(stems) {
    return this.name.weight(stems);
  }
}

export class Guides {
  /** The pages of `data`; a word that the vocabulary of the nodes has is no typing error for want of a page that holds it. */
  constructor(data, nodes, vocabulary) {
    this.index = new Index((data.pages ?? []).map((row, place) => new Guide(row, place)), vocabulary);
    this.reader = new Reader(data, nodes, this.index.vocabulary);
  }

  /**
   * The pages that answer the parts of a query, best first, each with its extract where `cut`; where `any` and none
   * holds every word, those that hold some. A number alone is answered by titles alone: texts cite many.
   */
  search(ids, rest, { any, cut }) {
    const { scores, terms } = this.index.best(this.reader.variants([...ids, ...rest]), any ? ANY_WORD : ALL_WORDS);
    const found = [...scores].filter(([one]) => rest.length || one.name.holds(ids));
    found.sort((left, right) => right[1] - left[1] || left[0].place - right[0].place);
    return found.slice(0, MOST).map(([{ address, title, text }]) => ({ address, title, extract: cut && rest.length ? extract(text, terms) : [] }));
  }
}
