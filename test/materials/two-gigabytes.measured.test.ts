/**
 * What a hall brings on the evening before, and shows while it writes: two gigabytes over a bad line, and many who look.
 * `MATERIAL_BYTES` of that film; from 768 MiB on, one that is kept in memory breaks the limit of it as well.
 */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { mostBytes } from '@tablee/shared/materials/faults'
import type { Me, SessionAnswer } from '@tablee/shared/wire/access'
import type { Materials } from '@tablee/shared/wire/materials'
import type { MediaTicket, UploadTold } from '@tablee/shared/wire/uploads'
import { afterAll, describe, expect, it } from 'vitest'
import { Device, newFolder, Process } from '../faults/tablee.ts'
import { Running } from '../faults/process.ts'
import { longFilm, type LongFilm } from './long.ts'
import { offsetOf, send } from './sending.ts'

const { folder, remove } = newFolder()
let server: Process
afterAll(async () => {
  await server.running.kill('SIGTERM')
  remove()
})
const url = (path: string): string => `http://localhost:${server.port}${path}`
/** What the process has in memory now, in MiB. */
const memory = (): number => {
  const [, resident = '0'] = readFileSync(`/proc/${server.running.child.pid}/statm`, 'utf8').split(' ')
  return Math.round((Number(resident) * 4_096) / 1024 ** 2)
}
/** The same, of one that may have been killed just now. */
const memoryIf = (): number => {
  try {
    return memory()
  } catch {
    return 0
  }
}
const get = async <T>(path: string, as: string): Promise<T> =>
  (await (await fetch(url(path), { headers: { Authorization: `Bearer ${as}` } })).json()) as T
/** How large the film of the evening before is. */
const evening = Number(process.env['MATERIAL_BYTES'] ?? mostBytes)
const size = `${(evening / 1024 ** 3).toFixed(2)} GiB`
let organiser = ''
let dialogue = ''
const at = (): string => `/api/dialogues/${dialogue}`

async function enter(): Promise<void> {
  const [token = ''] = await server.tokens(/organiser/i)
  const { session } = await server.post<SessionAnswer>('/api/sessions', { token, device: 'desk' })
  organiser = session
  dialogue = (await get<Me>('/api/me', organiser)).dialogue
}
async function begin(film: LongFilm): Promise<string> {
  const begun = await fetch(url(`${at()}/uploads`), {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${organiser}`,
      'Upload-Length': String(film.size),
      'Upload-Metadata': `filename ${Buffer.from('film.mp4').toString('base64')}`,
    },
  })
  if (begun.status !== 201) throw new Error(`${begun.status} ${await begun.text()}`)
  return ((await begun.json()) as UploadTold).id
}
/** How long letters are typed while films come and go: `MATERIAL_SECONDS`. */
const seconds = Number(process.env['MATERIAL_SECONDS'] ?? 25)
let count = 0
const does = (body: object): Promise<Materials> =>
  server.post<Materials>(`${at()}/materials`, { id: `does-${(count += 1)}`, ...body }, organiser)
async function put(id: string, upload: string): Promise<Materials> {
  await does({ id, kind: 'add', of: 'film', title: { en: id } })
  for (;;) {
    try {
      return await does({ kind: 'put-file', material: id, upload, lang: null })
    } catch (cause) {
      if (!String(cause).includes('not-yet')) throw cause
    }
  }
}
async function sumOf(file: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const part of createReadStream(file)) sum.update(part as Buffer)
  return sum.digest('hex')
}

describe('two gigabytes', () => {
  it(`[MAT18] an upload of ${size} that is broken ten times, the server killed in between, arrives whole and takes no memory`, async () => {
    server = await Process.start(folder)
    await enter()
    const film = longFilm(evening)
    const upload = await begin(film)
    const path = `${at()}/uploads/${upload}`
    const kinds = ['cut', 'killed', 'hangs', 'cut', 'killed', 'ended', 'cut', 'hangs', 'killed', 'cut'] as const
    let [resent, peak] = [0, 0]
    const began = performance.now()
    for (const [n, how] of kinds.entries()) {
      const from = await offsetOf(url(path), organiser)
      const until = Math.floor((film.size * (n + 1)) / (kinds.length + 1)) + n * 7_919
      let reached = from
      const sending = send(url(path), organiser, film, {
        from,
        to: film.size,
        at(position, asking) {
          reached = position
          if (position % (64 * 1024 * 1024) < 256 * 1024) peak = Math.max(peak, memoryIf())
          if (position < until) return true
          if (how === 'cut') asking.destroy()
          if (how === 'killed') void server.running.kill()
          if (how === 'ended') void server.running.kill('SIGTERM')
          return false
        },
      })
      if (how !== 'hangs') await sending
      // What hangs is left hanging: the next one comes all the same.
      else while (reached < until) await new Promise((again) => setTimeout(again, 10))
      if (how === 'killed' || how === 'ended') {
        peak = Math.max(
          peak,
          server.running.child.exitCode === null && server.running.child.signalCode === null ? memory() : 0,
        )
        await server.running.ended
        server = await Process.start(folder)
      }
      peak = Math.max(peak, memory())
      const now = await offsetOf(url(path), organiser)
      expect(now, `${how} at ${reached}`).toBeGreaterThan(from)
      resent += Math.max(0, reached - now)
    }
    for (let from = await offsetOf(url(path), organiser); from < film.size; from = await offsetOf(url(path), organiser))
      await send(url(path), organiser, film, { from, to: film.size })
    peak = Math.max(peak, memory())
    const sent = performance.now() - began
    const told = await put('evening', upload)
    const all = performance.now() - began
    peak = Math.max(peak, memory())
    const [file] = told.materials.find(({ id }) => id === 'evening')?.files ?? []
    const hash = film.hash()
    expect(file).toMatchObject({ hash, bytes: evening, seconds: 3_600 })
    expect(await sumOf(join(folder, 'materials', hash))).toBe(hash)
    console.log(
      `materials: ${size}, broken ten times (${kinds.join(', ')}): sent in ${(sent / 1_000).toFixed(1)} s, there after ${(all / 1_000).toFixed(1)} s; ${(resent / 1024 ** 2).toFixed(1)} MiB sent twice; the server had ${peak} MiB at most`,
    )
    expect(peak).toBeLessThan(600)
    await does({ kind: 'remove', material: 'evening' })
  }, 600_000)

  it('[MAT18] 300 MB by ranges are correct to the byte; while 20 read and 1.6 GB come in, letters are saved as ever', async () => {
    const film = longFilm(300_000_000)
    const upload = await begin(film)
    for (let from = 0; from < film.size; from = await offsetOf(url(`${at()}/uploads/${upload}`), organiser))
      await send(url(`${at()}/uploads/${upload}`), organiser, film, { from, to: film.size })
    const told = await put('wall', upload)
    const hash = told.materials.find(({ id }) => id === 'wall')?.files[0]?.hash ?? ''
    const { ticket } = await get<MediaTicket>(`${at()}/media`, organiser)
    const address = url(`${at()}/media/${ticket}/${hash}`)
    const sum = createHash('sha256')
    const began = performance.now()
    for (let from = 0; from < film.size; from += 8_000_000) {
      const to = Math.min(film.size, from + 8_000_000) - 1
      const answer = await fetch(address, { headers: { Range: `bytes=${from}-${to}` } })
      expect(answer.status).toBe(206)
      sum.update(Buffer.from(await answer.arrayBuffer()))
      // As a player asks, not faster than a browser may.
      await new Promise((next) => setTimeout(next, 60))
    }
    const took = performance.now() - began
    expect(sum.digest('hex')).toBe(film.hash())

    const [card = ''] = await server.tokens(/, edit\b/)
    const device = await Device.enter(server, card, 'typist')
    const doc = newBoardDoc()
    const editor = await device.open(server, doc)
    let letters = 0
    const type = async (until: (n: number) => boolean): Promise<readonly number[]> => {
      const times: number[] = []
      for (let n = 0; !until(n); n += 1) {
        const pressed = performance.now()
        addNode(
          doc,
          { who: 'facilitator', why: 'add' },
          { id: `typed-${(letters += 1)}` as NodeId, kind: 'position', wording: 'a', lang: 'en' as Lang, at: 1 },
        )
        await editor.saved()
        times.push(performance.now() - pressed)
        await new Promise((next) => setTimeout(next, 20))
      }
      return times.sort((a, b) => a - b)
    }
    const part = (times: readonly number[], of: number): number => times[Math.floor(times.length * of)] ?? 0
    const alone = await type((n) => n === seconds * 12)

    const second = await begin(longFilm(1_600_000_000))
    const wall = await watchPath()
    const load = new Running(new URL('./load-child.ts', import.meta.url), [
      url(`${at()}/uploads/${second}`),
      organiser,
      '1600000000',
      url(`/api/watch/${wall}/media/${hash}`),
      String(film.size),
      '20',
    ])
    await load.line((line) => line === 'loading')
    const until = Date.now() + seconds * 1_000
    const loaded = await type(() => Date.now() > until)
    await load.kill('SIGTERM')
    const done = JSON.parse(load.lines.find((line) => line.startsWith('{')) ?? '{}') as {
      brought: number
      given: number
      wrong: number
    }
    const mb = (bytes: number): string => (bytes / seconds / 1e6).toFixed(0)
    console.log(
      `materials: 300 MB by ranges in ${(took / 1_000).toFixed(1)} s, correct; letters saved alone p50 ${part(alone, 0.5).toFixed(1)} p99 ${part(alone, 0.99).toFixed(1)} ms; with ${mb(done.brought)} MB/s in and ${mb(done.given)} MB/s out to 20 readers p50 ${part(loaded, 0.5).toFixed(1)} p99 ${part(loaded, 0.99).toFixed(1)} max ${part(loaded, 0.9999).toFixed(1)} ms (${loaded.length} letters); ${memory()} MiB`,
    )
    expect(done.wrong).toBe(0)
    expect(done.brought).toBeGreaterThan(0)
    expect(done.given).toBeGreaterThan(0)
    expect(editor.closed).toBeNull()
    expect(part(loaded, 0.99)).toBeLessThan(Math.max(250, part(alone, 0.99) * 10))
    expect(memory()).toBeLessThan(700)
  }, 300_000)
})

/** By which who watches comes in; the film is started, or they would have nothing. */
async function watchPath(): Promise<string> {
  const line = await server.running.line((one) => one.includes('/watch/'))
  const { sites } = await get<{ sites: { id: string }[] }>(at(), organiser)
  const start = { id: 'start-wall', kind: 'start', material: 'wall', sites: 'all' }
  await server.post(`${at()}/sites/${sites[0]?.id ?? ''}/playing`, start, organiser)
  return /\/watch\/(\w+)/.exec(line)?.[1] ?? ''
}
