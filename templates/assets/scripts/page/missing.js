// A page whose own script does not come says so, where it would otherwise go on saying that it loads.

const SENTENCE = "Cette page n’a pas pu être chargée en entier. Vérifiez la connexion, puis rechargez-la.";

/** Write a sentence in the page's status when a module of it is not there or does not run. */
export function tellMissingScripts() {
  const tell = () => {
    const status = document.querySelector("main [role=status]");
    if (status) status.textContent = SENTENCE;
  };
  addEventListener(
    "error",
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement)) return;
      if (document.readyState === "loading") document.addEventListener("readystatechange", tell, { once: true });
      else tell();
    },
    { capture: true }, // such an event does not bubble
  );
}
