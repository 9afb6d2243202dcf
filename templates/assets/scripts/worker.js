// Runs the search away from the page, so that typing never waits.

import MiniSearch from "minisearch";
import { Engine } from "./engine.js";

let engine = null;

self.onmessage = async ({ data: message }) => {
  if (message.data) {
    const answer = await fetch(message.data);
    if (!answer.ok) throw new Error(`index ${answer.status}`);
    engine = new Engine(await answer.json(), MiniSearch);
    const { referentiels, thematiques, categories } = engine.data;
    self.postMessage({ ready: { referentiels, thematiques, categories } });
    return;
  }
  const filters = Object.fromEntries(Object.entries(message.filters ?? {}).map(([name, values]) => [name, new Set(values)]));
  self.postMessage({ number: message.number, found: engine.search(message.query, filters, message.options) });
};
