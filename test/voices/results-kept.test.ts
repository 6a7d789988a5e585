/** How often results are worked out: once for every change, and not for every screen that asks. */
import { besideSteps } from '@tablee/shared/translations/beside'
import { nothingTranslated as nothingMade } from '@tablee/shared/translations/fold'
import { createOnce } from '@tablee/server/voices/once'
import { createBoardsNow } from '@tablee/server/voices/boards-now'
import { createResults, type ResultsPlaces } from '@tablee/server/voices/results'
import { silence, voicesAfter, type Round, type Voices } from '@tablee/shared/voices/fold'
import { itemKey, type Answer } from '@tablee/shared/dialogue/items'
import { resultsOf, type Once, type ResultsTable } from '@tablee/shared/voices/results'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import type { ProgrammeSession } from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId, type DialogueId, type Lang, type NodeId, type TableId } from '@tablee/shared/ids'
import { defaultPolicy } from '@tablee/shared/view/policy'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { observers } from '@tablee/shared/view/audiences'
import { describe, expect, it } from 'vitest'
import type { Doc } from 'yjs'
import { agree, items, votedOn } from './voting.ts'
import { staying } from '../support/staying.ts'

const dialogue = 'dialogue' as DialogueId
const en = 'en' as Lang
const here = [1, 2].map((number) => ({
  table: `table-${number}` as TableId,
  board: `board-${number}` as BoardId,
  number,
  session: 1,
  running: 1,
  boardClosed: false,
}))
const text = { en: 'A question' }
const questionnaire = (wave: 'before' | 'after') => ({
  kind: 'questionnaire' as const,
  title: text,
  minutes: 5,
  id: wave,
  task: { kind: 'questionnaire' as const, questionnaire: 'opinion', wave, items: [items.agree] },
})
const vote = {
  kind: 'ballot' as const,
  title: text,
  minutes: 5,
  id: 'vote',
  task: { kind: 'ballot' as const, items: [items.nodes] },
}
const sessions: readonly ProgrammeSession[] = [
  { number: 1, title: text, question: text, steps: [questionnaire('before'), questionnaire('after'), vote] },
]
const tables: readonly ResultsTable[] = here.map((one) => ({ ...one, shown: true, sees: () => true }))

let commands = 0
function hall() {
  let now: Voices = silence
  const row = (made: (command: string) => VoiceRow): VoiceRow => {
    const one = made(`c${++commands}`)
    now = voicesAfter(now, one, commands)
    return one
  }
  const consent = { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' as const }
  const says = (
    table: number,
    seat: number,
    step: string,
    answer: Answer,
    how: 'phone' | 'paper' = 'phone',
    key = 'agree',
  ) => {
    const [board, code] = [here[table - 1]?.board ?? here[0]?.board, seatCode(table, seat)]
    if (board === undefined) throw new Error('no board')
    return row((command) => ({
      kind: 'answer',
      command,
      board,
      step,
      seat: code,
      how,
      answers: { [key]: answer },
      sent: true,
    }))
  }
  for (const { table, number } of here)
    for (let seat = 1; seat <= 6; seat++)
      row((command) => ({
        kind: 'sit',
        command,
        table,
        seat: seatCode(number, seat),
        device: null,
        consent,
        pair: `p${number}-${seat}`,
      }))
  const moves = (kind: 'open' | 'close', step: string, nodes: Round['nodes'] = []): readonly VoiceRow[] =>
    here.map(({ board }) =>
      row((command) => (kind === 'open' ? { kind, command, board, step, nodes } : { kind, command, board, step })),
    )
  /** Everybody says so at every table, and the step is closed. */
  const all = (
    step: string,
    answer: Answer,
    on: { readonly key: string; readonly nodes: Round['nodes'] } = { key: 'agree', nodes: [] },
  ): void => {
    moves('open', step, on.nodes)
    for (const { number } of here)
      for (let seat = 1; seat <= 6; seat++) says(number, seat, step, answer, 'phone', on.key)
    moves('close', step)
  }
  return { voices: () => now, says, moves, all }
}

const places: ResultsPlaces = {
  tables: () => here.map(({ table, number }) => ({ id: table, number })),
  placedAt: () => ({ country: null, site: null, group: null }),
  stepNow: () => null,
  asksAt: () => [],
  boardsOf: (of) =>
    here
      .filter(({ table }) => table === of)
      .map(({ board, number }) => ({ id: board, dialogue, table: of, tableNumber: number, session: 1, seats: 6 })),
  board: () => null,
  seating: staying(Object.fromEntries(here.map(({ table, number }) => [number, table]))),
  boardState: () => 'open',
  dayOver: () => false,
  shownState: () => 'open',
  dialogue: () => ({ id: dialogue, title: 'A dialogue', sessions, consent: null, langs: [en] }),
  clockAt: () => null,
  policy: () => defaultPolicy,
  held: () => 0,
  counted: () => Promise.resolve(),
}

const nothingTranslated = () => besideSteps(nothingMade)

describe('results', () => {
  it('[RND15] are worked out once for two thousand screens, and anew for a change that shows, not for a sealed vote', async () => {
    const { voices, says, moves, all } = hall()
    let [made, time] = [0, 1_000_000]
    const results = createResults({
      voices: { state: voices },
      now: { known: () => expect.fail('nobody voted on an entry'), read: () => Promise.resolve() },
      clock: () => time,
      beside: nothingTranslated,
      places: { ...places, tables: (of) => (made++, places.tables(of)) },
    })
    const walls = async (screens = 2_000): Promise<ResultsAnswer> => {
      const all = await Promise.all(Array.from({ length: screens }, () => results.told(dialogue, observers)))
      const [first] = all
      if (first?.ok !== true || !all.every((one) => one.ok && one.value === first.value)) throw new Error('told apart')
      return first.value
    }
    all('before', agree('agree'))
    const [before] = (await walls()).steps
    expect([made, before?.figures[0]?.valid]).toEqual([1, 12])
    // Sealed: nothing is worked out because somebody votes.
    moves('open', 'after').forEach((row) => results.voiced({ id: dialogue, row }))
    await walls()
    expect(made).toBe(2)
    results.voiced({ id: dialogue, row: says(1, 1, 'after', agree('pass')) })
    await walls()
    expect(made).toBe(2)
    moves('close', 'after').forEach((row) => results.voiced({ id: dialogue, row }))
    expect((await walls()).steps.map(({ step }) => step)).toEqual(['before', 'after'])
    expect(made).toBe(3)
    // Boards and clocks tell nobody: what they decide is looked at anew twice a second.
    time += 600
    await walls()
    expect(made).toBe(4)
  })

  it('[RND15] count a closed round once; paper that is typed in late, a person who comes, a no to being quoted count it anew', () => {
    const { voices, says, all } = hall()
    let counted = 0
    const counting = <T>(): Once<T> => {
      const once = createOnce<T>()
      return (of, parts, make) => once(of, parts, () => (counted++, make()))
    }
    const kept = {
      figures: counting<ResultsAnswer['steps'][number]['figures']>(),
      changes: counting<ResultsAnswer['change']>(),
    }
    const asked = (more: { readonly says?: () => boolean } = {}) => {
      counted = 0
      const input = { voices: voices(), sessions, tables, ...more }
      const told = resultsOf({ ...input, kept })
      expect(told).toEqual(resultsOf(input))
      return { told, counted }
    }
    all('before', agree('agree'))
    all('after', agree('disagree'))
    expect(asked()).toMatchObject({ counted: 3, told: { change: [{ pairs: 12 }] } })
    expect(asked().counted).toBe(0)
    says(1, 1, 'after', agree('agree'), 'paper')
    // The figure of that step, and what changed from before to after.
    expect(asked().counted).toBe(2)
    expect(asked().counted).toBe(0)
    expect(asked({ says: () => false }).counted).toBe(2)
    expect(asked().counted).toBe(0)
  })

  it('[RCD32] whoever asks before it is known what a table holds back waits for that, and is told all that the wall may see', async () => {
    const { voices, all } = hall()
    const entry = 'n1' as NodeId
    const doc = newBoardDoc()
    addNode(
      doc,
      { who: 'reporter', why: 'test' },
      { id: entry, kind: 'argument', wording: 'More trams', lang: en, at: 1 },
    )
    all('vote', agree('agree'), { key: itemKey('entry', entry), nodes: [votedOn(entry)] })
    let known: number | null = null
    let asked = 0
    const count = (): Promise<void> => ((asked += 1), Promise.resolve().then(() => void (known = 0)))
    const clock = (): number => 1_000_000
    const boards = { look: async <T>(_board: BoardId, run: (doc: Doc) => T): Promise<Awaited<T>> => await run(doc) }
    const theirs = { ...places, held: () => known, counted: count }
    const now = createBoardsNow({ places: theirs, boards, clock })
    const results = createResults({ voices: { state: voices }, now, clock, beside: nothingTranslated, places: theirs })
    const wall = await results.told(dialogue, observers)
    expect(wall.ok && wall.value.steps.flatMap(({ byTable }) => byTable.map(({ figures }) => figures.length))).toEqual([
      1, 1,
    ])
    expect(asked).toBeGreaterThan(0)
  })
})
