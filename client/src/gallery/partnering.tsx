/** Partners' surveys beneath a figure, in each of their states. */
import type { ReactNode } from 'react'
import { noShelf } from '../synthesis/shelf.ts'
import type { Match, PublishedItem } from '@tablee/shared/partner/rows'
import type { Told } from '@tablee/shared/results/told'
import type { PartnersTold } from '@tablee/shared/wire/partner'
import { Beside } from '../results/partner/beside.tsx'
import { BringShown, type Bringing } from '../results/partner/bring.tsx'
import { MatchForm } from '../results/partner/match.tsx'
import type { PartnerPort } from '../results/partner/port.ts'
import '../results/results.css'

type Survey = PartnersTold['surveys'][number]
const texts = {
  maker: { en: 'the maker of the driving system', fr: 'le fabricant du système', ar: 'صانع نظام القيادة' },
  operator: { en: 'who runs the line', fr: 'l’exploitant de la ligne', ar: 'مشغّل الخط' },
  city: { en: 'the city', fr: 'la ville', ar: 'المدينة' },
} as const

/** As the page has it: 412 people at 58 tables. */
const told: Told = {
  cut: 1,
  question: { of: 'after/who', unit: 'people', base: 'valid', by: 'all', weight: 'none' },
  way: 'inside',
  item: { text: { en: 'Who should answer first', fr: 'Qui doit répondre en premier' }, type: 'choose' },
  unit: 'people',
  base: 'valid',
  asked: 434,
  valid: 412,
  none: { refused: 0, notAsked: 0, illegible: 0 },
  columns: [{ key: 'all', text: {}, base: 412, tables: 58 }],
  rows: (
    [
      ['maker', 0.699, 0.65, 0.744],
      ['operator', 0.41, 0.362, 0.46],
      ['city', 0.218, 0.18, 0.261],
    ] as const
  ).map(([key, share, low, high]) => ({
    key,
    text: texts[key],
    cells: [{ count: Math.round(share * 412), share, interval: { low, high } }],
  })),
  stands: { tables: 58, moves: 0.01, order: true, falls: [] },
  clusters: 58,
}

const options = (shares: readonly number[]): PublishedItem['options'] =>
  [{ en: 'The company that makes the driving system' }, { en: 'The company that runs it' }, { en: 'the city' }].map(
    (text, n) => ({ key: `o${n + 1}`, text, share: shares[n] ?? 0 }),
  )
const match = (more: Partial<Match> = {}): Survey['items'][number]['match'] => ({
  ours: 'after/who',
  words: 'same',
  unit: 'people',
  base: 'valid',
  people: 1012,
  ...more,
  options: [
    ['o1', 'maker'],
    ['o2', 'operator'],
    ['o3', 'city'],
  ],
})
const who = (shares: readonly number[], more: Partial<Survey['items'][number]> = {}): Survey['items'][number] => ({
  key: 'i1',
  text: { en: 'Who should answer first when something goes wrong?' },
  of: 'Mobility panel, wave 3',
  stated: 'several answers each',
  source: 'https://example.org/panel/wave-3',
  unit: 'people',
  base: 'valid',
  people: 1012,
  options: options(shares),
  match: match(),
  ...more,
})
const survey = (...items: readonly Survey['items'][number][]): Survey => ({
  id: 'panel',
  title: 'Mobility panel, wave 3',
  at: 0,
  items: [
    ...items,
    {
      ...who([0.41]),
      key: 'i9',
      text: { en: 'Would you get into a driverless shuttle?' },
      options: [{ key: 'o1', text: { en: 'yes' }, share: 0.41 }],
      match: null,
    },
  ],
})

const forever = new Promise<never>(() => undefined)
const port = (surveys: readonly Survey[] | 'offline'): PartnerPort => ({
  read: (after) =>
    surveys === 'offline'
      ? Promise.resolve({ ok: false, problem: { code: 'offline' } })
      : after !== null
        ? forever
        : Promise.resolve({ ok: true, value: { version: 'b1', surveys } }),
  say: () => Promise.resolve({ ok: true, value: null }),
  bring: () => forever,
  newId: () => 'c1',
  shelf: noShelf,
})
const page = (children: ReactNode): ReactNode => (
  <div className="res">
    <main className="fig-page">
      <h1>Who should answer first</h1>
      {children}
    </main>
  </div>
)
const beside = (surveys: readonly Survey[] | 'offline', figure = told): ReactNode =>
  page(<Beside port={port(surveys)} told={figure} />)
const nothing = (): void => undefined
const bringing = (state: Bringing): ReactNode =>
  page(
    <section className="beside">
      <h2>Other surveys beside it</h2>
      <BringShown state={state} onFile={nothing} onTake={nothing} onCancel={nothing} />
    </section>,
  )
const found = { title: 'Mobility panel, wave 3', items: 12, options: 47, left: 3 }
const file = { name: 'panel.csv', bytes: new Uint8Array() }

export const partnerScreens: Readonly<Record<string, () => ReactNode>> = {
  beside: () => beside([survey(who([0.69, 0.27, 0.24]))]),
  'beside-same': () =>
    beside([survey(who([0.69, 0.42, 0.22])), { ...survey(who([0.68, 0.4, 0.23])), id: 'city', title: 'City survey' }]),
  'beside-cannot': () =>
    beside([
      survey(
        who([0.55, 0.4, 0.37], {
          stated: 'share of votes cast; several votes per citizen',
          unit: null,
          base: null,
          people: null,
          match: match({ unit: null, base: null, people: null }),
        }),
        who([0.5, 0.42, 0.2], { key: 'i2', match: match({ words: 'reworded' }) }),
      ),
    ]),
  'beside-few': () =>
    beside([survey(who([0.6, 0.35, 0.3], { people: 40, match: match({ people: 40 }) }))], {
      ...told,
      rows: told.rows.map((row, n) =>
        n > 0 ? row : { ...row, cells: [{ count: null, share: null, interval: null, withheld: 'few' }] },
      ),
    }),
  'beside-none': () => beside([]),
  'beside-offline': () => beside('offline'),
  'beside-form': () =>
    page(
      <section className="beside">
        <h2>Other surveys beside it</h2>
        <MatchForm
          theirs={{ survey: survey(), item: who([0.69, 0.27, 0.24], { match: null }) }}
          ours={told}
          onSet={nothing}
          onCancel={nothing}
        />
      </section>,
    ),
  'beside-reading': () => bringing({ at: 'reading', name: 'panel.csv' }),
  'beside-looked': () => bringing({ at: 'looked', file, id: 'c1', found }),
  'beside-brought': () => bringing({ at: 'brought', title: found.title }),
  'beside-refused': () =>
    bringing({
      at: 'refused',
      problem: {
        code: 'bad-file',
        file: 'panel.csv',
        line: 7,
        column: null,
        place: null,
        why: { code: 'out-of-range', values: { field: 'value', min: 0, max: 100 } },
      },
    }),
}
