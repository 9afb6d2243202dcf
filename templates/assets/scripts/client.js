// A page's side of the search: starts the worker when it is first needed, and hands out the latest answer only.

export class Client {
  /** `place` is the element that says, in its data, where the site's root, the worker and the index are. */
  constructor(place) {
    this.root = new URL(place.dataset.root || "./", document.baseURI);
    this.files = place.dataset;
    this.number = 0;
    this.waiting = null;
  }

  /** Fetch the engine and its index, once; resolves to what the facets need. */
  start() {
    this.ready ??= new Promise((resolve, reject) => {
      this.worker = new Worker(new URL(this.files.worker, document.baseURI));
      this.worker.onerror = (event) => {
        this.ready = undefined;
        reject(event);
      };
      this.worker.onmessage = ({ data }) => {
        if (data.ready) resolve(data.ready);
        else if (data.number === this.number) this.waiting?.(data.found);
      };
      this.worker.postMessage({ data: new URL(this.files.index, document.baseURI).href });
    });
    return this.ready;
  }

  /** Search; resolves to the answer, or never when a later search overtakes it. */
  async search(query, filters, options) {
    this.number += 1;
    const { number } = this;
    await this.start();
    if (number !== this.number) return new Promise(() => {});
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.worker.postMessage({ number, query, filters, options });
    });
  }

  /** The full address of an action or anchor. */
  href(address) {
    return new URL(address, this.root).href;
  }
}

/** An element with its properties and children; text is never read as HTML. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const NUMBERS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** « 0,8 point », « 12 points ». */
export function points(value) {
  return `${NUMBERS.format(value)}\u00a0point${value < 2 ? "" : "s"}`;
}

/** « 1 action », « 12 actions ». */
export function actions(total) {
  return `${NUMBERS.format(total)}\u00a0action${total < 2 ? "" : "s"}`;
}

/** What was found, in a sentence: how many actions, and whether by other words than those of the query. */
export function told(found) {
  if (found.unknown.length) {
    const words = found.unknown.map((word) => `«\u00a0${word}\u00a0»`).join(" ni ");
    const near = found.near.length ? ` (mots proches\u00a0: ${found.near.join(", ")})` : "";
    return `Aucun texte ne contient ${words}\u00a0; résultats approchants${near}\u00a0: ${actions(found.total)}`;
  }
  const before = found.approximate ? "Aucune action ne contient tous ces mots\u00a0; résultats approchants\u00a0: " : "";
  return `${before}${actions(found.total)}`;
}

/** What to say when nothing is found, with the nearest known word. */
export function nothing(query, nearest) {
  const hint = nearest ? ` Vouliez-vous dire «\u00a0${nearest}\u00a0»\u202f?` : " Essayez un autre mot, ou un numéro comme 6.1.2.";
  return `Aucun résultat pour «\u00a0${query.trim()}\u00a0».${hint}`;
}
