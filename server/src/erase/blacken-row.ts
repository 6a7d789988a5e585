/**
 * A row of the journal without a sentence: the same structs with the same clocks and lengths, the letters black. What a
 * device or a replay builds on it stays true; only what was written is gone.
 */
import { blackenAgain, type Again } from '@tablee/shared/board/again'
import { blackened, changeStrings } from '@tablee/shared/board/blacken'
import type { Erased, Letters } from '@tablee/shared/board/erase'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type Sought = Erased & {
  /** Where the sentences stood in texts and values, at any time. */
  readonly letters: readonly Letters[]
}

/**
 * The same bytes object where nothing of it is there. `anywhere`: of an update that is in no board, whose letters nobody
 * can follow; there the sentences are looked for in each piece of text.
 */
export function blackenUpdate(update: Uint8Array, what: Sought, anywhere = false): Uint8Array {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdate(update)
  } catch {
    return update // put aside when it is loaded; it stands in no board
  }
  const by = new Map<number, Letters[]>()
  for (const one of what.letters) by.set(one.client, [...(by.get(one.client) ?? []), one])
  let changed = false
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue
    const { content, id } = struct
    const letters = by.get(id.client) ?? []
    if (content instanceof Y.ContentString) {
      let next = content.str
      for (const { clock, len } of letters) {
        const [from, to] = [Math.max(0, clock - id.clock), Math.min(next.length, clock + len - id.clock)]
        if (from < to) next = next.slice(0, from) + blackened(next.slice(from, to)) + next.slice(to)
      }
      if (anywhere) next = blackenAgain(what.again, next, true)
      if (next === content.str) continue
      content.str = next
      changed = true
    } else if (content instanceof Y.ContentAny) {
      const said = isWords(struct)
      const own = said && struct.parentSub !== null && what.ids.has(struct.parentSub)
      const touched = letters.some(({ clock, len }) => clock < id.clock + content.arr.length && clock + len > id.clock)
      const unsigned =
        said && !(struct.parentSub !== null && what.own(struct.parentSub)) && content.arr.every(isUnsigned)
      if (!own && !touched && (!anywhere || (said && !unsigned))) continue
      const black = (text: string): string => blackenAgain(what.again, text, false)
      const next = content.arr.map((value: unknown) =>
        own ? withText(value, blackened) : isBoardWords(value) ? withText(value, black) : changeStrings(value, black),
      )
      if (JSON.stringify(next) === JSON.stringify(content.arr)) continue
      content.arr = next
      changed = true
    }
  }
  return changed ? encode(decoded) : update
}

/**
 * What is in no board and came piece by piece: what one device typed on end is looked at as one text, for no piece may say it
 * alone.
 */
export function blackenApart(updates: readonly Uint8Array[], what: Sought): readonly Uint8Array[] {
  const letters = [...what.letters, ...lettersTyped(updates, what.again)]
  return updates.map((update) => blackenUpdate(update, { ...what, letters }, true))
}

function lettersTyped(updates: readonly Uint8Array[], again: Again): readonly Letters[] {
  const pieces = updates
    .flatMap(structsOf)
    .flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString
        ? [{ client: struct.id.client, clock: struct.id.clock, text: struct.content.str }]
        : [],
    )
    .sort((one, other) => one.client - other.client || one.clock - other.clock)
  const runs: { readonly client: number; readonly clock: number; text: string }[] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    const goesOn = last?.client === piece.client && piece.clock <= last.clock + last.text.length
    if (goesOn) last.text += piece.text.slice(last.clock + last.text.length - piece.clock)
    else runs.push({ ...piece })
  }
  return runs.flatMap(({ client, clock, text }) =>
    again.spans(text, true).map(({ at, length }) => ({ client, clock: clock + at, len: length })),
  )
}

function structsOf(update: Uint8Array): ReturnType<typeof Y.decodeUpdate>['structs'] {
  try {
    return Y.decodeUpdate(update).structs
  } catch {
    return [] // stands in no board, and is read by nobody
  }
}

/** Where an update's pieces of text say it, wherever they belong. */
export const lettersSaid = (update: Uint8Array, again: Again): readonly Letters[] =>
  Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString
      ? again
          .spans(struct.content.str, true)
          .map(({ at, length }) => ({ client: struct.id.client, clock: struct.id.clock + at, len: length }))
      : [],
  )

/** The first value of a key names its place; a later one, which the server writes, is black as it comes. */
const isWords = ({ parent }: Y.Item): boolean => (parent as unknown) === 'words'

const isBoardWords = (value: unknown): value is { readonly text: string } =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
const isUnsigned = (value: unknown): boolean => isBoardWords(value) && 'seat' in value && value.seat === null

const withText = (value: unknown, change: (text: string) => string): unknown =>
  isBoardWords(value) ? { ...value, text: change(value.text) } : value

function encode({ structs, ds }: ReturnType<typeof Y.decodeUpdate>): Uint8Array {
  const to = new Y.UpdateEncoderV1()
  const blocks: (Y.Item | Y.GC | Y.Skip)[][] = []
  for (const struct of structs) {
    const last = blocks.at(-1)
    if (last?.[0]?.id.client === struct.id.client) last.push(struct)
    else blocks.push([struct])
  }
  encoding.writeVarUint(to.restEncoder, blocks.length)
  for (const block of blocks) {
    const [first] = block
    if (first === undefined) continue
    encoding.writeVarUint(to.restEncoder, block.length)
    to.writeClient(first.id.client)
    encoding.writeVarUint(to.restEncoder, first.id.clock)
    for (const struct of block) struct.write(to, 0)
  }
  encoding.writeVarUint(to.restEncoder, ds.clients.size)
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(to.restEncoder, client)
    encoding.writeVarUint(to.restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(to.restEncoder, clock)
      encoding.writeVarUint(to.restEncoder, len)
    }
  }
  return to.toUint8Array()
}

/** A command's row: JSON, or what is none and stays. */
export function changeCommand(data: Uint8Array, change: (value: unknown) => unknown): Uint8Array {
  const text = new TextDecoder().decode(data)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return data
  }
  const next = JSON.stringify(change(value))
  return next === text ? data : new TextEncoder().encode(next)
}
