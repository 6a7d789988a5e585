/**
 * Random histories: editors type and erase, checkpoints are written, the server is closed and opened, the plug is
 * pulled at random. Asserted at every recovery: I1 (what was acknowledged is there), I6 (replay = checkpoint + tail =
 * what the editors hold), no gap, no duplicate, time that only grows.
 */
import type { Entry, Journal } from '@tablee/server/journal/port'
import fc from 'fast-check'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { contents, contentsOf, Editor, replayed } from './writer.ts'

const docs = ['board:one', 'board:two'] as const

type Move =
  | { readonly kind: 'type'; readonly doc: number; readonly who: number; readonly text: string; readonly at: number }
  | { readonly kind: 'erase'; readonly doc: number; readonly who: number; readonly at: number; readonly length: number }
  | { readonly kind: 'forge'; readonly doc: number; readonly who: number }
  | { readonly kind: 'checkpoint'; readonly doc: number; readonly back: number }
  | { readonly kind: 'reopen' | 'kill' | 'settle' | 'kill-in-flight' }
  | { readonly kind: 'clock'; readonly by: number }

const doc = fc.nat({ max: docs.length - 1 })
const who = fc.nat({ max: 2 })
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      doc,
      who,
      text: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
      at: fc.nat({ max: 200 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('erase' as const),
      doc,
      who,
      at: fc.nat({ max: 200 }),
      length: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('forge' as const), doc, who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('checkpoint' as const), doc, back: fc.nat({ max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('reopen' as const, 'kill' as const, 'settle' as const, 'kill-in-flight' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      by: fc.integer({ min: -100_000_000, max: 100_000_000 }),
    }),
  },
)

type Opened = { readonly journal: Journal; close(): void | Promise<void> }
/** Where a journal lies through all that happens to it. */
export type Ground = {
  readonly clock: { now: number }
  open(): Opened | Promise<Opened>
  /** The process is gone at this moment: what is opened next finds what it had. `strays`: what was in flight may have come in. */
  kill(opened: Opened): void | Promise<void>
  readonly strays: boolean
  remove(): void | Promise<void>
}

const seen = { kills: 0, checkpoints: 0, rows: 0, refused: 0, strays: 0 }

/** One board with its editors. They hear every acknowledged update of the others, as through a server. */
class Table {
  readonly name: string
  readonly editors: Editor[]
  /** Acknowledged updates, in order. */
  acked: Uint8Array[] = []
  states: Uint8Array[] = [Y.encodeStateAsUpdate(new Y.Doc())]

  constructor(name: string, first: number) {
    this.name = name
    this.editors = [0, 1, 2].map((n) => new Editor(name, first + n))
  }

  /** After a kill the editors go on from what was acknowledged, under new clientIDs (a clientID is never used again). */
  restart(nextClient: () => number): void {
    const state = this.states.at(-1) ?? new Uint8Array()
    this.editors.forEach((_, n) => {
      const editor = new Editor(this.name, nextClient())
      Y.applyUpdate(editor.doc, state)
      this.editors[n] = editor
    })
  }
}

async function run(moves: readonly Move[], ground: Ground): Promise<void> {
  let client = 100
  const nextClient = (): number => (client += 1)
  const tables = docs.map((name) => new Table(name, (client += 3)))
  let opened = await ground.open()

  const check = async ({ journal }: Opened): Promise<void> => {
    for (const table of tables) {
      const rows = await Array.fromAsync(journal.read(table.name, 1, 0))
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
      expect(rows.every(({ at }, i) => at >= (rows[i - 1]?.at ?? 0))).toBe(true)
      expect(rows.map(({ data }) => Buffer.from(data).toString('hex'))).toEqual(
        table.acked.map((data) => Buffer.from(data).toString('hex')),
      )
      const [head, loaded] = [journal.head(table.name), await journal.load(table.name)]
      expect(head.seq).toBe(table.acked.length)
      expect(loaded).toMatchObject({ seq: head.seq, quarantined: 0 })
      const truth = new Y.Doc()
      Y.applyUpdate(truth, table.states.at(-1) ?? new Uint8Array())
      expect(contentsOf(loaded)).toBe(contents(truth))
      expect(
        contents(replayed(await Array.fromAsync(journal.read(table.name, journal.head(table.name).epoch, 0)))),
      ).toBe(contents(truth))
      for (const [writer, clock] of journal.clocks(table.name, 1)) expect(Y.getState(truth.store, writer)).toBe(clock)
    }
  }

  const append = async (table: Table, entry: Entry): Promise<void> => {
    const appended = await opened.journal.append(entry)
    expect(appended.ok).toBe(true)
    stood(table, entry)
  }
  /** An edit that nobody heard of stands there, or does not. */
  const came = (table: Table | undefined, entry: Entry): void => {
    if (table === undefined || opened.journal.head(table.name).seq === table.acked.length) return
    seen.strays += 1
    stood(table, entry)
  }
  const stood = (table: Table, entry: Entry): void => {
    seen.rows += 1
    table.acked.push(entry.data)
    for (const editor of table.editors) Y.applyUpdate(editor.doc, entry.data)
    const any = table.editors[0]
    if (any !== undefined) table.states.push(Y.encodeStateAsUpdate(any.doc))
  }

  try {
    for (const step of moves) {
      const table = 'doc' in step ? tables[step.doc] : undefined
      const editor = 'who' in step ? table?.editors[step.who] : undefined
      if (step.kind === 'clock') ground.clock.now = Math.max(0, ground.clock.now + step.by)
      else if (step.kind === 'settle') await check(opened)
      else if (step.kind === 'reopen') {
        await opened.close()
        opened = await ground.open()
        await check(opened)
      } else if (step.kind === 'kill' || step.kind === 'kill-in-flight') {
        // In flight: an edit is handed in and never answered; the copy is taken before its group commits.
        const lost = step.kind === 'kill-in-flight' ? tables[0]?.editors[0]?.type('never acknowledged') : undefined
        if (lost !== undefined) void opened.journal.append(lost)
        await ground.kill(opened)
        opened = await ground.open()
        seen.kills += 1
        if (lost !== undefined && ground.strays) came(tables[0], lost)
        for (const one of tables) one.restart(nextClient)
        await check(opened)
      } else if (table === undefined) continue
      else if (step.kind === 'type' && editor !== undefined) await append(table, editor.type(step.text, step.at))
      else if (step.kind === 'erase' && editor !== undefined && editor.text.length > 0) {
        const at = step.at % editor.text.length
        await append(table, editor.erase(at, Math.min(step.length, editor.text.length - at)))
      } else if (step.kind === 'forge' && editor !== undefined) {
        const known = Y.getState(editor.doc.store, editor.doc.clientID)
        const forged: Entry = {
          doc: table.name,
          epoch: 1,
          kind: 'update',
          author: 'reporter',
          device: 'thief',
          data: new Uint8Array([0, 0]),
          writers: [{ client: editor.doc.clientID, from: known + 1, to: known + 2 }],
          deps: [],
        }
        expect((await opened.journal.append(forged)).ok).toBe(false)
        seen.refused += 1
      } else if (step.kind === 'checkpoint') {
        const seq = table.acked.length - step.back
        const state = table.states[seq]
        if (seq < 1 || state === undefined) continue
        await opened.journal.checkpoint(table.name, 1, seq, state)
        seen.checkpoints += 1
      }
    }
    await check(opened)
  } finally {
    await opened.close()
    await ground.remove()
  }
}

/** `FUZZ_SEED` repeats what chance drew. */
export async function randomHistories(runs: number, ground: () => Ground): Promise<typeof seen> {
  Object.assign(seen, { kills: 0, checkpoints: 0, rows: 0, refused: 0, strays: 0 })
  const seed = Number(process.env['FUZZ_SEED'] ?? 20_181_127)
  console.log(`journal: seed ${seed}`)
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 20, maxLength: 80, size: 'max' }), (moves) => run(moves, ground())),
    { seed, numRuns: runs, endOnFailure: true },
  )
  console.log(`journal: ${JSON.stringify(seen)}`)
  // not vacuous: every kind of thing happened, often
  expect(seen.kills).toBeGreaterThan(runs / 2)
  expect(seen.checkpoints).toBeGreaterThan(runs)
  expect(seen.refused).toBeGreaterThan(runs)
  expect(seen.rows).toBeGreaterThan(runs * 10)
  return seen
}
