// Runs the search away from the page, so that typing never waits.

import { Engine } from "./engine.js";

let engine = null;

self.onmessage = ({ data: { number, ...message } }) => {
  try {
    self.postMessage({ number, answer: message.index ? load(message.index) : search(message) });
  } catch (error) {
    self.postMessage({ number, failed: String(error) });
  }
};

/** Make the engine from the bytes of the index; returns the names that facets need. */
function load(index) {
  engine = new Engine(JSON.parse(new TextDecoder().decode(index)));
  const { referentiels, thematiques, categories } = engine.data;
  return { referentiels, thematiques, categories };
}

function search({ query, filters, options }) {
  const sets = Object.entries(filters).map(([name, values]) => [name, new Set(values)]);
  return engine.search(query, Object.fromEntries(sets), options);
}
