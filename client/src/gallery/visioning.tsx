/** The hall's vision in each of its states, worked out of made-up canvases of thirteen tables. */
import type { ReactNode } from 'react'
import type { ElementKind, ElementLevel } from '@tablee/shared/board/canvas/schema'
import { newId, type BoardId, type DialogueId, type SiteId, type TableId } from '@tablee/shared/ids'
import type { CanvasElement } from '@tablee/shared/synthesis/canvas'
import { noJoins, type Joins } from '@tablee/shared/synthesis/joins'
import { hallVision, type HallCanvas } from '@tablee/shared/synthesis/vision'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { Vision } from '../synthesis/vision/page.tsx'
import type { VisionPort } from '../synthesis/vision/port.ts'
import { noShelf } from '../synthesis/shelf.ts'
import type { Start } from '../synthesis/vision/screen.tsx'

const now = Date.UTC(2026, 10, 28, 10, 12)
const tableId = (n: number): TableId => `t${n}` as TableId
const about = (tables: number): DialogueAnswer => ({
  id: 'd1' as DialogueId,
  title: 'Lyon',
  lang: 'fr',
  clock: {
    session: 3,
    sessions: 5,
    title: '2040',
    startedAt: now,
    now: now + 34 * 60_000,
    steps: [
      { kind: 'canvas', title: 'Canvas', minutes: 40 },
      { kind: 'read-back', title: 'Read back', minutes: 20 },
    ],
  },
  sessions: [{ number: 3, title: '2040', titles: { en: '2040' }, question: 'Where do we want to be?', minutes: 60 }],
  tables: Array.from({ length: tables }, (_, n) => ({
    id: tableId(n + 1),
    number: n + 1,
    site: 'Lyon',
    seats: 7,
    lang: 'fr',
    citizensEdit: false,
    current: `b${n + 1}` as BoardId,
    boards: [],
  })),
})

type Said = readonly [table: number, text: string, lang: string, translation: string | null, year?: number]
/** A card of the sample: joined, if several say it. */
type Sample = {
  readonly id: string
  readonly kind: ElementKind
  readonly year: number | null
  readonly level: ElementLevel | null
  readonly text: string
  readonly at: readonly number[]
  readonly said?: readonly Said[]
  readonly spot?: readonly [desirable: number, probable: number]
}
const curtain = 7
const who: readonly Said[] = [
  [3, 'Trois assureurs, trois réponses, zéro euro.', 'fr', 'Three insurers, three answers, no euro.'],
  [10, 'من يدفع ثمن رجلي؟', 'ar', 'Who pays for my leg?'],
  [6, 'Si nadie paga, nadie la pide.', 'es', 'If nobody pays, nobody asks for it.', 2028],
]
const samples: readonly Sample[] = [
  {
    id: 'law',
    kind: 'obstacle',
    year: 2026,
    level: 'society',
    text: 'No text says who pays for the accident',
    at: [1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 14],
    said: who,
  },
  {
    id: 'rule',
    kind: 'milestone',
    year: 2032,
    level: 'society',
    text: 'One rule in Europe: who logs, who may read',
    at: [1, 2, 4, 6, 8, 9],
  },
  {
    id: 'villages',
    kind: 'fear',
    year: 2036,
    level: 'society',
    text: 'Villages without network stay by the road',
    at: [2, 3, 5, 6, 9, 11, 12, 13],
    spot: [0.12, 0.72],
  },
  {
    id: 'headline',
    kind: 'headline',
    year: 2040,
    level: 'society',
    text: 'Nobody waits alone at the night stop',
    at: [1, 2, 3, 5, 6, 8, 10, 12, 14],
    spot: [0.9, 0.46],
  },
  {
    id: 'street',
    kind: 'hope',
    year: 2046,
    level: 'society',
    text: 'The street belongs to children again',
    at: [2, 5, 9, 11, 13],
    spot: [0.82, 0.24],
  },
  {
    id: 'fund',
    kind: 'condition',
    year: 2026,
    level: 'local',
    text: 'A fund pays first',
    at: [1, 2, 3, 5, 8, 10],
  },
  {
    id: 'line',
    kind: 'milestone',
    year: 2032,
    level: 'local',
    text: 'A first night line, all year round',
    at: [1, 2, 3, 6, 8, 10, 12],
  },
  {
    id: 'stops',
    kind: 'milestone',
    year: 2036,
    level: 'local',
    text: 'Every commune has a stop within 400 m',
    at: [1, 2, 3, 5, 6, 8, 10, 12],
  },
  {
    id: 'night',
    kind: 'hope',
    year: 2040,
    level: 'local',
    text: 'Night workers get home without asking anybody',
    at: [1, 3, 4, 6, 9, 10, 13],
    spot: [0.94, 0.62],
  },
  {
    id: 'money',
    kind: 'fear',
    year: 2044,
    level: 'local',
    text: 'The line is closed once it loses money',
    at: [4, 8, 11, 14],
    spot: [0.08, 0.55],
  },
  {
    id: 'phone',
    kind: 'obstacle',
    year: 2026,
    level: 'personal',
    text: 'No smartphone, no ticket: shut out from day one',
    at: [4, 5, 10, 12, 14],
  },
  {
    id: 'staff',
    kind: 'obstacle',
    year: 2031,
    level: 'local',
    text: 'Nobody wants the night shift',
    at: [3, 4, 6, 9, 11],
  },
  {
    id: 'upkeep',
    kind: 'obstacle',
    year: 2042,
    level: 'society',
    text: 'Who still maintains it?',
    at: [9, 13],
  },
  {
    id: 'person',
    kind: 'milestone',
    year: 2031,
    level: 'personal',
    text: 'A person to speak to, day and night',
    at: [1, 2, 3, 4, 6, 8, 10, 12, 13],
  },
  {
    id: 'tape',
    kind: 'fear',
    year: 2036,
    level: 'personal',
    text: 'I press, and a tape answers me',
    at: [1, 3, 5, 6, 8, 9, 11, 13],
    spot: [0.2, 0.8],
  },
  {
    id: 'physio',
    kind: 'hope',
    year: 2040,
    level: 'personal',
    text: 'My mother goes to physio and asks nobody',
    at: [2, 3, 5, 8, 10, 12],
  },
  {
    id: 'car',
    kind: 'hope',
    year: 2046,
    level: 'personal',
    text: 'No car of my own, and I do not miss it',
    at: [5, 9, 13],
    spot: [0.66, 0.18],
  },
  {
    id: 'drivers',
    kind: 'actor',
    year: null,
    level: 'local',
    text: 'Those who drive today',
    at: [8],
  },
  {
    id: 'promise',
    kind: 'fear',
    year: null,
    level: null,
    text: 'A promise in front of the cameras, and then nothing',
    at: [14],
  },
]
const leads: readonly (readonly [from: string, to: string])[] = [
  ['headline', 'stops'],
  ['stops', 'line'],
  ['line', 'law'],
  ['fund', 'law'],
]

const nameOf = (table: number, id: string): string => `b${table}/element/shape:${id}`
const template = { name: 'backcasting', today: 2026, horizon: 2040 } as const
function elementOf({ id, kind, year, level, text, said, spot }: Sample, table: number): CanvasElement {
  const own = said?.find(([at]) => at === table)
  // Nobody places a card where the next table does.
  const apart = (base: number, by: number): number =>
    Math.min(0.98, Math.max(0.02, base + (((table * by) % 7) - 3) / 40))
  return {
    entry: nameOf(table, id),
    kind,
    text: own?.[1] ?? text,
    lang: own?.[2] ?? 'en',
    seat: own === undefined ? null : `T${table}-02`,
    capture: own === undefined ? null : 'dictated',
    at: table,
    year: own?.[4] ?? year,
    level,
    spot: spot === undefined ? null : { desirable: apart(spot[0], 3), probable: apart(spot[1], 5) },
  }
}
function canvasesOf(all: readonly Sample[], tables: number): readonly HallCanvas[] {
  return Array.from({ length: tables }, (_, n) => n + 1).map((table) => {
    const own = all.filter(({ at }) => at.includes(table))
    const has = (id: string): boolean => own.some((one) => one.id === id)
    return {
      table: tableId(table),
      number: table,
      template,
      withheld: table === 4 ? 2 : 0,
      elements: own.map((one) => elementOf(one, table)),
      leads: leads.flatMap(([from, to]) =>
        has(from) && has(to) ? [{ from: nameOf(table, from), to: nameOf(table, to) }] : [],
      ),
    }
  })
}
function joinsOf(all: readonly Sample[]): Joins {
  const groups = new Map(
    all.flatMap(({ id, at }) => (at.length > 1 ? [[`join-${id}`, at.map((table) => nameOf(table, id))] as const] : [])),
  )
  return {
    ...noJoins,
    groups,
    groupOf: new Map([...groups].flatMap(([group, names]) => names.map((name) => [name, group] as const))),
  }
}
const translated = new Map(who.map(([table, , , text]) => [nameOf(table, 'law'), text]))
function toldOf(canvases: readonly HallCanvas[], joins: Joins, drawn: (n: number) => boolean): HallVisionTold {
  const { cards, ...vision } = hallVision(canvases, joins)
  return {
    version: 'v1',
    tables: canvases.map(({ table, number }) => ({
      id: table,
      number,
      site: 'lyon' as SiteId,
      curtain: drawn(number),
    })),
    sessions: [3],
    ...vision,
    cards: cards.map((card) => ({
      ...card,
      elements: card.elements.map(({ at: _at, number: _number, ...element }) => {
        const text = translated.get(element.entry)
        return {
          ...element,
          translations: typeof text === 'string' ? [{ lang: 'en', text, state: 'checked' as const }] : [],
        }
      }),
    })),
  }
}
const whole = toldOf(canvasesOf(samples, 14), joinsOf(samples), (n) => n === curtain)
const apart = toldOf(canvasesOf(samples, 14), noJoins, (n) => n === curtain)
const nothing = toldOf(canvasesOf([], 6), noJoins, () => false)
const drawn = toldOf(canvasesOf([], 6), noJoins, () => true)
const unplaced = toldOf(
  canvasesOf(
    samples.map(({ spot: _spot, ...one }) => one),
    14,
  ),
  joinsOf(samples),
  (n) => n === curtain,
)
const kinds: readonly ElementKind[] = ['hope', 'fear', 'milestone', 'obstacle', 'headline', 'actor', 'condition']
const levels: readonly (ElementLevel | null)[] = ['society', 'local', 'personal', 'local', null]
/** A thousand elements of forty tables, of which nobody has joined any. */
const many = Array.from({ length: 1_000 }, (_, n): Sample => {
  const { text } = samples[n % samples.length] ?? { text: '' }
  const year = n % 19 === 0 ? null : 2026 + ((n * 7) % 24)
  return {
    id: `m${n}`,
    kind: kinds[n % kinds.length] ?? 'hope',
    year,
    level: levels[(n * 3) % levels.length] ?? null,
    text: `${text} (${n + 1})`,
    at: [(n % 40) + 1],
    ...(n % 6 === 0 ? { spot: [((n * 13) % 97) / 100, ((n * 29) % 97) / 100] as const } : {}),
  }
})
const large = toldOf(canvasesOf(many, 40), noJoins, () => false)

const forever = new Promise<never>(() => undefined)
/** Told once, as it stands; steps go nowhere and are answered. */
const port = (told: HallVisionTold | 'offline' | 'loading'): VisionPort => ({
  vision: () => (after) => {
    if (told === 'loading') return forever
    if (told !== 'offline') {
      if (after !== null) return forever
      performance.mark('data')
      return Promise.resolve({ ok: true, value: told })
    }
    return after === null
      ? Promise.resolve({ ok: true, value: whole })
      : Promise.resolve({ ok: false, problem: { code: 'offline' } })
  },
  about: () => Promise.resolve({ ok: true, value: about(14) }),
  say: () => Promise.resolve({ ok: true, value: null }),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
  shelf: noShelf,
})
const shown =
  (told: HallVisionTold | 'offline' | 'loading', start: Start = {}) =>
  (): ReactNode => <Vision port={port(told)} start={start} />

const open = nameOf(1, 'law')
export const visionScreens: Readonly<Record<string, () => ReactNode>> = {
  vision: shown(whole),
  'vision-open': shown(whole, { open }),
  'vision-joining': shown(apart, { open: nameOf(1, 'stops'), joining: true }),
  'vision-span': shown(whole, { span: 0 }),
  'vision-list': shown(whole, { look: 'list', open }),
  'vision-field': shown(whole, { look: 'field', open: nameOf(1, 'night') }),
  'vision-field-empty': shown(unplaced, { look: 'field' }),
  'vision-empty': shown(nothing),
  'vision-drawn': shown(drawn),
  'vision-1000': shown(large),
  'vision-offline': shown('offline'),
  'vision-loading': shown('loading'),
}
