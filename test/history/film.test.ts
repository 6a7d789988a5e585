/** The replay's frames against the journal they come from, and the reel that a screen runs them on. */
import { addNode, addWords, setWording } from '@tablee/shared/board/edit'
import { redact, withdraw } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { longestPause, type HistoryFrame } from '@tablee/shared/wire/history'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { Reel } from '@tablee/client/table/history/reel'
import { film } from '@tablee/server/history/film'
import { memoryJournal } from '@tablee/server/journal/memory'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentOf } from '../support/rawBoard.ts'
import { seeded } from '../support/seeded.ts'

const name = 'board:b1'
const en = 'en' as Lang
const origin = { who: 'reporter', why: 'test' }

/** A table whose every transaction is a row of the journal, a minute of the clock apart or less. */
function aHistory() {
  const clock = { now: Date.UTC(2026, 10, 28, 10, 0) }
  const journal = memoryJournal({ clock: () => clock.now })
  const doc = newBoardDoc()
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void made.push(update))
  const prefixes: Uint8Array[] = []
  const keep = async (author: string, pause: number): Promise<void> => {
    for (const data of made.splice(0)) {
      clock.now += pause
      const row = { doc: name, epoch: 1, kind: 'update' as const, author, device: 'd', data, writers: [], deps: [] }
      expect((await journal.append(row)).ok).toBe(true)
    }
    prefixes.push(Y.encodeStateAsUpdate(doc))
  }
  return { journal, doc, keep, prefixes, clock }
}

async function frames(
  journal: Parameters<typeof film>[0] & { head(doc: string): { epoch: number; seq: number } },
  gone: ReadonlySet<string> = new Set(),
): Promise<HistoryFrame[]> {
  const all: HistoryFrame[] = []
  for await (const frame of film(journal, name, journal.head(name), gone)) all.push(frame)
  return all
}

const after = (list: readonly HistoryFrame[]): Y.Doc => {
  const doc = newBoardDoc()
  for (const { update } of list) if (update !== null) Y.applyUpdate(doc, update)
  return doc
}
const board = (state: Uint8Array): unknown => {
  const doc = newBoardDoc()
  Y.applyUpdate(doc, state)
  return contentOf(doc)
}

/** Ana and Bo write, reword and take back; some of it never to be seen again. */
async function aSession(seed = 1) {
  const random = seeded(seed)
  const table = aHistory()
  const nodes: NodeId[] = []
  for (let step = 0; step < 60; step += 1) {
    const author = random.pick(['reporter', 'facilitator', 'citizen:T3-04'])
    const what = random.below(3)
    if (what === 0 || nodes.length === 0) {
      const id = `n${step}` as NodeId
      addNode(table.doc, origin, { id, kind: 'position', lang: en, at: step, wording: `entry ${step}` })
      nodes.push(id)
    } else if (what === 1) setWording(table.doc, origin, random.pick(nodes), `reworded at ${step}`)
    else
      addWords(table.doc, origin, {
        id: `w${step}` as WordsId,
        node: random.pick(nodes),
        text: step % 2 === 0 ? `CANARY-${step}` : `said ${step}`,
        lang: en,
        seat: null,
        capture: 'dictated',
        at: step,
      })
    await table.keep(author, random.below(40_000))
  }
  return table
}

describe('the film of a board', () => {
  it('[HIS1] shows after n frames what the first n rows gave, and says when, how much and by whom', async () => {
    const table = await aSession()
    const all = await frames(table.journal)
    expect(all).toHaveLength(60)
    expect(all.reduce((sum, { rows }) => sum + rows, 0)).toBe(table.journal.head(name).seq)
    for (const n of [1, 7, 30, 60])
      expect(contentOf(after(all.slice(0, n)))).toEqual(board(table.prefixes[n - 1] ?? new Uint8Array()))
    const rows = await Array.fromAsync(table.journal.read(name, 1, 0))
    expect(all.map(({ at }) => at)).toEqual(rows.map(({ at }) => at))
    expect(all.map(({ who }) => who)).toEqual(rows.map(({ author }) => [author]))
  })

  it('[HIS2] words that stand withdrawn or redacted now have no text in any frame; all else is as it was', async () => {
    const table = await aSession(2)
    const gone = new Set<string>()
    for (const [id, { text }] of readBoard(table.doc).words) {
      if (!text.startsWith('CANARY')) continue
      const take = gone.size % 2 === 0 ? withdraw : redact
      expect(take(table.doc, origin, id, 1, 'facilitator').ok).toBe(true)
      gone.add(id)
    }
    expect(gone.size).toBeGreaterThan(3)
    await table.keep('server', 1_000)
    const all = await frames(table.journal, gone)
    const bytes = all.map(({ update }) => Buffer.from(update ?? []).toString('latin1')).join('')
    expect(bytes).not.toContain('CANARY')
    expect(bytes).toContain('said ')
    const shown = after(all)
    expect(Y.encodeStateVector(shown)).toEqual(Y.encodeStateVector(table.doc))
    const whole = contentOf(table.doc) as { words: Record<string, { text: string }> }
    for (const id of gone) whole.words[id] = { ...whole.words[id], text: '' }
    expect(contentOf(shown)).toEqual(whole)
    // Not shown as an empty bubble either.
    expect([...readBoard(shown).words.keys()].filter((id) => gone.has(id))).toEqual([])
  })

  it('[HIS3] a long history is gathered into as many frames as a slider can show, and ends the same', async () => {
    const table = aHistory()
    addNode(table.doc, origin, { id: 'n1' as NodeId, kind: 'position', lang: en, at: 0 })
    for (let n = 0; n < 6_000; n += 1) {
      setWording(table.doc, origin, 'n1' as NodeId, `${n % 90}`.padStart(3, 'x'))
      if (n % 500 === 499) await table.keep('reporter', 400)
    }
    const all = await frames(table.journal)
    expect(all.length).toBeLessThanOrEqual(2_401)
    expect(all.length).toBeGreaterThan(1_000)
    // All of it in one moment, as an import comes.
    const at = table.clock.now
    const still = await frames({
      head: table.journal.head,
      async *read(doc: string, epoch: number, seq: number) {
        for await (const row of table.journal.read(doc, epoch, seq)) yield { ...row, at }
      },
    })
    expect(still.length).toBeLessThanOrEqual(2_401)
    expect(contentOf(after(still))).toEqual(contentOf(table.doc))
    expect(all.reduce((sum, { rows }) => sum + rows, 0)).toBe(table.journal.head(name).seq)
    expect(contentOf(after(all))).toEqual(contentOf(table.doc))
  })

  it('[HIS4] the reel shows the same board at the same place, whichever way it came there; a pause is short', async () => {
    const table = await aSession(3)
    table.clock.now += 3 * 3_600_000
    setWording(table.doc, origin, [...readBoard(table.doc).nodes.keys()][0] as NodeId, 'after lunch')
    await table.keep('reporter', 0)
    const all = await frames(table.journal)
    const reel = new Reel()
    for (const frame of all) reel.add(frame)
    expect((reel.places.at(-1) ?? 0) - (reel.places.at(-2) ?? 0)).toBe(longestPause)
    const random = seeded(4)
    for (let n = 0; n < 40; n += 1) {
      const place = random.next() * reel.length
      const frame = reel.frameAt(place)
      expect(reel.places[frame]).toBeLessThanOrEqual(place)
      expect(reel.places[frame + 1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(place)
      expect(contentOf(reel.docAt(frame))).toEqual(contentOf(after(all.slice(0, frame + 1))))
    }
    expect(reel.marks(10).every((mark) => mark >= 0 && mark <= 1)).toBe(true)
  })
})
