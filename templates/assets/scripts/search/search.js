// The search field of every page: suggestions as one types, by the combobox pattern of the ARIA practices.

import { element } from "../lib/dom.js";
import { actions, points } from "../lib/phrases.js";
import { LOADING, NOT_LOADED } from "./client.js";
import { answered, told } from "./sentences.js";

const SHOWN = 6;
const GUIDES = 3;

/** Show suggestions below the field of `form` as one types; `status` is the element that tells how many. */
export function offerSuggestions(form, status) {
  const { client } = form;
  const search = client.field();
  const input = form.elements.q;
  const list = element("div", { id: "suggestions", role: "listbox", hidden: true, "aria-label": "Suggestions" });
  status.before(list);
  input.setAttribute("aria-controls", list.id);
  let active = -1;

  function close() {
    list.hidden = true;
    status.className = "vh";
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  const choices = () => [...list.querySelectorAll("[role=option]")];

  function choose(place) {
    const options = choices();
    options[active]?.setAttribute("aria-selected", "false");
    active = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
    const chosen = options[active];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", chosen.id);
  }

  function option(href, ...content) {
    const made = element("div", { role: "option", "aria-selected": "false" }, ...content);
    made.dataset.href = href;
    return made;
  }

  function ofAction(action) {
    const [link] = action.links;
    const facts = [action.referentiel.toUpperCase(), link.points == null ? "" : points(link.points)].filter(Boolean).join(" · ");
    const number = element("span", { className: "num" }, link.id);
    return option(client.href(link.address), number, ` ${link.title} `, element("span", { className: "soft" }, facts));
  }

  /** Options of the ordinary pages, in a group of their own; nothing without one. */
  function guides(pages) {
    const made = pages.map(({ address, title }) => option(client.href(address), `${title} `, element("span", { className: "soft" }, "Guide")));
    return made.length ? [element("div", { role: "group", "aria-label": "Guides" }, ...made)] : [];
  }

  function show(query, found) {
    const parts = [found.actions.slice(0, SHOWN).map(ofAction), guides(found.pages.slice(0, GUIDES))];
    if (found.asked) parts.reverse();
    if (found.total > 0) {
      const all = new URL(form.action);
      all.searchParams.set("q", query);
      const label = found.unknown.length ? told(found) : `Voir ${found.total > 1 ? "les " : ""}${actions(found.total)}`;
      parts.push(option(all.href, label));
    }
    list.replaceChildren(...parts.flat());
    for (const [place, made] of choices().entries()) made.id = `suggestion-${place}`;
    active = -1;
    open();
    tell(answered(query, found), list.hidden);
  }

  /** Say it; for the eye, too, where it is instead of suggestions. */
  function tell(sentence, seen) {
    status.textContent = sentence;
    status.className = seen ? "none" : "vh";
  }

  /** Ask the client, and say when it is on its way or does not come; null when there is nothing to show. */
  async function find(query) {
    if (!client.loaded) {
      close();
      tell(LOADING, document.activeElement === input);
    }
    try {
      return await search(query, {}, { limit: 0 });
    } catch {
      list.replaceChildren();
      close();
      tell(NOT_LOADED, document.activeElement === input);
      return null;
    }
  }

  async function ask() {
    const query = input.value;
    if (!query.trim()) {
      list.replaceChildren();
      status.textContent = "";
      return close();
    }
    const found = await find(query);
    return found && input.value === query && document.activeElement === input ? show(query, found) : null;
  }

  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      choose(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      location.href = choices()[active].dataset.href;
    }
  });
  // The number of one node leads to it, suggestions or not; all else, to the page of results.
  form.addEventListener("submit", async (event) => {
    if (!/\d/.test(input.value)) return;
    event.preventDefault();
    const found = await find(input.value);
    if (found?.exact) location.href = client.href(found.exact);
    else form.submit();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.href = chosen.dataset.href;
  });
  ask(); // what was typed while this script was on its way
}
