/** A log that is behind what was answered: an asynchronous standby that had not everything becomes the first. */
import { answeredOf, createBehind, type Behind } from '@tablee/server/cluster/behind'
import { openBeside } from '@tablee/server/cluster/beside'
import { migrations } from '@tablee/server/hall/migrations'
import type { Holding } from '@tablee/server/journal/postgres/journal'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresPlace, type PostgresPlace } from '../journal/postgres-place.ts'
import { command } from '../journal/writer.ts'
import { postgresMissing } from '../support/postgres.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

const board = 'board:one'

describe.skipIf(postgresMissing !== null)('a log that is behind what was answered', () => {
  let place: PostgresPlace
  const told: string[] = []
  beforeAll(async () => {
    place = await openPostgresPlace()
  })
  afterAll(() => {
    for (const one of made) one.close()
    return place.stop()
  })
  const begun: string[] = []
  const made: Behind[] = []
  function behindOf(sql: Sql, { node, dialogue }: Pick<Holding, 'node' | 'dialogue'>): Behind {
    const behind = createBehind({
      sql,
      node,
      told: (of) => told.push(of),
      here: () => [dialogue as DialogueId],
      begins: (of) => begun.push(of),
    })
    made.push(behind)
    return behind
  }
  async function open(lease: Holding) {
    const behind = behindOf(place.sql, lease)
    const alarms: string[] = []
    const beside = await openBeside({
      sql: place.sql,
      held: lease,
      migrations,
      now: Date.UTC(2026, 10, 29),
      alarm: (what) => alarms.push(what),
    })
    const incarnation = beside.incarnation('first')
    const opened = await place.open(lease, { beside: beside.changes, incarnation })
    return { ...opened, beside, behind, alarms, answered: answeredOf(lease.dialogue as DialogueId, opened.journal) }
  }
  const noted = async (): Promise<readonly string[]> =>
    (await place.sql<{ dialogue: string }[]>`SELECT dialogue FROM tablee.behind`).map(({ dialogue }) => dialogue)

  it('[BSD11] what went on, was packed by a checkpoint, struck out or taken over is not behind', async () => {
    const lease = await place.take(place.dialogue())
    const { journal, beside, behind, answered, close } = await open(lease)
    expect(await behind.look(answered)).toBe(false)
    for (const said of ['one', 'two', 'three']) await journal.append(command(board, said))
    beside.database.exec(`INSERT INTO photo VALUES ('one', 'hash', 'image/png', 1, 1, 1, 1, 'T1')`)
    await journal.carried()
    expect(await behind.look(answered)).toBe(false)
    await journal.rewrite([{ doc: board, row: () => new TextEncoder().encode('{}'), state: (state) => state }])
    expect(await behind.look(answered)).toBe(false)
    await place.sql`
      WITH d AS (SELECT id FROM tablee.document WHERE dialogue = ${lease.dialogue}),
        gone AS (DELETE FROM tablee.journal_row WHERE document IN (SELECT id FROM d))
      INSERT INTO tablee.segment (document, epoch, first, last, last_at, commands, data, sha256)
      SELECT id, 1, 1, 3, 0, 3, ''::bytea, '' FROM d`
    expect(await behind.look(answered)).toBe(false)
    const next = await open(await place.take(lease.dialogue, 'next'))
    await next.journal.append(command(board, 'four'))
    expect(await behind.look(answered)).toBe(false)
    await place.sql`UPDATE tablee.hall SET moved = 'moved x there' WHERE dialogue = ${lease.dialogue}`
    await place.sql`DELETE FROM tablee.beside WHERE dialogue = ${lease.dialogue}`
    expect(await behind.look(answered)).toBe(false)
    await Promise.all([close(), next.close()])
    expect(await noted()).toEqual([])
  })

  it.each([
    [
      'rows',
      (of: string) => place.sql`
      WITH gone AS (DELETE FROM tablee.journal_row AS r USING tablee.document AS d
        WHERE r.document = d.id AND d.dialogue = ${of} AND r.seq > 2)
      UPDATE tablee.document SET seq = 2 WHERE dialogue = ${of} AND name = ${board}`,
    ],
    [
      'a row, and another one stands there',
      (of: string) => place.sql`
      UPDATE tablee.journal_row AS r SET server = 'another.1' FROM tablee.document AS d
       WHERE r.document = d.id AND d.dialogue = ${of} AND r.seq = 3`,
    ],
    [
      'a whole document',
      (of: string) => place.sql`
      WITH d AS (SELECT id FROM tablee.document WHERE dialogue = ${of}),
        gone AS (DELETE FROM tablee.journal_row WHERE document IN (SELECT id FROM d) RETURNING 1)
      UPDATE tablee.document SET name = 'board:none' WHERE dialogue = ${of} AND (SELECT count(*) FROM gone) > 0`,
    ],
    ['only what lay beside it', (of: string) => place.sql`DELETE FROM tablee.beside WHERE dialogue = ${of}`],
  ])(
    '[BSD11] that lacks %s: whoever opens it next begins a recovery, once, and its devices are told',
    async (_, loses) => {
      const lease = await place.take(place.dialogue())
      const first = await open(lease)
      for (const said of ['one', 'two', 'three']) await first.journal.append(command(board, said))
      first.beside.database.exec(`INSERT INTO photo VALUES ('one', 'hash', 'image/png', 1, 1, 1, 1, 'T1')`)
      await first.journal.carried()
      expect(first.journal.incarnation).toBe('first')
      await loses(lease.dialogue)
      // It hears of it as its lease is over; another node has taken the hall before it could say so.
      const early = await open(await place.take(lease.dialogue, 'early'))
      expect(early.journal.incarnation).toBe('first')
      first.behind.ended(first.answered)
      await first.behind.compared(lease.dialogue as DialogueId)
      expect(told.splice(0)).toEqual([lease.dialogue])
      const elsewhere = behindOf(place.sql, { node: 'elsewhere', dialogue: 'another' })
      begun.length = 0
      await elsewhere.noted()
      expect(begun).toEqual([])
      await early.behind.noted()
      expect(begun).toContain(lease.dialogue)

      const second = await open(await place.take(lease.dialogue, 'second'))
      expect(second.journal.incarnation).toBe('first-1')
      expect(second.alarms).toEqual(['the log is behind what was answered: a recovery has begun'])
      expect(await noted()).toEqual([])
      const began = second.beside.database.prepare('SELECT * FROM recovery').all()
      expect(began).toMatchObject([{ id: 1, dialogue: lease.dialogue, made: null, began: Date.UTC(2026, 10, 29) }])
      expect(Number(began[0]?.['view_floor'])).toBeGreaterThan(200_000_000)
      const floors = second.beside.database.prepare('SELECT document, seq FROM recovery_floor').all()
      expect(floors).toHaveLength(1)
      await second.close()
      // It stands: whoever opens it later goes on in the same recovery.
      const third = await open(await place.take(lease.dialogue, 'third'))
      expect(third.journal.incarnation).toBe('first-1')
      expect(third.beside.database.prepare('SELECT * FROM recovery').all()).toEqual(began)
      await Promise.all([first.close(), early.close(), third.close()])
    },
  )

  it('[BSD11] what an owner knows is compared when the database answers again, and its hall waits for that', async () => {
    const lease = await place.take(place.dialogue())
    const { journal, answered, close } = await open(lease)
    await journal.append(command(board, 'one'))
    const own = place.connect(1)
    const behind = behindOf(own, lease)
    await place.sql`UPDATE tablee.journal_row SET server = 'another.1' FROM tablee.document AS d
       WHERE document = d.id AND d.dialogue = ${lease.dialogue}`
    await place.server.halt('immediate')
    behind.ended(answered)
    await place.server.start()
    await behind.compared(lease.dialogue as DialogueId)
    expect(told.splice(0)).toEqual([lease.dialogue])
    await expect.poll(noted).toContain(lease.dialogue)
    await close()
    await own.end()
  })
})
