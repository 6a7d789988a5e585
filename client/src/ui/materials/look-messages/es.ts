export const lookMessages = {
  inLanguages: 'Idioma',
  allLanguages: 'Todos los idiomas',
  notLoaded: 'Ahora mismo no se puede cargar. No afecta a nada más.',
  tryAgain: 'Intentarlo otra vez',
  openAlone: 'Abrir en una pestaña aparte',
  play: 'Reproducir',
  pause: 'Parar',
  position: 'Punto de la película',
  without: 'Ninguno',
}
