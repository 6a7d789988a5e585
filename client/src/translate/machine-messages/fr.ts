/** Ce que les personnes qui traduisent lisent du programme qui prépare des brouillons. */
export const messages = {
  title: 'Brouillons automatiques',
  asks: 'Un instant. On demande au programme ce qu’il sait faire.',
  waits: {
    one: 'Il peut préparer le brouillon de {n} texte. Personne ne voit un brouillon avant que vous le repreniez.',
    other: 'Il peut préparer le brouillon de {n} textes. Personne ne voit un brouillon avant que vous le repreniez.',
  },
  begin: { one: 'Préparer {n} brouillon', other: 'Préparer {n} brouillons' },
  progress: 'Brouillons jusqu’ici',
  soFar: { one: '{done} brouillon sur {n}', other: '{done} brouillons sur {n}' },
  stop: 'Arrêter',
  came: {
    one: '{n} brouillon est arrivé. Lisez-le avant de le reprendre.',
    other: '{n} brouillons sont arrivés. Lisez chacun avant de le reprendre.',
  },
  leftOut: { one: '{n} texte est resté sans brouillon.', other: '{n} textes sont restés sans brouillon.' },
  unreachable: 'Le programme ne répond pas. Traduisez comme d’habitude et réessayez plus tard.',
  slow: 'Le programme met trop de temps. Traduisez comme d’habitude et réessayez plus tard.',
  wrong: 'Le programme n’a rien donné d’utile. Traduisez comme d’habitude et prévenez l’organisation.',
  resting: 'Le programme a échoué trois fois. On le laisse tranquille une demi-minute. Traduisez comme d’habitude.',
  cannot: 'Le programme ne connaît pas ces langues. Traduisez comme d’habitude.',
}
