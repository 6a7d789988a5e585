/** Photos of paper on the real server: who may bring and see them, and how fast observers lose what was withdrawn. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BoardId, PhotoHash } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import type { BoardView } from '@tablee/shared/view/policy'
import { readView } from '@tablee/shared/view/read'
import { photoFiles } from '@tablee/server/photo/files'
import { createPhotos } from '@tablee/server/photo/photos'
import { backup, restore } from '@tablee/server/recovery/backup'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../view/hall.ts'
import { jpeg, jpegSegment, layPhoto, png } from './pictures.ts'
import { withinPromise } from '../support/promised.ts'

let folder: string
let server: TestServer
const providers: WebsocketProvider[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-photo-'))
  server = await startServer({ dir: join(folder, 'data') })
})
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const board = (table = 1): BoardId => server.board(table, 2)
const send = (as: string, bytes: Uint8Array, table = 1) =>
  server.api(`/api/boards/${board(table)}/photos`, { as, method: 'POST', bytes })
const get = async (path: string, as?: string) => {
  const answer = await fetch(
    `${server.url}${path}`,
    as === undefined ? {} : { headers: { authorization: `Bearer ${as}` } },
  )
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as PhotoHash
const policy = (change: Parameters<TestServer['parts']['dialogues']['setPolicy']>[1], of = board()) =>
  server.parts.dialogues.setPolicy(of, change, { author: 'facilitator', device: 'd', command: crypto.randomUUID() })
const curtain = (to: 'open' | 'drawn') =>
  server.parts.live.command(board(), { role: 'citizen', seat: null, device: 'd' } as never, {
    id: `c${crypto.randomUUID()}`,
    kind: 'curtain',
    to,
  })

const put = (hash: string, name = 'one', table = 1) =>
  server.parts.live.write(board(table), 'reporter', (doc) => layPhoto(doc, hash, name))

async function follow(
  number = 1,
): Promise<{ doc: Y.Doc; view: () => BoardView; photo: (hash: string) => Promise<number> }> {
  const path = server.link('observer').path ?? ''
  const room = server.parts.views.list(path)?.tables.find(({ table }) => table === number)?.room ?? ''
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${server.ws}/observe/${path}`, room, doc, {
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  providers.push(provider)
  await new Promise<void>((synced) => void (provider.synced ? synced() : provider.once('sync', () => synced())))
  return {
    doc,
    view: () => readView(doc),
    photo: async (hash) => {
      const { status, headers } = await get(`/api/watch/${path}/photos/${hash}`)
      // What is withdrawn must be in nobody's cache.
      if (status === 200) expect(headers.get('cache-control')).toBe('no-store')
      return status
    },
  }
}
const shownPhotos = (view: BoardView): readonly (string | null)[] =>
  Object.values(view.canvas).flatMap(({ type, photo }) => (type === 'image' ? [photo] : []))

describe('photos', () => {
  it('[PHO4] are kept under the hash of their bytes, for nobody else on this machine, before the answer', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    const photo = png(40, 30)
    const kept = await send(reporter, photo)
    expect([kept.status, kept.body]).toEqual([
      201,
      { hash: hashOf(photo), type: 'image/png', width: 40, height: 30, bytes: photo.length },
    ])
    const file = join(folder, 'data/photos', hashOf(photo))
    expect(Buffer.from(readFileSync(file)).equals(Buffer.from(photo))).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data/photos')).mode & 0o777).toBe(0o700)
    // The same photo again is the same answer, and no second file.
    expect((await send(reporter, photo)).body).toEqual(kept.body)
    expect(readdirSync(join(folder, 'data/photos'))).toEqual([hashOf(photo)])
    const got = await get(`/api/boards/${board()}/photos/${hashOf(photo)}`, reporter)
    expect([got.status, got.headers.get('content-type'), hashOf(got.bytes)]).toEqual([200, 'image/png', hashOf(photo)])
    expect(got.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('[PHO5] what is no picture, too large or carries more than a picture is refused, and leaves nothing behind', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    for (const [bytes, status, why] of [
      [new TextEncoder().encode('<svg onload="x"/>'), 422, 'photo-not-an-image'],
      [png(2049, 1), 422, 'photo-too-wide'],
      [jpeg(4, 3, [jpegSegment(0xe1, 'Exif\0\0')]), 422, 'photo-metadata'],
      [png().subarray(0, 40), 422, 'photo-damaged'],
    ] as const) {
      const reply = await send(reporter, bytes)
      expect([why, reply.status, reply.body]).toEqual([why, status, { problem: { code: 'refused', why } }])
    }
    // The answer comes before the body does: only its length was read.
    const large = await new Promise<number>((answered, failed) => {
      const asking = request(`${server.url}/api/boards/${board()}/photos`, {
        method: 'POST',
        headers: { authorization: `Bearer ${reporter}`, 'content-length': limits.photoBytes + 1 },
      })
      asking.on('response', ({ statusCode }) => answered(statusCode ?? 0)).on('error', failed)
      asking.flushHeaders()
    })
    expect(large).toBe(413)
    expect(await server.parts.photos.keep(board(), new Uint8Array(limits.photoBytes + 1), 'reporter')).toMatchObject({
      problem: { code: 'too-large', limit: limits.photoBytes },
    })
    expect(existsSync(join(folder, 'data/photos'))).toBe(false)
    const keep = (n: number) => server.parts.photos.keep(board(), png(2, 1 + n, [], n), 'reporter')
    for (let n = 1; n < limits.photos; n += 1) expect((await keep(n)).ok).toBe(true)
    // Ten at once do not each find the last place.
    const atOnce = await Promise.all(Array.from({ length: 10 }, (_, n) => keep(limits.photos + n)))
    expect(atOnce.filter(({ ok }) => ok)).toHaveLength(1)
    const full = await send(reporter, png(9, 9))
    expect(full.body).toEqual({ problem: { code: 'board-full', what: 'photos', limit: limits.photos } })
    // Another table has room of its own.
    expect((await send((await server.enter('reporter', 2)).session, png(9, 9), 2)).status).toBe(201)
  })

  it('[PHO5] a table lays twenty sheets out at once; who sends more is told when to go on', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    for (let n = 1; n <= 20; n += 1) expect((await send(reporter, png(3, n))).status).toBe(201)
    // A slow machine has earned a few more meanwhile.
    let more = await send(reporter, png(3, 21))
    for (let n = 22; more.status === 201 && n < 60; n += 1) more = await send(reporter, png(3, n))
    expect([more.status, more.body]).toEqual([429, { problem: { code: 'too-many', retryAfter: expect.any(Number) } }])
    expect((await send((await server.enter('reporter', 2)).session, png(3, 21), 2)).status).toBe(201)
  })

  it('[PHO6] a table sees its own photos and no other table’s; no observer’s session sees any', async () => {
    const [own, other] = [(await server.enter('reporter', 1)).session, (await server.enter('reporter', 2)).session]
    const photo = png(7, 7)
    await send(own, photo)
    const at = (table: number) => `/api/boards/${board(table)}/photos/${hashOf(photo)}`
    const citizen = (await server.enter('citizen', 1)).session
    expect((await get(at(1), citizen)).status).toBe(200)
    expect((await send(citizen, png(8, 8))).status).toBe(403)
    expect((await get(at(1), other)).status).toBe(403)
    expect((await get(at(2), other)).status).toBe(404)
    expect((await get(at(1), (await server.enter('observer')).session)).status).toBe(403)
    expect((await get(at(1))).status).toBe(401)
    expect((await get(`/api/boards/${board()}/photos/..%2f..%2fserver.key`, own)).status).toBe(404)
    // Damaged on the disk: not what its name says, so nothing.
    writeFileSync(join(folder, 'data/photos', hashOf(photo)), png(6, 6))
    expect((await get(at(1), own)).status).toBe(404)
  })

  it('[PHO7, CSC12] observers see a photo from its release to its withdrawal; curtain, consent and pause count within a second', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    const photo = png(40, 30)
    const hash = hashOf(photo)
    await send(reporter, photo)
    await put(hash)
    const { doc, view, photo: ask } = await follow()
    await until(doc, () => shownPhotos(view()).length === 1)
    // There is a photo; which, and what it shows, nobody is told.
    expect(shownPhotos(view())).toEqual([null])
    expect(JSON.stringify(view())).not.toContain(hash)
    expect(await ask(hash)).toBe(404)

    const within = async (change: Promise<unknown>, holds: () => boolean, then: number): Promise<void> => {
      const began = performance.now()
      await change
      await until(doc, holds)
      expect(await ask(hash)).toBe(then)
      withinPromise('a photo is shown or gone', began)
    }
    const shown = () => shownPhotos(view())[0] === hash
    const gone = () => Object.keys(view().canvas).length === 0
    await within(policy({ photos: [hash] }), shown, 200)
    await within(curtain('drawn'), gone, 404)
    await within(curtain('open'), shown, 200)
    await within(policy({ consent: false }), gone, 404)
    await within(policy({ consent: true }), shown, 200)
    await within(policy({ photos: [] }), () => shownPhotos(view())[0] === null, 404)
    // Paused: what was not shown before does not come, what was goes when it is withdrawn.
    await within(policy({ photos: [hash] }), shown, 200)
    await within(policy({ observation: 'paused' }), () => view().state === 'paused', 200)
    await within(policy({ photos: [] }), () => shownPhotos(view())[0] === null, 404)
    await policy({ observation: 'open', photos: [hash] })
    await until(doc, () => view().state === 'open' && shown())
    // Behind the curtain it is first put down: held, although its hash was released.
    await curtain('drawn')
    const second = png(50, 50)
    await send(reporter, second)
    await put(hashOf(second), 'two')
    await policy({ photos: [hash, hashOf(second)] })
    await curtain('open')
    await until(doc, () => view().state === 'open' && shown())
    expect(shownPhotos(view())).toEqual([hash])
    expect(await ask(hashOf(second))).toBe(404)
    // A revoked link sees nothing at all.
    await server.parts.access.links.revoke(server.link('observer').id)
    expect(await ask(hash)).toBe(401)
  })

  it('[PHO7] a table that names another table’s photo neither shows it nor hides it', async () => {
    const photo = png(33, 33)
    await send((await server.enter('reporter', 2)).session, photo, 2)
    // Table 1 never brought it; its canvas names it all the same, and its facilitator releases the name.
    await put(hashOf(photo))
    await policy({ photos: [hashOf(photo)] })
    const first = await follow(1)
    await until(first.doc, () => shownPhotos(first.view())[0] === hashOf(photo))
    expect(await first.photo(hashOf(photo))).toBe(404)
    await put(hashOf(photo), 'one', 2)
    await policy({ photos: [hashOf(photo)] }, board(2))
    const second = await follow(2)
    await until(second.doc, () => shownPhotos(second.view())[0] === hashOf(photo))
    expect(await second.photo(hashOf(photo))).toBe(200)
  })

  it('[PHO9] one that a hall asks for is read and hashed once, until its file changes', async () => {
    const files = photoFiles(join(folder, 'hall'), () => crypto.randomUUID())
    mkdirSync(join(folder, 'hall'))
    const photo = png(60, 60)
    await files.keep(hashOf(photo), photo)
    const first = await files.read(hashOf(photo))
    expect(first).toEqual(photo)
    expect(await files.read(hashOf(photo))).toBe(first)
    for (let n = 0; n < 20; n += 1) {
      const other = new Uint8Array(limits.photoBytes).fill(n)
      await files.keep(hashOf(other), other)
      expect(await files.read(hashOf(other))).not.toBe(null)
    }
    const again = await files.read(hashOf(photo))
    expect(again).toEqual(photo)
    expect(again).not.toBe(first)
    writeFileSync(join(folder, 'hall/photos', hashOf(photo)), png(61, 61))
    expect(await files.read(hashOf(photo))).toBe(null)
  })

  it('[PHO10] none is kept on a disk that is nearly full: people go on writing there', async () => {
    let free = 300e6
    const files = photoFiles(
      folder,
      () => crypto.randomUUID(),
      () => Promise.resolve(free),
    )
    const photos = createPhotos({ database: server.parts.database, files, clock: Date.now })
    expect(await photos.keep(board(), png(20, 20), 'reporter')).toMatchObject({ ok: true })
    free = 200e6
    expect(await photos.keep(board(), png(21, 21), 'reporter')).toEqual({
      ok: false,
      problem: { code: 'journal-unavailable' },
    })
    expect(readdirSync(join(folder, 'photos'))).toEqual([hashOf(png(20, 20))])
    // What is there already is no further photo.
    expect(await photos.keep(board(), png(20, 20), 'reporter')).toMatchObject({ ok: true })
  })

  it('[PHO5] half a photo of a server that was killed is gone with the next start', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    await send(reporter, png(5, 5))
    await server.close()
    const photos = join(folder, 'data/photos')
    writeFileSync(join(photos, `.${hashOf(png(6, 6))}.half`), png(6, 6).subarray(0, 20))
    server = await startServer({ dir: join(folder, 'data') })
    expect(readdirSync(photos)).toEqual([hashOf(png(5, 5))])
  })

  it('[PHO8] a backup holds them and a restore brings them back; those that came after it are not lost', async () => {
    const reporter = (await server.enter('reporter', 1)).session
    const [early, late] = [png(11, 11), png(12, 12)]
    await send(reporter, early)
    const [damaged, forged] = [png(13, 13), png(14, 14)]
    for (const photo of [damaged, forged]) await send(reporter, photo)
    writeFileSync(join(folder, 'data/photos', hashOf(damaged)), png(1, 1))
    const file = join(folder, 'backup.sqlite')
    backup(join(folder, 'data'), file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    // Neither what was damaged on the disk nor what was changed in the backup comes back under a name it is not.
    const opened = new DatabaseSync(file)
    opened.prepare('UPDATE backup_photo SET data = ? WHERE hash = ?').run(png(1, 1), hashOf(forged))
    expect(opened.prepare('SELECT count(*) AS n FROM backup_photo').get()).toEqual({ n: 2 })
    opened.close()
    await send(reporter, late)
    await server.close()
    rmSync(join(folder, 'data/photos', hashOf(early)))
    await restore(join(folder, 'data'), file, Date.now())
    // An empty folder gets them too.
    await restore(join(folder, 'elsewhere'), file, Date.now())
    expect(readdirSync(join(folder, 'elsewhere/photos'))).toEqual([hashOf(early)])
    expect(statSync(join(folder, 'elsewhere/photos', hashOf(early))).mode & 0o777).toBe(0o600)
    server = await startServer({ dir: join(folder, 'data') })
    const again = (await server.enter('reporter', 1)).session
    for (const photo of [early, late])
      expect((await get(`/api/boards/${board()}/photos/${hashOf(photo)}`, again)).status).toBe(200)
    const tables = server.parts.database.prepare(`SELECT name FROM sqlite_master WHERE name LIKE '%photo%'`).all()
    expect(tables.map(({ name }) => name)).toEqual(['photo'])
  })
})
