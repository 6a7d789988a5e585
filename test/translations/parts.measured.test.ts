/**
 * A hall of 20 tables with 2,500 and with 10,000 texts and five translators who wait for news: what a change costs on the wire and in time,
 * and what a keystroke costs while 2,000 translations stand there. Server and pages are one process. `TEXTS` for other sizes, `TEXTS_KEYS` for fewer letters.
 */
import { addNode, addWords } from '@tablee/shared/board/edit'
import { setWording } from '@tablee/shared/board/nodes'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { TextsTold } from '@tablee/shared/wire/translations'
import { afterEach, expect, it } from 'vitest'
import { large } from '../room/bigHall.ts'
import { openHall, unique, watch, type Hall } from '../voices/hall.ts'
import { aTranslator } from './aTranslator.ts'

const tables = 20
const mostKeys = Number(process.env['TEXTS_KEYS'] ?? 150)
const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
let hall: Hall | null = null
afterEach(async () => {
  await hall?.close()
  hall = null
})

const words = (table: number, n: number): string =>
  `Sentence ${n} of table ${table}: at the last stop nobody waits, and whoever comes late walks home along the road`

async function aHall(texts: number): Promise<Hall> {
  const opened = await openHall({ draft: large({ tables, sites: 1, seats: 6 }) })
  for (let table = 1; table <= tables; table += 1) {
    const done = await opened.parts.live.write(opened.board(table, 2), 'reporter', (doc) => {
      for (let n = 0; n < texts / tables; n += 1) {
        const node = `node-${Math.floor(n / 10)}` as NodeId
        if (n % 10 === 0) addNode(doc, origin, { id: node, kind: 'position', wording: words(table, n), lang, at: 1 })
        else {
          const id = `w-${table}-${n}` as WordsId
          addWords(doc, origin, { id, node, text: words(table, n), lang, seat: null, capture: 'dictated', at: n })
        }
      }
    })
    expect(done.ok).toBe(true)
  }
  return opened
}
const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

for (const texts of (process.env['TEXTS'] ?? '2500,10000').split(',').map(Number))
  it(`[TRL13] with ${texts} texts five translators are told a change in a text’s own bytes, and in time`, async () => {
    hall = await aHall(texts)
    const five = await Promise.all(['fr', 'fr', 'de', 'ar', 'es'].map((into) => aTranslator(hall as Hall, into)))
    const began = performance.now()
    const first = await Promise.all(five.map((one) => one.ask()))
    const whole = performance.now() - began
    const size = JSON.stringify(first[0]).length
    expect(first[0]?.parts.flatMap((part) => part.texts).length).toBeGreaterThanOrEqual(texts)
    const [bytes, times, spent]: [number[], number[], number[]] = [[], [], []]
    let versions = first.map(({ version }) => version)
    for (let n = 1; n <= 20; n += 1) {
      const table = 1 + (n % tables)
      const of = { board: hall.board(table, 2), node: 'node-0' as NodeId, words: `w-${table}-${n % 9 || 1}` as WordsId }
      const waiting = five.map((one, i) => one.ask(versions[i]))
      await new Promise((resolve) => setTimeout(resolve, 50))
      const [at, cpu] = [performance.now(), process.cpuUsage()]
      const row = {
        ...of,
        kind: 'translated' as const,
        command: unique(),
        lang: 'fr',
        wording: null,
        by: 'x',
        who: 'X',
      }
      const made = { ...row, text: `Phrase ${n}: au dernier arrêt personne n’attend, et qui vient tard rentre à pied` }
      await hall.parts.translations.append(hall.dialogue, made, { author: 'translator', device: 'x' })
      const [told] = (await Promise.all(waiting.slice(0, 2))) as [TextsTold, TextsTold]
      times.push(performance.now() - at)
      const used = process.cpuUsage(cpu)
      spent.push((used.user + used.system) / 1_000)
      bytes.push(JSON.stringify(told).length)
      versions = versions.map((version, i) => (i < 2 ? '' : version))
      versions[0] = told.version
      versions[1] = (await five[1]?.ask())?.version ?? ''
    }
    console.log(
      `${texts} texts: whole ${Math.round(size / 1_000)} kB, five at once in ${Math.round(whole)} ms; a change ${middle(bytes)} bytes, told in ${Math.round(middle(times))} ms, ${Math.round(middle(spent))} ms of the processor for two translators`,
    )
    expect(middle(bytes)).toBeLessThan(3_000)
    expect(middle(times)).toBeLessThan(1_000)
  }, 400_000)

it('[TRL17] a keystroke costs the same with 2,000 translations in the hall as with none', async () => {
  hall = await aHall(2_500)
  const opened = hall
  const wall = await watch(opened, 1)
  const five = await Promise.all(['fr', 'fr', 'de', 'ar', 'es'].map((into) => aTranslator(opened, into)))
  let waits = true
  const pages = five.map(async (one) => {
    for (let version = (await one.ask()).version; waits; ) ({ version } = await one.ask(version))
  })
  let letters = words(1, 0)
  async function typed(many: number): Promise<{ ms: number; cpu: number }> {
    const [times, cpu] = [[] as number[], process.cpuUsage()]
    for (let n = 0; n < many; n += 1) {
      letters += 'abcdefghij'[n % 10]
      const at = performance.now()
      await opened.parts.live.write(opened.board(1, 2), 'reporter', (doc) => {
        setWording(doc, origin, 'node-0' as NodeId, letters)
      })
      times.push(performance.now() - at)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const used = process.cpuUsage(cpu)
    return { ms: middle(times), cpu: (used.user + used.system) / 1_000 / many }
  }
  await typed(50)
  const before = await typed(mostKeys)
  for (let n = 0; n < 2_000; n += 1) {
    const [table, of] = [1 + (n % tables), Math.floor(n / tables)]
    const at = { board: opened.board(table, 2), node: `node-${Math.floor(of / 10)}` as NodeId }
    const row = { kind: 'translated' as const, command: unique(), lang: 'fr', by: 'x', who: 'X', text: `Phrase ${n}` }
    const original =
      of % 10 === 0
        ? { words: null, wording: words(table, of) }
        : { words: `w-${table}-${of}` as WordsId, wording: null }
    const made = opened.parts.translations.append(
      opened.dialogue,
      { ...at, ...row, ...original },
      { author: 't', device: 'x' },
    )
    // A hundred at a time: each change is told to five who wait.
    if (n % 100 === 99) await made
  }
  await typed(50)
  const after = await typed(mostKeys)
  waits = false
  console.log(
    `a keystroke: ${before.ms.toFixed(2)} ms and ${before.cpu.toFixed(2)} ms of the processor with no translation, ${after.ms.toFixed(2)} ms and ${after.cpu.toFixed(2)} ms with 2,000 (one watches the table, five translators wait)`,
  )
  expect(after.ms).toBeLessThan(before.ms * 2 + 2)
  wall.close()
  await Promise.race([Promise.all(pages), new Promise((resolve) => setTimeout(resolve, 1_000))])
}, 400_000)
