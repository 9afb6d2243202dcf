// Scripts that are fetched when they are first needed.

/**
 * A function that imports the module at `address`, once; after a failure, its next call tries again.
 *
 * Some browsers remember that an address failed until the page is loaded anew: each new try has one of its own.
 */
export function importer(address) {
  let failures = 0;
  let module = null;
  return () => {
    const { href } = new URL(failures ? `${address}?${failures}` : address, document.baseURI);
    module ??= import(href).catch((error) => {
      failures += 1;
      module = null;
      throw error;
    });
    return module;
  };
}
