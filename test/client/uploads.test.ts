/** Files on their way from the organiser's page, under virtual time: breaks, holds, a page that is loaded anew, a refusal. */
import type { Lang } from '@tablee/shared/ids'
import { faultyLine, readCaptions } from '@tablee/shared/materials/captions'
import { ok } from '@tablee/shared/problem'
import type { ClientProblem } from '@tablee/client/link/api'
import { kindOf, languageOf, titleOf } from '@tablee/client/organise/materials/from-name'
import { paceAfter, secondsLeft, type Pace } from '@tablee/client/organise/materials/pace'
import type { Ears, Send } from '@tablee/client/organise/materials/sending'
import { keepUnfinished, type Target } from '@tablee/client/organise/materials/unfinished'
import { openUploads, type Uploads } from '@tablee/client/organise/materials/uploads'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const target = (material: string, lang: Lang | null = null): Target => ({ material, lang, what: 'file' })
const aFile = (name: string, size = 10): File => new File([new Uint8Array(size)], name, { lastModified: 5 })

/** A server that keeps bytes, and a page whose time stands still until the test moves it. */
function aPage(stored = new Map<string, string>()) {
  let at = 0
  const timers = new Set<{ due: number; run: () => void }>()
  const online = new Set<() => void>()
  const there = new Map<string, number>()
  const forgotten: string[] = []
  const lines: { readonly url: string; readonly file: File; readonly ears: Ears }[] = []
  const refuses: { put: ClientProblem | null } = { put: null }
  const put: string[] = []
  const send: Send = (file, url, _about, ears) => {
    const place = url ?? `/uploads/${there.size + 1}`
    if (url === null) {
      there.set(place, 0)
      ears.placed(place)
    } else if (!there.has(place)) queueMicrotask(() => ears.failed({ code: 'not-found', what: 'upload' }))
    const line = { url: place, file, ears }
    lines.push(line)
    return { stop: () => void lines.splice(lines.indexOf(line), 1) }
  }
  const uploads = openUploads({
    send,
    put: async ({ material, lang }, url) => {
      if (refuses.put !== null) return { ok: false, problem: refuses.put }
      put.push(`${material} ${lang ?? 'all'} ${url}`)
      return ok(null)
    },
    forget: async (url) => forgotten.push(url),
    newId: () => 'one',
    lineOf: async (file) => faultyLine(await file.text()),
    kept: keepUnfinished(
      {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      'd1',
    ),
    world: {
      now: () => at,
      chance: () => 1,
      later(milliseconds, run) {
        const timer = { due: at + milliseconds, run }
        timers.add(timer)
        return () => void timers.delete(timer)
      },
      onOnline(run) {
        online.add(run)
        return () => void online.delete(run)
      },
    },
  })
  return {
    uploads,
    there,
    forgotten,
    refuses,
    put,
    stored,
    lines,
    pass(milliseconds: number) {
      const until = at + milliseconds
      for (;;) {
        const next = [...timers].sort((a, b) => a.due - b.due)[0]
        if (next === undefined || next.due > until) break
        timers.delete(next)
        at = next.due
        next.run()
      }
      at = until
    },
    online: () => [...online].forEach((run) => run()),
    /** So many bytes more arrive of the file that is on its way. */
    async bytes(n: number) {
      const line = lines.at(-1)
      if (line === undefined) throw new Error('nothing is on its way')
      const now = Math.min(line.file.size, (there.get(line.url) ?? 0) + n)
      there.set(line.url, now)
      line.ears.moved(now)
      if (now === line.file.size) line.ears.arrived(line.url)
      await Promise.resolve()
      await Promise.resolve()
    },
    breaks: (problem: ClientProblem = { code: 'offline' }) => lines.at(-1)?.ears.failed(problem),
  }
}
const stands = (uploads: Uploads) => uploads.now().map(({ name, is, sent }) => `${name} ${is} ${sent}`)

describe('files that are uploaded from the organiser’s page', () => {
  it('[MAT70] go one after the other, and a broken line costs nothing that is there, however often it breaks', async () => {
    const page = aPage()
    page.uploads.add(aFile('film.mp4', 100), target('m1'))
    page.uploads.add(aFile('leaflet_fr.pdf'), target('m2', 'fr' as Lang))
    expect(stands(page.uploads)).toEqual(['film.mp4 sends 0', 'leaflet_fr.pdf waits 0'])
    for (let times = 1; times <= 9; times += 1) {
      await page.bytes(10)
      page.breaks()
      expect(stands(page.uploads)[0]).toBe(`film.mp4 away ${times * 10}`)
      page.pass(15_000)
      expect(page.lines).toHaveLength(1)
    }
    await page.bytes(10)
    expect(page.put).toEqual(['m1 all /uploads/1'])
    expect(stands(page.uploads)).toEqual(['leaflet_fr.pdf sends 0'])
    await page.bytes(10)
    expect(page.put).toEqual(['m1 all /uploads/1', 'm2 fr /uploads/2'])
    expect([...page.stored.values()]).toEqual([])
  })

  it('[MAT70] a line that says nothing is a broken one, and the network that comes back is tried at once', async () => {
    const page = aPage()
    page.uploads.add(aFile('film.mp4', 100), target('m1'))
    await page.bytes(40)
    page.pass(19_000)
    expect(stands(page.uploads)).toEqual(['film.mp4 sends 40'])
    page.pass(1_000)
    expect(stands(page.uploads)).toEqual(['film.mp4 away 40'])
    page.online()
    expect(stands(page.uploads)).toEqual(['film.mp4 sends 40'])
    await page.bytes(60)
    expect(page.put).toHaveLength(1)
  })

  it('[MAT70] is held, gone on with and called off by whoever sends it; the next goes meanwhile', async () => {
    const page = aPage()
    page.uploads.add(aFile('film.mp4', 100), target('m1'))
    page.uploads.add(aFile('slides.pdf'), target('m2'))
    const [film, slides] = page.uploads.now().map(({ id }) => id)
    if (film === undefined || slides === undefined) throw new Error('two were added')
    await page.bytes(40)
    page.uploads.hold(film)
    expect(stands(page.uploads)).toEqual(['film.mp4 held 40', 'slides.pdf sends 0'])
    page.uploads.goOn(film)
    expect(stands(page.uploads)).toEqual(['film.mp4 waits 40', 'slides.pdf sends 0'])
    page.uploads.drop(slides)
    expect(page.forgotten).toEqual(['/uploads/2'])
    expect(stands(page.uploads)).toEqual(['film.mp4 sends 40'])
    await page.bytes(60)
    expect(page.put).toEqual(['m1 all /uploads/1'])
  })

  it('[MAT71] a page that is loaded anew knows what it had begun, and the same file chosen again goes on from there', async () => {
    const before = aPage()
    before.uploads.add(aFile('film.mp4', 100), target('m1', 'de' as Lang))
    await before.bytes(70)
    before.uploads.close()
    const page = aPage(before.stored)
    for (const [url, bytes] of before.there) page.there.set(url, bytes)
    expect(stands(page.uploads)).toEqual(['film.mp4 lost 0'])
    const [lost] = page.uploads.now()
    if (lost === undefined) throw new Error('it was begun')
    expect(page.uploads.again(lost.id, aFile('film.mp4', 99))).toBe(false)
    expect(page.uploads.again(lost.id, aFile('film.mp4', 100))).toBe(true)
    await page.bytes(30)
    expect(page.put).toEqual(['m1 de /uploads/1'])
    expect(aPage(page.stored).uploads.now()).toEqual([])
  })

  it('[MAT71] a server that knows nothing of it any more is sent it from its beginning', async () => {
    const before = aPage()
    before.uploads.add(aFile('film.mp4', 100), target('m1'))
    await before.bytes(70)
    before.uploads.close()
    const page = aPage(before.stored)
    page.uploads.add(aFile('film.mp4', 100), target('m1'))
    await Promise.resolve()
    expect(stands(page.uploads)).toEqual(['film.mp4 away 0'])
    page.pass(1_000)
    await page.bytes(100)
    expect(page.put).toHaveLength(1)
  })

  it('[MAT70] what the server does not take stands there with its reason until somebody has read it', async () => {
    const page = aPage()
    page.refuses.put = { code: 'not-allowed', role: 'reporter', action: 'board.edit' }
    page.uploads.add(aFile('film.mp4'), target('m1'))
    page.uploads.add(aFile('slides.pdf'), target('m2'))
    await page.bytes(10)
    const [refused] = page.uploads.now()
    expect(refused?.problem).toEqual(page.refuses.put)
    expect(stands(page.uploads)).toEqual(['film.mp4 refused 10', 'slides.pdf sends 0'])
    expect(page.forgotten).toEqual(['/uploads/1'])
    page.uploads.drop(refused?.id ?? 0)
    expect(stands(page.uploads)).toEqual(['slides.pdf sends 0'])
  })

  it('[MAT74] of captions that cannot be read the line is told, so that it can be found and mended', async () => {
    const good =
      'WEBVTT\n\n1\n00:01.000 --> 00:02.000\nThe bus stops.\n\n2\n00:03.000 --> 00:04.000\nIts door stays shut.\n'
    expect([readCaptions(good)?.length, faultyLine(good)]).toEqual([2, null])
    const spoilt = good.replace('00:04.000', '00:02.500')
    expect([readCaptions(spoilt), faultyLine(spoilt)]).toEqual([null, 8])
    expect(faultyLine('Just some words.')).toBe(1)
    const page = aPage()
    page.refuses.put = { code: 'refused', why: 'material-captions-damaged' }
    page.uploads.add(new File([spoilt], 'film.fr.vtt'), { material: 'm1', lang: 'fr' as Lang, what: 'captions' })
    await page.bytes(1_000)
    await new Promise((resolve) => {
      const off = page.uploads.onChange(() => page.uploads.now()[0]?.line === 8 && resolve(off()))
      if (page.uploads.now()[0]?.line === 8) resolve(off())
    })
    expect(page.uploads.now()[0]?.line).toBe(8)
  })

  it('[MAT70] whatever breaks and is held in whatever order, each file arrives once', async () => {
    const seed = Number(process.env['UPLOADS_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
    const { below } = seeded(seed)
    const page = aPage()
    const files = [50, 80, 20].map((size, at) => ({ file: aFile(`f${at}`, size), to: target(`m${at}`) }))
    for (const { file, to } of files) page.uploads.add(file, to)
    for (let steps = 0; steps < 400 && page.uploads.now().length > 0; steps += 1) {
      const list = page.uploads.now()
      const one = list[below(list.length)]
      const act = below(6)
      if (act === 0) page.breaks()
      else if (act === 1 && one !== undefined) page.uploads.hold(one.id)
      else if (act === 2) page.pass(below(30_000))
      else if (act === 3) page.online()
      else if (page.lines.length > 0) await page.bytes(below(20) + 1)
      for (const { id } of page.uploads.now()) if (below(3) === 0) page.uploads.goOn(id)
    }
    expect(page.put.map((one) => one.split(' ')[0]).sort(), `seed ${seed}`).toEqual(['m0', 'm1', 'm2'])
  })
})

describe('what is said of a file before it is there', () => {
  const named = [
    { tag: 'fr' as Lang, names: ['français', 'French', 'Französisch'] },
    { tag: 'de' as Lang, names: ['Deutsch', 'German'] },
    { tag: 'ar' as Lang, names: ['العربية', 'Arabic'] },
  ]
  it('[MAT72] its language is guessed from its name, the last word that says one', () => {
    expect(languageOf('Leaflet_night-bus_FR.pdf', named)).toBe('fr')
    expect(languageOf('film.de.vtt', named)).toBe('de')
    expect(languageOf('Le tour de nuit (Francais).pdf', named)).toBe('fr')
    expect(languageOf('منشور العربية.pdf', named)).toBe('ar')
    expect(languageOf('film.mp4', named)).toBe(null)
    expect(titleOf('Leaflet_night-bus_FR.pdf', named)).toBe('Leaflet night bus')
    expect(titleOf('fr.pdf', named)).toBe('fr')
    expect([kindOf('a.MP4'), kindOf('b.srt'), kindOf('c.pdf'), kindOf('d.exe')]).toEqual([
      'film',
      'captions',
      'pages',
      null,
    ])
  })

  it('[MAT70] how long it takes is told from the last half minute, and from nothing before two seconds', () => {
    let pace: Pace = []
    for (let second = 0; second <= 60; second += 1) {
      // Slow at first, then ten times as fast.
      pace = paceAfter(pace, second * 1_000, second < 30 ? second * 10 : 300 + (second - 30) * 100)
      if (second < 2) expect(secondsLeft(pace, 10_000)).toBe(null)
    }
    expect(secondsLeft(pace, 10_000)).toBe(67)
    expect(secondsLeft(paceAfter(pace, 61_000, 100), 10_000)).toBe(null)
  })
})
