// A page's side of the search: one worker and one index, asked for together when the search is first needed.

import { root } from "../lib/dom.js";

/** What to say while the client starts, and when it cannot. */
export const LOADING = "Chargement de la recherche…";
export const NOT_LOADED = "La recherche n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.";

export class Client {
  /** `files` has the addresses of the `worker` and of its `index`. */
  constructor(files) {
    this.files = files;
    this.number = 0;
    this.waiting = new Map(); // who waits for the answer of each number
    this.loaded = false;
  }

  /** Fetch the worker and its index, once; resolves to the names that facets need. After a failure it tries again. */
  start() {
    this.ready ??= this.load().catch((error) => {
      this.stop(error);
      throw error;
    });
    return this.ready;
  }

  async load() {
    this.worker = new Worker(new URL(this.files.worker, document.baseURI));
    this.worker.onmessage = ({ data }) => this.hear(data);
    const broken = new Promise((_, reject) => {
      this.worker.onerror = (event) => {
        this.stop(event);
        reject(event);
      };
    });
    const names = await Promise.race([broken, this.send()]);
    this.loaded = true;
    return names;
  }

  /** Hand the index to the worker; resolves to what the worker answers. */
  async send() {
    const answer = await fetch(new URL(this.files.index, document.baseURI));
    if (!answer.ok) throw new Error(`index ${answer.status}`);
    const index = await answer.arrayBuffer();
    return this.ask({ index }, [index]);
  }

  ask(message, transfer = []) {
    this.number += 1;
    const { number } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ ...message, number }, transfer);
    });
  }

  hear({ number, answer, failed }) {
    const one = this.waiting.get(number);
    if (!one) return; // asked of a worker that was given up
    this.waiting.delete(number);
    if (failed) one.reject(new Error(failed));
    else one.resolve(answer);
  }

  /** Give up the worker, and whatever is still asked of it; `start` begins anew. */
  stop(error) {
    this.worker?.terminate();
    this.ready = undefined;
    this.loaded = false;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  /** A function (query, filters, options) that searches for one field: null for an answer that a later query overtook. */
  field() {
    let latest = 0;
    return async (query, filters, options) => {
      latest += 1;
      const mine = latest;
      await this.start();
      const found = mine === latest ? await this.ask({ query, filters, options }) : null;
      return mine === latest ? found : null;
    };
  }

  /** The full address of an action or anchor. */
  href(address) {
    return new URL(address, root()).href;
  }
}
