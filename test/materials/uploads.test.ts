/** Files come in piece by piece: broken off, begun again, restarted in between, lied about, too much for dialogue or disk. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultIn, mostBytes } from '@tablee/shared/materials/faults'
import type { Materials } from '@tablee/shared/wire/materials'
import type { Uploads, UploadTold } from '@tablee/shared/wire/uploads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../support/everyRoute.ts'
import { startServer, type Reply, type TestServer } from '../support/server.ts'
import { bringing, type Bringing } from './bring.ts'
import { mp4, pdf, srt, vtt } from './files.ts'

const gib = 1024 ** 3
const dir = mkdtempSync(join(tmpdir(), 'materials-'))
let now = Date.UTC(2026, 10, 28, 9)
let disk = 100 * gib
let server: TestServer
let hands: Bringing
let organiser: string
const start = async (): Promise<void> => {
  server = await startServer({ dir, clock: () => now, free: () => Promise.resolve(disk) })
  organiser = server.link('organiser').token
  hands = bringing(server, organiser)
}
beforeAll(start, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(dir, { recursive: true, force: true })
})
const restart = async (): Promise<void> => {
  await server.close()
  await start()
}
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const read = async (): Promise<Materials> =>
  (await server.api(`/api/dialogues/${server.dialogue}/materials`, { as: organiser })).body as Materials
const room = async (): Promise<Uploads> =>
  (await server.api(`/api/dialogues/${server.dialogue}/uploads`, { as: organiser })).body as Uploads
const begun = async (length: number): Promise<UploadTold> => (await (await hands.begin(length)).json()) as UploadTold
const problem = async (answer: Response): Promise<{ code: string; why?: string }> =>
  ((await answer.json()) as { problem: { code: string; why?: string } }).problem
const lies = (hash: string): boolean => existsSync(join(dir, 'materials', hash))
const film = mp4({ media: randomBytes(60_000) })

describe('bringing a file', () => {
  it('[MAT9] comes in parts, each from where the last one ended, over a restart, and is what its bytes say', async () => {
    const began = await hands.begin(film.length, '../../etc/Au port\u0000.mp4')
    expect(began.status).toBe(201)
    expect(began.headers.get('tus-resumable')).toBe('1.0.0')
    const { id, name } = (await began.json()) as UploadTold
    expect(began.headers.get('location')).toBe(`uploads/${id}`)
    expect(name).toBe('Au port.mp4')
    expect((await hands.patch(id, 0, film.subarray(0, 10_000))).headers.get('upload-offset')).toBe('10000')
    await restart()
    const head = await hands.head(id)
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '10000',
      String(film.length),
    ])
    expect(Date.parse(head.headers.get('upload-expires') ?? '')).toBeGreaterThan(now)
    expect((await hands.patch(id, 10_000, film.subarray(10_000))).status).toBe(204)
    expect(await hands.looked(id)).toMatchObject({ state: 'ready', type: 'video/mp4', why: null })
    // Whole and looked at, it waits for somebody to put it where it belongs; over a restart too.
    await restart()
    expect(await hands.looked(id)).toMatchObject({ state: 'ready' })
    await hands.does({ id: 'harbour', kind: 'add', of: 'film', title: { en: 'The harbour' } })
    const put = await hands.does({ kind: 'put-file', material: 'harbour', upload: id, lang: null })
    expect(put.status).toBe(200)
    const file = (put.body as Materials).materials[0]?.files[0]
    expect(file).toMatchObject({ hash: sha(film), bytes: film.length, seconds: 12, name: 'Au port.mp4' })
    expect(readFileSync(join(dir, 'materials', sha(film))).equals(film)).toBe(true)
    expect((await room()).uploads).toEqual([])
    expect((await room()).used).toBe(film.length)
    expect(readdirSync(join(dir, 'materials', 'coming'))).toEqual([])
  })

  it('[MAT9] half of what a process was about to keep when it was killed is gone with the next start', async () => {
    const half = join(dir, 'materials', `.${sha(new Uint8Array(1))}.restored`)
    writeFileSync(half, film.subarray(0, 20))
    await restart()
    expect(existsSync(half)).toBe(false)
    expect(lies(sha(film))).toBe(true)
  })

  it('[MAT9] a part that lies about where it begins, how long it is or what it is changes nothing', async () => {
    const { id } = await begun(1_000)
    const bytes = new Uint8Array(600)
    await hands.patch(id, 0, bytes)
    expect((await hands.patch(id, 500, bytes)).status).toBe(409)
    expect((await hands.patch(id, 700, bytes)).status).toBe(409)
    for (const offset of ['-1', '1e3', '0x1', '', '600 ', '99999999999999999999'])
      expect([offset, (await hands.patch(id, offset, new Uint8Array(1))).status]).toEqual([
        offset,
        offset === '600 ' ? 204 : 400,
      ])
    expect((await hands.patch(id, 601, new Uint8Array(400))).status).toBe(413)
    expect((await hands.patch(id, 601, bytes, { headers: { 'Content-Type': 'text/html' } })).status).toBe(400)
    expect((await hands.patch(id, 601, bytes, { headers: { 'Tus-Resumable': '0.2.2' } })).status).toBe(400)
    expect((await hands.patch('nobody', 0, bytes)).status).toBe(404)
    expect((await hands.read(id)).offset).toBe(601)
    expect((await hands.drop(id)).status).toBe(204)
    expect((await hands.head(id)).status).toBe(404)
  })

  it('[MAT9] of a part without a length that is longer than its upload nothing counts', async () => {
    const { id } = await begun(1_000)
    const port = Number(new URL(server.url).port)
    const answer = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(port, 'localhost', () => {
        socket.write(
          `PATCH /api/dialogues/${server.dialogue}/uploads/${id} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${organiser}\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n`,
        )
        for (let n = 0; n < 3; n += 1) socket.write(`190\r\n${'x'.repeat(400)}\r\n`)
        socket.write('0\r\n\r\n')
      })
      socket.on('data', (bytes) => {
        heard += bytes.toString()
        if (heard.includes('\r\n\r\n')) socket.destroy()
      })
      socket.on('close', () => resolve(heard))
    })
    expect(answer).toContain('413')
    expect((await hands.read(id)).offset).toBe(0)
    await hands.drop(id)
  })

  it('[MAT10] a line that was cut leaves what had come; one that hangs gives way to the next part', async () => {
    const bytes = mp4({ media: randomBytes(3_000_000) })
    const { id } = await begun(bytes.length)
    const port = Number(new URL(server.url).port)
    const say = (offset: number, length: number): string =>
      `PATCH /api/dialogues/${server.dialogue}/uploads/${id} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${organiser}\r\nUpload-Offset: ${offset}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${length}\r\n\r\n`
    const opened = async (from: number, sent: number) => {
      const socket = connect(port, 'localhost')
      socket.on('error', () => undefined)
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(say(from, bytes.length - from))
      await new Promise((resolve) => socket.write(bytes.subarray(from, from + sent), resolve))
      return socket
    }
    const cut = await opened(0, 1_200_000)
    cut.destroy()
    const at = Number((await hands.head(id)).headers.get('upload-offset'))
    expect(at).toBeLessThanOrEqual(1_200_000)
    // A second line that hangs in the middle of its part: nobody waits half a minute for it.
    const hangs = await opened(at, 700_000)
    const began = Date.now()
    let offset = at
    while (offset < at + 1) {
      offset = Number((await hands.head(id)).headers.get('upload-offset'))
      const sent = await hands.patch(id, offset, bytes.subarray(offset))
      offset = sent.status === 204 ? Number(sent.headers.get('upload-offset')) : at
    }
    expect(Date.now() - began).toBeLessThan(10_000)
    hangs.destroy()
    expect(offset).toBe(bytes.length)
    expect(await hands.looked(id)).toMatchObject({ state: 'ready' })
    expect(sha(readFileSync(join(dir, 'materials', 'coming', id)))).toBe(sha(bytes))
    await hands.drop(id)
  })

  it('[MAT10] of two parts that are sent at once one counts, and the file is whole', async () => {
    const { id } = await begun(film.length)
    const half = Math.floor(film.length / 2)
    const both = await Promise.all([
      hands.patch(id, 0, film.subarray(0, half)),
      hands.patch(id, 0, film.subarray(0, half)),
    ])
    expect(both.map(({ status }) => status).filter((status) => status !== 204 && status !== 409)).toEqual([])
    const { offset } = await hands.read(id)
    expect((await hands.patch(id, offset, film.subarray(offset))).status).toBe(204)
    expect(await hands.looked(id)).toMatchObject({ state: 'ready' })
    await hands.drop(id)
  })

  it('[MAT11] two gigabytes for a dialogue, with what is on its way; three are refused before a byte is sent', async () => {
    for (const length of ['3221225472', '-5', '1.5', 'many', '', '0']) {
      const answer = await hands.begin(length)
      expect([length, answer.status, (await problem(answer)).code]).toEqual([
        length,
        ...(length === '3221225472' ? [413, 'too-large'] : length === '0' ? [422, 'refused'] : [400, 'bad-request']),
      ])
    }
    const first = await begun(mostBytes - film.length - 10)
    const second = await hands.begin(11)
    expect([second.status, await problem(second)]).toEqual([422, { code: 'refused', why: 'material-dialogue-full' }])
    expect((await hands.begin(10)).status).toBe(201)
    expect(await room()).toMatchObject({ used: mostBytes, limit: mostBytes })
    for (const { id } of (await room()).uploads) await hands.drop(id)
    expect((await hands.head(first.id)).status).toBe(404)
  })

  it('[MAT11] the disk keeps enough for what people write: said before, and where it fills up in the middle', async () => {
    disk = 280 * 1024 ** 2
    const much = await hands.begin(100 * 1024 ** 2)
    expect([much.status, await problem(much)]).toEqual([422, { code: 'refused', why: 'material-disk-full' }])
    const { id } = await begun(20 * 1024 ** 2)
    // What is promised to one is not promised to the next.
    expect((await hands.begin(10 * 1024 ** 2)).status).toBe(422)
    expect((await room()).free).toBe(4 * 1024 ** 2)
    const bytes = new Uint8Array(20 * 1024 ** 2)
    disk = 100 * 1024 ** 2
    const stopped = await hands.patch(id, 0, bytes)
    expect([stopped.status, await problem(stopped)]).toEqual([422, { code: 'refused', why: 'material-disk-full' }])
    const { offset } = await hands.read(id)
    expect(offset).toBeGreaterThan(0)
    disk = 100 * gib
    // With room again it goes on where it was.
    expect((await hands.patch(id, offset, bytes.subarray(offset))).status).toBe(204)
    await hands.drop(id)
  })

  it('[MAT12] an upload that nobody goes on with is forgotten after two days, its bytes with it', async () => {
    const { id } = await begun(5_000)
    await hands.patch(id, 0, new Uint8Array(100))
    now += 47 * 3_600_000
    server.tablee.halls.all()[0]?.materials.store.uploads.tend()
    expect((await hands.read(id)).offset).toBe(100)
    now += 2 * 3_600_000
    server.tablee.halls.all()[0]?.materials.store.uploads.tend()
    expect((await hands.head(id)).status).toBe(404)
    expect(readdirSync(join(dir, 'materials', 'coming'))).toEqual([])
  })

  it('[MAT8] what is not what its material wants is refused where it is put, and stays to be put elsewhere', async () => {
    const slides = await hands.bring(pdf(), 'talk.pdf')
    const into = { kind: 'put-file', material: 'harbour', upload: slides, lang: 'fr' }
    const wrong: Reply = await hands.does(into)
    expect([wrong.status, wrong.body]).toMatchObject([422, { problem: { why: 'material-wrong-kind' } }])
    expect([faultIn('material-wrong-kind'), faultIn('photo-moving')]).toEqual(['wrong-kind', null])
    expect(codeOf(await hands.does({ kind: 'put-captions', material: 'harbour', upload: slides, lang: 'fr' }))).toBe(
      'refused',
    )
    await hands.does({ id: 'talk', kind: 'add', of: 'slides', title: { en: 'The talk' } })
    expect((await hands.does({ ...into, material: 'talk' })).status).toBe(200)
    const page = await hands.bring(new TextEncoder().encode('<html><script>1</script>'), 'film.mp4')
    expect((await hands.does({ kind: 'put-file', material: 'talk', upload: page, lang: null })).body).toMatchObject({
      problem: { why: 'material-not-known' },
    })
    await hands.drop(page)
  })

  it('[MAT8] captions are kept as WebVTT, whatever they came as', async () => {
    for (const [lang, bytes] of [
      ['fr', srt('Au port <script>')],
      ['de', vtt('Am Hafen')],
    ] as const) {
      const upload = await hands.bring(bytes, `harbour.${lang}`)
      expect((await hands.does({ kind: 'put-captions', material: 'harbour', upload, lang })).status).toBe(200)
    }
    const { captions } = (await read()).materials.find(({ id }) => id === 'harbour') ?? { captions: [] }
    expect(captions.map(({ lang }) => lang)).toEqual(['fr', 'de'])
    const text = readFileSync(join(dir, 'materials', captions[0]?.hash ?? ''), 'utf8')
    expect(text).toMatch(/^WEBVTT\n\n00:00:01\.000 --> 00:00:04\.000\nAu port/)
    expect(text).not.toContain('<')
  })

  it('[MAT13] bytes leave the disk when no material names them any more, and not before', async () => {
    const again = await hands.material(film, { title: 'The same film', lang: 'en' })
    expect(again.hash).toBe(sha(film))
    // The same bytes twice count once.
    expect((await room()).used).toBeLessThan(film.length + 5_000)
    await hands.does({ kind: 'remove', material: again.id })
    expect(lies(sha(film))).toBe(true)
    const captions = (await read()).materials.find(({ id }) => id === 'harbour')?.captions ?? []
    await hands.does({ kind: 'take-file', material: 'harbour', hash: captions[0]?.hash })
    await hands.does({ kind: 'remove', material: 'harbour' })
    while (lies(sha(film)) || captions.some(({ hash }) => lies(hash)))
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await room()).used).toBe(pdf().length)
  })

  it('[MAT13] what was taken away goes at the next start where the process was killed before it could', async () => {
    const { hash, id } = await hands.material(mp4({ seconds: 77 }), { title: 'Gone' })
    const bytes = readFileSync(join(dir, 'materials', hash))
    await hands.does({ kind: 'remove', material: id })
    while (lies(hash)) await new Promise((resolve) => setTimeout(resolve, 5))
    await server.close()
    writeFileSync(join(dir, 'materials', hash), bytes)
    // Of what no row ever named nobody here knows whose it is.
    writeFileSync(join(dir, 'materials', '0'.repeat(64)), 'somebody’s')
    await start()
    while (lies(hash)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(lies('0'.repeat(64))).toBe(true)
  })

  it('[MAT9] the same command twice puts once; an upload that is put is over', async () => {
    const upload = await hands.bring(mp4({ seconds: 60 }))
    await hands.does({ id: 'short', kind: 'add', of: 'film', title: { en: 'Short' } })
    const put = { id: 'put-short', kind: 'put-file', material: 'short', upload, lang: null }
    for (let time = 0; time < 2; time += 1) expect((await hands.does(put)).status).toBe(200)
    expect((await read()).materials.find(({ id }) => id === 'short')?.files).toHaveLength(1)
    expect((await hands.does({ ...put, id: 'put-again' })).status).toBe(404)
    expect((await hands.head(upload)).status).toBe(404)
  })

  it('[MAT9] called off while it is put: it is there with its bytes, or it is not there', async () => {
    await hands.does({ id: 'hurried', kind: 'add', of: 'film', title: { en: 'Hurried' } })
    for (let time = 0; time < 12; time += 1) {
      const bytes = mp4({ media: randomBytes(2_000 + time) })
      const upload = await hands.bring(bytes)
      await hands.looked(upload)
      // The word goes first and its answer is on its way: at another moment of it each time.
      const put = hands.does({ kind: 'put-file', material: 'hurried', upload, lang: null })
      for (let turns = 0; turns < time; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      await Promise.all([put, hands.drop(upload)])
      const files = (await read()).materials.find(({ id }) => id === 'hurried')?.files ?? []
      expect([time, files.map(({ hash }) => lies(hash))]).toEqual([time, files.map(() => true)])
    }
  })

  it('[MAT9] nobody but the organiser brings, reads or gives up an upload', async () => {
    const { id } = await begun(100)
    for (const role of ['facilitator', 'reporter', 'citizen', 'head'] as const) {
      const other = bringing(server, (await server.enter(role, 1)).session)
      expect((await other.begin(10)).status).toBe(403)
      expect((await other.patch(id, 0, new Uint8Array(10))).status).toBe(403)
      expect((await other.head(id)).status).toBe(403)
      expect((await other.drop(id)).status).toBe(403)
    }
    expect((await hands.read(id)).offset).toBe(0)
  })
})
