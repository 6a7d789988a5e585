/**
 * A keystroke trace, read: what real people typed into one text, stroke by stroke. Files of the editing-traces collection
 * (JSON, plain or gzipped). Sequential ones are what they say; in concurrent ones each transaction names its parents and
 * counts from the text its agent saw, so they are woven into one line first (`weave.ts`).
 */
import { gunzipSync } from 'node:zlib'
import { Paper } from './paper.ts'
import { weave } from './weave.ts'

/** One change of the text as it stands by then, and whose. `at` in milliseconds of the trace's own time. */
export type Stroke = {
  readonly agent: number
  readonly at: number
  readonly position: number
  readonly remove: number
  readonly insert: string
}
export type Trace = {
  readonly agents: number
  /** From the empty text to `end`. */
  readonly strokes: readonly Stroke[]
  readonly end: string
  /** The most characters that the text ever has, line breaks among them. */
  readonly longest: number
}

export type Patch = readonly [position: number, remove: number, insert: string]
export type Transaction = {
  readonly agent: number
  readonly at: number
  /** Transactions whose outcome this agent saw; empty in a sequential trace. */
  readonly parents: readonly number[]
  readonly patches: readonly Patch[]
}

export class BadTrace extends Error {
  constructor(why: string) {
    super(`This is no keystroke trace: ${why}.`)
    this.name = 'BadTrace'
  }
}

/** More than this many people type at no table; each costs a connection. */
const mostAgents = 16

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

function readPatch(value: unknown, where: string): Patch {
  if (!Array.isArray(value)) throw new BadTrace(`${where} has a patch that is no list`)
  const [position, remove, insert]: readonly unknown[] = value
  if (!isCount(position) || !isCount(remove) || typeof insert !== 'string')
    throw new BadTrace(`${where} has a patch that is not [position, removed, inserted]`)
  return [position, remove, insert]
}

function readTransaction(value: unknown, index: number, concurrent: boolean): Transaction {
  const where = `transaction ${index}`
  if (typeof value !== 'object' || value === null || !('patches' in value) || !Array.isArray(value.patches))
    throw new BadTrace(`${where} has no patches`)
  const at = 'time' in value && typeof value.time === 'string' ? Date.parse(value.time) : Number.NaN
  const agent = concurrent && 'agent' in value ? value.agent : 0
  const parents: unknown = concurrent && 'parents' in value ? value.parents : []
  if (!isCount(agent)) throw new BadTrace(`${where} has no agent`)
  if (!Array.isArray(parents) || !parents.every((one) => isCount(one) && one < index))
    throw new BadTrace(`${where} does not stand after its parents`)
  return {
    agent,
    at,
    parents: parents.filter(isCount),
    patches: value.patches.map((patch: unknown) => readPatch(patch, where)),
  }
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    // The largest published trace unpacks to some 40 MiB.
    const text = zipped ? gunzipSync(bytes, { maxOutputLength: 256 * 1024 * 1024 }) : bytes
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    throw new BadTrace('it can be neither unzipped nor read as JSON')
  }
}

/** Throws `BadTrace` for what is none, and for one whose strokes do not lead to the end it names. */
export function readTrace(bytes: Uint8Array): Trace {
  const value = unpacked(bytes)
  if (typeof value !== 'object' || value === null || !('txns' in value) || !Array.isArray(value.txns))
    throw new BadTrace('it has no transactions')
  if (!('endContent' in value) || typeof value.endContent !== 'string') throw new BadTrace('it names no end')
  const start = 'startContent' in value && typeof value.startContent === 'string' ? value.startContent : ''
  const concurrent = 'kind' in value && value.kind === 'concurrent'
  const transactions = value.txns.map((one: unknown, index) => readTransaction(one, index, concurrent))
  const agents = 1 + transactions.reduce((most, { agent }) => Math.max(most, agent), 0)
  if (agents > mostAgents) throw new BadTrace(`${agents} agents are more than ${mostAgents}`)
  const end = value.endContent
  const strokes = timed([
    ...(start === '' ? [] : [{ agent: 0, at: Number.NaN, position: 0, remove: 0, insert: start }]),
    ...(concurrent ? weave(transactions, agents, start, end) : inOrder(transactions)),
  ])
  const { text, longest } = played(strokes)
  if (text !== end) throw new BadTrace('its strokes do not lead to its end')
  return { agents, strokes, end, longest }
}

const inOrder = (transactions: readonly Transaction[]): Stroke[] =>
  transactions.flatMap(({ agent, at, patches }) =>
    patches.map(([position, remove, insert]) => ({ agent, at, position, remove, insert })),
  )

/** A stroke without a time, or with one that goes back, comes with the one before it. */
function timed(strokes: readonly Stroke[]): readonly Stroke[] {
  let last = strokes.find(({ at }) => !Number.isNaN(at))?.at ?? 0
  return strokes.map((stroke) => {
    last = stroke.at > last ? stroke.at : last
    return stroke.at === last ? stroke : { ...stroke, at: last }
  })
}

function played(strokes: readonly Stroke[]): { readonly text: string; readonly longest: number } {
  const paper = new Paper('', (text) => ({ text }))
  let longest = paper.length
  for (const stroke of strokes) {
    if (stroke.position + stroke.remove > paper.length) throw new BadTrace('a stroke lies beyond the text')
    paper.strike(stroke)
    longest = Math.max(longest, paper.length)
  }
  return { text: paper.text(), longest }
}
