/**
 * Weaves a concurrent trace into one line of strokes. Each agent gets a replica that sees exactly what its transactions'
 * parents say it saw; one more replica takes everything in the order of the file, and what changes there is the line:
 * the same strokes, counted from the text in which all earlier ones stand.
 */
import * as Y from 'yjs'
import { BadTrace, type Stroke, type Transaction } from './trace.ts'

/** Where two agents typed in one place at once, the collection's end says whose text stands first; both ways are tried. */
export function weave(
  transactions: readonly Transaction[],
  agents: number,
  start: string,
  end: string,
): readonly Stroke[] {
  for (const order of [1, -1] as const) {
    const { strokes, text } = woven(transactions, agents, start, order)
    if (text === end) return strokes
  }
  throw new BadTrace('its end follows from neither order of what was typed at once')
}

/** The update of a transaction that changes nothing. */
const nothing = new Uint8Array([0, 0])

type Replica = { readonly doc: Y.Doc; readonly text: Y.Text; readonly seen: number[] }

function woven(transactions: readonly Transaction[], agents: number, start: string, order: 1 | -1) {
  const first = new Y.Doc()
  first.clientID = 0
  if (start !== '') first.getText().insert(0, start)
  const begin = Y.encodeStateAsUpdate(first)
  const replica = (clientID: number): Replica => {
    const doc = new Y.Doc()
    doc.clientID = clientID
    Y.applyUpdate(doc, begin)
    return { doc, text: doc.getText(), seen: Array.from({ length: agents }, () => 0) }
  }
  const replicas = Array.from({ length: agents }, (_, agent) => replica(order === 1 ? agent + 1 : agents - agent))
  const whole = replica(agents + 1)

  /** Of each transaction: how many of each agent's it has seen, its own included. */
  const seenBy: number[][] = []
  const updates: Uint8Array[] = []
  /** Each agent's transactions, by their place in the file. */
  const typed: number[][] = Array.from({ length: agents }, () => [])
  const strokes: Stroke[] = []

  for (const { agent, at, parents, patches } of transactions) {
    const own = replicas[agent]
    const done = typed[agent]
    if (own === undefined || done === undefined) throw new BadTrace('an agent is missing')
    const seen = Array.from({ length: agents }, () => 0)
    for (const parent of parents)
      for (const [other, count] of (seenBy[parent] ?? []).entries()) seen[other] = Math.max(seen[other] ?? 0, count)
    if ((seen[agent] ?? 0) !== done.length && parents.length > 0) throw new BadTrace('an agent forgot what it typed')
    const news: number[] = []
    for (const [other, count] of seen.entries()) {
      if (other === agent) continue
      if (count < (own.seen[other] ?? 0)) throw new BadTrace('an agent forgot what it saw')
      news.push(...(typed[other] ?? []).slice(own.seen[other], count))
      own.seen[other] = count
    }
    // In the order of the file: whatever an update builds on stands before it.
    for (const index of news.sort((a, b) => a - b)) Y.applyUpdate(own.doc, updates[index] ?? nothing)
    const made: Uint8Array[] = []
    const listen = (update: Uint8Array): void => void made.push(update)
    own.doc.on('update', listen)
    own.doc.transact(() => {
      for (const [position, remove, insert] of patches) {
        if (position + remove > own.text.length) throw new BadTrace('a patch lies beyond the text')
        if (remove > 0) own.text.delete(position, remove)
        if (insert !== '') own.text.insert(position, insert)
      }
    })
    own.doc.off('update', listen)
    const update = made[0] ?? nothing
    done.push(updates.push(update) - 1)
    seen[agent] = done.length
    seenBy.push(seen)
    for (const change of changesOf(whole, update)) strokes.push({ ...change, agent, at })
  }
  return { strokes, text: whole.text.toString() }
}

/** What the update changes in the replica, as strokes one after the other. */
function changesOf({ doc, text }: Replica, update: Uint8Array): Omit<Stroke, 'agent' | 'at'>[] {
  const found: Omit<Stroke, 'agent' | 'at'>[] = []
  const listen = (event: Y.YTextEvent): void => {
    let position = 0
    for (const part of event.delta) {
      if (part.retain !== undefined) position += part.retain
      else if (part.delete !== undefined) found.push({ position, remove: part.delete, insert: '' })
      else if (typeof part.insert === 'string') {
        found.push({ position, remove: 0, insert: part.insert })
        position += part.insert.length
      }
    }
  }
  text.observe(listen)
  Y.applyUpdate(doc, update)
  text.unobserve(listen)
  return found
}
