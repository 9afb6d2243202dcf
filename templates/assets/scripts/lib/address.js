// The state of a page in its address, so that it can be sent, kept and come back to.

/** The values of each of `names` in the address, as a list; an empty one for a name that is not there. */
export function read(names, search = location.search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
}

/** The query of a state, such as « ?axe=cae/6&q=eau »: a value or a list for each name; empty ones are left out. */
export function query(state) {
  const made = new URLSearchParams();
  for (const [name, values] of Object.entries(state)) {
    for (const value of [values].flat()) if (value) made.append(name, value);
  }
  const text = String(made).replaceAll("%2F", "/").replaceAll("%2C", ","); // keys stay readable
  return text && `?${text}`;
}

/** Put a state in the page's address; with `push`, the browser's Back leads to the one before. */
export function write(state, { push = false } = {}) {
  const search = query(state);
  if (search === location.search) return;
  try {
    history[push ? "pushState" : "replaceState"](null, "", `${location.pathname}${search}`);
  } catch {
    // Safari refuses more than a hundred changes in thirty seconds: a later one writes it.
  }
}
