/** Session 5, "Our city". All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  {
    table: 1,
    session: 5,
    nodes: [
      {
        key: 'yes',
        kind: 'position',
        text: 'Oui, mais d’abord le dimanche',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Un dimanche sans voiture, tout le monde aime ça. Commencez là.', seat: 1 }],
      },
      {
        key: 'shops',
        kind: 'argument',
        text: 'Les petits commerces vivent des gens qui s’arrêtent en voiture',
        place: { as: 'attacks', to: 'yes' },
        words: [
          {
            text: 'Mon frère vend des carrelages. Personne ne rentre en navette avec vingt kilos de carrelage.',
            seat: 3,
          },
        ],
      },
      {
        key: 'deliver',
        kind: 'argument',
        text: 'Les livraisons peuvent passer la nuit, elles aussi sans conducteur',
        place: { as: 'undercuts', to: 'shops' },
        words: [{ text: 'La nuit, une petite boîte qui roule toute seule, ça ne gêne personne.', seat: 5 }],
      },
    ],
  },
  {
    table: 2,
    session: 5,
    nodes: [
      {
        key: 'no',
        kind: 'position',
        text: 'Non, pas tant que le métro n’est pas accessible',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Il y a des stations où je ne peux pas descendre avec la poussette. Réparez ça avant de rêver.',
            seat: 6,
          },
        ],
      },
      {
        key: 'stairs',
        kind: 'experience',
        text: 'Porter un fauteuil roulant dans l’escalier, à quatre',
        place: { as: 'illustrates', to: 'no' },
        words: [
          {
            text: 'On était quatre inconnus, on a porté la dame jusqu’en haut. C’était beau, et c’était une honte.',
            seat: 2,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'both',
        kind: 'argument',
        text: 'L’un n’empêche pas l’autre',
        place: { as: 'attacks', to: 'no' },
        words: [{ text: 'On peut réparer un ascenseur et acheter une navette la même année, quand même.', seat: 4 }],
      },
    ],
  },
  {
    table: 3,
    session: 5,
    nodes: [
      {
        key: 'night',
        kind: 'position',
        text: 'نعم في الليل، حين لا يبقى إلّا سيارات الأجرة',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'ابنتي تعود من الدوام في منتصف الليل. أدفع ثمن الأجرة كلّ يوم وأسكت.', seat: 1 }],
      },
      {
        key: 'light',
        kind: 'condition',
        text: 'إذا كانت المواقف مضاءة وفيها من يردّ',
        place: { as: 'qualifies', to: 'night' },
        words: [{ text: 'الحافلة ليست المشكلة. المشكلة عشر دقائق وحدك في الظلام.', seat: 3 }],
      },
      {
        key: 'cars',
        kind: 'argument',
        text: 'سيبقى من عنده مال يدخل بسيارته',
        place: { as: 'attacks', to: 'night' },
        words: [{ text: 'دائماً هناك استثناء، ودائماً للناس أنفسهم.', seat: 6 }],
      },
    ],
  },
  {
    table: 4,
    session: 5,
    nodes: [
      {
        key: 'night',
        kind: 'position',
        text: 'Ja, lieber ohne Fahrer als gar kein Bus',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Nach elf fährt bei uns nichts mehr. Da diskutiere ich nicht über den Fahrer.', seat: 3 }],
      },
      {
        key: 'alone',
        kind: 'argument',
        text: 'Allein mit Betrunkenen im Bus, und niemand sitzt vorne',
        place: { as: 'attacks', to: 'night' },
        words: [{ text: 'Letzten Samstag hat der Fahrer einen rausgesetzt. Wer macht das dann?', seat: 2 }],
      },
      {
        key: 'guard',
        kind: 'condition',
        text: 'Wenn am Wochenende jemand mitfährt',
        place: { as: 'qualifies', to: 'night' },
        words: [{ text: 'Muss kein Fahrer sein. Aber einer mit Jacke, den man ansprechen kann.', seat: 5 }],
      },
    ],
  },
  {
    table: 5,
    session: 5,
    nodes: [
      {
        key: 'try',
        kind: 'position',
        text: 'Probarlo un invierno en una sola línea',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Si aguanta la nieve de enero, me lo creo.', seat: 1 }],
      },
      {
        key: 'snow',
        kind: 'question',
        text: '¿Y quién lo saca si se queda en la cuneta?',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'A las dos de la madrugada, digo. Con nombre y teléfono.', seat: 4 }],
      },
      {
        key: 'young',
        kind: 'argument',
        text: 'Los jóvenes dejarían de conducir de vuelta de fiesta',
        place: { as: 'supports', to: 'try' },
        words: [
          {
            text: 'Enterramos a un compañero de clase por eso. No hace falta que diga más.',
            seat: 6,
            capture: 'dictated',
          },
        ],
      },
    ],
  },
  {
    table: 6,
    session: 5,
    nodes: [
      {
        key: 'yes',
        kind: 'position',
        text: 'Yes, with a phone that a person in Aachen answers',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Not a chat window. Somebody who knows where Lichtenbusch is.', seat: 2 }],
      },
      {
        key: 'money',
        kind: 'argument',
        text: 'What it saves has to go back into the timetable',
        place: { as: 'supports', to: 'yes' },
        words: [{ text: 'If you save a driver and cut the half-past bus as well, I will find you.', seat: 5 }],
      },
      {
        key: 'deer',
        kind: 'argument',
        text: 'It has never met a deer on the Eifel road',
        place: { as: 'attacks', to: 'yes' },
        words: [
          {
            text: 'I have. Twice. You brake, you pray, and you talk about it for a year.',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
    ],
  },
]
