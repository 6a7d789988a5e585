/**
 * An epoch begins with the board to the letter, and with ids of its own: which letter of the epoch before is which letter of
 * the next one. A sentence that was begun in the one and ended in the other stands whole in the second alone.
 */
import type { Letters } from '@tablee/shared/board/erase'
import * as Y from 'yjs'

type Letter = { readonly client: number; readonly clock: number }

/** The letters that are to be seen, text by text, by where it lies. */
function textsIn(doc: Y.Doc): ReadonlyMap<string, readonly Letter[]> {
  const texts = new Map<string, Letter[]>()
  function look(type: Pick<Y.AbstractType<unknown>, '_map' | '_start'>, path: string): void {
    for (const [key, { deleted, content }] of type._map)
      if (!deleted && content instanceof Y.ContentType) look(content.type, `${path}/${key}`)
    const letters: Letter[] = []
    let nth = 0
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue
      if (item.content instanceof Y.ContentType) look(item.content.type, `${path}#${nth++}`)
      if (!(item.content instanceof Y.ContentString)) continue
      const { client, clock } = item.id
      for (let at = 0; at < item.length; at += 1) letters.push({ client, clock: clock + at })
    }
    if (letters.length > 0) texts.set(path, letters)
  }
  for (const [name, root] of doc.share) look(root, name)
  return texts
}

/** So many letters on end, by their ids in both. */
type Run = { readonly was: Letter; readonly is: Letter; len: number }

const goesOn = (first: Letter, len: number, next: Letter): boolean =>
  first.client === next.client && first.clock + len === next.clock

/** `before` and `after` hold the same board; a text that is another is passed over. Answers where letters of `after` are in `before`. */
export function lettersAlike(before: Y.Doc, after: Y.Doc): (letters: readonly Letters[]) => readonly Letters[] {
  const olds = textsIn(before)
  const runs: Run[] = []
  for (const [path, news] of textsIn(after)) {
    const old = olds.get(path)
    if (old?.length !== news.length) continue
    for (const [nth, is] of news.entries()) {
      const was = old[nth]
      const last = runs.at(-1)
      if (was === undefined) continue
      if (last !== undefined && goesOn(last.was, last.len, was) && goesOn(last.is, last.len, is)) last.len += 1
      else runs.push({ was, is, len: 1 })
    }
  }
  return (letters) =>
    letters.flatMap(({ client, clock, len }) =>
      runs.flatMap(({ was, is, len: all }) => {
        const [from, to] = [Math.max(clock, is.clock), Math.min(clock + len, is.clock + all)]
        if (is.client !== client || from >= to) return []
        return [{ client: was.client, clock: was.clock + from - is.clock, len: to - from }]
      }),
    )
}
