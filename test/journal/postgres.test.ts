/** The journal's contract on a real Postgres, and what is its own: each journal is a dialogue of its own in one database. */
import { Unavailable } from '@tablee/server/postgres/answer'
import { Behind, Fenced } from '@tablee/server/journal/postgres/fence'
import { postgresReads } from '@tablee/server/journal/postgres/reads'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { postgresMissing } from '../support/postgres.ts'
import { proxyTo } from '../support/proxy.ts'
import { journalContract } from './contract.ts'
import { openPostgresPlace, type PostgresPlace } from './postgres-place.ts'
import { command, contents, contentsOf, Editor, range } from './writer.ts'
import { withinPromise } from '../support/promised.ts'

const board = 'board:one'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (data: Uint8Array): string => new TextDecoder().decode(data)

let place: PostgresPlace
describe.skipIf(postgresMissing !== null)('on Postgres', () => {
  beforeAll(async () => {
    // What a kill leaves is looked at elsewhere.
    place = await openPostgresPlace(['fsync = off'])
  })
  afterAll(() => place.stop())

  journalContract('postgres', (through) => place.bench(through))

  describe('the journal on Postgres', () => {
    const fresh = async () => place.open(await place.take(place.dialogue()))

    it('[JRN16] opened by another node it has the rows, heads, clocks, claims, epochs, and what was put aside', async () => {
      const lease = await place.take(place.dialogue(), 'first')
      const before = await place.open(lease)
      const [ana, anew] = [new Editor(board, 11), new Editor(board, 12)]
      before.journal.claim(board, 1, 11, 'tablet', 'reporter:T1-01')
      await before.journal.append(ana.type('one '))
      await before.journal.append(ana.type('two '))
      await before.journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))
      await before.journal.append(ana.type('three'))
      await before.journal.append({ ...anew.type('anew'), begins: { after: 3, name: '2-abc' } })
      await before.journal.append({ ...anew.type(' poison'), epoch: 2 })
      await before.journal.quarantine(board, 2, 5, 'throws')
      await before.close()

      const after = await place.open(await place.take(lease.dialogue, 'second'), { server: 'second' }, { now: 500 })
      expect(after.journal.head(board)).toEqual({ epoch: 2, seq: 5 })
      expect(contentsOf(await after.journal.load(board, 1))).toBe(contents(ana.doc))
      expect(after.journal.epochs(board)).toEqual(before.journal.epochs(board))
      expect([after.journal.clocks(board, 1), after.journal.clocks(board, 2)]).toEqual([
        before.journal.clocks(board, 1),
        before.journal.clocks(board, 2),
      ])
      expect(after.journal.claim(board, 1, 11, 'phone', 'citizen')).toBe('another')
      expect(after.journal.tail(board)).toEqual(before.journal.tail(board))
      expect(await after.journal.load(board)).toMatchObject({ epoch: 2, seq: 5, seqs: [4], quarantined: 1 })
      expect(await after.journal.append(command(board, 1, { epoch: null }))).toMatchObject({
        ok: true,
        row: { seq: 6, at: 1_000, server: 'second' },
      })
      await after.close()
    })

    it('[PGL2] who no longer holds the dialogue writes no row, no checkpoint and no erasure, and its lease is told once', async () => {
      const lease = await place.take(place.dialogue(), 'first')
      const old = await place.open(lease)
      const ana = new Editor(board, 11)
      await old.journal.append(ana.type('kept'))
      const stolen = await place.take(lease.dialogue, 'second')
      const two = await Promise.all([old.journal.append(ana.type(' late')), old.journal.append(command(board, 1))])
      expect(two.map((answer) => (answer.ok ? '' : answer.problem.code))).toEqual(['unavailable', 'unavailable'])
      expect(two[0]).toMatchObject({ problem: { cause: expect.any(Fenced) as unknown } })
      expect(lease.fenced).toBe(true)
      await expect(old.journal.checkpoint(board, 1, 1, Y.encodeStateAsUpdate(ana.doc))).rejects.toThrow(Fenced)
      const state = (data: Uint8Array): Uint8Array => data
      await expect(old.journal.rewrite([{ doc: board, row: () => bytes('{}'), state }])).rejects.toThrow(Fenced)
      const now = await place.open(stolen)
      expect(now.journal.head(board).seq).toBe(1)
      expect(contentsOf(await now.journal.load(board))).toContain('"kept"')
      await Promise.all([old.close(), now.close()])
    })

    it('[PGL2] a checkpoint and an erasure are refused before any append has heard of it', async () => {
      for (const work of ['checkpoint', 'rewrite'] as const) {
        const lease = await place.take(place.dialogue(), 'first')
        const old = await place.open(lease)
        const ana = new Editor(board, 11)
        await old.journal.append(ana.type('kept'))
        await place.take(lease.dialogue, 'second')
        const state = (data: Uint8Array): Uint8Array => data
        const refused =
          work === 'checkpoint'
            ? old.journal.checkpoint(board, 1, 1, Y.encodeStateAsUpdate(ana.doc))
            : old.journal.rewrite([{ doc: board, row: () => bytes('{}'), state }])
        await expect(refused).rejects.toThrow(Fenced)
        expect(lease.fenced).toBe(true)
        const rows = await Array.fromAsync(postgresReads(place.sql, lease.dialogue).read(board, 1, 0))
        expect(rows.map(({ kind }) => kind)).toEqual(['update'])
        await old.close()
      }
    })

    it('[PGL3] whoever takes the dialogue waits for an append that is under way, and finds what it kept', async () => {
      const lease = await place.take(place.dialogue(), 'first')
      const old = await place.open(lease)
      await old.journal.append(command(board, 1))
      const waiting = async (many: number): Promise<void> => {
        for (;;) {
          const [found] = await place.sql<{ n: number }[]>`
            SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'`
          if ((found?.n ?? 0) >= many) return
        }
      }
      // Somebody holds the document for a moment, so that the append stands in the middle of its work.
      const slow = await place.sql.reserve()
      await slow`BEGIN`
      await slow`SELECT FROM tablee.document WHERE dialogue = ${lease.dialogue} FOR UPDATE`
      const appended = old.journal.append(command(board, 2))
      await waiting(1)
      const thief = place.take(lease.dialogue, 'second')
      await Promise.race([waiting(2), thief])
      await slow`COMMIT`
      slow.release()
      const now = await place.open(await thief)
      expect(now.journal.head(board).seq).toBe(2)
      expect((await appended).ok).toBe(true)
      expect((await old.journal.append(command(board, 3))).ok).toBe(false)
      expect((await now.journal.append(command(board, 3))).ok).toBe(true)
      await Promise.all([old.close(), now.close()])
    })

    it('[PGL4] a line that goes still is no answer: the same goes by another one, and stands once when the first moves again', async () => {
      const cable = await proxyTo(`http://127.0.0.1:${place.server.port}`)
      const through = place.connect(1, undefined, place.url.replace(String(place.server.port), new URL(cable.url).port))
      const lease = await place.take(place.dialogue())
      lease.line = through
      let said = (): void => {}
      const silent = new Promise<void>((resolve) => (said = resolve))
      const { journal, close } = await place.open(lease, { waits: 100, alarm: () => said() })
      await journal.append(range(board, 7, 0, 1))
      cable.line.still = true
      const appended = [journal.append(range(board, 7, 1, 2)), journal.append(command(board, 1))]
      await silent
      expect(journal.head(board).seq).toBe(1)
      lease.line = place.line
      expect((await Promise.all(appended)).map((one) => one.ok && one.row.seq)).toEqual([2, 3])
      cable.line.still = false
      // What was sent by it arrives behind all that, and changes nothing.
      await through`SELECT 1`
      expect((await Array.fromAsync(journal.read(board, 1, 0))).map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect([journal.setbacks(), lease.fenced]).toEqual([0, false])
      expect((await journal.append(range(board, 7, 2, 3))).ok).toBe(true)
      await close()
      await through.end({ timeout: 0 })
      cable.close()
    })

    it('[PGL5] a log that stands lower than what was answered is behind: it is not written over, and nothing is put aside', async () => {
      const lease = await place.take(place.dialogue())
      const { journal, alarms, close } = await place.open(lease)
      for (let n = 0; n < 3; n += 1) await journal.append(range(board, 7, n, n + 1))
      // As a standby has it that had not heard the last two.
      const of = place.sql`(SELECT id FROM tablee.document WHERE dialogue = ${lease.dialogue})`
      await place.sql`DELETE FROM tablee.journal_row WHERE document = ${of} AND seq > 1`
      await place.sql`UPDATE tablee.document SET seq = 1 WHERE id = ${of}`
      await place.sql`UPDATE tablee.writer SET clock = 1 WHERE document = ${of}`
      await expect(Array.fromAsync(journal.read(board, 1, 0))).rejects.toThrow(Behind)
      const answer = await journal.append(range(board, 7, 3, 4))
      expect(answer).toMatchObject({ ok: false, problem: { cause: { doc: board, stands: 1, answered: 3 } } })
      expect([lease.fenced, alarms]).toEqual([true, ['journal: the log stands lower than it did']])
      expect((await place.sql`SELECT FROM tablee.quarantine WHERE document = ${of}`).length).toBe(0)
      await close()
    })

    it('[PGL6] a dialogue of a hundred documents is opened by as many questions as one of a single one', async () => {
      const asked: number[] = []
      for (const many of [1, 100]) {
        const lease = await place.take(place.dialogue())
        const { journal, close } = await place.open(lease)
        await Promise.all(Array.from({ length: many }, (_, n) => journal.append(range(`board:${n}`, 7, 0, 1))))
        await close()
        let count = 0
        const counting = place.connect(1, () => (count += 1))
        await counting`SELECT 1`
        count = 0
        const again = await place.open(lease, { sql: counting })
        expect(again.journal.documents('board:')).toHaveLength(many)
        asked.push(count)
        await again.close()
        await counting.end()
      }
      expect(asked[1]).toBe(asked[0])
    })

    it('[LSE12] a dialogue whose log is slow to say what it holds opens as soon as it has: only its connections have a limit', async () => {
      const lease = await place.take(place.dialogue())
      const { journal, close } = await place.open(lease)
      await journal.append(command(board, 'first'))
      await close()
      // Connections that stand: a new one would be dialled by the clock that stands still here.
      await Promise.all([place.line`SELECT 1`, place.sql`SELECT 1`])
      const asking = place.connect(5)
      await Promise.all(Array.from({ length: 5 }, () => asking`SELECT pg_sleep(0.05)`))
      const [locked, opens] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const slow = place.line.begin(async (tx) => {
        await tx`LOCK TABLE tablee.writer`
        locked.resolve()
        await opens.promise
      })
      await locked.promise
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const again = place.open(lease, { sql: asking })
        again.catch(() => undefined)
        const waits = async () =>
          (await place.sql`SELECT FROM pg_locks WHERE NOT granted AND relation = 'tablee.writer'::regclass`).length
        while ((await waits()) === 0) await new Promise(setImmediate)
        vi.advanceTimersByTime(50_000)
        opens.resolve()
        await slow
        const { journal: opened, close: shut } = await again
        expect(opened.head(board).seq).toBe(1)
        await shut()
      } finally {
        vi.useRealTimers()
        opens.resolve()
        await asking.end()
      }
    })

    it('[PGL7] what changed beside the log stands there with its rows, each change once and in order, and without a row where somebody waits', async () => {
      const lease = await place.take(place.dialogue())
      const waiting: Uint8Array[] = []
      const { journal, close } = await place.open(lease, { beside: () => waiting.shift() ?? null })
      const beside = async () =>
        (
          await place.sql<{ n: number; changes: Uint8Array }[]>`
          SELECT n::float8, changes FROM tablee.beside WHERE dialogue = ${lease.dialogue} ORDER BY n`
        ).map(({ n, changes }) => `${n} ${text(changes)}`)
      await journal.append(command(board, 1))
      expect(await beside()).toEqual([])
      waiting.push(bytes('a'))
      await journal.append(command(board, 2))
      expect(await beside()).toEqual(['1 a'])
      waiting.push(bytes('b'))
      await journal.carried()
      expect(await beside()).toEqual(['1 a', '2 b'])
      await journal.carried()
      // A group that the database refuses takes nothing along.
      waiting.push(bytes('c'))
      expect((await journal.append(command(board, 3, { author: 'no \u0000 text' }))).ok).toBe(false)
      waiting.push(bytes('d'))
      expect((await journal.append(command(board, 3))).ok).toBe(true)
      expect(await beside()).toEqual(['1 a', '2 b', '3 c', '4 d'])
      waiting.push(bytes('last'))
      await close()
      expect((await beside()).at(-1)).toBe('5 last')
      const more = [bytes('e')]
      const again = await place.open(lease, { beside: () => more.shift() ?? null })
      await again.journal.append(command(board, 4))
      expect((await beside()).at(-1)).toBe('6 e')
      await again.close()
    })

    it('[PGL10] who does not hold it reads the log from every epoch, cold and hot, and notes no damage', async () => {
      const lease = await place.take(place.dialogue())
      const { journal, close } = await place.open(lease)
      const [ana, anew] = [new Editor(board, 11), new Editor(board, 12)]
      await journal.append(ana.type('one '))
      await journal.append(ana.type('two '))
      await journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))
      await journal.append({ ...anew.type('anew'), begins: { after: 2, name: '2-abc' } })
      await journal.append({ ...anew.type(' and on'), epoch: 2 })
      const reads = postgresReads(place.sql, lease.dialogue)
      expect(await reads.head(board)).toEqual(journal.head(board))
      expect(await reads.documents('board:')).toEqual([board])
      expect(await reads.head('board:never')).toEqual({ epoch: 1, seq: 0 })
      const own = await Array.fromAsync(journal.read(board, 2, 1))
      expect(await Array.fromAsync(reads.read(board, 2, 1))).toEqual(own)
      expect(own.map(({ seq }) => seq)).toEqual([2, 3, 4])
      const of = place.sql`(SELECT id FROM tablee.document WHERE dialogue = ${lease.dialogue})`
      await place.sql`UPDATE tablee.journal_row SET author = 'somebody' WHERE document = ${of} AND seq = 3`
      expect((await Array.fromAsync(reads.read(board, 2, 0))).map(({ seq }) => seq)).toEqual([1, 2, 4])
      expect(await journal.quarantined(board)).toEqual([])
      expect(await journal.load(board)).toMatchObject({ seqs: [4], quarantined: 1 })
      expect(await journal.quarantined(board)).toMatchObject([{ seq: 3, why: 'checksum' }])
      await close()
    })

    it('[JRN15] a damaged checkpoint is put aside and costs nothing; a damaged segment gives what can still be read', async () => {
      const lease = await place.take(place.dialogue())
      const { journal, close } = await place.open(lease)
      const ana = new Editor(board, 11)
      for (let n = 0; n < 4; n += 1) await journal.append(ana.type(`${n} `))
      await journal.checkpoint(board, 1, 4, Y.encodeStateAsUpdate(ana.doc))
      const of = place.sql`(SELECT id FROM tablee.document WHERE dialogue = ${lease.dialogue})`
      await place.sql`UPDATE tablee.checkpoint SET state = set_byte(state, 3, 255 - get_byte(state, 3)) WHERE document = ${of}`
      const loaded = await journal.load(board)
      expect(loaded).toMatchObject({ seqs: [1, 2, 3, 4], quarantined: 0 })
      expect(contentsOf(loaded)).toBe(contents(ana.doc))
      expect(await journal.quarantined(board)).toMatchObject([{ seq: 4, what: 'checkpoint', why: 'digest' }])
      await place.sql`UPDATE tablee.segment SET data = '\\x00' WHERE document = ${of}`
      expect(await journal.load(board)).toMatchObject({ seqs: [], quarantined: 4 })
      await close()
    })

    it('[PGL11] an erasure reaches the bytes of what was put aside, and what is left of the tail is counted anew', async () => {
      const lease = await place.take(place.dialogue())
      const { journal, close } = await place.open(lease)
      for (let n = 0; n < 20; n += 1) await journal.append(command(board, `a secret ${n}`))
      const of = place.sql`(SELECT id FROM tablee.document WHERE dialogue = ${lease.dialogue})`
      await place.sql`UPDATE tablee.journal_row SET device = 'another' WHERE document = ${of} AND seq = 7`
      expect((await Array.fromAsync(journal.read(board, 1, 0))).length).toBe(19)
      await journal.rewrite([{ doc: board, row: () => bytes('"█"'), state: (data) => data }])
      const aside = await place.sql<{ data: unknown }[]>`SELECT data FROM tablee.quarantine WHERE document = ${of}`
      expect(aside.map(({ data }) => data)).toEqual([null])
      const size = command(board, 'a secret 6').data.length + 19 * bytes('"█"').length
      expect(journal.tail(board)).toEqual({ rows: 20, bytes: size })
      await close()
      const again = await place.open(lease)
      expect(again.journal.tail(board)).toEqual(journal.tail(board))
      await again.close()
    })

    it('[PGL9] closed when its lease is over it does not go on to ask for what was under way', async () => {
      const lease = await place.take(place.dialogue())
      const [mine, held, free] = [place.connect(1), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      let over = false
      const { journal } = await place.open({
        ...lease,
        get line() {
          if (over) throw new Unavailable('the lease is over')
          return mine
        },
      })
      const busy = place.sql.begin(async (tx) => {
        await tx`SELECT FROM tablee.hall WHERE dialogue = ${lease.dialogue} FOR UPDATE`
        held.resolve()
        await free.promise
      })
      await held.promise
      const waits = journal.append(command(board, 1))
      await new Promise((handed) => setImmediate(() => setImmediate(handed)))
      journal.close()
      over = true
      const began = performance.now()
      await mine.end({ timeout: 0 })
      await journal.closed()
      expect(await waits).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
      withinPromise('a journal whose lease is over is closed', began, 2_000)
      free.resolve()
      await busy
    })

    it('[PGL9] closing goes on to keep what waits, and says when it is kept', async () => {
      const { journal } = await fresh()
      const waiting = Array.from({ length: 1_200 }, (_, n) => journal.append(command(board, n)))
      journal.close()
      await journal.closed()
      expect((await Promise.all(waiting)).every(({ ok }) => ok)).toBe(true)
    })
  })
})
