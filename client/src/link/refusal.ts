/**
 * What was refused for good is not thrown away: it becomes a file that a person can keep and read, and the board goes on
 * without it.
 */
import { toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { ClientProblem } from './api.ts'
import type { RefusedChange } from './store-rows.ts'

/** Sentences in an update, so that a person finds their text again without any tool. */
export function textsOf(update: Uint8Array): string[] {
  const found: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part)
  }
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item)) continue
    if (struct.content instanceof Y.ContentString) found.push(struct.content.str)
    else if (struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentJSON)
      for (const value of struct.content.arr) collect(value)
  }
  // Ids, kinds and fractional indices are short and have no space; a person's sentence has one.
  return found.filter((text) => text.includes(' '))
}

export type Refusal = { readonly problem: ClientProblem; readonly where: readonly string[]; readonly changes: number }

/**
 * What `old` holds and `fresh` lacks; `whole` instead, where both hold different things under one clock: no difference of
 * clocks shows those.
 */
export function refusedOf(
  old: Y.Doc,
  fresh: Y.Doc,
  refusal: Refusal,
  id: string,
  at: number,
  whole: Uint8Array | null = null,
): RefusedChange {
  const update = whole ?? Y.encodeStateAsUpdate(old, Y.encodeStateVector(fresh))
  return {
    id,
    at,
    problem: refusal.problem,
    where: refusal.where,
    changes: refusal.changes,
    update,
    texts: textsOf(update),
  }
}

export function fileOf(
  { called, id }: { readonly called: string; readonly id: string },
  refused: RefusedChange,
): { readonly name: string; readonly text: string } {
  const day = new Date(refused.at).toISOString().slice(0, 16).replace(':', '')
  const { problem, where, texts, at } = refused
  return {
    name: `tablee-${id}-${day}.json`,
    text: JSON.stringify(
      {
        what: 'Changes that the server did not take',
        [called]: id,
        at,
        problem,
        where,
        texts,
        update: toBase64(refused.update),
      },
      null,
      2,
    ),
  }
}
