/**
 * A log that answers as one on another machine does: each answer comes some milliseconds late, by chance, and in the
 * order of the questions. What the owner knows by itself, and what only a log in this process can say, comes at once.
 */
import type { Journal, JournalRow } from '@tablee/server/journal/port'

export function lateLog(inner: Journal, chance: () => number, [least, most]: readonly [number, number]): Journal {
  const late = (): Promise<void> => new Promise((go) => setTimeout(go, least + chance() * (most - least)))
  let last: Promise<unknown> = Promise.resolve()
  function inOrder<T>(answer: Promise<T>): Promise<T> {
    const mine = Promise.all([answer, last, late()]).then(([value]) => value)
    last = mine.catch(() => undefined)
    return mine
  }
  async function page(rows: AsyncIterable<JournalRow>): Promise<readonly JournalRow[]> {
    const found: JournalRow[] = []
    for await (const row of rows) found.push(row)
    await late()
    return found
  }
  return {
    ...inner,
    append: (entry) => inOrder(inner.append(entry)),
    async *read(doc, epoch, seq) {
      for (let from = seq; ; ) {
        const rows = await page(inner.read(doc, epoch, from))
        yield* rows
        const end = rows.at(-1)
        if (end === undefined) return
        from = end.seq
      }
    },
    async *commands(doc) {
      yield* await page(inner.commands(doc))
    },
    load: (doc, epoch) => inOrder(inner.load(doc, epoch)),
    checkpoint: (doc, epoch, seq, state) => inOrder(inner.checkpoint(doc, epoch, seq, state)),
    quarantine: (doc, epoch, seq, why) => inOrder(inner.quarantine(doc, epoch, seq, why)),
    asides: (doc) => inOrder(inner.asides(doc)),
    rewrite: (doc, change) => inOrder(inner.rewrite(doc, change)),
    settled: () =>
      inner
        .settled()
        .then(() => last)
        .then(() => undefined),
  }
}
