// Elements, made without HTML.

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

/** The site's root, as a URL: the folder above the one of `page.js`, which every page loads first in its head. */
export function root() {
  return new URL("..", document.querySelector("script[src*='assets/page.']").src);
}
