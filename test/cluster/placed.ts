/** Of people at whole nodes, who cannot know at which seq an edit of theirs stands: their history with the places that the log gives. */
import type { Happened, History, Row, Standing } from './history.ts'

/**
 * An answer says how far everything is saved: the edit stands there or before, where its bytes are found. A look goes as far
 * as nothing is missing of what it shows.
 */
export function placed(history: History, { rows }: Standing): History {
  const asked = new Set(history.flatMap((one) => (one.is === 'write' ? [one.hash] : [])))
  const edits = new Map(
    [...rows].map(([doc, all]): [string, readonly Row[]] => [doc, all.filter(({ hash }) => asked.has(hash))]),
  )
  const where = new Map([...edits].map(([doc, all]) => [doc, new Map(all.map(({ hash, seq }) => [hash, seq]))]))
  return history.map((one): Happened => {
    if (one.is === 'write' && one.seq !== null) {
      const seq = where.get(one.doc)?.get(one.hash)
      return seq === undefined || seq > one.seq ? one : { ...one, seq }
    }
    if (one.is !== 'read' || one.shows === undefined) return one
    const shows = new Set(one.shows)
    const all = edits.get(one.doc) ?? []
    const missing = all.findIndex(({ hash }) => !shows.has(hash))
    const last = missing < 0 ? all.at(-1) : all[missing - 1]
    // What is shown beyond that stands behind a hole; what stands nowhere was never there to be shown.
    const nowhere = one.shows.find((hash) => where.get(one.doc)?.has(hash) !== true)
    if (nowhere !== undefined) return { ...one, seq: Number.MAX_SAFE_INTEGER, hash: nowhere }
    return { ...one, seq: last?.seq ?? 0, hash: last?.hash ?? null }
  })
}
