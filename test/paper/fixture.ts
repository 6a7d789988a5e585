/** A dialogue with one of everything that can be printed, in five languages. */
import { silence, type Voices } from '@tablee/shared/voices/fold'
import type { Item } from '@tablee/shared/dialogue/items'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { LocalText, ProgrammeSession } from '@tablee/shared/dialogue/programme'
import {
  seatCode,
  type BoardId,
  type DialogueId,
  type Lang,
  type NodeId,
  type SeatCode,
  type TableId,
} from '@tablee/shared/ids'
import type { Language } from '@tablee/shared/i18n/index'
import type { PaperKind } from '@tablee/shared/wire/paper'
import { serverKey } from '@tablee/server/access/keys'
import { createSheetIds } from '@tablee/server/paper/ids'
import {
  sheetsFor,
  type PaperDialogue,
  type PaperEntry,
  type PaperTable,
  type PrintedSheet,
} from '@tablee/server/paper/sheets'

const five = (en: string, fr: string, de: string, es: string, ar: string): LocalText => ({ en, fr, de, es, ar })
const option = (id: string, text: LocalText) => ({ id, text })
const owners = [
  option('city', five('The city', 'La ville', 'Die Stadt', 'La ciudad', 'المدينة')),
  option(
    'maker',
    five(
      'Whoever built the vehicle',
      'Qui a construit le véhicule',
      'Wer das Fahrzeug gebaut hat',
      'Quien construyó el vehículo',
      'من صنع المركبة',
    ),
  ),
  option(
    'rider',
    five('Whoever rides in it', 'Qui est à bord', 'Wer darin fährt', 'Quien viaja en él', 'من يركب فيها'),
  ),
  option(
    'fund',
    five(
      'A common insurance fund',
      'Un fonds d’assurance commun',
      'Ein gemeinsamer Versicherungsfonds',
      'Un fondo común de seguros',
      'صندوق تأمين مشترك',
    ),
  ),
]
const people = { unit: 'people', base: 'valid' } as const

export const ballotItems: readonly Item[] = [
  {
    id: 'points',
    ...people,
    type: 'agree',
    on: 'nodes',
    text: five(
      'What do you think of each point?',
      'Que pensez-vous de chaque point ?',
      'Was denken Sie über jeden Punkt?',
      '¿Qué piensa de cada punto?',
      'ما رأيك في كلّ نقطة؟',
    ),
  },
  {
    id: 'night',
    ...people,
    type: 'agree',
    on: 'statement',
    text: five(
      'At night nobody should drive by hand any more.',
      'La nuit, plus personne ne devrait conduire à la main.',
      'Nachts sollte niemand mehr von Hand fahren.',
      'De noche nadie debería conducir a mano.',
      'ليلًا ينبغي ألّا يقود أحد بيده بعد الآن.',
    ),
  },
  {
    id: 'who',
    unit: 'answers',
    base: 'all',
    type: 'choose',
    most: 2,
    options: owners,
    text: five(
      'If something goes wrong, who should answer for it?',
      'Si quelque chose tourne mal, qui doit en répondre ?',
      'Wenn etwas schiefgeht: Wer soll dafür einstehen?',
      'Si algo sale mal, ¿quién debe responder?',
      'إذا حدث خطأ، فمن يتحمّل المسؤولية؟',
    ),
  },
  {
    id: 'order',
    ...people,
    type: 'ranking',
    options: owners.slice(0, 3),
    text: five(
      'In which order should they be asked?',
      'Dans quel ordre faut-il les interroger ?',
      'In welcher Reihenfolge soll man sie fragen?',
      '¿En qué orden habría que preguntarles?',
      'بأيّ ترتيب ينبغي سؤالهم؟',
    ),
  },
  {
    id: 'agreed',
    unit: 'tables',
    base: 'all',
    type: 'agree',
    on: 'statement',
    text: five(
      'Our table agreed.',
      'Notre table est d’accord.',
      'Unser Tisch ist sich einig.',
      'Nuestra mesa está de acuerdo.',
      'اتّفقت طاولتنا.',
    ),
  },
]
export const questions: readonly Item[] = [
  {
    id: 'car',
    ...people,
    type: 'single',
    options: [
      option('daily', five('Every day', 'Tous les jours', 'Jeden Tag', 'Todos los días', 'كلّ يوم')),
      option('weekly', five('Every week', 'Chaque semaine', 'Jede Woche', 'Cada semana', 'كلّ أسبوع')),
      option('never', five('Never', 'Jamais', 'Nie', 'Nunca', 'أبدًا')),
    ],
    text: five(
      'How often do you drive?',
      'À quelle fréquence conduisez-vous ?',
      'Wie oft fahren Sie selbst?',
      '¿Con qué frecuencia conduce?',
      'كم مرّة تقود؟',
    ),
  },
  {
    id: 'km',
    ...people,
    type: 'number',
    min: 0,
    max: 2000,
    suffix: five('km a week', 'km par semaine', 'km pro Woche', 'km por semana', 'كم في الأسبوع'),
    showIf: { item: 'car', is: ['daily', 'weekly'] },
    text: five('How far?', 'Sur quelle distance ?', 'Wie weit?', '¿Qué distancia?', 'كم المسافة؟'),
  },
  {
    id: 'trust',
    ...people,
    type: 'scale',
    min: 0,
    max: 10,
    low: five('not at all', 'pas du tout', 'gar nicht', 'nada', 'إطلاقًا'),
    high: five('completely', 'tout à fait', 'völlig', 'totalmente', 'تمامًا'),
    text: five(
      'How far would you trust a vehicle without a driver?',
      'Feriez-vous confiance à un véhicule sans conducteur ?',
      'Wie sehr würden Sie einem Fahrzeug ohne Fahrer trauen?',
      '¿Cuánto confiaría en un vehículo sin conductor?',
      'إلى أيّ مدى تثق بمركبة بلا سائق؟',
    ),
    help: five(
      'Think of your own street.',
      'Pensez à votre rue.',
      'Denken Sie an Ihre eigene Straße.',
      'Piense en su propia calle.',
      'فكّر في شارعك.',
    ),
  },
  {
    id: 'place',
    ...people,
    type: 'placement',
    x: {
      low: five('not desirable', 'pas souhaitable', 'nicht wünschenswert', 'no deseable', 'غير مرغوب'),
      high: five('desirable', 'souhaitable', 'wünschenswert', 'deseable', 'مرغوب'),
    },
    y: {
      low: five('improbable', 'improbable', 'unwahrscheinlich', 'improbable', 'غير محتمل'),
      high: five('probable', 'probable', 'wahrscheinlich', 'probable', 'محتمل'),
    },
    text: five(
      'No private cars in the centre by 2040',
      'Plus de voitures privées au centre en 2040',
      'Keine Privatautos mehr in der Innenstadt bis 2040',
      'Sin coches privados en el centro en 2040',
      'لا سيّارات خاصّة في وسط المدينة عام 2040',
    ),
  },
  {
    id: 'why',
    ...people,
    type: 'text',
    text: five(
      'What would have to happen first?',
      'Que faudrait-il d’abord ?',
      'Was müsste zuerst geschehen?',
      '¿Qué tendría que pasar antes?',
      'ما الذي يجب أن يحدث أوّلًا؟',
    ),
  },
]
export const sessions: readonly ProgrammeSession[] = [
  {
    number: 1,
    title: five('Trust', 'La confiance', 'Vertrauen', 'La confianza', 'الثقة'),
    question: five(
      'On what conditions would you hand over the wheel?',
      'À quelles conditions laisseriez-vous le volant ?',
      'Unter welchen Bedingungen würden Sie das Steuer abgeben?',
      '¿En qué condiciones soltaría usted el volante?',
      'بأيّ شروط تتركون المقود؟',
    ),
    steps: [
      {
        kind: 'questionnaire',
        id: 's1-before',
        minutes: 5,
        title: five(
          'Where you stand today',
          'Où vous en êtes aujourd’hui',
          'Wo Sie heute stehen',
          'Dónde está usted hoy',
          'أين تقف اليوم',
        ),
        task: { kind: 'questionnaire', questionnaire: 'stand', wave: 'before', items: questions },
      },
      {
        kind: 'private-writing',
        id: 's1-write',
        minutes: 6,
        title: five(
          'A moment for yourself',
          'Un moment pour soi',
          'Zeit für sich',
          'Un momento a solas',
          'لحظة مع النفس',
        ),
        task: {
          kind: 'write',
          signature: 'anonymous',
          prompt: five(
            'When did you last trust a machine with something that mattered?',
            'Quand avez-vous confié pour la dernière fois quelque chose d’important à une machine ?',
            'Wann haben Sie zuletzt einer Maschine etwas Wichtiges anvertraut?',
            '¿Cuándo confió por última vez algo importante a una máquina?',
            'متى ائتمنت آلة آخر مرّة على أمر مهمّ؟',
          ),
        },
      },
      {
        kind: 'private-writing',
        id: 's1-signed',
        minutes: 6,
        title: five(
          'A moment for yourself',
          'Un moment pour soi',
          'Zeit für sich',
          'Un momento a solas',
          'لحظة مع النفس',
        ),
        task: {
          kind: 'write',
          signature: 'seat-code',
          prompt: five(
            'One sentence for your city',
            'Une phrase pour votre ville',
            'Ein Satz für Ihre Stadt',
            'Una frase para su ciudad',
            'جملة واحدة لمدينتك',
          ),
        },
      },
      {
        kind: 'ballot',
        id: 's1-vote',
        minutes: 7,
        title: five(
          'Who answers for it',
          'Qui en répond',
          'Wer steht dafür ein',
          'Quién responde',
          'من يتحمّل المسؤولية',
        ),
        task: { kind: 'ballot', items: ballotItems },
      },
    ],
  },
]
export const dialogue: PaperDialogue = {
  id: 'paper-day' as DialogueId,
  title: 'Driverless mobility',
  lang: 'en' as Lang,
  sessions,
  consent: {
    version: '2026-1',
    intro: five(
      'You are about to sit down with other people. We never ask for your name. Before we begin, we ask you three things; you need give no reason.',
      'Vous allez vous asseoir avec d’autres personnes. Nous ne demandons jamais votre nom. Avant de commencer, trois questions ; vous n’avez pas à vous justifier.',
      'Sie setzen sich gleich mit anderen zusammen. Wir fragen nie nach Ihrem Namen. Vorher fragen wir Sie drei Dinge; Sie müssen nichts begründen.',
      'Va a sentarse con otras personas. Nunca preguntamos su nombre. Antes de empezar le preguntamos tres cosas; no tiene que dar razones.',
      'ستجلس مع أشخاص آخرين. لا نسأل أبدًا عن اسمك. قبل أن نبدأ نسألك عن ثلاثة أمور، ولست مضطرًّا إلى ذكر السبب.',
    ),
    taking: five('I take part.', 'Je participe.', 'Ich mache mit.', 'Participo.', 'أشارك.'),
    quoted: five(
      'My words may be quoted, without my name.',
      'On peut citer mes mots, sans mon nom.',
      'Meine Worte dürfen ohne Namen zitiert werden.',
      'Se pueden citar mis palabras, sin mi nombre.',
      'يجوز نقل كلامي من دون اسمي.',
    ),
    observed: five(
      'People who follow on a screen may see my words while we talk.',
      'Ceux qui suivent sur un écran peuvent voir mes mots pendant que nous parlons.',
      'Wer am Bildschirm folgt, darf meine Worte sehen, während wir reden.',
      'Quienes siguen en una pantalla pueden ver mis palabras mientras hablamos.',
      'يجوز لمن يتابع على الشاشة أن يرى كلامي ونحن نتحدّث.',
    ),
    refusalHides: 'words',
  },
}
export const tables = (count: number, seats: number, lang = 'en'): readonly PaperTable[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `table-${at + 1}` as TableId,
    dialogue: dialogue.id,
    number: at + 1,
    seats,
    lang: lang as Lang,
  }))
export const boardOf = (table: TableId): BoardId => `${table}-1` as BoardId

export const entries: readonly PaperEntry[] = [
  { number: '1', depth: 0, kind: 'issue', wording: 'Who answers for it?', lang: 'en', relation: null, people: 0 },
  {
    number: '1.1',
    depth: 1,
    kind: 'position',
    wording: 'The maker answers first',
    lang: 'en',
    relation: 'answers',
    people: 3,
  },
  {
    number: '1.1.1',
    depth: 2,
    kind: 'argument',
    wording: 'لا يستطيع قراءة السجلّات إلّا الصانع',
    lang: 'ar',
    relation: 'supports',
    people: 2,
  },
  {
    number: '1.1.2',
    depth: 2,
    kind: 'condition',
    wording: 'Nur, wenn die Stadt die Linie anhalten darf',
    lang: 'de',
    relation: 'qualifies',
    people: 1,
  },
]
const wordings: readonly [string, string, string][] = [
  ['n1', 'The maker answers first', 'en'],
  ['n2', 'Only if the city may stop the line', 'en'],
  ['n3', 'Qui autorise doit pouvoir arrêter', 'fr'],
]
/** The vote of session 1 as opened at every one of these tables. */
const three = wordings.map(([node, wording, lang]) => ({ node: node as NodeId, wording, lang }))
export function opened(of: readonly PaperTable[], nodes: readonly VotedOn[] = three): Voices {
  return {
    ...silence,
    rounds: new Map(
      of.map(({ id }) => {
        const board = boardOf(id)
        const round = {
          board,
          step: 's1-vote',
          state: 'open',
          openedAt: 1,
          closedAt: null,
          revealedAt: null,
          nodes,
          sheets: new Map(),
          casts: new Map(),
        } as const
        return [`${board}/s1-vote`, round]
      }),
    ),
  }
}

export const ids = createSheetIds(() => serverKey(new Uint8Array(32).fill(7)))
export function sheets(
  kinds: readonly PaperKind[],
  langs: readonly Language[],
  of: readonly PaperTable[] = tables(1, 1),
  voices: Voices = silence,
): readonly PrintedSheet[] {
  return sheetsFor({
    request: { session: null, kinds, langs },
    dialogue,
    tables: of,
    boards: (table) => [{ id: boardOf(table), dialogue: dialogue.id, table, session: 1 }],
    seatsAt: ({ table }) => seatsOf(of.find(({ id }) => id === table)),
    homeOf: () => null,
    voices,
    outline: () => entries,
    ids,
    origin: 'http://tablee.hall:4000',
  })
}

const seatsOf = (table: PaperTable | undefined): readonly SeatCode[] =>
  Array.from({ length: table?.seats ?? 0 }, (_, n) => seatCode(table?.number ?? 0, n + 1))
