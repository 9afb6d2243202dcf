// An action's own page as a part of another: its ids made unique, its headings one level lower, its links right.

import { element } from "../lib/dom.js";

const REFERENCES = ["aria-labelledby", "aria-describedby", "for"];
const LEFT_OUT = "[aria-labelledby=historique], .imprint, .after, .next, .kin, .problems";

/** Fetch the page of `key`; resolves to what `placed` puts on the page. Rejects when it cannot be had. */
export async function excerpt(key, site) {
  const address = new URL(`${key}/`, site);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  for (const left of main.querySelectorAll(LEFT_OUT)) left.remove();
  return { key, placed: (pages, button) => article(key, main.cloneNode(true), address, site, pages, button) };
}

function article(key, main, address, site, pages, button) {
  const made = element("article", { id: idOf(key) });
  for (const one of main.querySelectorAll("[id]")) one.id = `${made.id}-${one.id}`;
  for (const name of REFERENCES) {
    for (const one of main.querySelectorAll(`[${name}]`)) {
      one.setAttribute(name, one.getAttribute(name).split(/\s+/).map((id) => `${made.id}-${id}`).join(" "));
    }
  }
  for (const link of main.querySelectorAll("a[href]")) link.href = here(new URL(link.getAttribute("href"), address), site, pages);
  for (let level = 5; level; level -= 1) {
    for (const old of main.querySelectorAll(`h${level}`)) lower(old, level + 1);
  }
  const title = main.querySelector("h2");
  title.id ||= `${made.id}-titre`;
  made.setAttribute("aria-labelledby", title.id);
  // Each action has parts of the same name, such as « En un coup d’œil »: they are told apart by the action's.
  for (const one of main.querySelectorAll("[aria-labelledby]")) {
    one.setAttribute("aria-labelledby", `${title.id} ${one.getAttribute("aria-labelledby")}`);
  }
  button.className = "remove";
  made.append(...main.childNodes, button);
  return document.adoptNode(made);
}

/** Where a link leads: to its place on this page when that action is here, too; within the site, by the way from here. */
function here(target, site, pages) {
  if (target.origin !== site.origin || !target.pathname.startsWith(site.pathname)) return target.href;
  const path = target.pathname.slice(site.pathname.length);
  const key = path.replace(/\/$/, "");
  if (!pages.has(key)) return `../${path}${target.hash}`;
  return `#${idOf(key)}${target.hash ? `-${target.hash.slice(1)}` : ""}`;
}

function idOf(key) {
  return key.replace("/", "-");
}

function lower(old, level) {
  const made = document.createElement(`h${level}`);
  for (const { name, value } of old.attributes) made.setAttribute(name, value);
  made.append(...old.childNodes);
  old.replaceWith(made);
}
