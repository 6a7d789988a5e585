/** Maps of 5, 60 and 2,000 entries, and what one can do to see them: the sentences are our own, the shapes a table's. */
import { seedBoard } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { betweenMany } from '@tablee/shared/board/order'
import { contested, large, rtl } from '@tablee/shared/board/samples'
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { seatCode, type Lang, type NodeId, type RelationId, type WordsId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type * as Y from 'yjs'
import type { Ui } from '../table/actions/ui.ts'
import type { State } from './states.ts'

type Line = readonly [kind: NodeKind, relation: RelationKind, wording: string]
const by = { who: 'reporter', why: 'sample' }
const morning = Date.UTC(2019, 0, 26, 10, 0)

const answers = [
  'Line 4, because it ends at the hospital',
  'The night line first',
  'Start where no bus goes today',
  'The line along the canal',
  'None before the winter is over',
  'A short one, and everybody may try it',
]
const reasons: readonly Line[] = [
  ['argument', 'supports', 'Nurses come off the late shift when nothing runs'],
  ['argument', 'attacks', 'The road is dug up until spring'],
  ['condition', 'qualifies', 'Only with somebody on board for the first year'],
  ['experience', 'illustrates', 'My mother waited an hour in the rain for the replacement'],
  ['argument', 'supports', 'People who do not drive have been waiting longest'],
  ['source', 'cites', 'Timetable of the regional network, winter'],
  ['argument', 'attacks', 'There are three schools on it'],
  ['question', 'qualifies', 'Who sees that it has stopped?'],
  ['argument', 'supports', 'It is straight, lit and has a lane of its own'],
  ['argument', 'attacks', 'If it fails there, nobody walks home'],
  ['condition', 'qualifies', 'If it stays below thirty near the market and the driver’s phone number hangs in it'],
  ['argument', 'supports', 'One sees within a month whether people take it'],
]

/** An issue, answers, and beneath them reasons, some of them deep, some with words; the same every time. */
function grown(size: number): Y.Doc {
  const doc = newBoardDoc()
  doc.clientID = 1
  const orders = betweenMany(null, null, size)
  const width = size <= 80 ? 5 : Math.round(Math.sqrt(size) / 1.6)
  const id = (n: number) => `n${n}` as NodeId
  const relation = (n: number) => `r${n}` as RelationId
  const question = 'Which line should run without a driver first?'
  seedBoard(doc, { question, lang: 'en' as Lang, seats: 6, table: 3 })
  let seed = 7
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  doc.transact(() => {
    for (let n = 0; n < size; n += 1) {
      const order = orders[n] ?? 'a0'
      // Reasons gather: some answers are argued over at length, others hardly.
      const above = n <= width ? 0 : 1 + Math.min(chance(n - 1), chance(n - 1))
      const line: Line =
        n === 0
          ? ['issue', 'answers', question]
          : n <= width
            ? ['position', 'answers', answers[(n - 1) % answers.length] ?? '']
            : (reasons[(n * 7 + chance(3)) % reasons.length] ?? ['argument', 'supports', ''])
      const [kind, placing, wording] = line
      const at = morning + n * 1_000
      const place = n === 0 ? {} : { place: { relation: relation(n), order, kind: placing, to: id(above) } }
      addNode(doc, by, { id: id(n), kind, lang: 'en' as Lang, order, at, wording, ...place })
      for (let said = 0; said < (n % 3 === 1 ? 1 + (n % 2) : 0); said += 1)
        addWords(doc, by, {
          id: `w${n}-${said}` as WordsId,
          node: id(n),
          text: 'I would take it, my stop is on it.',
          lang: 'en' as Lang,
          capture: 'dictated',
          seat: seatCode(3, 1 + ((n + said) % 6)),
          at,
        })
    }
  }, by)
  return doc
}

const nth = (doc: Y.Doc, kind: NodeKind, n = 0): NodeId | null =>
  readBoard(doc).outline.filter((item) => readBoard(doc).nodes.get(item.node)?.kind === kind)[n]?.node ?? null
const positions = (doc: Y.Doc): readonly NodeId[] => {
  const board = readBoard(doc)
  return board.outline.flatMap((item) => (board.nodes.get(item.node)?.kind === 'position' ? item.node : []))
}
const only = (id: NodeId | null, make: (id: NodeId) => Partial<Ui>): Partial<Ui> => (id === null ? {} : make(id))
/** What many said in a hurry: a question with five positions, and nearly all of it not linked yet. */
function unlinked(size: number): Y.Doc {
  const doc = newBoardDoc()
  doc.clientID = 1
  const orders = betweenMany(null, null, size)
  const id = (n: number) => `n${n}` as NodeId
  const question = 'Which line should run without a driver first?'
  seedBoard(doc, { question, lang: 'en' as Lang, seats: 6, table: 3 })
  doc.transact(() => {
    for (let n = 0; n < size; n += 1) {
      const order = orders[n] ?? 'a0'
      const [kind, , wording] = reasons[(n * 5) % reasons.length] ?? ['argument', 'supports', '']
      const common = { id: id(n), lang: 'en' as Lang, order, at: morning + n * 1_000 }
      if (n === 0) addNode(doc, by, { ...common, kind: 'issue', wording: question })
      else if (n <= 5)
        addNode(doc, by, {
          ...common,
          kind: 'position',
          wording: answers[n - 1] ?? '',
          place: { relation: `r${n}` as RelationId, order, kind: 'answers', to: id(0) },
        })
      else addNode(doc, by, { ...common, kind, wording })
    }
  }, by)
  return doc
}

/** Frames in which nothing moved, after which a map has come to rest: drawn cards are measured, and move others. */
const still = 12
const places = (): string =>
  [...document.querySelectorAll<HTMLElement>('.map .card-at')].map((card) => card.style.cssText).join()

/** All entries opened, and then all of them in sight. */
const whole = (): void => {
  const press = (button: string): void => document.querySelector<HTMLElement>(`.map ${button}`)?.click()
  let [before, rested] = ['', 0]
  // Once all of it is drawn there is a whole to be seen.
  const look = (): void => {
    const now = places()
    rested = now === before ? rested + 1 : 0
    before = now
    if (rested >= still) {
      const all = document.querySelector('.map .depths button:last-child[aria-pressed=true]') !== null
      press(all ? '.tools button:last-child' : '.depths button:last-child')
      rested = 0
    }
    if (document.querySelector('.world.far') === null) requestAnimationFrame(look)
  }
  look()
}

export const mapStates = (status: (lang?: 'en' | 'ar') => BoardStatus): Readonly<Record<string, State>> => ({
  'map-5': { local: () => ({ doc: grown(5), status: status() }) },
  'map-60': { local: () => ({ doc: grown(60), status: status() }) },
  'map-300': { local: () => ({ doc: grown(300), status: status() }) },
  'map-loose': { local: () => ({ doc: unlinked(800), status: status() }) },
  'map-2000': { local: () => ({ doc: grown(2_000), status: status() }) },
  'map-folded': {
    local: () => ({ doc: grown(60), status: status() }),
    ui: (doc) => ({ folded: new Set(positions(doc)), selected: positions(doc)[0] ?? null }),
  },
  'map-alone': {
    local: () => ({ doc: grown(60), status: status() }),
    ui: (doc) => only(nth(doc, 'position', 1), (id) => ({ focus: id, selected: id })),
  },
  'map-search': { local: () => ({ doc: contested(), status: status() }), ui: () => ({ query: 'city' }) },
  'map-search-ar': { local: () => ({ doc: rtl(), status: status('ar') }), ui: () => ({ query: 'بلدية' }) },
  'map-far': { local: () => ({ doc: large(500), status: status() }), after: whole },
})
