/** Keystroke traces read, and planned for several people who type at once. */
import { readFileSync, existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { beginNotes, notesText, type } from '@tablee/server/rehearsal/notes'
import { Paper } from '@tablee/server/rehearsal/paper'
import { Plan } from '@tablee/server/rehearsal/plan'
import { schedule } from '@tablee/server/rehearsal/replay'
import { readTrace, type Stroke, type Trace } from '@tablee/server/rehearsal/trace'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seeded, type Random } from '../support/seeded.ts'

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const time = (second: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, second)).toISOString()
const folder = fileURLToPath(new URL('../../../shared/data/keystroke-traces/', import.meta.url))
const haveTraces = existsSync(folder)
if (!haveTraces) console.log('not run: no data (keystroke-traces)')

/** What several people type into one text, each stroke where it falls, lines broken and joined. */
function someStrokes(random: Random, agents: number, count: number): { strokes: Stroke[]; end: string } {
  let text = ''
  const strokes: Stroke[] = []
  for (let n = 0; n < count; n += 1) {
    const position = random.below(text.length + 1)
    const remove = random.below(4) === 0 ? Math.min(random.below(9), text.length - position) : 0
    const insert =
      remove > 0 && random.below(2) === 0 ? '' : random.pick(['a', 'b', 'word ', '\n', 'two\nlines', '\n\n'])
    text = text.slice(0, position) + insert + text.slice(position + remove)
    strokes.push({ agent: random.below(agents), at: n * 100, position, remove, insert })
  }
  return { strokes, end: text }
}

/** Replicas that hear of one another between two stages only, as typists do. */
function typed(strokes: readonly Stroke[], agents: number, window: number, random: Random): string[] {
  const docs = Array.from({ length: agents }, () => newBoardDoc())
  const out: Uint8Array[][] = docs.map(() => [])
  docs.forEach((doc, agent) =>
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') out[agent]?.push(update)
    }),
  )
  const deliver = (): void =>
    out.forEach((updates, from) => {
      for (const update of updates.splice(0))
        docs.forEach((doc, to) => {
          if (to !== from) Y.applyUpdate(doc, update, 'remote')
        })
    })
  const plan = new Plan()
  for (const line of plan.paper.lines.slice(0, 1)) beginNotes(docs[0] as Y.Doc, line, random.bytes)
  deliver()
  for (let at = 0; at < strokes.length; at += window)
    for (const stage of plan.next(strokes.slice(at, at + window))) {
      for (const [agent, changes] of stage) {
        const doc = docs[agent] as Y.Doc
        doc.transact(() => {
          for (const change of changes) type(doc, change, random.bytes)
        })
      }
      deliver()
    }
  return docs.map(notesText)
}

describe('a trace', () => {
  it('[LVE1] is read plain or gzipped; a concurrent one is woven by its transactions’ parents', () => {
    // Both saw "ab"; one put X between, the other took the b away. Then each saw the other.
    const concurrent = {
      kind: 'concurrent',
      endContent: 'aX!',
      numAgents: 2,
      txns: [
        { parents: [], agent: 0, time: time(0), patches: [[0, 0, 'ab']] },
        { parents: [0], agent: 0, time: time(1), patches: [[1, 0, 'X']] },
        { parents: [0], agent: 1, time: time(1), patches: [[1, 1, '']] },
        { parents: [1, 2], agent: 1, time: time(3), patches: [[2, 0, '!']] },
      ],
    }
    for (const data of [bytes(concurrent), new Uint8Array(gzipSync(bytes(concurrent)))]) {
      const trace = readTrace(data)
      expect(trace).toMatchObject({ agents: 2, end: 'aX!', longest: 3 })
      expect(trace.strokes.map(({ agent, position, remove, insert }) => [agent, position, remove, insert])).toEqual([
        [0, 0, 0, 'ab'],
        [0, 1, 0, 'X'],
        [1, 2, 1, ''],
        [1, 2, 0, '!'],
      ])
    }
    const begun = readTrace(bytes({ startContent: 'so', endContent: 'so far', txns: [{ patches: [[2, 0, ' far']] }] }))
    expect(begun.strokes).toHaveLength(2)
    // A night in which nothing was typed takes three seconds.
    expect([
      ...schedule(
        [{ at: 0 }, { at: 1_000 }, { at: 9e7 }].map((one) => ({
          ...one,
          agent: 0,
          position: 0,
          remove: 0,
          insert: 'x',
        })),
      ),
    ]).toEqual([0, 1_000, 4_000])
  })

  it('[LVE2] that is none says why, before anybody is disturbed', () => {
    const bad: [unknown, RegExp][] = [
      ['{', /neither unzipped nor read/],
      [{ endContent: '' }, /no transactions/],
      [{ txns: [] }, /names no end/],
      [{ endContent: 'b', txns: [{ patches: [[0, 0, 'a']] }] }, /do not lead to its end/],
      [{ endContent: 'a', txns: [{ patches: [[5, 0, 'a']] }] }, /beyond the text/],
      [{ endContent: 'a', txns: [{ patches: [[0, 'a']] }] }, /not \[position/],
      [{ kind: 'concurrent', endContent: 'a', txns: [{ parents: [0], agent: 0, patches: [] }] }, /after its parents/],
      [{ kind: 'concurrent', endContent: 'a', txns: [{ parents: [], agent: 99, patches: [] }] }, /more than 16/],
    ]
    for (const [value, why] of bad)
      expect(() => readTrace(value === '{' ? new TextEncoder().encode('{') : bytes(value))).toThrow(why)
    expect(() => readTrace(new Uint8Array([0x1f, 0x8b, 1, 2]))).toThrow(/neither/)
  })

  it('[LVE3] counts in lines as in characters, and several may type it at once: the end is the same', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed)
      const agents = 1 + random.below(4)
      const { strokes, end } = someStrokes(random, agents, 160)
      const paper = new Paper('', (text) => ({ text }))
      for (const stroke of strokes) paper.strike(stroke)
      expect(paper.text(), `seed ${seed}`).toBe(end)
      expect(paper.length).toBe(end.length)
      const window = 1 + random.below(40)
      expect(typed(strokes, agents, window, random), `seed ${seed}, ${agents} agents, ${window} at once`).toEqual(
        Array.from({ length: agents }, () => end),
      )
    }
  })

  it.skipIf(!haveTraces)(
    '[LVE4] of two real people at once lies in far fewer stages than their turns, and ends as it ended',
    () => {
      const trace: Trace = readTrace(new Uint8Array(readFileSync(`${folder}clownschool.json.gz`)))
      const turns = trace.strokes.filter(({ agent }, n) => n > 0 && trace.strokes[n - 1]?.agent !== agent).length
      const plan = new Plan()
      let stages = 0
      for (let at = 0; at < trace.strokes.length; at += 200)
        stages += plan.next(trace.strokes.slice(at, at + 200)).length
      expect(plan.paper.text()).toBe(trace.end)
      expect(stages).toBeLessThan(turns / 5)
      console.log(`clownschool: ${trace.strokes.length} strokes, ${turns} turns, ${stages} stages`)
    },
  )
})
