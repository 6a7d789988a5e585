/**
 * A row of the journal without a sentence: the same structs with the same clocks and lengths, the letters black. What a
 * device or a replay builds on it stays true; only what was written is gone.
 */
import { blacken, blackened, blackenValue, type Letters } from '@tablee/shared/board/blacken'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type Sought = {
  /** Words and sheets, by id: black whatever stands there. */
  readonly ids: ReadonlySet<string>
  /** Black wherever they stand (`sought`). */
  readonly sentences: readonly string[]
  /** Of the same sentences, typed letter by letter: in a row stands one of them, or three. */
  readonly letters: readonly Letters[]
}

/** The same bytes object where nothing of it is there. */
export function blackenUpdate(update: Uint8Array, { ids, sentences, letters }: Sought): Uint8Array {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdate(update)
  } catch {
    return update // put aside when it is loaded; it stands in no board
  }
  let changed = false
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue
    const { content } = struct
    if (content instanceof Y.ContentString) {
      const next = blacken(withoutLetters(struct, content.str, letters), sentences)
      if (next === content.str) continue
      content.str = next
      changed = true
    } else if (content instanceof Y.ContentAny) {
      const own = isWords(struct, ids)
      const next = content.arr.map((value: unknown) => blackenValue(own ? withoutText(value) : value, sentences))
      if (JSON.stringify(next) === JSON.stringify(content.arr)) continue
      content.arr = next
      changed = true
    }
  }
  return changed ? encode(decoded) : update
}

function withoutLetters({ id }: Y.Item, text: string, letters: readonly Letters[]): string {
  let done = text
  for (const { client, clock, len } of letters) {
    const [from, to] = [Math.max(0, clock - id.clock), Math.min(text.length, clock + len - id.clock)]
    if (client === id.client && from < to) done = done.slice(0, from) + blackened(done.slice(from, to)) + done.slice(to)
  }
  return done
}

/** The first value of a key names its place; a later one, which the server writes, is black as it comes. */
const isWords = ({ parent, parentSub }: Y.Item, ids: ReadonlySet<string>): boolean =>
  (parent as unknown) === 'words' && parentSub !== null && ids.has(parentSub)

const withoutText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
    ? { ...value, text: blackened(value.text) }
    : value

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

/** A command's row: JSON, or what is none and stays. `change` may see the value first. */
export function blackenCommand(
  data: Uint8Array,
  { sentences }: Sought,
  change: (value: unknown) => unknown = (value) => value,
): Uint8Array {
  const text = new TextDecoder().decode(data)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return data
  }
  const next = JSON.stringify(blackenValue(change(value), sentences))
  return next === text ? data : new TextEncoder().encode(next)
}
