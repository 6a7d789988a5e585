/** A dialogue with something of everything goes from a file into a cluster and back into another file, and is the same. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { serverKey, readSecret, keyFile } from '@tablee/server/access/keys'
import { move } from '@tablee/server/cli/move'
import { createNode } from '@tablee/server/cluster/node'
import { demoId } from '@tablee/server/demo/dialogue'
import { createLogger } from '@tablee/server/ops/logger'
import { migrations } from '@tablee/server/hall/migrations'
import { clusterSide } from '@tablee/server/move/cluster-side'
import { movingIn, outOf } from '@tablee/server/hall/moving'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { connect } from '@tablee/server/move/connect'
import { moveIn } from '@tablee/server/move/in'
import { moveOut } from '@tablee/server/move/out'
import { settleMoves } from '@tablee/server/move/settle'
import { markIn, setMark } from '@tablee/server/move/file-mark'
import { notePending } from '@tablee/server/move/pending'
import { digestOf } from '@tablee/server/move/tables'
import { fileSide } from '@tablee/server/move/file-side'
import { openDatabase } from '@tablee/server/store/database'
import { addressIn } from '@tablee/shared/wire/address'
import type { MoveAnswer } from '@tablee/shared/wire/moving'
import type { Sql, TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptFolder } from '../fixtures/folders/open.ts'
import { askedEvery, everyAnswer, inAWorker, type Answers } from '../support/everyAnswer.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Of a server of which nothing lies in a folder. */
const inMemory = {
  port: 0,
  folder: null,
  origins: null,
  tls: null,
  disk: 'measure',
  demo: false,
  engine: null,
  screens: '',
} as const

describe.skipIf(postgresMissing !== null)(`a dialogue that moves${postgresMissing ?? ''}`, () => {
  const kept = keptFolder('2026-11-28-with-materials')
  const { asked, dialogue } = kept.holds
  const place = mkdtempSync(join(tmpdir(), 'tablee-move-'))
  let postgres: Postgres
  let url: string
  let before: Answers
  let told: string
  const running = { signal: new AbortController().signal, onPart: () => undefined }
  if (asked === undefined) throw new Error('the folder does not say what it answered')
  const { at, readers, dialogueOf } = asked

  beforeAll(async () => {
    postgres = await startPostgres()
    url = await postgres.database()
  })
  afterAll(async () => {
    await node?.close()
    await postgres.stop()
    kept.remove()
    rmSync(place, { recursive: true, force: true })
  })

  const elsewhere = [
    ...dialogueOf.flatMap(([board, of]) => (of === dialogue ? [] : [board, of])),
    '/healthz',
    '/metrics',
  ]
  /** Without the folder's other dialogues, which stay where they are, and what is the machine's. */
  const of = (answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([route]) => !elsewhere.some((id) => route.includes(id))))
  const differ = (answers: Answers): readonly string[] =>
    Object.keys(of(answers)).filter((route) => !isDeepStrictEqual(answers[route], before[route]))
  let node: Awaited<ReturnType<typeof createNode>> | null = null
  const time = { now: at }
  const served = (dir: string): Promise<TestServer> => startServer({ dir, clock: () => time.now, demo: false })
  async function answersOf(
    server: Pick<TestServer, 'url'>,
    some: readonly string[] = ['organiser', 'T4-01'],
  ): Promise<Answers> {
    time.now = at
    return await everyAnswer({
      url: server.url,
      readers: readers.filter(({ name }) => some.includes(name)),
      dialogueOf: new Map(dialogueOf),
      only: (route) => !inAWorker.test(route),
      beforeEach: () => void (time.now += askedEvery),
    })
  }
  const moving = async (server: TestServer): Promise<MoveAnswer> =>
    (
      await server.api('/api/server/moves', {
        as: server.tablee.machineToken(),
        body: { dialogue, to: url, at: 'https://dialogue.example.org' },
      })
    ).body as MoveAnswer

  it('[MVE5] into a cluster: every document is the same on both sides, and the file says where it is by now', async () => {
    const server = await served(kept.folder)
    before = await answersOf(server)
    told = server.tablee.halls.at(dialogue).journal.incarnation
    const others = server.tablee.halls.at(dialogue).journal.documents('')
    const { database } = server.tablee
    expect(await moving(server)).toMatchObject({ moved: true, says: expect.stringContaining('Moved to https://') })
    const sql = connect(url)
    const [here, there] = [fileSide(database, dialogue, others), clusterSide(sql, dialogue)]
    const all = await here.documents()
    expect(all.length).toBeGreaterThan(10)
    expect(await there.documents()).toEqual(all)
    for (const one of all) expect([one.name, await digestOf(there, one)]).toEqual([one.name, await digestOf(here, one)])
    const [hall] = await sql`SELECT moved, needs, incarnation, title FROM tablee.hall WHERE dialogue = ${dialogue}`
    expect(hall).toMatchObject({ moved: null, needs: 1, incarnation: told })
    await sql.end()
    // Whoever comes to the old address is told, by what leads there, and nothing is written any more.
    const gone = { code: 'moved', to: 'https://dialogue.example.org' }
    const reader = readers.find(({ session }) => session !== null)
    const reply = await server.api('/api/me', { as: reader?.session ?? '' })
    expect([reply.status, (reply.body as { problem: unknown }).problem]).toEqual([503, gone])
    expect(await moving(server)).toMatchObject({ moved: true, says: expect.stringContaining('has been moved') })
    await server.close()
    const again = await served(kept.folder)
    const later = await again.api('/api/me', { as: reader?.session ?? '' })
    expect([later.status, (later.body as { problem: unknown }).problem]).toEqual([503, gone])
    await again.close()
  })

  it('[MVE6] a node serves it: it answers everybody as the file did, and its devices know the same data', async () => {
    node = await createNode(
      {
        ...inMemory,
        database: {
          url,
          keyFile: keyFile(kept.folder),
          node: null,
        },
      },
      {
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        logger: createLogger({ level: 'fatal' }),
        clock: () => time.now,
      },
    )
    const { port } = await node.listen()
    expect(await node.cluster.whereIs(dialogue)).toEqual({ is: 'here' })
    expect(node.halls.at(dialogue).journal.incarnation).toBe(told)
    expect(differ(await answersOf({ url: `http://127.0.0.1:${port}` }, ['T4-01']))).toEqual([])
  })

  it('[MVE6] out of it, from under its node, into a new folder, which answers everybody as the first one did', async () => {
    const folder = join(place, 'back')
    cpSync(keyFile(kept.folder), join(folder, 'server.key'))
    const carry = (): Promise<void> =>
      move(
        { ...inMemory, folder: place },
        (length) => crypto.getRandomValues(new Uint8Array(length)),
        dialogue,
        { to: folder, at: 'https://laptop.example.org/join#secret' },
        { DATABASE_URL: url, TABLEE_KEY: keyFile(kept.folder) },
      )
    await carry()
    // The same again says that it has been done.
    await carry()
    expect(existsSync(join(folder, 'move.json'))).toBe(false)
    for (const of of ['photos', 'materials'])
      expect(readdirSync(join(folder, of)).sort()).toEqual(readdirSync(join(kept.folder, of)).sort())
    expect(serverKey(readSecret(keyFile(folder)) ?? new Uint8Array())).toBeDefined()
    const server = await served(folder)
    expect(server.tablee.halls.at(dialogue).journal.incarnation).toBe(told)
    const again = await answersOf(server)
    expect(differ(again)).toEqual([])
    expect(Object.values(of(again)).filter(({ status }) => status === 200).length).toBeGreaterThan(100)
    expect(await node?.cluster.whereIs(dialogue)).toEqual({ is: 'moved', to: 'https://laptop.example.org' })
    await server.close()
  })

  it('[MVE8] where the cluster that knows what came of it does not answer, the hall stays closed: who comes is told to come again', async () => {
    const folder = join(place, 'doubt')
    await (await startServer({ dir: folder })).close()
    const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
    setMark(database, demoId, { is: 'leaving', id: 'm1', before: null })
    database.close()
    notePending(folder, { id: 'm1', dialogue: demoId, url: 'postgres://127.0.0.1:1/none', where: 'there' })
    const log: string[] = []
    const server = await startServer({
      dir: folder,
      demo: false,
      logLevel: 'error',
      log: { write: (line) => void log.push(line) },
    })
    expect(log.join('')).toContain('nothing is lost')
    const { body, status } = await server.api(addressIn(demoId, '/api/me'), { as: 'anybody' })
    expect([status, (body as { problem: unknown }).problem]).toEqual([503, { code: 'journal-unavailable' }])
    await server.close()
    // It answers by now, and never heard of it: the dialogue is here.
    notePending(folder, { id: 'm1', dialogue: demoId, url, where: 'there' })
    const again = await startServer({ dir: folder, demo: false })
    expect(again.tablee.halls.list()).toEqual([demoId])
    await again.close()
  })

  describe('that is taken back, or can not be', () => {
    let server: TestServer
    let other: string
    beforeAll(async () => {
      other = await postgres.database()
      server = await startServer({ dir: join(place, 'stays') })
      return () => server.close()
    })
    const onThe = async (database: string) => {
      const sql = connect(database)
      const [halls, documents, moves] = await Promise.all([
        sql`SELECT 1 FROM tablee.hall`,
        sql`SELECT 1 FROM tablee.document`,
        sql`SELECT 1 FROM tablee.move`,
      ])
      await sql.end()
      return [halls.length, documents.length, moves.length]
    }
    const ask = (to: string, stop?: AbortController) =>
      server.tablee.move(
        { dialogue: server.dialogue, to },
        {
          signal: stop?.signal ?? running.signal,
          onPart: (part) => void (part > 0.1 && stop?.abort()),
          onDecided: () => expect(stop).toBeUndefined(),
        },
      )

    it('[MVE7] cancelled, or where a document is not the same there, it writes here again, and nothing of it is there', async () => {
      const { session } = await server.enter('organiser')
      const writes = async (n: number): Promise<void> => {
        const link = { role: 'analyst', label: `card ${n}` }
        const issued = await server.api(`/api/dialogues/${server.dialogue}/links`, { as: session, body: link })
        expect(issued.status).toBe(201)
      }
      expect(await ask(other, new AbortController())).toEqual({
        moved: false,
        says: 'Cancelled. The dialogue is here as before. What was copied is taken away again.',
      })
      await writes(1)
      expect(await onThe(other)).toEqual([0, 0, 0])
      const sql = connect(other)
      // As a disk that turns a bit, or a hand at the wrong place.
      await sql.unsafe(`CREATE FUNCTION tablee.turn() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.seq = 3 THEN NEW.at = NEW.at + 1; END IF; RETURN NEW; END $$`)
      await sql.unsafe(
        'CREATE TRIGGER turn BEFORE INSERT ON tablee.journal_row FOR EACH ROW EXECUTE FUNCTION tablee.turn()',
      )
      const turned = await ask(other)
      expect(turned).toMatchObject({ moved: false, says: expect.stringContaining('is not the same on the other side') })
      await writes(2)
      expect(await onThe(other)).toEqual([0, 0, 0])
      await sql.unsafe('DROP TRIGGER turn ON tablee.journal_row')
      // Nodes of another key could open none of its cards.
      await sql`UPDATE tablee.meta SET value = 'another' WHERE key = 'key-check'`
      expect(await ask(other)).toMatchObject({ moved: false, says: expect.stringContaining('another server.key') })
      await sql.end()
      expect((await ask('postgres://127.0.0.1:1/none')).says).toMatch(
        /here as before: .* does not answer. Is it running/,
      )
      expect(await ask('https://dialogue.example.org')).toMatchObject({ moved: false })
      await writes(3)
    })

    it('[MVE7] cancelled over HTTP before anything was heard of it, it is over at once', async () => {
      const sockets = new Set<Socket>()
      const mute = createServer((socket) => void sockets.add(socket))
      await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready))
      const { port } = mute.address() as AddressInfo
      const stop = new AbortController()
      const asked = fetch(`${server.url}/api/server/moves`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${server.tablee.machineToken()}`,
          'content-type': 'application/json',
          accept: 'application/x-ndjson',
        },
        body: JSON.stringify({ dialogue: server.dialogue, to: `postgres://127.0.0.1:${port}/mute` }),
        signal: stop.signal,
      })
      await new Promise((connected) => mute.once('connection', connected))
      stop.abort()
      await expect(asked.then((answer) => answer.text())).rejects.toThrow('abort')
      const again = async (): Promise<string> => (await ask('postgres://127.0.0.1:1/none')).says
      let says = await again()
      while (says.includes('just now')) {
        await new Promise((turn) => setImmediate(turn))
        says = await again()
      }
      expect(says).toMatch(/does not answer/)
      for (const socket of sockets) socket.destroy()
      mute.close()
    }, 10_000)

    describe('over a cable that is cut in one direction', () => {
      let cable: Proxy
      let far: string
      let way: string
      beforeAll(async () => {
        far = await postgres.database()
        const sql = connect(far)
        await migratePostgres(sql)
        await sql.end()
        cable = await proxyTo(far)
        const through = new URL(far)
        through.port = new URL(cable.url).port
        way = through.href
        return () => cable.close()
      })
      const cut = () => void (cable.line.still = 'there')
      function mend(): void {
        cable.forget()
        cable.line.still = false
      }
      const shared = () => {
        const { database, directory } = server.tablee
        return { database, directory, key: serverKey(readSecret(keyFile(join(place, 'stays'))) ?? new Uint8Array()) }
      }
      /** What came of it, in words. */
      async function out(
        told: { part?: () => void; decided?: () => void },
        mover: string,
        kept = (): Promise<void> => Promise.resolve(),
        { signal, waits } = { signal: running.signal, waits: 600 },
      ): Promise<string> {
        const { halls } = server.tablee
        const hall = await halls.enter(server.dialogue)
        const what = outOf(hall, { ...shared(), kept }, join(place, 'stays'))
        const sql = connect(way, waits)
        const going = { signal, onPart: (part: number) => void (part > 0.1 && told.part?.()) }
        return await halls
          .mayMove(hall.dialogue, () =>
            moveOut(what, { sql, url: way, where: 'there' }, mover, going, told.decided ?? (() => undefined), 100),
          )
          .then(
            () => 'moved',
            (cause: unknown) => (cause instanceof Error ? `${cause.name}: ${cause.message}` : ''),
          )
          .finally(() => void sql.end({ timeout: 0 }))
      }
      const writes = async (): Promise<number> => {
        const { session } = await server.enter('organiser')
        const link = { role: 'analyst', label: 'a card' }
        return (await server.api(`/api/dialogues/${server.dialogue}/links`, { as: session, body: link })).status
      }

      it('[MVE7] it is said within the limit, it writes here again, and what half was copied goes with the next move', async () => {
        expect(await out({ part: cut }, 'm-cut')).toMatch(/^NotMoved: The cluster does not answer any more.*as before/)
        expect(await writes()).toBe(201)
        mend()
        const sql = connect(far)
        expect(await sql`SELECT moved FROM tablee.hall`).toMatchObject([{ moved: expect.stringMatching(/^arriving/) }])
        await sql.end()
      })

      it('[MVE7] cancelled while it waits for a cluster that hangs, it writes here again at once', async () => {
        const stop = new AbortController()
        const part = (): void => (cut(), void setTimeout(() => stop.abort(), 50))
        const going = { signal: stop.signal, waits: 60_000 }
        expect(await out({ part }, 'm-hangs', undefined, going)).toMatch(/^NotMoved: The cluster does not answer/)
        expect(await writes()).toBe(201)
        mend()
      }, 10_000)

      it('[MVE8] cut at the moment that decides, it is opened nowhere, says so, and is here again when the cluster has answered', async () => {
        expect(await out({ decided: cut }, 'm-last')).toMatch(/^Undecided: The cluster gave no answer.*Nothing is lost/)
        expect(server.tablee.halls.of(server.dialogue)).toBeNull()
        mend()
        expect(await settleMoves(server.tablee.database, join(place, 'stays'))).toEqual([])
        await server.tablee.halls.enter(server.dialogue)
        expect(await writes()).toBe(201)
        expect(await onThe(far)).toEqual([0, 0, 0])
      })

      /** Cut when all words of what decides were said, and the last one is not: its session holds the hall's row. */
      const cutBeforeItEnds = (sql: Sql, when: () => boolean): Sql =>
        new Proxy(sql, {
          get(target, name, receiver): unknown {
            if (name !== 'begin') return Reflect.get(target, name, receiver)
            return (work: (tx: TransactionSql) => Promise<unknown>) =>
              target.begin(async (tx) => {
                const done = await work(tx)
                if (when()) cable.forget()
                return done
              })
          },
        })

      it('[MVE13] a line that is cut at the last word keeps the hall closed for seconds, not minutes', async () => {
        const { halls } = server.tablee
        const hall = await halls.enter(server.dialogue)
        const what = outOf(hall, { ...shared(), kept: () => Promise.resolve() }, join(place, 'stays'))
        let decided = 0
        const sql = connect(way)
        const forgets = cutBeforeItEnds(sql, () => decided > 0)
        const moved = halls.mayMove(hall.dialogue, () =>
          moveOut(what, { sql: forgets, url: way, where: 'there' }, 'm-line', running, () => {
            decided = performance.now()
          }),
        )
        await expect(moved).rejects.toThrow(/nothing was moved: the dialogue is here as before/)
        expect(await writes()).toBe(201)
        const closed = performance.now() - decided
        console.log(`a line that was cut at the last word of a move: the hall was closed for ${Math.round(closed)} ms`)
        expect(await onThe(far)).toEqual([0, 0, 0])
        expect(closed).toBeLessThan(30_000)
        void sql.end({ timeout: 0 })
      }, 300_000)

      it('[MVE13] who is cut off while it looks after the tables keeps nobody else from them for long', async () => {
        const cut = connect(way)
        const lost = migratePostgres(cutBeforeItEnds(cut, () => true)).catch(() => undefined)
        const began = performance.now()
        const sql = connect(far)
        const locked = () => sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted`
        while ((await locked()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
        await migratePostgres(sql)
        const waited = performance.now() - began
        console.log(`after a mover that was cut off at the tables the next one was at them in ${Math.round(waited)} ms`)
        expect(waited).toBeLessThan(30_000)
        await sql.end()
        void cut.end({ timeout: 0 })
        await lost
      }, 300_000)

      it('[MVE8] asked once more, it is not undone by what looks after the try before; of two at once the second waits', async () => {
        const kept = (): Promise<void> => Promise.resolve()
        const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
        const logger = createLogger({ level: 'fatal' })
        const { halls } = server.tablee
        // The try before was undecided, and is settled by now.
        const moves = movingIn(halls, { ...shared(), kept, random, logger }, join(place, 'stays'), [server.dialogue])
        const asked = { dialogue: server.dialogue, to: far }
        const seen: unknown[] = []
        const answer = await moves.move(asked, {
          ...running,
          onPart: () =>
            void (
              seen.length === 0 &&
              seen.push(moves.tend(), moves.move(asked, { ...running, onDecided: () => undefined }))
            ),
          onDecided: () => {
            throw new Error('as far as that')
          },
        })
        expect(answer.says).toBe('The dialogue is here as before: as far as that')
        expect(await Promise.all(seen)).toMatchObject([
          undefined,
          { moved: false, says: expect.stringContaining('just now') },
        ])
        expect(await onThe(far)).toEqual([0, 0, 0])
      })

      it('[MVE8] it has gone, and that can not be kept here: it is not opened here again', async () => {
        let [said, id] = [0, '']
        const full = async (): Promise<void> => {
          id = markIn(server.tablee.database, server.dialogue)?.id ?? ''
          if ((said += 1) === 2) throw new Error('disk full')
        }
        expect(await out({}, 'm-goes', full)).toMatch(/^Undecided: /)
        expect([id, markIn(server.tablee.database, server.dialogue)?.is]).toEqual(['m-goes', 'moved'])
        expect(server.tablee.halls.of(server.dialogue)).toBeNull()
      })

      it('[MVE7] out of the cluster, too: the folder has nothing of it, and the cluster serves it', async () => {
        const folder = join(place, 'cut')
        mkdirSync(folder)
        const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
        const into = { dialogue: server.dialogue, database, migrations, folder, where: folder }
        const sql = connect(way, 600)
        const going = { signal: running.signal, onPart: cut }
        const moved = moveIn(into, { sql, url: way, where: '' }, 'm-in', going, undefined, 600)
        // It was not asked for yet: nobody is told that only the cluster knows.
        await expect(moved).rejects.toThrow(
          /nothing was moved: the dialogue is there as before.*goes with the next move/,
        )
        mend()
        expect(await settleMoves(database, folder)).toEqual([])
        expect(database.prepare('SELECT count(*) AS n FROM journal_row').get()).toEqual({ n: 0 })
        const [hall] = await sql`SELECT moved FROM tablee.hall`
        expect(hall).toEqual({ moved: null })
        await sql.end({ timeout: 0 })
        database.close()
      })
    })
  })
})
