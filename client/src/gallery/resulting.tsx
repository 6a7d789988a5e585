/** Results, in each of the page's states. */
import type { ResultsItems } from '@tablee/shared/wire/results'
import { useState, type ReactNode } from 'react'
import type { DialogueId } from '@tablee/shared/ids'
import type { Question } from '@tablee/shared/results/question'
import type { Refused, Told } from '@tablee/shared/results/told'
import type { ConditionsAnswer, ConditionTold } from '@tablee/shared/wire/conditions'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { anywhere, type Place } from '../results/place.ts'
import type { ResultsPort } from '../results/port.ts'
import { Results } from '../results/screen.tsx'
import { at, bySite, cross, cut, falling, items, merged, ofAll, pairs, smallSites, walk } from './results-samples.ts'

const about: DialogueAnswer = {
  id: 'd1' as DialogueId,
  title: 'Five cities',
  lang: 'en',
  clock: { session: 2, sessions: 5, title: 'Trust', startedAt: null, now: at, steps: [] },
  sessions: [],
  tables: [],
}
const condition = (text: string, lang: string, people: number, tables: number): ConditionTold => ({
  name: `q-vote/condition/r1.if.${text.length}`,
  text: { [lang]: text },
  people,
  least: false,
  tables: Array.from({ length: tables }, (_, n) => n + 1),
  members: [],
  near: [],
})
const conditions: ConditionsAnswer = {
  version: 'c1',
  groups: [
    condition('the last shuttle waits for the last train', 'en', 34, 11),
    condition('la ville peut arrêter la ligne le jour même', 'fr', 29, 9),
    condition('a person answers when I press', 'en', 27, 12),
    condition('إذا لم تكلّف أكثر من الحافلة', 'ar', 21, 8),
    condition('the logs are open to whoever was harmed', 'en', 16, 6),
  ],
  rest: Array.from({ length: 21 }, (_, n) => condition(`condition ${n}`, 'en', n < 1 ? 3 : 2, 1 + (n % 30))),
  all: 170,
  unread: 0,
}
const forever = new Promise<never>(() => undefined)
const offline = { ok: false, problem: { code: 'offline' } } as const
const port = (
  told: Told | Refused | 'loading' | 'offline',
  listed: ResultsItems | null,
  newer = false,
): ResultsPort => ({
  about: () => Promise.resolve({ ok: true, value: about }),
  items: (after) =>
    after !== null || listed === null
      ? told === 'offline'
        ? Promise.resolve(offline)
        : forever
      : Promise.resolve({ ok: true, value: listed }),
  newer: (of) => (after) =>
    after !== null || !newer || of !== cut
      ? forever
      : Promise.resolve({
          ok: true,
          value: { version: 'n1', cut: cut + 9, at: at + 12 * 60_000, items: ['day/who'], gone: [] },
        }),
  ask: () =>
    told === 'loading'
      ? forever
      : told === 'offline'
        ? Promise.resolve(offline)
        : Promise.resolve({ ok: true, value: 'why' in told ? { cut, at, refused: told } : { cut, at, told } }),
  change: () => Promise.resolve({ ok: true, value: { cut, at, pairs } }),
  conditions: (after) =>
    after !== null || told === 'offline' ? forever : Promise.resolve({ ok: true, value: conditions }),
  url: (question, _cut, kind) => `/d/d1/api/dialogues/d1/results/ask.${kind}?of=${question.of}`,
  save: () => Promise.resolve(offline),
})
const asked = (told: Told, more: Partial<Place> = {}): Place => ({
  ...anywhere,
  question: told.question,
  way: told.way,
  ...more,
})

function Shown({ port: own, place: first }: { port: ResultsPort; place: Place }) {
  const [place, setPlace] = useState(first)
  return <Results port={own} place={place} onPlace={setPlace} />
}
const shown =
  (told: Told, more: Partial<Place> = {}, newer = false) =>
  (): ReactNode => <Shown port={port(told, items, newer)} place={asked(told, more)} />
const refused =
  (why: Refused['why'], question: Question = cross.question, sentence?: string) =>
  (): ReactNode => (
    <Shown
      port={port({ why, ...(sentence === undefined ? {} : { sentence }) }, items)}
      place={{ ...anywhere, question, way: 'outside' }}
    />
  )

export const resultsScreens: Readonly<Record<string, () => ReactNode>> = {
  results: shown(bySite, { row: 'maker' }),
  'results-cross': shown(cross),
  'results-merged': shown(merged),
  'results-all': shown(ofAll),
  'results-mean': shown(walk),
  'results-narrowed': shown({ ...ofAll, question: { ...ofAll.question, where: [{ item: 'day/about', is: 'foot' }] } }),
  'results-falls': shown(falling, { row: 'maker' }),
  'results-withheld': shown(smallSites, { row: 'maker' }),
  'results-newer': shown(bySite, { row: 'maker' }, true),
  'results-refused': refused('not-crossable'),
  'results-worded': refused('other-words', bySite.question, 'The first wording named one city only.'),
  'results-none': () => <Shown port={port('loading', { ...items, items: [] })} place={anywhere} />,
  'results-loading': () => <Shown port={port('loading', null)} place={anywhere} />,
  'results-counting': () => <Shown port={port('loading', items)} place={asked(bySite)} />,
  'results-offline': () => <Shown port={port('offline', null)} place={anywhere} />,
}
