/** A view's document: what a change costs its followers, and what their copies hold. */
import { memoryJournal } from '@tablee/server/journal/memory'
import { openViewDocument } from '@tablee/server/view/document'
import { createEpoch } from '@tablee/server/view/epoch'
import { viewLog } from '@tablee/server/view/log'
import { observers } from '@tablee/shared/view/audiences'
import type { BoardView, ViewNode } from '@tablee/shared/view/policy'
import { readView } from '@tablee/shared/view/read'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { lateAnswers } from '../support/lateAnswers.ts'
import { seeded } from '../support/seeded.ts'
import { aHall, board, until, wordings, type Hall } from './hall.ts'

const name = 'view:b1:observers:1'
const empty: BoardView = {
  state: 'open',
  question: 'Who answers?',
  lang: 'en',
  nodes: {},
  relations: {},
  words: {},
  notes: {},
  template: '',
  canvas: {},
}
const node = (wording: string, more: Partial<ViewNode> = {}): ViewNode => ({
  kind: 'argument',
  wording,
  lang: 'en',
  order: 0,
  number: '1',
  depth: 0,
  parent: null,
  relation: null,
  words: 0,
  ...more,
})

const fails = { error: () => expect.fail('no checkpoint') }

/** A view's document and a copy that follows it as a stock client does. */
async function followed() {
  let now = 1_700_000_000_000
  const journal = memoryJournal({ clock: () => now })
  const log = viewLog(journal, fails)
  const open = () => openViewDocument(log, name, () => now)
  let document = await open()
  const copy = new Y.Doc()
  return {
    copy,
    pass: (ms: number) => void (now += ms),
    /** Bytes that the followers got. */
    async show(view: BoardView): Promise<number> {
      const shown = await document.show(view)
      if ('problem' in shown) throw new Error(shown.problem.code)
      if (shown.update) Y.applyUpdate(copy, shown.update)
      return shown.update?.length ?? 0
    },
    async restart(): Promise<void> {
      document.destroy()
      document = await open()
    },
    state: () => document.state(),
  }
}

it('[LIVE30] a view’s checkpoint is written beside what is shown meanwhile, one at a time', async () => {
  const journal = lateAnswers(memoryJournal({ clock: () => 1 }))
  const document = await openViewDocument(viewLog(journal, fails), name, () => 1)
  const shows = (letter: string) => document.show({ ...empty, nodes: { [letter]: node(letter.repeat(300_000)) } })
  journal.hold('checkpoint')
  for (const letter of ['a', 'b', 'c']) await shows(letter)
  expect([journal.waits('checkpoint'), journal.head(name).seq]).toEqual([1, 3])
  journal.release('checkpoint')
  await new Promise((resolve) => setImmediate(resolve))
  await shows('d')
  await new Promise((resolve) => setImmediate(resolve))
  expect((await journal.load(name)).seqs).toEqual([4])
})

describe('a wording that is typed', () => {
  it('[VIEW21] costs its letters, and is one entry again when it rests', async () => {
    const view = await followed()
    const others = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`other${n}`, node(`entry ${n}`)]))
    const saying = (wording: string): BoardView => ({ ...empty, nodes: { ...others, typed: node(wording) } })
    const sentence = 'A stop within five minutes’ walk of every door, and a bus that comes when it is said to come'
    const costs: number[] = []
    for (let letters = 3; letters <= sentence.length; letters += 3) {
      view.pass(200)
      costs.push(await view.show(saying(sentence.slice(0, letters))))
      expect(readView(view.copy).nodes['typed']?.wording).toBe(sentence.slice(0, letters))
    }
    expect(Math.max(...costs.slice(2))).toBeLessThan(48)
    expect(view.copy.getMap('typing').size).toBe(1)
    // Left alone, and something else is seen: folded into its node, and nothing of the text is left.
    const said = readView(view.copy).nodes['typed']?.wording ?? ''
    view.pass(11_000)
    await view.show({ ...saying(said), question: 'Who pays?' })
    expect(view.copy.getMap('typing').size).toBe(0)
    expect(view.copy.getMap<{ wording: string }>('nodes').get('typed')?.wording).toBe(said)
  })

  it('[VIEW21] one wording after another, hour by hour, the document does not grow by what was typed', async () => {
    const view = await followed()
    for (let n = 0; n < 40; n += 1) {
      for (let letters = 1; letters < 60; letters += 1) {
        view.pass(200)
        const typed = { [`a${n % 4}`]: node('x'.repeat(letters)), [`b${n % 4}`]: node('y'.repeat(letters)) }
        await view.show({ ...empty, nodes: typed })
      }
      view.pass(10_001)
    }
    await view.show({ ...empty, question: 'And now?', nodes: { a3: node('x'), b3: node('y') } })
    // 4,720 changes of 60 letters each; what is left of one is about a byte.
    expect(view.state().length).toBeLessThan(5_000)
  })

  it('[VIEW22] over random views and restarts a follower reads what was shown, and keeps nothing of what is gone', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed)
      const view = await followed()
      let shown = empty
      const gone = new Set<string>()
      for (let step = 0; step < 60; step += 1) {
        const nodes: Record<string, ViewNode> = { ...shown.nodes }
        for (let n = random.below(3); n >= 0; n -= 1) {
          const id = `n${random.below(5)}`
          const was = nodes[id]
          const secret = `secret${seed}x${step}x${n}.`
          const at = random.below((was?.wording.length ?? 0) + 1)
          if (was === undefined) nodes[id] = node(`😀${secret}`)
          else if (random.below(6) === 0) {
            for (const [word] of was.wording.matchAll(/secret\w+\./g)) gone.add(word)
            delete nodes[id]
          } else if (random.below(3) === 0) nodes[id] = { ...was, order: random.below(9), words: random.below(3) }
          else
            nodes[id] = {
              ...was,
              wording: `${was.wording.slice(0, at)}${random.pick(['a', '😀', 'no'])}${was.wording.slice(at)}`,
            }
        }
        const state = random.below(12) === 0 ? 'curtain' : 'open'
        shown = state === 'curtain' ? { ...empty, state } : { ...shown, state, nodes }
        if (state === 'curtain') for (const { wording } of Object.values(nodes)) gone.add(wording.slice(2, 20))
        await view.show(shown)
        expect(readView(view.copy), `seed ${seed}, step ${step}`).toEqual(wellFormed(shown))
        if (random.below(10) === 0) await view.restart()
        view.pass(random.pick([200, 200, 200, 11_000]))
      }
      const state = Buffer.from(Y.encodeStateAsUpdate(view.copy)).toString('latin1')
      const visible = JSON.stringify(shown)
      for (const text of gone) if (!visible.includes(text)) expect(state, `seed ${seed}`).not.toContain(text)
      const late = new Y.Doc()
      Y.applyUpdate(late, view.state())
      expect(readView(late), `seed ${seed}`).toEqual(wellFormed(shown))
    }
  })
})

/** Half a character, which a random cut makes, reaches nobody whole. */
const wellFormed = (view: BoardView): unknown =>
  JSON.parse(JSON.stringify(view), (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value))

describe('a stored view', () => {
  let hall: Hall | undefined
  afterEach(() => hall?.close())

  it('[VIEW23] of damaged rows ends its epoch: a follower’s copy may hold what the document lost', async () => {
    const log = viewLog(memoryJournal({ clock: Date.now }), fails)
    const open = async (quarantined: number): Promise<string | null> => {
      const damaged = { ...log, load: async (doc: string) => ({ ...(await log.load(doc)), quarantined }) }
      const epoch = createEpoch({ log: damaged, board, audience: observers, clock: Date.now, lowest: 1 })
      await epoch.open()
      await epoch.begin()
      return (await epoch.open()).why
    }
    expect([await open(0), await open(1)]).toEqual([null, 'its rows are damaged'])
    log.close()
  })

  it('[VIEW23] of another form ends its epoch: followers go on in a new room with the whole of it', async () => {
    const journal = memoryJournal({ clock: Date.now })
    const mark = { kind: 'epoch', incarnation: journal.incarnation, board: 1 }
    await journal.append({
      doc: `view:${board}:observers:1`,
      epoch: 1,
      kind: 'command',
      author: 'server',
      device: 'server',
      data: new TextEncoder().encode(JSON.stringify(mark)),
      writers: [],
      deps: [],
    })
    hall = await aHall({ journal })
    expect(hall.room()).toMatch(/\.1$/)
    const before = hall.follow()
    await new Promise<void>((resolve) => before.provider.on('connection-close', () => resolve()))
    expect(hall.room()).toMatch(/\.2$/)
    const after = hall.follow()
    await until(after.doc, () => readView(after.doc).question === 'Who answers?')
    expect(wordings(after.doc)).toEqual([])
  })
})
