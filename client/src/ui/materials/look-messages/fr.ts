export const lookMessages = {
  inLanguages: 'Langue',
  allLanguages: 'Toutes les langues',
  notLoaded: 'Impossible de le charger pour l’instant. Rien d’autre n’est touché.',
  tryAgain: 'Réessayer',
  openAlone: 'Ouvrir dans un onglet à part',
  play: 'Lire',
  pause: 'Arrêter',
  position: 'Endroit du film',
  without: 'Aucun',
}
