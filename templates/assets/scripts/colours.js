// The colours that the visitor chose; kept in the browser and nowhere else, and nothing is kept before one chooses.

const KEY = "couleurs";
const CHOICES = ["claires", "sombres"];

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden: the choice lasts as long as the page
  }
}

function paint(choice) {
  const { dataset } = document.documentElement;
  if (CHOICES.includes(choice)) dataset.couleurs = choice;
  else delete dataset.couleurs;
}

function store(choice) {
  try {
    if (choice) localStorage.setItem(KEY, choice);
    else localStorage.removeItem(KEY);
  } catch {
    // the same
  }
}

/** Paint the page in the colours chosen on an earlier page. */
export function paintAsChosen() {
  paint(stored());
}

/** Make a list of choices do what it says. */
export function offerColours(select) {
  select.value = document.documentElement.dataset.couleurs ?? "";
  select.addEventListener("change", () => {
    paint(select.value);
    store(select.value);
  });
}
