/** Lo que quienes traducen leen del programa que prepara borradores. */
export const messages = {
  title: 'Borradores automáticos',
  asks: 'Un momento. Se pregunta al programa qué sabe hacer.',
  waits: {
    one: 'Puede preparar el borrador de {n} texto. Nadie ve un borrador hasta que usted lo hace suyo.',
    other: 'Puede preparar borradores de {n} textos. Nadie ve un borrador hasta que usted lo hace suyo.',
  },
  begin: { one: 'Preparar {n} borrador', other: 'Preparar {n} borradores' },
  progress: 'Borradores hasta ahora',
  soFar: { one: '{done} de {n} borrador', other: '{done} de {n} borradores' },
  stop: 'Parar',
  came: {
    one: 'Ha llegado {n} borrador. Léalo antes de hacerlo suyo.',
    other: 'Han llegado {n} borradores. Lea cada uno antes de hacerlo suyo.',
  },
  leftOut: { one: '{n} texto quedó sin borrador.', other: '{n} textos quedaron sin borrador.' },
  unreachable: 'El programa no responde. Traduzca como siempre e inténtelo más tarde.',
  slow: 'El programa tarda demasiado. Traduzca como siempre e inténtelo más tarde.',
  wrong: 'El programa no dio nada útil. Traduzca como siempre y avise a la organización.',
  resting: 'El programa ha fallado tres veces. Se le deja medio minuto. Traduzca como siempre.',
  cannot: 'El programa no conoce estos idiomas. Traduzca como siempre.',
}
