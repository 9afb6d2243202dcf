// A file made on the page, handed to the visitor.

import { element } from "./dom.js";

/** Save `content` (a text or bytes) of this media type as the file `name`. */
export function download(content, type, name) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
