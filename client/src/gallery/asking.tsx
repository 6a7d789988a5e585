/** Asking the hall, state by state: the real screen on a made-up room. What is done there goes nowhere. */
import type { SiteId, TableId } from '@tablee/shared/ids'
import { notShown } from '@tablee/shared/voices/stances'
import type { AskedOnce, Pickable, Questions } from '@tablee/shared/wire/questions'
import type { ReactNode } from 'react'
import { Console } from '../room/page.tsx'
import type { RoomPort } from '../room/port.ts'
import { emptyDraft, type Draft } from '../room/question-draft.ts'
import { hall, port } from './rooming.tsx'

const lyon = 'lyon' as SiteId
const tunis = 'tunis' as SiteId
const conditions = [
  { fr: 'Si la ville peut arrêter la ligne le jour même', ar: 'إذا استطاعت المدينة إيقاف الخط في اليوم نفسه' },
  { fr: 'Si une voix humaine répond en 30 secondes', ar: 'إذا أجاب صوت بشري خلال 30 ثانية' },
  { fr: 'Si un service indépendant lit les journaux', ar: 'إذا قرأت جهة مستقلة السجلات' },
]
const question = {
  fr: 'Laquelle de ces conditions faut-il écrire dans le permis ?',
  ar: 'أيّ هذه الشروط يجب أن يُكتب في التصريح؟',
}
const said = { fr: 'Faut-il une pause avant de voter ?' }

const item = (options: boolean): AskedOnce['item'] =>
  options
    ? {
        id: 'q',
        type: 'choose',
        text: question,
        unit: 'people',
        base: 'valid',
        options: conditions.map((text, n) => ({ id: `o${n + 1}`, text })),
      }
    : { id: 'q', type: 'agree', on: 'statement', text: said, unit: 'people', base: 'valid' }
const at = Date.now() - 4 * 60_000
const once = (step: string, change: Partial<AskedOnce> = {}): AskedOnce => ({
  step,
  at,
  title: said,
  item: item(false),
  closed: 0,
  of: 14,
  own: true,
  calledBack: false,
  sites: [lyon],
  tables: hall().tables.flatMap(({ id, number }) => (number === 13 ? [] : [id])),
  figures: [],
  ...change,
})
const row = (key: string, fr: string, count: number) => ({ key, text: { fr }, count, share: count / 90 })
const closed = once('q-closed', {
  closed: 14,
  figures: [
    {
      item: 'q',
      type: 'agree',
      text: said,
      unit: 'people',
      base: 'valid',
      asked: 97,
      valid: 90,
      none: { refused: 0, notAsked: 0, illegible: 0 },
      denominator: 90,
      rows: [row('agree', 'D’accord', 61), row('pass', 'Sans avis', 12), row('disagree', 'Pas d’accord', 17)],
      mean: null,
      median: null,
      centre: null,
      points: [],
      texts: [],
    },
  ],
})
const back = once('q-back', { calledBack: true })
const open = once('q-open', { closed: 2, title: question, item: item(true) })

function questions(asked: readonly AskedOnce[], recommended: Questions['recommended'] = []): Questions {
  const { tables } = hall()
  return {
    version: 'v1',
    langs: ['fr', 'en', 'ar'],
    sites: [
      {
        id: lyon,
        name: 'Lyon',
        lang: 'fr',
        tables: tables.map(({ id, number, taken }) => ({
          id,
          number,
          seated: number === 1 ? 3 : taken.length,
          ...(number === 13 ? { why: 'closed' as const } : {}),
        })),
        reads: [
          { lang: 'fr', seats: 71 },
          { lang: 'ar', seats: 12 },
          { lang: 'de', seats: null },
        ],
      },
      { id: tunis, name: 'Tunis', lang: 'ar', tables: [], reads: [] },
    ],
    asked,
    recommended,
  }
}

/** What four maps have; the third is in Arabic. */
const maps: Pickable = {
  tables: [
    [
      1,
      ['position', 'Un service indépendant lit les journaux', 'fr'],
      ['condition', 'Si un service indépendant lit les journaux', 'fr'],
    ],
    [
      3,
      ['condition', 'Si la ville peut arrêter la ligne le jour même', 'fr'],
      ['argument', 'Personne ne répond quand il n’y a personne à bord', 'fr'],
      ['experience', 'Ma mère a attendu une heure dans le noir', 'fr'],
    ],
    [7, ['condition', 'إذا أجاب صوت بشري خلال 30 ثانية', 'ar'], ['question', 'من يُسأل في الليل؟', 'ar']],
    [
      9,
      ['condition', 'Si une voix humaine répond en 30 secondes', 'fr'],
      ['source', 'Rapport de la ville, 2025', 'fr'],
    ],
    [12, ['condition', 'Si la nuit, les villages sont desservis', 'fr']],
  ].map(([number, ...entries]) => ({
    table: `t${number as number}` as TableId,
    number: number as number,
    entries: (entries as [Pickable['tables'][number]['entries'][number]['kind'], string, string][]).map(
      ([kind, wording, lang], n) => ({ entry: `e${number as number}-${n}`, kind, wording, lang }),
    ),
  })),
}
const picks: Draft['picks'] = [
  { table: 't3', entry: 'e3-0', also: { ar: 'إذا استطاعت المدينة إيقاف الخط في اليوم نفسه' } },
  { table: 't9', entry: 'e9-0', also: { ar: 'إذا أجاب صوت بشري خلال 30 ثانية' } },
  { table: 't1', entry: 'e1-1', also: {} },
  { table: 't12', entry: 'e12-0', also: {} },
]
const entries: Partial<Draft> = { text: { fr: question.fr }, from: 'maps', way: 'choose', picks }
const asked = (gone: number): AskedOnce['item'] => ({
  id: 'q',
  type: 'choose',
  text: question,
  unit: 'people',
  base: 'valid',
  options: conditions.map((text, n) => ({
    id: `o${n + 1}`,
    ...(n === gone
      ? { text: notShown.entry }
      : { text, entry: { kind: 'condition' as const, table: [3, 9, 1][n] ?? 1 } }),
  })),
})

function ask(
  draft: Partial<Draft> | null,
  asked: readonly AskedOnce[] = [],
  step: true | string = true,
  recommended: Questions['recommended'] = [],
  {
    pickable = maps,
    picking = false,
    proposed = [],
    declining,
  }: {
    readonly pickable?: Pickable
    readonly picking?: boolean
    readonly proposed?: NonNullable<Questions['proposed']>
    readonly declining?: string
  } = {},
): ReactNode {
  const made: RoomPort = {
    ...port(hall({ calls: [] })),
    pickable: () => Promise.resolve({ ok: true, value: pickable }),
    questions: (after) =>
      after === null
        ? Promise.resolve({ ok: true, value: { ...questions(asked, recommended), proposed } })
        : new Promise(() => undefined),
    kept: {
      read: () => (draft === null ? null : JSON.stringify({ ...emptyDraft, ...draft })),
      write: () => undefined,
    },
  }
  return (
    <Console
      port={made}
      start={{ view: 'plan', asking: step, picking, ...(declining !== undefined && { declining }) }}
    />
  )
}
const chosen: Partial<Draft> = {
  text: { fr: question.fr },
  options: conditions.map(({ fr }) => ({ fr })),
  way: 'choose',
}

const proposed = [
  { id: 'p2', text: { und: 'Pouvoir arrêter la ligne' }, at: Date.UTC(2026, 10, 28, 10, 40) },
  { id: 'p1', text: { fr: 'Un humain qui répond', en: 'A human who answers' }, at: Date.UTC(2026, 10, 28, 10, 12) },
]

export const askingScreens: Readonly<Record<string, () => ReactNode>> = {
  'room-ask': () => ask({ text: said }, [closed, back]),
  'room-ask-again': () => ask({ text: said }, [{ ...closed, tables: closed.tables.slice(1) }]),
  'room-ask-themes': () => ask(null, [], true, [], { proposed }),
  'room-ask-decline': () => ask(null, [], true, [], { proposed, declining: 'p1' }),
  'room-ask-empty': () => ask(null),
  'room-ask-answers': () => ask({ ...chosen, text: question, options: conditions }),
  'room-ask-some': () => ask({ ...chosen, way: 'most', who: 'some', tables: ['t3', 't9'] }),
  'room-ask-waits': () => ask({ ...chosen, sent: 'c9' }),
  'room-ask-recommend': () =>
    ask({ text: said, way: 'recommendation', unit: 'tables' }, [], true, [{ step: 'recommend', title: said }]),
  'room-ask-entries': () => ask(entries),
  'room-ask-entries-none': () =>
    ask({ ...entries, picks: [] }, [], true, [], { pickable: { tables: [] }, picking: true }),
  'room-ask-entries-gone': () =>
    ask({ ...entries, picks: [...picks.slice(0, 2), { table: 't4', entry: 'e4-0', also: {} }] }),
  'room-ask-picking': () => ask(entries, [], true, [], { picking: true }),
  'room-asked-entries': () =>
    ask(null, [once('q-entries', { closed: 2, title: question, item: asked(1) })], 'q-entries'),
  'room-asked-open': () => ask(null, [open, closed], 'q-open'),
  'room-asked-closed': () => ask(null, [closed, back], 'q-closed'),
  'room-asked-back': () => ask(null, [back], 'q-back'),
}
