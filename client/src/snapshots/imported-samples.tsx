/** Polls and surveys that came in by file, on made-up data: for the gallery and its checks. */
import type { PolisSet, SurveySet, Variable } from '@tablee/shared/voices/imported'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { ReactNode } from 'react'
import { Imported } from './imported.tsx'
import { Frame } from './screen.tsx'

const said = (en: string, ar: string): LocalText => ({ en, ar })
const asked = { missing: [], categories: [], step: 'survey' } as const
const of = (name: string, label: LocalText, more: Partial<Variable> & Pick<Variable, 'type'>): Variable => ({
  ...asked,
  name,
  label,
  role: 'answer',
  item: name,
  ...more,
})
const two = (a: LocalText, b: LocalText) => [
  { value: '1', label: a },
  { value: '2', label: b },
]

/** 1,240 people with weights: a scale, a choice, a number of hours, remarks, and two columns to divide them by. */
function weighed(): SurveySet {
  const n = 1240
  const people = Array.from({ length: n }, (_, at) => `p${at + 1}`)
  const column = (values: readonly string[], pick: (at: number) => number) => ({
    values,
    cells: people.map((_, at) => pick(at) % values.length),
  })
  return {
    from: 'survey',
    lang: 'en',
    title: 'Nights in our city',
    head: [],
    people,
    variables: [
      { ...asked, name: 'weight', label: {}, type: 'number', role: 'weight', item: null, step: null },
      of('trust', said('Would you ride a shuttle that nobody drives?', 'هل تركب حافلة لا يقودها أحد؟'), {
        type: 'number',
        min: 0,
        max: 10,
      }),
      of('night', said('Shall buses run all night?', 'هل تسير الحافلات طوال الليل؟'), {
        type: 'category',
        categories: two(said('Yes', 'نعم'), said('No', 'لا')),
      }),
      of('hours', said('Hours out after ten', 'ساعات خارج البيت بعد العاشرة'), { type: 'number' }),
      of('why', said('Why?', 'لماذا؟'), { type: 'text' }),
      of('area', said('Part of the city', 'جهة المدينة'), {
        type: 'category',
        categories: [
          { value: 'n', label: said('North', 'الشمال') },
          { value: 's', label: said('South', 'الجنوب') },
          { value: 'e', label: said('East', 'الشرق') },
        ],
      }),
    ],
    columns: [
      column(['0.4', '0.8', '1.2', '2.1'], (at) => at * 3 + (at % 7)),
      column(
        Array.from({ length: 11 }, (_, at) => String(at)),
        (at) => ((at * 7) % 11) ^ (at % 3),
      ),
      column(['1', '2'], (at) => Number(at % 3 === 0)),
      column(['0', '1', '2', '3'], (at) => at % 5),
      column(['Because nights are long', 'The last tram leaves at eleven', 'I drive'], (at) => at % 4),
      column(['n', 's', 'e'], (at) => at * 5 + (at % 2)),
    ],
  }
}

/** Eighty people of three opinion groups and of none, on twenty statements. */
function poll(): PolisSet {
  const people = Array.from({ length: 80 }, (_, n) => ({ id: String(n), group: ['0', '1', '2', ''][n % 4] ?? '' }))
  const statements = Array.from({ length: 20 }, (_, n) => ({
    id: String(n),
    author: '1',
    at: n,
    moderated: 1 as const,
    text: `Statement ${n + 1}: a bus every ten minutes is worth more than a bus without a driver`,
  }))
  const votes = people.flatMap((_, person) => statements.map((_, statement) => [person, statement] as const))
  return {
    from: 'polis',
    lang: 'en',
    summary: [['topic', 'Night buses']],
    seconds: true,
    columns: { importance: false, xid: false, important: false, older: false },
    statements,
    people,
    matrix: statements.map((_, n) => n),
    log: {
      statement: votes.map(([, statement]) => statement),
      person: votes.map(([person]) => person),
      vote: votes.map(([person, statement]) => (((person * 5 + statement * 3) % 7) % 3) - 1),
      at: votes.map((_, n) => n),
    },
    differ: [],
    groups: null,
  }
}

/** Nobody answered anything but one question. */
const bare = (): SurveySet => ({
  ...weighed(),
  people: ['p1', 'p2'],
  variables: [of('why', said('Why?', 'لماذا؟'), { type: 'text', missing: [{ value: '', label: 'empty', why: null }] })],
  columns: [{ values: [''], cells: [0, 0] }],
})

const importedStates: Readonly<Record<string, () => ReactNode>> = {
  'snapshots-imported': () => <Imported set={weighed()} />,
  'snapshots-imported-parts': () => <Imported set={weighed()} by="area" />,
  'snapshots-imported-poll': () => <Imported set={poll()} by="group" />,
  'snapshots-imported-nothing': () => <Imported set={bare()} />,
}

export function ImportedSample({ state }: { state: string }) {
  const made = importedStates[state]
  return made === undefined ? null : (
    <Frame title="Night buses">
      <main className="detail">
        <h1 className="away">Night buses</h1>
        <section className="section answers" aria-labelledby="imported-sample">
          <h2 id="imported-sample">Answers that came in by file</h2>
          {made()}
        </section>
      </main>
    </Frame>
  )
}
