/**
 * What people of the demo answered and wrote alone: before the day began, in the vote that closes session 1, and in the
 * moment for themselves of session 2, which their tables have revealed and not placed yet. All of it is ours.
 */
import type { DemoLang } from '../types.ts'

export type Who = 'city' | 'state' | 'makers' | 'people' | 'unsure'
/** Safe (0 to 10), who decides, minutes to walk, been in one, and what that was like. Null: would not say. */
export type BeforeAnswer = readonly [
  safe: number | null,
  who: Who,
  walk: number | null,
  ridden: 'yes' | 'no',
  how?: string,
]
export type Choice = 'often' | 'door' | 'bike' | 'night' | 'car'

export type TableVoices = {
  readonly table: number
  /** By seat, 1 to 6. */
  readonly before: readonly BeforeAnswer[]
  readonly help: readonly { readonly yes: readonly Choice[]; readonly no: readonly Choice[] }[]
  readonly agreed: 'yes' | 'most' | 'no'
  /** Session 2, by seat: nobody sees whose. */
  readonly sheets: readonly { readonly seat: number; readonly text: string; readonly lang?: DemoLang }[]
}

const pick = (yes: readonly Choice[], no: readonly Choice[] = []) => ({ yes, no })

export const tableVoices: readonly TableVoices[] = [
  {
    table: 1,
    before: [
      [4, 'city', 8, 'no'],
      [6, 'state', 10, 'yes', 'Lent, mais doux. On s’habitue plus vite qu’on ne croit.'],
      [3, 'people', 5, 'no'],
      [5, 'people', 12, 'no'],
      [7, 'city', 15, 'no'],
      [2, 'unsure', null, 'no'],
    ],
    help: [
      pick(['often', 'bike'], ['car']),
      pick(['often', 'night']),
      pick(['bike'], ['car']),
      pick(['night', 'often']),
      pick(['bike', 'night'], ['car']),
      pick(['often', 'door']),
    ],
    agreed: 'most',
    sheets: [
      { seat: 6, text: 'Qu’on me dise qui paie si quelqu’un est blessé. Avant, pas après.' },
      { seat: 1, text: 'Un vrai numéro de téléphone, avec une vraie personne au bout.' },
      { seat: 4, text: 'أن تعمل ليلًا كما تعمل نهارًا.', lang: 'ar' },
    ],
  },
  {
    table: 2,
    before: [
      [8, 'city', 10, 'yes', 'Comme un ascenseur couché.'],
      [5, 'people', 0, 'no'],
      [7, 'city', 20, 'no'],
      [6, 'state', 10, 'no'],
      [4, 'people', 10, 'no'],
      [null, 'unsure', 5, 'no'],
    ],
    help: [
      pick(['often', 'bike', 'night']),
      pick(['door'], ['bike']),
      pick(['bike', 'often'], ['car']),
      pick(['door', 'often']),
      pick(['often']),
      pick(['door', 'night']),
    ],
    agreed: 'yes',
    sheets: [
      { seat: 2, text: 'Que la porte s’ouvre au bon endroit, et qu’on me le dise à voix haute.' },
      { seat: 5, text: 'Ich müsste es zehnmal ohne Zwischenfall gesehen haben.', lang: 'de' },
      { seat: 6, text: 'Un bouton rouge. Gros.' },
    ],
  },
  {
    table: 3,
    before: [
      [5, 'people', 10, 'no'],
      [3, 'state', 5, 'no'],
      [6, 'city', 10, 'no'],
      [2, 'people', 15, 'no'],
      [7, 'city', 10, 'yes', 'It was slow and very polite.'],
      [4, 'unsure', 5, 'no'],
    ],
    help: [
      pick(['often', 'door'], ['car']),
      pick(['car'], ['bike']),
      pick(['door', 'often']),
      pick(['often', 'night']),
      pick(['bike', 'often']),
      pick(['door']),
    ],
    agreed: 'most',
    sheets: [
      { seat: 3, text: 'أن ينتظر حتى أجلس أنا وابني قبل أن يتحرّك.' },
      { seat: 2, text: 'أن يعرف الطريق المغلق قبل أن نصل إليه.' },
      { seat: 5, text: 'Tell me what it does when it does not know what to do.', lang: 'en' },
    ],
  },
  {
    table: 4,
    before: [
      [3, 'people', 15, 'no'],
      [5, 'city', 10, 'no'],
      [6, 'state', 10, 'yes', 'Es hat vor einem Busch gebremst. Der Busch hat nichts getan.'],
      [4, 'unsure', 5, 'no'],
      [7, 'people', 20, 'no'],
      [8, 'city', 10, 'no'],
    ],
    help: [
      pick(['often', 'car']),
      pick(['often', 'night']),
      pick(['bike', 'often'], ['car']),
      pick(['bike']),
      pick(['door', 'night', 'car']),
      pick(['bike'], ['car']),
    ],
    agreed: 'no',
    sheets: [
      { seat: 1, text: 'Dass es auch bei uns oben fährt, wenn Schnee liegt.' },
      { seat: 4, text: 'Jemand, der haftet und den ich kenne.' },
      { seat: 5, text: 'Meine Kinder dürften erst nach mir einsteigen.' },
    ],
  },
  {
    table: 5,
    before: [
      [4, 'city', 5, 'no'],
      [5, 'people', 10, 'no'],
      [3, 'state', 5, 'no'],
      [6, 'city', 10, 'no'],
      [7, 'people', 30, 'yes', 'Iba despacio y nadie hablaba.'],
      [1, 'unsure', null, 'no'],
    ],
    help: [
      pick(['car', 'often']),
      pick(['often', 'door']),
      pick(['door', 'often'], ['bike']),
      pick(['often'], ['car']),
      pick(['bike', 'night']),
      pick(['often', 'night']),
    ],
    agreed: 'most',
    sheets: [
      { seat: 3, text: 'Que alguien me ayude a subir. Eso no lo hace una máquina.' },
      { seat: 1, text: 'Que frene antes de que yo me asuste.' },
      { seat: 6, text: 'No lo soltaría.' },
    ],
  },
  {
    table: 6,
    before: [
      [6, 'city', 10, 'no'],
      [2, 'people', 5, 'no'],
      [7, 'state', 10, 'yes', 'Dull. I mean that as praise.'],
      [5, 'people', 8, 'no'],
      [8, 'city', 12, 'no'],
      [4, 'unsure', 10, 'no'],
    ],
    help: [
      pick(['often', 'night']),
      pick(['car', 'door']),
      pick(['often', 'bike'], ['car']),
      pick(['often', 'door']),
      pick(['bike', 'night'], ['car']),
      pick(['often']),
    ],
    agreed: 'yes',
    sheets: [
      { seat: 4, text: 'A year of open figures, from a place with worse weather than ours.' },
      { seat: 2, text: 'That I can take it back. Really take it back.' },
      { seat: 6, text: 'Que mes parents osent le prendre.', lang: 'fr' },
    ],
  },
]
