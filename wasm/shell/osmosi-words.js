// Written by the tests of package wasm, from the catalogue: run them with -update.

/** How many labels a bundle of this version has. */
export const labelled = 131;

/** The words of the widget for when there is no bundle yet. */
export const words = {
  "en": {
    "error": "This cannot be shown right now. Please try again in a while.",
    "loading": "One moment, looking for something for you…",
    "offline": "You seem to be offline. We will try again as soon as there is a connection."
  },
  "it": {
    "error": "In questo momento non riusciamo a mostrarlo. Riprova tra poco.",
    "loading": "Un attimo, cerchiamo qualcosa per te…",
    "offline": "Sembra che manchi la connessione. Appena torna, riproviamo."
  },
  "nl": {
    "error": "Het lukt nu niet om dit te tonen. Probeer het straks nog eens.",
    "loading": "Een ogenblik, we zoeken iets voor je…",
    "offline": "Je lijkt offline te zijn. Zodra er weer verbinding is, proberen we het opnieuw."
  }
}
