/** Session 3, "Scenarios and their price". All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  {
    table: 1,
    session: 3,
    nodes: [
      {
        key: 'shared',
        kind: 'position',
        text: 'Des navettes partagées, même si je dois attendre',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Notez-le pour tout à l’heure, sinon j’oublie : attendre cinq minutes, d’accord. Chercher une place vingt minutes, non.',
            seat: 2,
            capture: 'from-notes',
          },
        ],
      },
      {
        key: 'price',
        kind: 'condition',
        text: 'Si la dernière navette part après le dernier métro',
        place: { as: 'qualifies', to: 'shared' },
        words: [
          {
            text: 'Je rentre du travail à une heure et demie. Si à minuit il n’y a plus rien, je garde ma voiture, point.',
            seat: 5,
          },
        ],
      },
      {
        key: 'alone',
        kind: 'argument',
        text: 'On perd le seul moment de la journée où l’on est seul',
        place: { as: 'attacks', to: 'shared' },
        words: [{ text: 'Ma voiture, c’est mon salon. J’y chante. Dans une navette, je ne chante pas.', seat: 3 }],
      },
    ],
  },
  {
    table: 2,
    session: 3,
    nodes: [
      {
        key: 'buses',
        kind: 'position',
        text: 'D’abord les bus et les trams, les voitures privées ensuite',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Sinon ce sera comme les trottinettes : d’abord le bazar, et les règles trois ans après.', seat: 1 },
        ],
      },
      {
        key: 'same',
        kind: 'argument',
        text: 'Ce qui sert à tout le monde doit venir avant ce qui sert à quelques-uns',
        place: { as: 'supports', to: 'buses' },
        words: [
          {
            text: 'Ma voisine n’a pas le permis et n’aura jamais de voiture, avec ou sans chauffeur.',
            seat: 4,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'tax',
        kind: 'argument',
        text: 'Renoncer à la place de parking devant chez soi',
        place: { as: 'attacks', to: 'buses' },
        words: [{ text: 'C’est moi qui paie cette place depuis dix ans. On me demande beaucoup, là.', seat: 6 }],
      },
    ],
  },
  {
    table: 3,
    session: 3,
    nodes: [
      {
        key: 'slow',
        kind: 'position',
        text: 'ببطء، حيّاً بعد حيّ',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'جرّبوها في حيّ واحد سنة كاملة، ثم اسألونا. لا تسألونا قبلها.', seat: 2 }],
      },
      {
        key: 'wait',
        kind: 'argument',
        text: 'من يسكن بعيداً ينتظر أكثر من غيره',
        place: { as: 'attacks', to: 'slow' },
        words: [{ text: 'نحن دائماً آخر حيّ. عندما يصل الدور إلينا يكون أولادي قد كبروا.', seat: 5 }],
      },
      {
        key: 'start',
        kind: 'condition',
        text: 'إذا بدأوا بالأحياء التي بلا مترو',
        place: { as: 'qualifies', to: 'slow' },
        words: [{ text: 'عندكم مترو، لا تحتاجون إليها. ابدؤوا من عندنا.', seat: 3 }],
      },
    ],
  },
  {
    table: 4,
    session: 3,
    nodes: [
      {
        key: 'jobs',
        kind: 'question',
        text: 'Was machen die Busfahrerinnen und Busfahrer in diesen Szenarien?',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Mein Mann fährt die 33. Er hat mich gebeten, das zu fragen. Also frag ich das.', seat: 2 }],
      },
      {
        key: 'retrain',
        kind: 'position',
        text: 'Nur mit einer Stelle für jede, die heute fährt',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Begleiten statt fahren. Jemand muss doch der Oma mit dem Rollator helfen.', seat: 5 }],
      },
      {
        key: 'dear',
        kind: 'argument',
        text: 'Dann wird die Fahrkarte nicht billiger',
        place: { as: 'attacks', to: 'retrain' },
        words: [{ text: 'Muss sie auch nicht. Aber dann sagt das bitte vorher.', seat: 3 }],
      },
    ],
  },
  {
    table: 5,
    session: 3,
    nodes: [
      {
        key: 'rent',
        kind: 'position',
        text: 'Que nadie pueda comprar uno: solo usarlos',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Si cada uno tiene el suyo, da igual quién conduzca: el atasco es el mismo.', seat: 4 }],
      },
      {
        key: 'village',
        kind: 'experience',
        text: 'En el pueblo el autobús pasa dos veces al día',
        place: { as: 'illustrates', to: 'rent' },
        words: [
          {
            text: 'Mi madre va al médico con el de las ocho y vuelve con el de las seis. Diez horas para una receta.',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'freedom',
        kind: 'argument',
        text: 'Se pierde la libertad de salir cuando uno quiere',
        place: { as: 'attacks', to: 'rent' },
        words: [{ text: 'A mí no me quite el coche para irme al mar un martes porque sí.', seat: 6 }],
      },
    ],
  },
  {
    table: 6,
    session: 3,
    nodes: [
      {
        key: 'public',
        kind: 'position',
        text: 'Publicly run, like water',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'I would pay a bit more tax for it, honestly, if it meant nobody sells my trips to a supermarket.',
            seat: 3,
          },
        ],
      },
      {
        key: 'slowly',
        kind: 'argument',
        text: 'The city will be ten years late',
        place: { as: 'attacks', to: 'public' },
        words: [
          { text: 'They have been painting one cycle lane since my daughter was born. She rides a bike now.', seat: 1 },
        ],
      },
      {
        key: 'late',
        kind: 'argument',
        text: 'Late is fine when lives are at stake',
        place: { as: 'undercuts', to: 'slowly' },
        words: [{ text: 'Nobody ever died of a bus that came next year.', seat: 5 }],
      },
    ],
  },
]
