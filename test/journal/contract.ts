/**
 * The acceptance suite of the journal's port, asked as a log on another machine is. Every adapter passes it:
 *   journalContract('sqlite', (through) => ({ journal, clock, close }))
 * A bench that has to ask its log first, as one on another machine does, opens and closes as a promise.
 */
import type { Appended, Journal, JournalRow } from '@tablee/server/journal/port'
import { type Keeper, type Through, Unanswered } from '@tablee/server/journal/queue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { command, contents, contentsOf, Editor, range, replayed } from './writer.ts'

export type Bench = { readonly journal: Journal; readonly clock: { now: number }; close(): void | Promise<void> }

const board = 'board:one'

const seqOf = (appended: Appended): number | string => (appended.ok ? appended.row.seq : appended.problem.code)
const json = (row: JournalRow): unknown => JSON.parse(new TextDecoder().decode(row.data))

async function all(rows: AsyncIterable<JournalRow>): Promise<JournalRow[]> {
  const found: JournalRow[] = []
  for await (const row of rows) found.push(row)
  return found
}

/** A log that this becomes of each group it is handed in turn, and that answers as it should after that. */
function answering(
  turns: readonly ('well' | 'kept, and no answer' | 'not even sent' | 'refused')[],
): Through & { handed(): number } {
  let handed = 0
  const keeper = ({ step, ...more }: Keeper): Keeper => ({
    ...more,
    async step(rows, claims) {
      const turn = turns[handed++]
      if (turn === 'refused') throw new Error('nothing was kept')
      if (turn !== 'not even sent') await step(rows, claims)
      if (turn !== undefined && turn !== 'well') throw new Unanswered(turn)
    },
  })
  return { keeper, asked: (log) => log, handed: () => handed }
}

export function journalContract(name: string, open: (through?: Through) => Bench | Promise<Bench>): void {
  describe(`the journal's contract: ${name}`, () => {
    let bench: Bench
    let journal: Journal
    const rowsOf = (doc: string, epoch: number, seq: number): Promise<JournalRow[]> =>
      all(journal.read(doc, epoch, seq))
    beforeEach(async () => {
      bench = await open()
      journal = bench.journal
    })
    afterEach(() => bench.close())

    it('[JRN1] gives every document its own seqs 1, 2, 3 …, and says so in that order', async () => {
      const answers: string[] = []
      const one = (doc: string, n: number): Promise<void> =>
        journal.append(command(doc, n)).then((appended) => void answers.push(`${doc} ${seqOf(appended)}`))
      await Promise.all([one(board, 1), one('board:two', 1), one(board, 2), one(board, 3), one('board:two', 2)])
      expect(answers).toEqual([`${board} 1`, 'board:two 1', `${board} 2`, `${board} 3`, 'board:two 2'])
      expect(journal.head(board)).toEqual({ epoch: 1, seq: 3 })
      expect(journal.head('board:never')).toEqual({ epoch: 1, seq: 0 })
    })

    it('[JRN1] keeps every field of a row', async () => {
      bench.clock.now = 1_700_000_000_000
      const data = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      await journal.append(command(board, 0, { data, author: 'reporter:T3-04', device: 'tablet', kind: 'update' }))
      const [row] = await rowsOf(board, 1, 0)
      expect(row).toMatchObject({
        doc: board,
        epoch: 1,
        seq: 1,
        at: 1_700_000_000_000,
        author: 'reporter:T3-04',
        device: 'tablet',
        kind: 'update',
      })
      expect(Buffer.from(row?.data ?? [])).toEqual(Buffer.from(data))
    })

    it('[JRN2] nothing is in the log before its turn: an append that has not answered is not at the head', async () => {
      const appended = journal.append(command(board, 1))
      expect(journal.head(board).seq).toBe(0)
      await appended
      expect(journal.head(board).seq).toBe(1)
    })

    it('[JRN3] read(n) yields every row after n, in order, without gaps, also while rows are added', async () => {
      for (let n = 1; n <= 200; n += 1) void journal.append(command(board, n))
      await journal.settled()
      const seen: number[] = []
      for await (const row of journal.read(board, 1, 20)) {
        expect(json(row)).toBe(row.seq)
        seen.push(row.seq)
        if (row.seq === 100) await journal.append(command(board, 201))
      }
      expect(seen).toEqual(Array.from({ length: 181 }, (_, i) => i + 21))
      expect(await rowsOf(board, 1, 201)).toEqual([])
      expect(await rowsOf('board:never', 1, 0)).toEqual([])
    })

    it('[JRN4] time never runs backwards in a document, whatever the clock says', async () => {
      const day = 86_400_000
      const stamps: number[] = []
      for (const now of [5 * day, 6 * day, 4 * day, 4 * day + 1, 7 * day]) {
        bench.clock.now = now
        const appended = await journal.append(command(board, now))
        if (appended.ok) stamps.push(appended.row.at)
      }
      expect(stamps).toEqual([5 * day, 6 * day, 6 * day, 6 * day, 7 * day])
    })

    it('[JRN5] [TRAP 19] two entries for the same clock of a writer: one is written, the other is told to judge again', async () => {
      const [first, second] = await Promise.all([
        journal.append(range(board, 7, 0, 3)),
        journal.append(range(board, 7, 0, 3, { device: 'other' })),
      ])
      expect([seqOf(first), seqOf(second)]).toEqual([1, 'clock-mismatch'])
      expect(seqOf(await journal.append(range(board, 7, 2, 5)))).toBe('clock-mismatch') // overlaps what is there
      expect(seqOf(await journal.append(range(board, 7, 4, 5)))).toBe('clock-mismatch') // leaves a gap
      expect(seqOf(await journal.append(range(board, 7, 3, 5)))).toBe(2)
      expect(journal.clocks(board, 1)).toEqual(new Map([[7, 5]]))
      expect((await rowsOf(board, 1, 0)).map(({ device }) => device)).toEqual(['server', 'server'])
    })

    it('[JRN5] of an entry with several writers either all advance or none', async () => {
      await journal.append(range(board, 1, 0, 4))
      const both = command(board, 'both', {
        writers: [
          { client: 2, from: 0, to: 9 },
          { client: 1, from: 3, to: 6 },
        ],
      })
      expect(seqOf(await journal.append(both))).toBe('clock-mismatch')
      expect(journal.clocks(board, 1)).toEqual(new Map([[1, 4]]))
    })

    it('[JRN5] writers of different documents do not know each other', async () => {
      expect(seqOf(await journal.append(range(board, 7, 0, 3)))).toBe(1)
      expect(seqOf(await journal.append(range('board:two', 7, 0, 3)))).toBe(1)
    })

    it('[JRN6] an entry whose dependencies are not in the log is not written', async () => {
      await journal.append(range(board, 1, 0, 4))
      const needs = (clock: number) => range(board, 2, 0, 1, { deps: [{ client: 1, clock }] })
      expect(seqOf(await journal.append(needs(5)))).toBe('clock-mismatch')
      expect(seqOf(await journal.append(range(board, 2, 0, 1, { deps: [{ client: 9, clock: 1 }] })))).toBe(
        'clock-mismatch',
      )
      expect(seqOf(await journal.append(needs(4)))).toBe(2)
    })

    it('[JRN6] a dependency may arrive in the same group', async () => {
      const answers = await Promise.all([
        journal.append(range(board, 1, 0, 4)),
        journal.append(range(board, 2, 0, 1, { deps: [{ client: 1, clock: 4 }] })),
      ])
      expect(answers.map(seqOf)).toEqual([1, 2])
    })

    it('[JRN7] an entry that is refused leaves nothing behind, and its neighbours in the group are written without a gap', async () => {
      const bad = command(board, 'bad', {
        writers: [
          { client: 5, from: 0, to: 2 },
          { client: 6, from: 7, to: 8 },
        ],
      })
      const answers = await Promise.all([
        journal.append(command(board, 1)),
        journal.append(bad),
        journal.append(command(board, 2)),
      ])
      expect(answers.map(seqOf)).toEqual([1, 'clock-mismatch', 2])
      expect((await rowsOf(board, 1, 0)).map(json)).toEqual([1, 2])
      expect(journal.clocks(board, 1).has(5)).toBe(false)
    })

    it('[JRN9] followers hear each committed row once, in order, before its answer; one that throws harms nobody', async () => {
      const heard: string[] = []
      journal.follow(() => {
        throw new Error('a broken follower')
      })
      const stop = journal.follow(({ doc, seq }) => {
        expect(journal.head(doc).seq).toBeGreaterThanOrEqual(seq)
        heard.push(`${doc} ${seq}`)
      })
      const answers = [command(board, 1), range(board, 1, 5, 6), command('board:two', 1), command(board, 2)].map(
        (entry) =>
          journal.append(entry).then((appended) => {
            if (appended.ok) expect(heard).toContain(`${entry.doc} ${appended.row.seq}`)
          }),
      )
      await Promise.all(answers)
      expect(heard).toEqual([`${board} 1`, 'board:two 1', `${board} 2`])
      stop()
      await journal.append(command(board, 3))
      expect(heard).toHaveLength(3)
    })

    it('[JRN9] a follower may append: its entry is in the next group', async () => {
      const done = new Promise<Appended>((resolve) => {
        const stop = journal.follow((row) => {
          stop()
          resolve(journal.append(command('view:one', row.seq)))
        })
      })
      await journal.append(command(board, 1))
      expect(seqOf(await done)).toBe(1)
    })

    it('[JRN10] a clientID belongs to the device that came first', async () => {
      expect(journal.claim(board, 1, 42, 'tablet', 'reporter:T1-01')).toBe('claimed')
      expect(journal.claim(board, 1, 42, 'tablet', 'reporter:T1-01')).toBe('yours')
      expect(journal.claim(board, 1, 42, 'phone', 'citizen')).toBe('another')
      expect(journal.claim('board:two', 1, 42, 'phone', 'citizen')).toBe('claimed')
      await journal.append(range(board, 42, 0, 3))
      expect(journal.claim(board, 1, 42, 'phone', 'citizen')).toBe('another')
      expect(journal.clocks(board, 1)).toEqual(new Map([[42, 3]]))
    })

    it('[JRN11] a load gives the checkpoint and the updates after it: the same document as every row one by one', async () => {
      const ana = new Editor(board, 11)
      for (let n = 0; n < 10; n += 1) await journal.append(ana.type(`word ${n} `))
      await journal.append(ana.erase(3, 12))
      await journal.append(command(board, 'a command is no update'))
      await journal.checkpoint(board, 1, 12, Y.encodeStateAsUpdate(ana.doc))
      await journal.append(ana.type('after'))
      const loaded = await journal.load(board)
      expect(loaded).toMatchObject({ epoch: 1, seq: 13, seqs: [12, 13], quarantined: 0 })
      expect(contentsOf(loaded)).toBe(contents(ana.doc))
      expect(contents(replayed(await rowsOf(board, 1, 0)))).toBe(contents(ana.doc))
      expect(journal.tail(board)).toMatchObject({ rows: 1 })
    })

    it('[JRN12] a checkpoint that is not what the rows give is refused, and nothing of it is written', async () => {
      const ana = new Editor(board, 11)
      await journal.append(ana.type('said and saved'))
      ana.type(', and this was never appended')
      await expect(journal.checkpoint(board, 1, 1, Y.encodeStateAsUpdate(ana.doc))).rejects.toThrow(
        'not what its rows give',
      )
      await expect(journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))).rejects.toThrow(RangeError)
      expect(journal.tail(board).rows).toBe(1)
      expect(contentsOf(await journal.load(board))).toContain('said and saved"')
    })

    it('[JRN13] a checkpoint drops no history: read(0) still yields every row', async () => {
      const ana = new Editor(board, 11)
      for (let n = 1; n <= 30; n += 1) {
        await journal.append(ana.type(`${n} `))
        if (n % 10 === 0) await journal.checkpoint(board, 1, n, Y.encodeStateAsUpdate(ana.doc))
        if (n % 10 === 0) await journal.checkpoint(board, 1, n, Y.encodeStateAsUpdate(ana.doc)) // a second time is nothing new
      }
      expect((await rowsOf(board, 1, 0)).map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
      expect((await rowsOf(board, 1, 15)).map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, i) => i + 16))
      expect(journal.tail(board)).toEqual({ rows: 0, bytes: 0 })
      expect(journal.head(board).seq).toBe(30)
    })

    it('[JRN13] a checkpoint behind the head leaves the rows after it in the tail', async () => {
      const ana = new Editor(board, 11)
      await journal.append(ana.type('one '))
      const then = Y.encodeStateAsUpdate(ana.doc)
      await journal.append(ana.type('two'))
      await journal.checkpoint(board, 1, 1, then)
      expect(journal.tail(board).rows).toBe(1)
      expect(contentsOf(await journal.load(board))).toBe(contents(ana.doc))
    })

    it('[JRN14] a row that cannot be applied is put aside on request: the next load comes without it and says so', async () => {
      const [ana, bo] = [new Editor(board, 11), new Editor(board, 12)]
      await journal.append(ana.type('sound'))
      await journal.append(bo.type('poison'))
      await journal.quarantine(board, 1, 2, 'throws when applied')
      const loaded = await journal.load(board)
      expect(loaded).toMatchObject({ seq: 2, seqs: [1], quarantined: 1 })
      expect(contentsOf(loaded)).toBe(contents(ana.doc))
      await expect(journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))).rejects.toThrow('put aside')
      expect(await journal.quarantined(board)).toMatchObject([
        { epoch: 1, seq: 2, what: 'row', why: 'throws when applied' },
      ])
      expect(await journal.quarantined('board:another')).toEqual([])
    })

    it('[JRN17] a row begins the next epoch: without the old writers, counting on, and the rows before it are still read', async () => {
      bench.clock.now = 9_000
      const [ana, anew] = [new Editor(board, 11), new Editor(board, 21)]
      await journal.append(ana.type('sound'))
      await journal.append(command(board, 1))
      const before = contents(ana.doc)
      const begins = (after: number) => ({
        ...anew.type('sound'),
        epoch: 1,
        begins: { after, name: '2-abc' },
      })
      // Somebody wrote meanwhile: made anew, and only then.
      const tooEarly = new Editor(board, 31)
      expect(await journal.append({ ...tooEarly.type('sound'), begins: { after: 1, name: '2-abc' } })).toMatchObject({
        ok: false,
        problem: { code: 'clock-mismatch' },
      })
      expect(journal.epochs(board)).toEqual([{ epoch: 1, base: 0, name: '1' }])
      bench.clock.now = 8_000
      expect(await journal.append(begins(2))).toMatchObject({ ok: true, row: { epoch: 2, seq: 3, at: 9_000 } })
      expect(await journal.append(ana.type('late'))).toEqual({
        ok: false,
        problem: { code: 'epoch-ended', epoch: 2 },
      })
      expect(journal.head(board)).toEqual({ epoch: 2, seq: 3 })
      expect(journal.epochs(board)).toEqual([
        { epoch: 1, base: 0, name: '1' },
        { epoch: 2, base: 2, name: '2-abc' },
      ])
      expect([...journal.clocks(board, 2).keys()]).toEqual([21])
      expect(seqOf(await journal.append({ ...range(board, 11, 0, 2), epoch: 2 }))).toBe(4)
      expect((await rowsOf(board, 2, 0)).map(({ epoch, seq }) => [epoch, seq])).toEqual([
        [1, 1],
        [1, 2],
        [2, 3],
        [2, 4],
      ])
      expect((await rowsOf(board, 2, 3)).map(({ seq }) => seq)).toEqual([4])
      expect((await rowsOf(board, 1, 0)).map(({ seq }) => seq)).toEqual([1, 2])
      expect(await journal.load(board)).toMatchObject({ epoch: 2, seq: 4, quarantined: 0 })
      expect(await journal.load(board, 1)).toMatchObject({ epoch: 1, seq: 2, quarantined: 0 })
      expect(contentsOf(await journal.load(board, 1))).toBe(before)
    })

    it('[JRN17] an epoch that went on has checkpoints of its own; the old one keeps its end', async () => {
      const [ana, anew] = [new Editor(board, 11), new Editor(board, 21)]
      await journal.append(ana.type('one '))
      await journal.append({ ...anew.type('one '), begins: { after: 1, name: '2-abc' } })
      await journal.append({ ...anew.type('two'), epoch: 2 })
      expect(journal.tail(board).rows).toBe(2)
      await journal.checkpoint(board, 2, 3, Y.encodeStateAsUpdate(anew.doc))
      expect(journal.tail(board).rows).toBe(0)
      expect(contentsOf(await journal.load(board))).toBe(contents(anew.doc))
      expect(contentsOf(await journal.load(board, 1))).toBe(contents(ana.doc))
      expect((await rowsOf(board, 2, 0)).map(({ epoch, seq }) => [epoch, seq])).toEqual([
        [1, 1],
        [2, 2],
        [2, 3],
      ])
    })

    it('[JRN31] erasure rewrites rows, cold history and checkpoints of every epoch in place: seqs, times and authors stay', async () => {
      const ana = new Editor(board, 7)
      await journal.append(ana.type('a secret'))
      await journal.append(command(board, 1))
      await journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))
      await journal.append(command(board, 2))
      const before = await rowsOf(board, 1, 0)
      const other = new Editor(board, 7)
      const black = other.type('a ██████').data
      const asked: number[] = []
      const change = {
        doc: board,
        row: ({ seq, kind, data }: JournalRow) => {
          asked.push(seq)
          return kind === 'update' ? black : data
        },
        state: () => black,
      }
      const count = await journal.rewrite([change])
      expect([asked, count]).toEqual([[1, 2, 3], 2])
      expect(await rowsOf(board, 1, 0)).toEqual(
        before.map((row) => (row.kind === 'update' ? { ...row, data: black } : row)),
      )
      expect(contentsOf(await journal.load(board))).toBe(contents(other.doc))
      expect(await journal.rewrite([{ doc: 'board:nobodys', row: ({ data }) => data, state: (state) => state }])).toBe(
        0,
      )
      // It goes on where it stood.
      expect(await journal.append(command(board, 4))).toMatchObject({ ok: true, row: { seq: 4 } })
    })

    it('[JRN36] several documents are rewritten together or not at all; what was appended before is rewritten, what comes meanwhile waits behind it', async () => {
      const doc = 'voices:erased'
      const said = (rows: readonly JournalRow[]): string =>
        rows.map(({ data }) => new TextDecoder().decode(data)).join()
      await journal.append(command(board, 1))
      await journal.append(command(doc, 1))
      const before = [said(await rowsOf(board, 1, 0)), said(await rowsOf(doc, 1, 0))]
      const black = new TextEncoder().encode('{}')
      const state = (bytes: Uint8Array): Uint8Array => bytes
      const refuses = (): Uint8Array => {
        throw new Error('no')
      }
      await expect(
        journal.rewrite([
          { doc: board, row: () => black, state },
          { doc, row: refuses, state },
        ]),
      ).rejects.toThrow('no')
      expect([said(await rowsOf(board, 1, 0)), said(await rowsOf(doc, 1, 0))]).toEqual(before)

      const earlier = journal.append(command(board, 2))
      const rewritten = journal.rewrite([
        { doc: board, row: () => black, state },
        { doc, row: () => black, state },
      ])
      const ended = rewritten.then(() => journal.head(board).seq)
      await earlier
      const later = journal.append(command(board, 3))
      expect(await rewritten).toBe(3)
      expect(await ended, 'kept while it was rewritten').toBe(2)
      expect(await later).toMatchObject({ ok: true, row: { seq: 3 } })
      expect([said(await rowsOf(board, 1, 0)), said(await rowsOf(doc, 1, 0))]).toEqual([
        `{},{},${new TextDecoder().decode(command(board, 3).data)}`,
        '{}',
      ])
    })

    it('[RCD10] the command rows of a document are found without the updates between them, from every epoch, cold and hot', async () => {
      const ana = new Editor(board, 11)
      await journal.append(command(board, 'first'))
      await journal.append(ana.type('one '))
      await journal.append(command(board, 'cold'))
      await journal.checkpoint(board, 1, 3, Y.encodeStateAsUpdate(ana.doc))
      await journal.append(ana.type('two '))
      const anew = new Editor(board, 12)
      await journal.append({ ...anew.type('anew'), begins: { after: 4, name: '2-abc' } })
      // Nobody who sends a command has to know in which epoch the document is.
      await journal.append(command(board, 'hot', { epoch: null }))
      void journal.append(command(board, 'on its way', { epoch: null }))
      // What was on its way may be in by now, on a log that answers late.
      const found = (await all(journal.commands(board))).slice(0, 3)
      expect(found.map((row) => [row.epoch, row.seq, json(row)])).toEqual([
        [1, 1, 'first'],
        [1, 3, 'cold'],
        [2, 6, 'hot'],
      ])
      expect(found).toEqual((await rowsOf(board, 2, 0)).filter(({ kind }) => kind === 'command').slice(0, 3))
      expect(await all(journal.commands('board:never'))).toEqual([])
    })

    it('[JRN18] settled() waits for what was appended before it', async () => {
      let answered = 0
      for (let n = 0; n < 50; n += 1)
        void journal.append(command(board, n)).then(() => {
          answered += 1
        })
      await journal.settled()
      expect(answered).toBe(50)
      await journal.settled()
    })

    it('[JRN33] read gives every row after one, lets other work go on, and takes along what is appended meanwhile', async () => {
      const many = 1_000
      await Promise.all(Array.from({ length: many }, (_, n) => journal.append(command(board, n))))
      const read: unknown[] = []
      let between = 0
      let goes = true
      const work = (): void => void (goes && setImmediate(() => ((between += 1), work())))
      work()
      for await (const row of journal.read(board, 1, 10)) {
        if (read.length === 500) await journal.append(command(board, 'meanwhile'))
        read.push(json(row))
      }
      goes = false
      expect(read).toEqual([...Array.from({ length: many - 10 }, (_, n) => n + 10), 'meanwhile'])
      expect(between).toBeGreaterThan(0)
    })

    it('[JRN35] what stands against a row may be on its way: the answer waits until that has landed', async () => {
      const [first, second] = [journal.append(range(board, 1, 0, 2)), journal.append(range(board, 1, 0, 2))]
      expect(seqOf(await second)).toBe('clock-mismatch')
      expect(journal.head(board).seq).toBe(1)
      expect(seqOf(await first)).toBe(1)
    })

    it('[JRN37] a log that gives no answer is handed the same group again: it stands there once, and is told and answered once', async () => {
      const log = answering(['kept, and no answer', 'not even sent', 'kept, and no answer', 'kept, and no answer'])
      const { journal, close } = await open(log)
      const heard: number[] = []
      journal.follow(({ seq }) => void heard.push(seq))
      const ana = new Editor(board, 11)
      expect(journal.claim(board, 1, 11, 'tablet', 'reporter')).toBe('claimed')
      const first = [
        journal.append(ana.type('one ')),
        journal.append(command(board, 'a')),
        journal.append(ana.type('two ')),
      ]
      expect((await Promise.all(first)).map(seqOf)).toEqual([1, 2, 3])
      const anew = new Editor(board, 12)
      const begins = { ...anew.type('anew '), begins: { after: 3, name: '2-abc' } }
      expect(seqOf(await journal.append(begins))).toBe(4)
      expect(seqOf(await journal.append({ ...anew.type('on'), epoch: 2 }))).toBe(5)
      expect(log.handed()).toBe(7)
      expect(heard).toEqual([1, 2, 3, 4, 5])
      expect((await all(journal.read(board, 2, 0))).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      expect(journal.epochs(board).map(({ epoch, base }) => [epoch, base])).toEqual([
        [1, 0],
        [2, 3],
      ])
      expect(journal.clocks(board, 1)).toEqual(new Map([[11, 8]]))
      expect([journal.owner(board, 1, 11), journal.setbacks()]).toEqual(['tablet', 0])
      expect(contentsOf(await journal.load(board))).toBe(contents(anew.doc))
      await close()
    })

    it('[JRN37] rows that were rewritten while the answer was lost are asked for once more, and are what they became', async () => {
      let lost = 1
      const { journal, close } = await open({
        keeper: (keeper) => ({
          ...keeper,
          async rewrite(changes) {
            const count = await keeper.rewrite(changes)
            if (lost-- > 0) throw new Unanswered('the answer was lost')
            return count
          },
        }),
        asked: (log) => log,
      })
      await journal.append(command(board, 1))
      const black = new TextEncoder().encode('0')
      const blackened = ({ data }: JournalRow): Uint8Array => (data.join() === black.join() ? data : black)
      expect(await journal.rewrite([{ doc: board, row: blackened, state: (bytes) => bytes }])).toBe(0)
      const after = journal.append(command(board, 2))
      expect([lost, seqOf(await after)]).toEqual([-1, 2])
      expect((await all(journal.read(board, 1, 0))).map(json)).toEqual([0, 2])
      await close()
    })

    it('[JRN32] after a group that was not kept everything stands as it did before it, and goes on from there', async () => {
      const bench = await open(answering(['kept, and no answer', 'well', 'not even sent', 'refused']))
      const { journal } = bench
      journal.claim(board, 1, 7, 'tablet', 'reporter')
      expect(seqOf(await journal.append(range(board, 7, 0, 3)))).toBe(1)
      const lost = [journal.append(range(board, 7, 3, 5)), journal.append(command('board:two', 1))]
      expect((await Promise.all(lost)).map(seqOf)).toEqual(['unavailable', 'unavailable'])
      expect([journal.head(board).seq, journal.head('board:two').seq, journal.setbacks()]).toEqual([1, 0, 1])
      expect([journal.clocks(board, 1), journal.owner(board, 1, 7)]).toEqual([new Map([[7, 3]]), 'tablet'])
      expect(seqOf(await journal.append(range(board, 7, 3, 5)))).toBe(2)
      await bench.close()
    })

    it('[JRN38] until it is known whether a group stands there nothing behind it begins, and it is told to nobody and read by nobody', async () => {
      let handed = 0
      const silent: Through = {
        keeper: ({ step, ...more }) => ({
          ...more,
          async step(rows, claims) {
            handed += 1
            await step(rows, claims)
            throw new Unanswered('the log is silent')
          },
        }),
        asked: (log) => log,
      }
      const { journal, close } = await open(silent)
      const heard: number[] = []
      journal.follow(({ seq }) => void heard.push(seq))
      const first = journal.append(range(board, 1, 0, 2))
      while (handed < 3) await new Promise((resolve) => setTimeout(resolve, 1))
      const second = journal.append(range(board, 1, 2, 3))
      while (handed < 5) await new Promise((resolve) => setTimeout(resolve, 1))
      expect(await all(journal.read(board, 1, 0))).toEqual([])
      expect([journal.head(board).seq, (await journal.load(board)).updates, heard]).toEqual([0, [], []])
      // A process that ends hands it over once more, and what waited behind it too.
      journal.close()
      expect([seqOf(await first), seqOf(await second)]).toEqual([1, 2])
      expect(heard).toEqual([1, 2])
      await close()
    })

    it('[JRN18] closing commits what waits, and takes nothing after that', async () => {
      const waiting = journal.append(command(board, 1))
      journal.close()
      expect(seqOf(await waiting)).toBe(1)
      expect(seqOf(await journal.append(command(board, 2)))).toBe('unavailable')
    })

    it('[JRN20] lists the documents that begin with a prefix, and none that was only asked about', async () => {
      for (const doc of ['board:b', 'board:a', 'boardroom', 'dialogue:a', 'view:a:observer:1'])
        await journal.append(command(doc, 1))
      journal.head('board:asked')
      await journal.load('board:asked')
      journal.tail('board:asked')
      journal.claim('board:asked', 1, 1, 'd', 'reporter')
      await journal.settled()
      expect(journal.documents('board:')).toEqual(['board:a', 'board:b'])
      expect(journal.documents('')).toHaveLength(5)
    })
  })
}
