// The page's own summary follows the reading: the part that stands at the top of the screen is marked.

/** Mark, in `summary`, the link to the part that one reads. */
export function followReading(summary) {
  const links = new Map();
  for (const link of summary.querySelectorAll("a[href^='#']")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) links.set(target.closest("section, .cited") ?? target, link);
  }
  const parts = [...links.keys()];
  const inSight = new Set();

  function mark() {
    const read = parts.find((part) => inSight.has(part));
    if (!read) return;
    for (const [part, link] of links) {
      if (part === read) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const { offsetTop, offsetHeight } = links.get(read);
    if (offsetTop < summary.scrollTop || offsetTop + offsetHeight > summary.scrollTop + summary.clientHeight) {
      summary.scrollTop = offsetTop - summary.clientHeight / 2;
    }
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) inSight.add(entry.target);
        else inSight.delete(entry.target);
      }
      mark();
    },
    { rootMargin: "-5% 0px -75% 0px" },
  );
  parts.forEach((part) => observer.observe(part));
}
