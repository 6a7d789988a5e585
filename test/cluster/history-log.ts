/** Of a history: what was answered, beside what stands in the log. Each gives what does not fit, in words. */
import { by, only, type History, type Row, type Standing, type Write } from './history.ts'

const short = (hash: string): string => hash.slice(0, 12)
const ms = (time: number): string => `${time.toFixed(3)} ms`
const said = ({ by: who, hash, doc, seq }: Write): string =>
  `${who}'s ${short(hash)} in ${doc}${seq === null ? '' : ` (answered: seq ${seq})`}`

/** (1) Each acknowledged edit stands where its answer said. */
export function kept(history: History, { rows }: Standing): string[] {
  const at = new Map([...rows].map(([doc, all]) => [doc, new Map(all.map((row) => [row.seq, row]))]))
  return only(history, 'write').flatMap((write) => {
    if (write.seq === null) return []
    const there = at.get(write.doc)?.get(write.seq)
    if (there === undefined) return [`${said(write)} was acknowledged, and nothing stands there`]
    if (there.hash !== write.hash) return [`${said(write)} was acknowledged, and ${short(there.hash)} stands there`]
    return []
  })
}

/** (2) Of each document seq 1, 2, 3 … without gap or repetition; and of no writer a clock twice, nor one left out. */
export function seqs({ rows }: Standing): string[] {
  const wrong: string[] = []
  for (const [doc, all] of rows) {
    all.forEach(({ seq }, at) => {
      if (seq !== at + 1) wrong.push(`${doc}: seq ${seq} where ${at + 1} was to come`)
    })
    const clocks = new Map<string, number>()
    for (const { seq, epoch, writers } of all)
      for (const { client, from, to } of writers) {
        const next = clocks.get(`${epoch} ${client}`) ?? 0
        if (from !== next)
          wrong.push(`${doc}: seq ${seq} brings clocks ${from} to ${to} of ${client}, who stood at ${next}`)
        clocks.set(`${epoch} ${client}`, Math.max(next, to))
      }
  }
  return wrong
}

/** Where each edit stands, by its hash; the first place of one that stands twice. */
function places(rows: readonly Row[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { hash, seq } of rows) if (!found.has(hash)) found.set(hash, seq)
  return found
}

/**
 * (3) What was asked for after another was acknowledged stands behind it. One walk from the end of each document: `earliest`
 * is the first answer of all that stand further on.
 */
export function order(history: History, { rows }: Standing): string[] {
  const wrong: string[] = []
  for (const [doc, writes] of by(only(history, 'write'), (write) => write.doc)) {
    const where = places(rows.get(doc) ?? [])
    const placed = writes
      .flatMap((write) => {
        const seq = where.get(write.hash)
        return seq === undefined ? [] : [{ write, seq }]
      })
      .sort((a, b) => b.seq - a.seq)
    let earliest: { readonly write: Write; readonly ended: number; readonly seq: number } | null = null
    for (const { write, seq } of placed) {
      if (earliest !== null && earliest.ended < write.begun)
        wrong.push(
          `${said(write)} stands at ${seq} and was asked for at ${ms(write.begun)}, after ${said(earliest.write)} at ${earliest.seq} was acknowledged at ${ms(earliest.ended)}`,
        )
      if (write.ended !== null && write.seq !== null && (earliest === null || write.ended < earliest.ended))
        earliest = { write, ended: write.ended, seq }
    }
  }
  return wrong
}

/** (5) Along a document's rows neither its own epoch nor the hall's ever falls: nobody writes who has lost the hall. */
export function epochs({ rows }: Standing): string[] {
  const wrong: string[] = []
  for (const [doc, all] of rows) {
    let [epoch, lease] = [0, 0]
    for (const row of all) {
      if (row.epoch < epoch) wrong.push(`${doc}: seq ${row.seq} is of epoch ${row.epoch}, after one of ${epoch}`)
      if (row.lease !== null && row.lease < lease)
        wrong.push(`${doc}: seq ${row.seq} was written under lease ${row.lease}, after one under ${lease}`)
      epoch = Math.max(epoch, row.epoch)
      lease = Math.max(lease, row.lease ?? 0)
    }
  }
  return wrong
}

/** (6) What nobody acknowledged stands there once or not at all; and nothing stands there that nobody asked for. */
export function once(history: History, { rows }: Standing): string[] {
  const asked = new Map(
    [...by(only(history, 'write'), ({ doc }) => doc)].map(([doc, all]) => [doc, new Set(all.map(({ hash }) => hash))]),
  )
  const wrong: string[] = []
  for (const [doc, all] of rows) {
    const found = new Map<string, number>()
    for (const { hash, seq, foreign } of all) {
      const before = found.get(hash)
      if (before !== undefined) wrong.push(`${doc}: ${short(hash)} stands at ${before} and at ${seq}`)
      else found.set(hash, seq)
      if (foreign !== true && asked.get(doc)?.has(hash) !== true)
        wrong.push(`${doc}: ${short(hash)} at ${seq} was written by nobody`)
    }
  }
  return wrong
}
