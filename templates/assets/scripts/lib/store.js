// What the visitor chose, kept in this browser and nowhere else.

import { root } from "./dom.js";

/**
 * A text kept under `name`, or null; it tells « change » when it changes, here, in another tab or on a page come back to.
 *
 * Its key begins with the site's path: other sites may share the host. Where the browser refuses to store, because it
 * may not or is full, the text lasts as long as the page, and `lasts` is false.
 */
export class Store extends EventTarget {
  constructor(name) {
    super();
    this.key = `${root().pathname}${name}`;
    this.copy = null;
    this.lasts = true;
    addEventListener("storage", ({ key }) => {
      if (key !== this.key && key !== null) return;
      this.lasts = true;
      this.tell();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.tell());
  }

  get text() {
    if (!this.lasts) return this.copy;
    try {
      this.copy = localStorage.getItem(this.key);
    } catch {
      this.lasts = false;
    }
    return this.copy;
  }

  set text(text) {
    this.copy = text;
    try {
      if (text === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, text);
      this.lasts = true;
    } catch {
      this.lasts = false;
    }
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
