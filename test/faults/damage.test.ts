/**
 * One page of the database is overwritten: the server starts, what can be read is there, and what is missing is said. A
 * board that nothing is said about is the board that it was, to the letter.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BoardId } from '@tablee/shared/ids'
import { addNode } from '@tablee/shared/board/edit'
import { newId, type Lang, type NodeId } from '@tablee/shared/ids'
import { sha256 } from '@tablee/server/access/keys'
import { backup, restore as restoreWithWords } from '@tablee/server/cli/backup'
import { noteUnknown } from '@tablee/server/dialogue/shut'
import { verify } from '@tablee/server/cli/verify'
import { restore } from '@tablee/server/recovery/backup'
import { openDatabase } from '@tablee/server/store/database'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { boardDigest } from '../fixtures/folders/digest.ts'
import { seededBytes, startServer, type TestServer } from '../support/server.ts'
import { chance } from './process.ts'
import { Process } from './tablee.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const onFile = describe.skipIf(nothingOnPostgres('pages of the file overwritten', 'Postgres has its own'))

const runs = Number(process.env['DAMAGE_RUNS'] ?? 12)
const seed = Number(process.env['DAMAGE_SEED'] ?? Date.now() % 1_000_000)
const pageSize = 4_096

async function stateOf(server: TestServer) {
  const { live, access, dialogues, snapshots, voices } = server.parts
  const boards = dialogues.tables(server.dialogue).flatMap(({ id }) => dialogues.boardsOf(id))
  return {
    dialogue: server.dialogue,
    boards: new Map(
      await Promise.all(boards.map(async ({ id }) => [id, (await live.look(id, boardDigest)).sha256] as const)),
    ),
    policies: sha256(JSON.stringify(boards.map(({ id }) => dialogues.policy(id)))),
    links: access.links.list(server.dialogue).map(({ id }) => id),
    snapshots: await Promise.all(
      (await snapshots.list(server.dialogue)).map(
        async ({ hash }) => `${hash} ${sha256((await snapshots.body(hash)) ?? '')}`,
      ),
    ),
    voices: sha256(JSON.stringify([...voices.state(server.dialogue).seats].sort())),
  }
}
type State = Awaited<ReturnType<typeof stateOf>>

onFile('a page of the file overwritten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-damage-'))
  const sound = join(folder, 'sound')
  const chanced = chance(seed)
  const noise = seededBytes(`damage ${seed}`)
  let before: State
  let pages = 0
  let texts = 0

  beforeAll(async () => {
    const server = await startServer({ dir: sound })
    // One board with a checkpoint and cold rows, two with hot rows alone.
    for (const [n, [rows, length]] of [
      [130, 100],
      [60, 8],
      [60, 8],
    ].entries())
      for (let row = 0; row < (rows ?? 0); row += 1)
        await server.parts.live.write(server.board(n + 1, 2), 'server', (doc) => {
          const wording = `${n}.${row} ${'because of the night bus '.repeat(length ?? 0)}`
          const id = newId<NodeId>(noise)
          addNode(doc, { who: 'server', why: 'test' }, { id, kind: 'position', wording, lang: 'en' as Lang, at: row })
        })
    await server.parts.snapshots.takeDialogue(server.dialogue, { author: 'organiser', device: 'd' })
    before = await stateOf(server)
    texts = (await server.parts.snapshots.sidecar(before.snapshots[0]?.split(' ')[0] ?? ''))?.texts.length ?? 0
    await server.close()
    const database = openDatabase(join(sound, 'tablee.sqlite'))
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    pages = statSync(join(sound, 'tablee.sqlite')).size / pageSize
    console.log(`damage: seed ${seed}, ${runs} runs over ${pages} pages`)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function damaged(...places: readonly number[]): string {
    const data = join(folder, `page-${places.join('-')}`)
    rmSync(data, { recursive: true, force: true })
    cpSync(sound, data, { recursive: true })
    const file = readFileSync(join(data, 'tablee.sqlite'))
    for (const page of places) file.set(noise(pageSize), (page - 1) * pageSize)
    writeFileSync(join(data, 'tablee.sqlite'), file)
    return data
  }

  it(
    `[DMG1] [DMG2] [DMG3] the server starts ${runs} times of ${runs}; what nothing is said about is as it was`,
    async () => {
      const outcome = { whole: 0, readOnly: 0, replay: 0, other: 0 }
      const kinds: Record<string, number> = {}
      for (let run = 0; run < runs; run += 1) {
        const page = Number(process.env['DAMAGE_PAGE'] ?? (run === 0 ? 1 : 1 + Math.floor(chanced() * pages)))
        const data = damaged(page)
        const server = await startServer({ dir: data }).catch((cause: unknown) => {
          throw new Error(`seed ${seed}, run ${run}, page ${page} of ${pages}: no start`, { cause })
        })
        if (process.env['DAMAGE_PAGE']) console.log(server.parts.database.prepare('SELECT * FROM damage').all())
        const where = `seed ${seed}, run ${run}, page ${page} of ${pages}, ${JSON.stringify(await server.parts.damage.report(server.dialogue))}`
        try {
          const after = await stateOf(server)
          const report = await server.parts.damage.report(server.dialogue)
          const [missing, also] = [report?.boards ?? [], report?.also ?? []]
          const readOnly = new Set<string>(missing.flatMap((one) => (one.readOnly ? [one.board] : [])))
          expect([...after.boards.keys()], where).toEqual([...before.boards.keys()])
          for (const [board, digest] of after.boards)
            if (!readOnly.has(board)) expect(digest, `${board}: ${where}`).toBe(before.boards.get(board))
          for (const board of readOnly)
            expect((await server.parts.live.write(board as BoardId, 'server', () => {})).ok, where).toBeDefined()
          if (!also.includes('links')) expect(after.links, where).toEqual(before.links)
          if (!also.includes('snapshots')) expect(after.snapshots, where).toEqual(before.snapshots)
          if (!also.includes('voices')) expect(after.voices, where).toBe(before.voices)
          if (!also.includes('programme') && !also.includes('voices'))
            expect(after.policies, where).toBe(before.policies)
          // The damaged file is kept as it is.
          const kept = readdirSync(data).find((name) => name.startsWith('damaged-'))
          if (kept !== undefined) expect(existsSync(join(data, kept, 'tablee.sqlite'))).toBe(true)
          for (const kind of also) kinds[kind] = (kinds[kind] ?? 0) + 1
          if (readOnly.size > 0) outcome.readOnly += 1
          else if (missing.length > 0) outcome.replay += 1
          else if (also.length > 0) outcome.other += 1
          else outcome.whole += 1
        } finally {
          await server.close()
          rmSync(data, { recursive: true, force: true })
        }
      }
      console.log(`damage: ${JSON.stringify(outcome)} ${JSON.stringify(kinds)}`)
    },
    60_000 + runs * 5_000,
  )

  /** Every page in which these words stand: a command lies in the journal, and a second time in its index. */
  function pagesOf(words: string): readonly number[] {
    const file = readFileSync(join(sound, 'tablee.sqlite'))
    const found = new Set<number>()
    for (let at = file.indexOf(words); at >= 0; at = file.indexOf(words, at + 1))
      found.add(Math.floor(at / pageSize) + 1)
    return [...found]
  }
  /** The page in which these words came first. */
  const pageOf = (words: string): number => pagesOf(words)[0] ?? 0

  /** The page in which a value lies that is written nowhere later. Any of its bytes may lie on either side of a page's end. */
  function lastPageOf(value: Uint8Array): number {
    const file = readFileSync(join(sound, 'tablee.sqlite'))
    for (let from = 0; from === 0 || from + 48 <= value.length; from += 16) {
      const at = file.lastIndexOf(value.subarray(from, from + 48))
      if (at >= 0) return Math.floor(at / pageSize) + 1
    }
    throw new Error('this value does not stand in the file')
  }

  it('[DMG4] what is missing is said at each start, with the backup to restore; the restored folder lacks nothing', async () => {
    const lines: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    const data = damaged(pageOf('1.59 '))
    expect(() => backup(data, join(folder, 'of-a-damaged.sqlite'))).toThrow(
      'is damaged: a backup of it would lack something',
    )
    const kept = join(folder, 'kept.sqlite')
    backup(sound, kept)
    vi.restoreAllMocks()
    cpSync(join(sound, 'backups.jsonl'), join(data, 'backups.jsonl'))
    for (let start = 1; start <= 2; start += 1) {
      const running = await Process.start(data)
      await running.tokens(/organiser/)
      const said = running.running.lines.join('\n')
      expect(said).toContain('THE DATABASE WAS DAMAGED')
      expect(said).toMatch(/table 2, session 2: \d+ changes? (is|are) missing; the board opens READ-ONLY/)
      expect(said).toContain(`pnpm tablee restore ${kept}`)
      expect(said).not.toContain('table 1, session 2:')
      await running.running.kill('SIGTERM')
      // A backup of what lacks something never stands for one that is whole.
      vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
      backup(data, join(folder, `lacking-${start}.sqlite`))
      vi.restoreAllMocks()
      expect(lines.join('\n')).toContain('IT IS NOT WHOLE')
    }
    await restore(data, kept, Date.now())
    const server = await startServer({ dir: data })
    expect(await server.parts.damage.said()).toBe(null)
    expect((await stateOf(server)).boards).toEqual(before.boards)
    await server.close()
  })

  /** What `verify` says, after the code with which it ends, or after the error with which it breaks off. */
  async function looked(data: string): Promise<string> {
    const lines: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    process.exitCode = 0
    try {
      const broken = await verify(data).then(
        () => null,
        (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
      )
      return [broken ?? String(process.exitCode), ...lines].join('\n')
    } finally {
      process.exitCode = 0
      vi.restoreAllMocks()
    }
  }
  const boardsIn = ({ parts: { dialogues }, dialogue }: TestServer): BoardId[] =>
    dialogues.tables(dialogue).flatMap((table) => dialogues.boardsOf(table.id).map(({ id }) => id))

  /** In every board's policy, rebuilt as well; in a snapshot; and in what observers get, whatever else is set meanwhile. */
  async function expectPaused(server: TestServer): Promise<void> {
    const { dialogues, recovery, snapshots, views } = server.parts
    const by = { author: 'facilitator', device: 'd', command: newId(noise) }
    const policies = () => JSON.stringify(boardsIn(server).map((id) => dialogues.policy(id)))
    const live = policies()
    for (const id of boardsIn(server)) expect(dialogues.policy(id).observation).toBe('paused')
    await dialogues.reread()
    expect(policies()).toBe(live)
    const taken = await snapshots.takeDialogue(server.dialogue, by)
    const body = taken.ok ? ((await snapshots.body(taken.value.hash)) ?? '') : ''
    expect(body).toContain('"observation":"paused"')
    expect(body).not.toContain('"observation":"open"')
    await recovery.end(server.dialogue, 'organiser')
    await dialogues.setPolicy(server.board(2, 2), { consent: true, delayMinutes: 0 }, by)
    const seen = await views.observed(server.board(2, 2))
    expect(seen.ok && [seen.value.view.state, seen.value.view.nodes]).toEqual(['paused', {}])
  }

  it('[RCD11] a command whose page is overwritten comes back from its second copy: nothing of it is missing, and nothing is shut', async () => {
    for (const words of ['{"kind":"found"', '{"kind":"sit"']) {
      const pages = pagesOf(words)
      expect(pages.length, words).toBeGreaterThan(1)
      for (const page of pages) {
        const server = await startServer({ dir: damaged(page) })
        try {
          const { policies, voices, boards } = await stateOf(server)
          expect([policies, voices, [...boards.keys()]], `${words} on page ${page}`).toEqual([
            before.policies,
            before.voices,
            [...before.boards.keys()],
          ])
          expect((await server.parts.damage.report(server.dialogue))?.also).toEqual([])
        } finally {
          await server.close()
        }
      }
    }
  })

  it('[DMG3] where somebody’s no may be missing nobody is watched until a person opens it again', async () => {
    const data = damaged(...pagesOf('{"kind":"sit"'))
    const server = await startServer({ dir: data })
    try {
      expect((await server.parts.damage.report(server.dialogue))?.also).toContain('voices')
      await expectPaused(server)
      // Each table's facilitator opens it again: that holds, over a restart too.
      for (const id of boardsIn(server))
        await server.parts.dialogues.setPolicy(
          id,
          { observation: 'open' },
          { author: 'facilitator', device: 'd', command: newId(noise) },
        )
    } finally {
      await server.close()
    }
    const opened = await startServer({ dir: data })
    for (const id of boardsIn(opened)) expect(opened.parts.dialogues.policy(id).observation).toBe('open')
    await opened.close()
    // Nor after a restore of a backup from before, onto which what people said since is carried: the lost rows are not.
    const early = join(folder, 'early.sqlite')
    const database = openDatabase(join(data, 'tablee.sqlite'), { shared: true })
    database.prepare('VACUUM INTO ?').run(early)
    database.close()
    vi.spyOn(console, 'log').mockImplementation(() => {})
    await restoreWithWords(data, early)
    vi.restoreAllMocks()
    const again = await startServer({ dir: data })
    try {
      await expectPaused(again)
    } finally {
      await again.close()
    }
  })

  it('[DMG3] a curtain that may have been drawn is drawn in the journal too, on the boards of that table alone', async () => {
    const data = join(folder, 'curtain')
    cpSync(sound, data, { recursive: true })
    const database = openDatabase(join(data, 'tablee.sqlite'))
    noteUnknown(database, ['board:demo-1-2'])
    database.close()
    const server = await startServer({ dir: data })
    const { dialogues } = server.parts
    for (const read of [() => Promise.resolve(), () => dialogues.reread()]) {
      await read()
      expect(dialogues.policy(server.board(1, 3)).curtain).toBe('drawn')
      expect(dialogues.policy(server.board(3, 2))).toMatchObject({ curtain: 'open', observation: 'open' })
    }
    await server.close()
    expect(await looked(data)).toMatch(/^0\n/)
  })

  it('[DMG2] [DMG4] the archive keeps its name where every copy of that is gone; a lost row of it is told of erasures, too', async () => {
    const named = await startServer({ dir: damaged(...pagesOf(`archive:${before.dialogue}`)) })
    expect((await stateOf(named)).snapshots).toEqual(before.snapshots)
    expect((await named.parts.damage.report(named.dialogue))?.also).toEqual([])
    await named.close()
    // By what an erased sentence is known again may have stood in it.
    const lacking = await startServer({ dir: damaged(...pagesOf('{"kind":"snapshot"')) })
    expect((await lacking.parts.damage.report(lacking.dialogue))?.also).toEqual(['snapshots', 'other'])
    expect(await lacking.parts.damage.said()).toContain('what an erasure or a recovery had done')
    await lacking.close()
  })

  it('[DMG7] a snapshot whose row or texts are gone is made again from the journal, under the same name', async () => {
    const database = openDatabase(join(sound, 'tablee.sqlite'), { shared: true })
    const [body, text] = ['body FROM snapshot', 'text FROM snapshot_text'].map((of) =>
      Buffer.from(
        Object.values(database.prepare(`SELECT ${of} LIMIT 1`).get() ?? {})[0] as Uint8Array | string as never,
      ),
    )
    database.close()
    for (const lost of [body?.subarray(2_000), text]) {
      const data = damaged(lastPageOf(lost ?? Buffer.alloc(0)))
      const server = await startServer({ dir: data })
      try {
        expect((await stateOf(server)).snapshots).toEqual(before.snapshots)
        const sidecar = await server.parts.snapshots.sidecar(before.snapshots[0]?.split(' ')[0] ?? '')
        expect(sidecar?.texts).toHaveLength(texts)
        expect(await server.parts.damage.report(server.dialogue)).toMatchObject({ boards: [], also: [] })
      } finally {
        await server.close()
      }
    }
  })

  it(
    '[DMG8] a log that a killed process left is damaged in its middle: what was written after it is not forgotten',
    async () => {
      const dir = join(folder, 'running')
      const running = await startServer({ dir })
      const board = running.board(5, 2)
      for (let row = 0; row < 40; row += 1)
        await running.parts.live.write(board, 'server', (doc) => {
          const id = newId<NodeId>(noise)
          const wording = `${row} and so on`
          addNode(doc, { who: 'server', why: 'test' }, { id, kind: 'position', wording, lang: 'en' as Lang, at: row })
        })
      const whole = await stateOf(running)
      let wholeAgain = 0
      for (let run = 0; run < Math.ceil(runs / 4); run += 1) {
        const data = join(folder, `killed-${run}`)
        cpSync(dir, data, { recursive: true })
        const log = readFileSync(join(data, 'tablee.sqlite-wal'))
        const at = 4_096 * (1 + Math.floor(chanced() * (log.length / 4_096 - 40)))
        log.set(noise(4_096), at)
        writeFileSync(join(data, 'tablee.sqlite-wal'), log)
        const server = await startServer({ dir: data })
        const where = `seed ${seed}, run ${run}, log at ${at} of ${log.length}, ${JSON.stringify(await server.parts.damage.report(server.dialogue))}`
        try {
          const after = await stateOf(server)
          const report = await server.parts.damage.report(server.dialogue)
          const missing = new Set(report?.boards.map((one) => one.board as string))
          if (missing.size === 0) wholeAgain += 1
          for (const [id, digest] of after.boards)
            if (!missing.has(id)) expect(digest, `${id}: ${where}`).toBe(whole.boards.get(id))
          if (report?.also.includes('links') !== true) expect(after.links, where).toEqual(whole.links)
        } finally {
          await server.close()
        }
      }
      await running.close()
      console.log(`damage: of ${Math.ceil(runs / 4)} logs ${wholeAgain} gave back every board`)
    },
    60_000 + runs * 1_000,
  )

  it('[DMG5] where nothing can be read the address says so, the console says what to do, and nothing is founded', async () => {
    const data = join(folder, 'nothing')
    cpSync(sound, data, { recursive: true })
    writeFileSync(join(data, 'tablee.sqlite'), noise(8 * pageSize))
    const before = readFileSync(join(data, 'tablee.sqlite'))
    const running = await Process.start(data)
    const answer = await fetch(`http://localhost:${running.port}/join`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Tablée kann seine Daten gerade nicht lesen.')
    expect(running.running.lines.join('\n')).toMatch(/CANNOT BE READ[^]*pnpm tablee restore/)
    await running.running.kill('SIGTERM')
    expect(readFileSync(join(data, 'tablee.sqlite'))).toEqual(before)
  })

  it('[DMG6] verify names what is damaged, snapshots by their names too, beside a running server, and changes nothing', async () => {
    const data = join(folder, 'verified')
    cpSync(sound, data, { recursive: true })
    const server = await startServer({ dir: data })
    expect(await looked(data)).toMatch(/^0\n[^]*Nothing is damaged/)
    // What is only not at hand is no damage: it is made again by whoever asks.
    const cache = openDatabase(join(data, 'tablee.sqlite'), { shared: true })
    cache.exec('DELETE FROM snapshot; DELETE FROM snapshot_text')
    cache.close()
    expect(await looked(data)).toMatch(/^0\n[^]*snapshots: 1 compared[^]*Nothing is damaged/)
    expect((await stateOf(server)).snapshots).toEqual(before.snapshots)
    expect((await server.parts.snapshots.sidecar(before.snapshots[0]?.split(' ')[0] ?? ''))?.texts).toHaveLength(texts)
    // One letter of a text that was frozen, and one row of a table: each at its own place, while the server runs.
    const second = openDatabase(join(data, 'tablee.sqlite'), { shared: true })
    second.exec(`UPDATE snapshot_text SET text = text || '.' WHERE digest = (SELECT min(digest) FROM snapshot_text)`)
    second.exec(
      `UPDATE journal_row SET author = 'nobody' WHERE document = (SELECT id FROM journal_document WHERE name = 'board:${server.board(2, 2)}') AND seq = 3`,
    )
    second.close()
    const said = await looked(data)
    expect(said).toMatch(/^1\n/)
    expect(said).toMatch(/DAMAGED {2}snapshot [0-9a-f]{12}… of the whole dialogue, taken \S+: 1 of its texts/)
    expect(said).toMatch(/DAMAGED {2}board of Brussels, table 2, session 2 \(\S+\): 1 of \d+ rows/)
    await server.close()

    const torn = damaged(pageOf('1.59 '))
    const file = readFileSync(join(torn, 'tablee.sqlite'))
    const names = readdirSync(torn)
    expect(await looked(torn)).toMatch(/^1\n[^]*table 2, session 2[^]*DAMAGED {2}file: [^]*pnpm tablee restore/)
    expect(readFileSync(join(torn, 'tablee.sqlite'))).toEqual(file)
    // An empty log and its index are what any reader of the file leaves.
    expect(readdirSync(torn).filter((one) => !/-(shm|wal)$/.test(one))).toEqual(names)

    // A key cut short is named, and nothing is said to be whole; nor where it is no file.
    writeFileSync(join(data, 'server.key'), noise(16))
    const cut = await looked(data)
    expect(cut).toMatch(/^1\n[^]*DAMAGED {2}the key: \S+ is no key of a server/)
    expect(cut).not.toContain('Nothing is damaged')
    const whole = join(folder, 'broken-off')
    cpSync(sound, whole, { recursive: true })
    rmSync(join(whole, 'server.key'))
    mkdirSync(join(whole, 'server.key'))
    const broken = await looked(whole)
    expect(broken).toMatch(/^1\n[^]*DAMAGED {2}the key: \S+ can't be read as the server's key \(EISDIR\)/)
    expect(broken).not.toContain('Nothing is damaged')
  })
})
