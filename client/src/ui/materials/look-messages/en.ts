/** What is said where somebody looks at a film, slides or a leaflet by themselves. */
export const lookMessages = {
  inLanguages: 'Language',
  allLanguages: 'All languages',
  notLoaded: 'It cannot be loaded just now. Nothing else is touched by that.',
  tryAgain: 'Try again',
  openAlone: 'Open in a tab of its own',
  play: 'Play',
  pause: 'Pause',
  position: 'Place in the film',
  without: 'None',
}
