/** A translator's texts told as what changed, and put together again. */
import type { TableId } from '@tablee/shared/ids'
import type { TextToTranslate, TextsTold } from '@tablee/shared/wire/translations'
import { assembled, changedSince, type Assembled, type Part } from '@tablee/shared/wire/translations-parts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { openHall, speak, type Hall } from '../voices/hall.ts'
import { aTranslator } from './aTranslator.ts'

const text = (entry: string, table: number, says = entry): TextToTranslate => ({
  table: `t${table}` as TableId,
  session: 1,
  entry,
  kind: 'words',
  part: '',
  number: table,
  site: 'Lyon',
  text: says,
  lang: 'en',
  capture: 'dictated',
  at: 0,
  beneath: null,
  translation: null,
  taken: false,
})
const part = (table: number, texts: readonly TextToTranslate[]): Part => ({
  table: `t${table}` as TableId,
  session: 1,
  number: table,
  texts,
})
const head = { title: 'A day', langs: ['en'], here: 0 }

describe('texts in parts', () => {
  it('[TRL13] put together they are what stands, text by text and in its order, over random days', () => {
    const seed = Number(process.env['PARTS_SEED'] ?? Math.floor(Math.random() * 1e6))
    const any = seeded(seed).below
    let now: readonly Part[] = []
    let page: Assembled | null = null
    let fresh = 0
    for (let step = 0; step < 400; step += 1) {
      const before = now
      now = [1, 2, 3].flatMap((table) => {
        const texts = [...(before.find(({ number }) => number === table)?.texts ?? [])]
        for (let change = any(4); change > 0; change -= 1) {
          const at = any(texts.length + 1)
          const kind = any(5)
          if (kind < 2) texts.splice(at, 0, text(`e${(fresh += 1)}`, table))
          else if (kind === 2) texts.splice(at, 1)
          else if (kind === 3 && texts[at]) texts[at] = { ...texts[at], text: `${texts[at].text}!` }
          else if (texts.length > 1) texts.unshift(...texts.splice(any(texts.length), 1))
        }
        return any(12) === 0 || texts.length === 0 ? [] : [part(table, texts)]
      })
      const told: TextsTold = {
        version: `v${step}`,
        since: page === null ? null : `v${step - 1}`,
        ...head,
        parts: changedSince(before, now),
      }
      page = assembled(page, JSON.parse(JSON.stringify(told)) as TextsTold)
      expect(page?.told.texts, `seed ${seed}, step ${step}`).toEqual(now.flatMap(({ texts }) => texts))
    }
  })

  it('[TRL13] one that changed is told alone, a new one with where it stands, and nothing of a board that is as it was', () => {
    const [a, b, c] = [text('a', 1), text('b', 1), text('c', 1)]
    const other = part(2, [text('d', 2)])
    const before = [part(1, [a, c]), other]
    expect(changedSince(before, [part(1, [a, c]), part(2, [...other.texts])])).toEqual([])
    expect(changedSince(before, [part(1, [a, { ...c, taken: true }]), other])).toMatchObject([
      { number: 1, gone: [], texts: [{ entry: 'c', taken: true }] },
    ])
    expect(changedSince(before, [part(1, [a, b, c]), other])).toMatchObject([
      { texts: [{ entry: 'b', behind: 'a' }], gone: [] },
    ])
    expect(changedSince(before, [part(1, [c])])).toMatchObject([
      { gone: ['a'], texts: [] },
      { number: 2, whole: true },
    ])
    // What goes on from something else is nothing for this page.
    expect(assembled(null, { version: 'v2', since: 'v1', ...head, parts: [] })).toBeNull()
  })
})

describe('a translator who waits', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await openHall()
    await speak(
      hall,
      1,
      Array.from({ length: 40 }, (_, n) => ({ id: `w${n}`, seat: null, text: `Sentence number ${n} of this table` })),
    )
    await speak(hall, 2, [{ id: 'x1', seat: null, text: 'Another table altogether' }])
  }, 60_000)
  afterAll(() => hall.close())

  it('[TRL13] is told all of it once, then a text at a time, and of the same version nothing', async () => {
    const [one, other] = [await aTranslator(hall), await aTranslator(hall)]
    const first = await one.read()
    expect(first.texts.length).toBe(43)
    const whole = JSON.stringify(await one.ask()).length
    const waiting = one.ask(first.version)
    await other.translate('Sentence number 7 of this table', 'Phrase sept')
    const news = await waiting
    expect(news.since).toBe(first.version)
    expect(news.parts).toMatchObject([{ texts: [{ translation: { text: 'Phrase sept' } }], gone: [] }])
    expect(news.parts.flatMap(({ texts }) => texts).length).toBe(1)
    expect(JSON.stringify(news).length).toBeLessThan(whole / 10)
    await speak(hall, 2, [{ id: 'x2', seat: null, text: 'A new one' }])
    await expect
      .poll(async () => (await one.read(news.version).catch(() => null))?.texts.at(-1)?.text)
      .toBe('A new one')
  })
})
