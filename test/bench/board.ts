/** The board that every server starts from, and what the load does to it. The same bytes everywhere. */
import * as Y from 'yjs'

/** Nodes that the load types into, one per editor. */
export const benchNode = (editor: number): string => `bench-${editor}`

export function wordingOf(doc: Y.Doc, editor: number): Y.Text {
  const wording = doc.getMap<Y.Map<unknown>>('nodes').get(benchNode(editor))?.get('wording')
  if (wording instanceof Y.Text) return wording
  throw new Error('the board was not seeded')
}

function chanceFrom(seed: number): (n: number) => number {
  let chance = seed
  return (n) => {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((chance / 2 ** 32) * n)
  }
}

function add(doc: Y.Doc, id: string, wording: string, order: string): Y.Text {
  const node = new Y.Map<unknown>()
  doc.getMap<Y.Map<unknown>>('nodes').set(id, node)
  node.set('kind', 'argument')
  node.set('lang', 'en')
  node.set('order', order)
  node.set('at', 0)
  const text = new Y.Text(wording)
  node.set('wording', text)
  return text
}

const kept = (n: number): string => `An entry that was here before, number ${n}, as long as such entries usually are.`

/**
 * Eight entries to type into, and others that are merely there. `loaded` is a board at the end of its day, some 120 KB as
 * 500 entries that were typed and corrected leave it.
 */
export function seedBench(doc: Y.Doc, loaded = false): void {
  const below = chanceFrom(1)
  doc.transact(() => {
    for (let i = 0; i < 8; i += 1) add(doc, benchNode(i), '', `a${i}`)
    for (let i = 0; i < (loaded ? 500 : 60); i += 1) {
      const text = add(doc, `kept-${i}`, kept(i), `b${String(i).padStart(3, '0')}`)
      for (let corrected = 0; loaded && corrected < 4; corrected += 1) {
        text.insert(below(text.length), 'again ')
        text.delete(below(text.length - 3), 3)
      }
    }
  })
}

/** The seed as one update, the same for everybody who asks. */
export function seedUpdate(loaded = false): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedBench(doc, loaded)
  return Y.encodeStateAsUpdate(doc)
}

/**
 * A board of `nodes` entries that eight devices changed `edits` times, one after the other: what a dialogue day, or a
 * year of them, leaves. Some 472 KB for 2,000 nodes and 20,000 edits.
 */
export function agedUpdate(nodes: number, edits: number): Uint8Array {
  const below = chanceFrom(7)
  const doc = new Y.Doc()
  doc.clientID = 11
  doc.transact(() => {
    for (let i = 0; i < 8; i += 1) add(doc, benchNode(i), '', `a${i}`)
    for (let i = 0; i < nodes; i += 1) add(doc, `kept-${i}`, kept(i), `b${String(i).padStart(5, '0')}`)
  })
  const texts = [...doc.getMap<Y.Map<unknown>>('nodes').values()].flatMap((node) => {
    const wording = node.get('wording')
    return wording instanceof Y.Text && wording.length > 0 ? [wording] : []
  })
  let text = texts[0]
  let at = 0
  for (let n = 0; n < edits; n += 1) {
    // Each device writes for a while before the next one does, and some letters at one place before it goes on.
    doc.clientID = 11 + (Math.floor(n / 25) % 8)
    if (n % 5 === 0) {
      text = texts[below(texts.length)]
      at = below((text?.length ?? 0) + 1)
    }
    const here = text
    if (here === undefined) continue
    doc.transact(() => {
      if (here.length > 120) {
        at = below(here.length - 44)
        here.delete(at, 40)
      }
      const letters = ['again ', 'or not', 'and so', 'a bus '][n % 4] ?? ''
      here.insert(at, letters)
      at += letters.length
    })
  }
  return Y.encodeStateAsUpdate(doc)
}
