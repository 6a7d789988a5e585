/** Files that are no backup of this dialogue, or not whole: each is refused by what it is, and nothing is changed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import { readFile, writeFile } from '@tablee/server/backup/file'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { program } from '@tablee/server/record/known'
import { startServer, type TestServer } from '../support/server.ts'
import { pageOf, square, squareOn, type Page } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-backup-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const seed = Number(process.env['BACKUP_SEED'] ?? 5)

describe('the file', () => {
  const seal = { secret: new Uint8Array(32).fill(7), check: 'ours' }
  const about = { dialogue: 'one', title: 'One', lang: 'en', at: 5, program: 'test' }
  const [source, whole, into] = ['source', 'whole', 'into'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const read = (bytes: Uint8Array, with_ = seal, dialogue = 'one') => {
    const path = join(folder, 'read')
    writeFileSync(path, bytes)
    rmSync(into, { force: true })
    return readFile(path, into, dialogue, with_, () => undefined)
  }
  let bytes: Buffer
  beforeAll(() => {
    const random = seeded(seed)
    // Some of it packs well, some not at all.
    writeFileSync(
      source,
      Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at < 2_900_000 ? at % 7 : random.below(256)))),
    )
    writeFile(source, whole, about, seal, () => undefined)
    bytes = readFileSync(whole)
  })

  it('[BAK2] gives back what was written, to the letter', () => {
    expect(read(bytes)).toMatchObject({ ok: true, head: { ...about, version: 1 } })
    expect(readFileSync(into).equals(readFileSync(source))).toBe(true)
  })
  it(`[BAK2] cut after each fiftieth of it, or longer by one byte, it is refused`, () => {
    for (let cut = 0; cut < 50; cut += 1) {
      const said = read(bytes.subarray(0, Math.floor((bytes.length * cut) / 50)))
      expect([cut, said.ok]).toEqual([cut, false])
    }
    expect(read(bytes.subarray(0, -1))).toMatchObject({ ok: false, why: 'damaged' })
    expect(read(Buffer.concat([bytes, Buffer.alloc(1)]))).toMatchObject({ ok: false, why: 'damaged' })
  })
  it(`[BAK2] with any bit turned it is refused, before anything of it is unpacked (seed ${seed})`, () => {
    const random = seeded(seed)
    for (let n = 0; n < 200; n += 1) {
      const spoilt = Buffer.from(bytes)
      // Every second one at its beginning, where it says what it is.
      const at = random.below(n % 2 === 0 ? spoilt.length : 300)
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.below(8))
      expect([n, at, read(spoilt).ok]).toEqual([n, at, false])
    }
  })
  it('[BAK2] of another dialogue, another key, a newer version, or no backup at all: each is told apart', () => {
    expect(read(bytes, seal, 'another')).toMatchObject({ ok: false, why: 'other-dialogue', head: { title: 'One' } })
    expect(read(bytes, { ...seal, check: 'theirs' })).toMatchObject({ ok: false, why: 'other-key' })
    // Whoever has the file and not the key cannot make it say something else.
    expect(read(bytes, { ...seal, secret: new Uint8Array(32) })).toMatchObject({ ok: false, why: 'damaged' })
    const newer = Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":2'), 'latin1')
    expect(read(newer)).toMatchObject({ ok: false, why: 'newer', head: { title: 'One' } })
    for (const none of ['', 'TABLEE', '\x89PNG\r\n', 'SQLite format 3\0'])
      expect(read(Buffer.from(none))).toMatchObject({ ok: false, why: 'not-a-backup' })
  })
})

describe('an upload', () => {
  let server: TestServer
  let page: Page
  let bytes: Uint8Array
  beforeAll(async () => {
    server = await startServer({ dir: join(folder, 'data') })
    page = pageOf(server, server.dialogue, (await server.enter('organiser')).session)
    bytes = await page.take()
  })
  afterAll(() => server.close())
  const stands = () => {
    const { journal } = server.parts
    return journal
      .documents('')
      .filter((doc) => !doc.startsWith('access:'))
      .map((doc) => [doc, journal.head(doc).seq])
  }

  it('[BAK2] of what is no backup, is cut or is another dialogue’s says so and changes nothing', async () => {
    const before = stands()
    const said = async (file: Uint8Array) => (await page.upload(file)).restore
    expect(await said(Buffer.from('a letter'))).toMatchObject({ step: 'refused', why: 'not-a-backup' })
    expect(await said(new Uint8Array())).toMatchObject({ step: 'refused', why: 'not-a-backup' })
    expect(await said(bytes.subarray(0, bytes.length / 2))).toMatchObject({ step: 'refused', why: 'damaged' })
    const enter = await squareOn(server)
    const theirs = await pageOf(server, square, await enter('organiser')).take()
    expect(await said(theirs)).toMatchObject({
      step: 'refused',
      why: 'other-dialogue',
      title: expect.stringMatching(/./),
    })
    expect(stands()).toEqual(expect.arrayContaining(before))
  })
  it('[MVE4] of a newer program says so and changes nothing', async () => {
    const { database } = server.tablee
    const needs = (number: number) => {
      database.prepare('INSERT OR REPLACE INTO hall (dialogue, needs) VALUES (?, ?)').run(server.dialogue, number)
      return page.take()
    }
    const theirs = await needs(program + 1)
    const own = await needs(program)
    database.exec('DELETE FROM hall')
    expect((await page.upload(theirs)).restore).toMatchObject({ step: 'refused', why: 'newer' })
    expect((await page.upload(own)).restore).toMatchObject({ step: 'looked' })
  })
  it('[BAK2] of another server’s file of the same dialogue says that the cards would not fit', async () => {
    const other = await startServer({ dir: join(folder, 'other') })
    try {
      const theirs = await pageOf(other, other.dialogue, (await other.enter('organiser')).session).take()
      expect((await page.upload(theirs)).restore).toMatchObject({ step: 'refused', why: 'other-key' })
    } finally {
      await other.close()
    }
  })
  it('[BAK3] that is cut off goes on where it ended, is let go of at a word, and a part that comes twice counts once', async () => {
    const before = stands()
    const { restore } = (await page.ask('/restore', 'POST', { size: bytes.length })).body as Awaited<
      ReturnType<Page['told']>
    >
    const id = restore?.id ?? ''
    const as = (await server.enter('organiser')).session
    const at = `/api/dialogues/${server.dialogue}/restore/${id}/parts`
    const part = (from: number, to: number) => server.api(`${at}/${from}`, { as, bytes: bytes.subarray(from, to) })
    await part(0, 1000)
    for (const [from, to] of [
      [0, 1000],
      [5000, 6000],
    ] as const)
      expect((await part(from, to)).body).toMatchObject({
        restore: { step: 'receiving', got: 1000, size: bytes.length },
      })
    await page.ask('/restore', 'DELETE')
    expect((await part(1000, 2000)).status).toBe(404)
    expect(await page.told()).toMatchObject({ restore: null })
    expect(stands()).toEqual(before)
    // More than there is room for is refused before a byte of it came.
    expect((await page.ask('/restore', 'POST', { size: 9 * 2 ** 30 })).body).toMatchObject({
      restore: { step: 'refused', why: 'too-large' },
    })
    await page.ask('/restore', 'DELETE')
  })
  it('[BAK1] only its organiser takes one or puts one back', async () => {
    for (const role of ['facilitator', 'analyst', 'coordinator', 'citizen'] as const) {
      const { session } = await server.enter(role, role === 'analyst' ? undefined : 1)
      for (const [path, method] of [
        ['/backup', 'GET'],
        ['/backup', 'POST'],
        ['/restore', 'POST'],
      ] as const) {
        const reply = await pageOf(server, server.dialogue, session).ask(
          path,
          method,
          method === 'POST' ? { size: 1 } : undefined,
        )
        expect([role, path, method, reply.status]).toEqual([role, path, method, 403])
      }
    }
    const { session } = await server.enter('organiser')
    expect((await pageOf(server, 'elsewhere' as DialogueId, session).ask('/backup', 'GET')).status).toBe(404)
  })
})
