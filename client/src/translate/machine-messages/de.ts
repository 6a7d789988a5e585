/** Was Übersetzende von dem Programm lesen, das Entwürfe macht. */
export const messages = {
  title: 'Maschinelle Entwürfe',
  asks: 'Einen Moment. Das Programm wird gefragt, was es kann.',
  waits: {
    one: 'Es kann von {n} Text einen Entwurf machen. Niemand sieht einen Entwurf, bis Sie ihn übernehmen.',
    other: 'Es kann von {n} Texten Entwürfe machen. Niemand sieht einen Entwurf, bis Sie ihn übernehmen.',
  },
  begin: { one: '{n} Entwurf machen', other: '{n} Entwürfe machen' },
  progress: 'Entwürfe bisher',
  soFar: { one: '{done} von {n} Entwurf', other: '{done} von {n} Entwürfen' },
  stop: 'Anhalten',
  came: {
    one: '{n} Entwurf ist da. Lesen Sie ihn, bevor Sie ihn übernehmen.',
    other: '{n} Entwürfe sind da. Lesen Sie jeden, bevor Sie ihn übernehmen.',
  },
  leftOut: { one: '{n} Text blieb ohne Entwurf.', other: '{n} Texte blieben ohne Entwurf.' },
  unreachable: 'Das Programm antwortet nicht. Übersetzen Sie wie sonst und versuchen Sie es später noch einmal.',
  slow: 'Das Programm braucht zu lange. Übersetzen Sie wie sonst und versuchen Sie es später noch einmal.',
  wrong: 'Vom Programm kam nichts Brauchbares. Übersetzen Sie wie sonst und sagen Sie es der Organisation.',
  resting: 'Dreimal ist es nicht gelungen. Das Programm hat eine halbe Minute Ruhe. Übersetzen Sie wie sonst.',
  cannot: 'Das Programm kann diese Sprachen nicht. Übersetzen Sie wie sonst.',
}
