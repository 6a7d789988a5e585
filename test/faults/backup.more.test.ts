/**
 * A backup that is put back under kill -9 of the real server, at moments drawn by chance from the organiser's word until
 * well after it is done. After each the dialogue is what it was or what the backup was, whole, and the other one on the
 * server is as it was. `BACKUP_KILLS`, `KILL_SEED`.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOf, square, squareBoard, squareOn } from '../backup/page.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import type { Reply } from '../support/server.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('a dialogue’s backup', 'a node makes none: its Postgres is backed up')

const kills = Number(process.env['BACKUP_KILLS'] ?? 4)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
let server: Process
const who = { organiser: '', other: '', dialogue: '', board: '' as BoardId }
let file: Uint8Array

const api = async (
  path: string,
  { as, method, body, bytes }: { as?: string | undefined; method?: string; body?: unknown; bytes?: Uint8Array } = {},
): Promise<Reply> => {
  const sent = bytes === undefined ? (body === undefined ? null : JSON.stringify(body)) : new Uint8Array(bytes)
  const answer = await fetch(`http://localhost:${server.port}${path}`, {
    method: method ?? (sent === null ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${as}`, ...(bytes === undefined ? { 'content-type': 'application/json' } : {}) },
    body: sent,
  })
  const text = await answer.text()
  const isJson = (answer.headers.get('content-type') ?? '').includes('/json') && text !== ''
  return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
}
const page = () =>
  pageOf(
    {
      api,
      get url() {
        return `http://localhost:${server.port}`
      },
    },
    who.dialogue as typeof square,
    who.organiser,
  )
const textOf = async (board: BoardId, as: string): Promise<string> => {
  const { status, body } = await api(`/api/boards/${board}/export/argdown`, { as })
  expect(status).toBe(200)
  return String(body)
}
const put = async (text: string): Promise<void> => {
  const { status } = await api(`/api/boards/${who.board}/import?file=more.argdown`, {
    as: who.organiser,
    bytes: new TextEncoder().encode(text),
  })
  expect(status).toBe(200)
}

beforeAll(async () => {
  console.log(`backups: seed ${seed} (KILL_SEED), ${kills} kills (BACKUP_KILLS)`)
  const hall = await openDay({ dir: place.folder })
  const enter = await squareOn(hall)
  for (const { id } of hall.parts.dialogues
    .tables(hall.dialogue)
    .flatMap((table) => hall.parts.dialogues.boardsOf(table.id)))
    for (let n = 0; n < 8; n += 1)
      await entries(
        hall,
        id,
        Array.from({ length: 12 }, (_, at) => `On ${id}, ${n} ${at}`),
      )
  const runner = await runnerAt(hall, 1)
  await phoneAt(hall, 1, 'T1-01')
  Object.assign(who, {
    organiser: (await hall.enter('organiser')).session,
    other: await enter('organiser'),
    dialogue: hall.dialogue,
    board: runner.board,
  })
  await hall.close()
  server = await Process.start(place.folder)
  file = await page().take()
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

it('[BAK8] kill -9 at any moment leaves the dialogue as it was or as the backup was, whole, and the other one untouched', {
  skip: skipped,
  timeout: 600_000,
}, async () => {
  const other = await textOf(squareBoard, who.other)
  const then = await textOf(who.board, who.organiser)
  let took = 1_500
  const found = { before: 0, after: 0 }
  for (let n = 0; n < kills; n += 1) {
    await put(`[Added ${n}]: in round ${n}\n`)
    const before = await textOf(who.board, who.organiser)
    expect(before).toContain(`in round ${n}`)
    expect((await page().upload(file, 1024 * 1024)).restore).toMatchObject({ step: 'looked' })
    const { restore } = await page().told()
    const began = performance.now()
    const done = api(`/api/dialogues/${who.dialogue}/restore/${restore?.id}`, { as: who.organiser, method: 'POST' })
    if (n === 0) {
      // How long it takes undisturbed is what the others draw their moment from.
      await done
      await page().patient()
      for (let told: BackupAnswer | null = null; told === null || told.restore !== null; told = await page().patient())
        await new Promise((again) => setTimeout(again, 10))
      took = performance.now() - began
    } else await new Promise((go) => setTimeout(go, random() * took * 1.3))
    await done.catch(() => undefined)
    expect((await server.running.kill()).signal).toBe('SIGKILL')
    server = await Process.start(place.folder, n % 2 === 0 ? 'aside' : 'measure')
    const now = await textOf(who.board, who.organiser)
    expect([before, then]).toContain(now)
    found[now === then ? 'after' : 'before'] += 1
    expect(await textOf(squareBoard, who.other)).toBe(other)
    const { damage } = (await api('/api/recovery', { as: who.organiser })).body as { damage?: object }
    expect(damage).toBeUndefined()
    expect(await page().told()).toMatchObject({ restore: null, making: null })
    if (now !== then) {
      // Whoever was cut off does it again.
      await page().upload(file, 1024 * 1024)
      await page().put()
      expect(await textOf(who.board, who.organiser)).toBe(then)
    }
  }
  console.log(`backups: ${kills} kills within ${Math.round(took * 1.3)} ms:`, found)
  const { kept } = await page().told()
  expect(kept.length).toBeGreaterThan(0)
})
