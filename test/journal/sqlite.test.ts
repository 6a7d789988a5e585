import { statSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { crc32c } from '@tablee/server/journal/crc32c'
import { openJournal } from '@tablee/server/journal/sqlite'
import { DatabaseInUse, isDamage, isFull, openDatabase, type Database } from '@tablee/server/store/database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { askedLog } from '../support/slowLog.ts'
import { journalContract } from './contract.ts'
import { Place } from './place.ts'
import { command, contents, contentsOf, Editor, range, replayed } from './writer.ts'
import { withinPromise } from '../support/promised.ts'

journalContract('sqlite', (through) => {
  const place = new Place()
  const opened = place.open('test', { through: through ?? askedLog })
  return {
    journal: opened.journal,
    clock: place.clock,
    close() {
      opened.close()
      place.remove()
    },
  }
})

const board = 'board:one'

/** A row of this author is found wrong by the COMMIT, not before. */
const breakCommitOf = (database: Database, author: string): void =>
  database.exec(
    `CREATE TABLE orphan (document INTEGER REFERENCES journal_document (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
     CREATE TRIGGER orphans AFTER INSERT ON journal_row WHEN new.author = '${author}'
     BEGIN INSERT INTO orphan VALUES (999); END`,
  )

describe('the journal on sqlite', () => {
  let place: Place
  beforeEach(() => {
    place = new Place()
  })
  afterEach(() => place.remove())

  it('[JRN16] opened again it has the rows, heads, clocks, claims and its incarnation', async () => {
    const before = place.open('first')
    const ana = new Editor(board, 11)
    before.journal.claim(board, 1, 11, 'tablet', 'reporter:T1-01')
    await before.journal.append(ana.type('one '))
    await before.journal.append(ana.type('two '))
    await before.journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))
    await before.journal.append(ana.type('three'))
    place.clock.now = 500 // a laptop whose battery clock lost a second
    const incarnation = before.journal.incarnation
    before.close()

    const after = place.open('second')
    expect(after.journal.incarnation).toBe(incarnation)
    expect(after.journal.head(board)).toEqual({ epoch: 1, seq: 3 })
    expect(contentsOf(await after.journal.load(board))).toBe(contents(ana.doc))
    expect(after.journal.claim(board, 1, 11, 'phone', 'citizen')).toBe('another')
    expect(after.journal.tail(board).rows).toBe(1)
    const appended = await after.journal.append(ana.type('four'))
    expect(appended).toMatchObject({ ok: true, row: { seq: 4, at: 1_000, server: 'second' } })
    after.close()
  })

  it('[RCD10] a segment of the version before, in which nobody counted the commands, is unpacked once', async () => {
    const { journal, database, close } = place.open()
    const ana = new Editor(board, 11)
    await journal.append(command(board, 'cold'))
    await journal.append(ana.type('one '))
    await journal.checkpoint(board, 1, 2, Y.encodeStateAsUpdate(ana.doc))
    await journal.append(ana.type('two '))
    await journal.checkpoint(board, 1, 3, Y.encodeStateAsUpdate(ana.doc))
    const counted = () =>
      database
        .prepare('SELECT commands FROM journal_segment ORDER BY last')
        .all()
        .map(({ commands }) => commands)
    expect(counted()).toEqual([1, 0])
    database.exec('UPDATE journal_segment SET commands = NULL')
    expect((await Array.fromAsync(journal.commands(board))).map(({ seq }) => seq)).toEqual([1])
    expect(counted()).toEqual([1, 0])
    close()
  })

  it('[JRN16] what was acknowledged is on the disk: a copy of the files at that moment has it', async () => {
    const { journal, close } = place.open()
    for (let n = 1; n <= 20; n += 1) {
      await journal.append(range(board, 1, n - 1, n))
      const copy = place.killed()
      const found = copy.open()
      expect(found.journal.head(board).seq).toBe(n)
      found.close()
      copy.remove()
    }
    close()
  })

  it('[JRN2] what arrives in one turn is one transaction', async () => {
    const { journal, database, close } = place.open()
    const changes = (): number => Number(database.prepare('PRAGMA data_version').get()?.['data_version'])
    const outside = openDatabase(place.file, { shared: true })
    const version = (): number => Number(outside.prepare('PRAGMA data_version').get()?.['data_version'])
    await journal.append(command(board, 0))
    const [before, own] = [version(), changes()]
    await Promise.all(Array.from({ length: 40 }, (_, n) => journal.append(command(board, n))))
    expect(version()).toBe(before + 1)
    expect(changes()).toBe(own)
    outside.close()
    close()
  })

  it('[JRN8] [TRAP 2] a full disk: nothing is acknowledged, nothing is half written, and it recovers alone', async () => {
    const { journal, database, close } = place.open()
    await journal.append(range(board, 1, 0, 1))
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
    database.exec(`PRAGMA max_page_count = ${pages + 4}`)
    const heard: number[] = []
    journal.follow(({ seq }) => void heard.push(seq))
    const big = new Uint8Array(64 * 1024)
    const answers = await Promise.all([1, 2, 3].map((n) => journal.append(range(board, 1, n, n + 1, { data: big }))))
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ])
    expect(heard).toEqual([])
    expect(journal.head(board).seq).toBe(1)
    expect(journal.clocks(board, 1)).toEqual(new Map([[1, 1]]))
    expect(await Array.fromAsync(journal.read(board, 1, 0))).toHaveLength(1)
    const copy = place.killed()
    const found = copy.open()
    expect(found.journal.head(board).seq).toBe(1)
    found.close()
    copy.remove()

    database.exec('PRAGMA max_page_count = 1000000')
    expect(await journal.append(range(board, 1, 1, 2, { data: big }))).toMatchObject({ ok: true, row: { seq: 2 } })
    close()
  })

  it('[JRN8] a COMMIT that fails takes its whole group with it, and the next append continues at the seq before it', async () => {
    const { journal, database, close } = place.open()
    breakCommitOf(database, 'orphan')
    await journal.append(range(board, 1, 0, 1))
    const answers = await Promise.all([
      journal.append(range(board, 1, 1, 2)),
      journal.append(range('board:two', 1, 0, 1)),
      journal.append(command(board, 1, { author: 'orphan' })),
    ])
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false])
    expect([journal.head(board).seq, journal.head('board:two').seq]).toEqual([1, 0])
    expect(journal.documents('')).toEqual([board])
    expect(await journal.append(range(board, 1, 1, 2))).toMatchObject({ ok: true, row: { seq: 2 } })
    expect(await journal.append(range('board:two', 1, 0, 1))).toMatchObject({ ok: true, row: { seq: 1 } })
    close()
  })

  it('[JRN32] a group that does not land takes along what was appended behind it, and says so', async () => {
    const { journal, database, close } = place.open()
    breakCommitOf(database, 'orphan')
    const more = Array.from({ length: 600 }, (_, n) => n) // more than one group takes
    const first = journal.append(command(board, 1, { author: 'orphan' }))
    const answers = await Promise.all([first, ...more.map((n) => journal.append(command('board:two', n)))])
    expect(new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code)))).toEqual(new Set(['unavailable']))
    expect(journal.setbacks()).toBe(1)
    expect(journal.head('board:two').seq).toBe(0)
    await journal.settled()
    expect(await journal.append(command('board:two', 1))).toMatchObject({ ok: true, row: { seq: 1 } })
    close()
  })

  it('[JRN8] a row that the file does not take ends its whole group: nothing behind it was judged by what is there', async () => {
    const { journal, database, close } = place.open()
    database.exec(
      `CREATE TRIGGER torn BEFORE INSERT ON journal_row WHEN new.author = 'torn' BEGIN SELECT RAISE(ABORT, 'torn'); END`,
    )
    const answers = await Promise.all([
      journal.append(command(board, 1)),
      journal.append(command(board, 2, { author: 'torn' })),
      journal.append(command('board:two', 1)),
    ])
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ])
    expect([journal.setbacks(), journal.head(board).seq]).toEqual([1, 0])
    expect(await journal.append(command(board, 1))).toMatchObject({ ok: true, row: { seq: 1 } })
    close()
  })

  it('[JRN8] a database that another process holds: unavailable within 2 s, then it goes on', async () => {
    const { journal, close } = place.open()
    await journal.append(command(board, 1))
    const other = openDatabase(place.file, { shared: true })
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    expect(await journal.append(command(board, 2))).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
    withinPromise('a database that another process holds is told as unavailable', began, 2_000)
    other.exec('ROLLBACK')
    expect(await journal.append(command(board, 2))).toMatchObject({ ok: true, row: { seq: 2 } })
    other.close()
    close()
  })

  it('[JRN8] after the database is gone every append says unavailable and none throws', async () => {
    const { journal, database } = place.open()
    await journal.append(command(board, 1))
    database.close()
    expect(await journal.append(command(board, 2))).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
    await journal.settled()
  })

  it('[JRN10] a storm of claims costs no transaction each, and none is lost', async () => {
    const { journal, close } = place.open()
    await journal.append(command(board, 1))
    const outside = openDatabase(place.file, { shared: true })
    const version = (): number => Number(outside.prepare('PRAGMA data_version').get()?.['data_version'])
    const before = version()
    for (let client = 1; client <= 600; client += 1)
      expect(journal.claim(board, 1, client, `device ${client}`, 'citizen')).toBe('claimed')
    await journal.append(command(board, 2))
    expect(version()).toBeLessThanOrEqual(before + 2)
    outside.close()
    close()
    const after = place.open()
    for (let client = 1; client <= 600; client += 1)
      expect(after.journal.claim(board, 1, client, `device ${client}`, 'citizen')).toBe('yours')
    after.close()
  })

  it('[JRN13] covered rows move to compressed segments, and the last two checkpoints stay', async () => {
    const { journal, database, close } = place.open()
    const ana = new Editor(board, 11)
    for (let n = 1; n <= 2_000; n += 1) {
      void journal.append(ana.type(`word number ${n} `))
      if (n % 500 !== 0) continue
      await journal.settled()
      await journal.checkpoint(board, 1, n, Y.encodeStateAsUpdate(ana.doc))
    }
    const one = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0]
    expect(one('SELECT count(*) FROM journal_row')).toBe(0)
    expect(one('SELECT group_concat(seq) FROM journal_checkpoint')).toBe('1500,2000')
    const cold = Number(one('SELECT sum(length(data)) FROM journal_segment'))
    const raw = (await Array.fromAsync(journal.read(board, 1, 0))).reduce((sum, { data }) => sum + data.length, 0)
    expect(cold).toBeLessThan(raw / 2)
    expect(contents(replayed(await Array.fromAsync(journal.read(board, 1, 0))))).toBe(contents(ana.doc))
    close()
  })

  it('[JRN22] 200,000 rows are read a page at a time', async () => {
    const { journal, close } = place.open()
    const data = new Uint8Array(500)
    for (let n = 0; n < 200_000; n += 1) void journal.append(command(board, 0, { data }))
    await journal.settled()
    // What is held, not what waits to be collected: a process that had other files before collects late.
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect !== 'function') throw new Error('nothing collects')
    const held = (): number => {
      collect()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      return heapUsed + arrayBuffers
    }
    const before = held()
    let [count, most] = [0, 0]
    for await (const { seq } of journal.read(board, 1, 0)) {
      count += 1
      expect(seq === count || `gap at ${count}`).toBe(true)
      if (count % 50_000 === 1) most = Math.max(most, held() - before)
    }
    expect(count).toBe(200_000)
    expect(most).toBeLessThan(10 * 1024 * 1024) // of 100 MB of rows
    close()
  })
})

describe('the database file', () => {
  let place: Place
  beforeEach(() => {
    place = new Place()
  })
  afterEach(() => place.remove())

  it('[JRN19] a second server on the same folder is told so, and may come when the first has gone', () => {
    const first = openDatabase(place.file)
    expect(() => openDatabase(place.file)).toThrow(DatabaseInUse)
    expect(() => openDatabase(place.file)).toThrow('in use by another Tablée process')
    first.close()
    openDatabase(place.file).close()
  })

  it('[JRN19] a lock that cannot be taken for another reason is no other server, and a disk that takes nothing is no damage', () => {
    openDatabase(place.file).close()
    writeFileSync(`${place.file}.lock`, 'no database '.repeat(200))
    expect(() => openDatabase(place.file)).toThrow('not a database')
    const error = (errcode: number): Error => Object.assign(new Error('disk I/O error'), { errcode })
    // What a full disk says of the memory that readers share, of writing and of syncing; and what reading says.
    expect([4874, 778, 1034, 13, 5].map((code) => isDamage(error(code)))).toEqual([false, false, false, false, false])
    expect([11, 26, 10, 266, 522].every((code) => isDamage(error(code)))).toBe(true)
    expect([13, 4874].map((code) => isFull(error(code)))).toEqual([true, false])
  })

  it('[JRN21] folder and files are readable by their owner alone', () => {
    const file = `${place.folder}/data/tablee.db`
    const database = openDatabase(file)
    openJournal({ database, clock: () => 1, server: 'test' })
    expect(statSync(`${place.folder}/data`).mode & 0o777).toBe(0o700)
    for (const part of ['', '-wal', '-shm', '.lock']) expect(statSync(file + part).mode & 0o777).toBe(0o600)
    database.close()
  })

  it('[JRN21] syncs at every commit', () => {
    const database = openDatabase(place.file)
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    database.close()
  })

  it('[JRN21] a migration is applied once, all of it or nothing, and one that was edited afterwards is refused', () => {
    const one = { name: 'one', sql: ['CREATE TABLE a (x INTEGER) STRICT', 'INSERT INTO a VALUES (1)'] }
    openDatabase(place.file, { migrations: [one] }).close()
    const database = openDatabase(place.file, { migrations: [one] })
    expect(database.prepare('SELECT count(*) AS n FROM a').get()).toEqual({ n: 1 })
    database.close()
    const two = { name: 'two', sql: ['CREATE TABLE b (x INTEGER) STRICT'] }
    const broken = { name: 'three', sql: ['CREATE TABLE c (x INTEGER) STRICT', 'INSERT INTO nowhere VALUES (1)'] }
    expect(() => openDatabase(place.file, { migrations: [one, two, broken] })).toThrow('nowhere')
    const edited = { name: 'one', sql: ['CREATE TABLE a (y INTEGER) STRICT'] }
    expect(() => openDatabase(place.file, { migrations: [edited] })).toThrow('another version')
    const again = openDatabase(place.file)
    expect(again.prepare(`SELECT name FROM sqlite_schema WHERE name = 'b'`).get()).toBeUndefined()
    again.close()
  })

  it('[JRN21] a transaction inside a transaction is a part of it', () => {
    const database = openDatabase(place.file)
    database.exec('CREATE TABLE a (x INTEGER) STRICT')
    const add = (x: number): void => void database.prepare('INSERT INTO a VALUES (?)').run(x)
    database.transaction(() => {
      add(1)
      expect(() =>
        database.transaction(() => {
          add(2)
          throw new Error('the inner one')
        }),
      ).toThrow('the inner one')
      add(3)
    })
    expect(() =>
      database.transaction(() => {
        add(4)
        throw new Error('the outer one')
      }),
    ).toThrow('the outer one')
    expect(database.prepare('SELECT group_concat(x) AS x FROM a').get()).toEqual({ x: '1,3' })
    database.close()
  })

  it('[JRN24] the checksum is CRC-32C, also in pieces', () => {
    const bytes = new TextEncoder().encode('123456789')
    expect(crc32c(bytes)).toBe(0xe3069283)
    expect(crc32c(bytes.subarray(4), crc32c(bytes.subarray(0, 4)))).toBe(0xe3069283)
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa) // RFC 3720, B.4
  })
})
