export const lookMessages = {
  inLanguages: 'Sprache',
  allLanguages: 'Alle Sprachen',
  notLoaded: 'Es lässt sich gerade nicht laden. Alles andere ist davon unberührt.',
  tryAgain: 'Noch einmal versuchen',
  openAlone: 'In eigenem Tab öffnen',
  play: 'Abspielen',
  pause: 'Anhalten',
  position: 'Stelle im Film',
  without: 'Keine',
}
