/** Of a history: cuts through all documents, and votes, beside what stands in the log. Each gives what does not fit, in words. */
import { by, only, type History, type Standing, type VoteRow } from './history.ts'

const ms = (time: number): string => `${time.toFixed(3)} ms`

/**
 * (7) A cut holds every edit that was acknowledged before it was asked for, and none that was asked for after its answer.
 * Along time, cuts and edits are merged: of each document the furthest answer so far.
 */
export function cuts(history: History, { rows }: Standing): string[] {
  const wrong: string[] = []
  const writes = only(history, 'write')
  const answers = writes
    .flatMap(({ doc, ended, seq }) => (ended === null || seq === null ? [] : [{ doc, ended, seq }]))
    .sort((a, b) => a.ended - b.ended)
  const furthest = new Map<string, number>()
  let next = 0
  const all = only(history, 'cut')
  for (const { by: who, begun, ended, heads } of all.toSorted((a, b) => a.begun - b.begun)) {
    for (let one = answers[next]; one !== undefined && one.ended < begun; one = answers[++next])
      furthest.set(one.doc, Math.max(furthest.get(one.doc) ?? 0, one.seq))
    if (ended === null) continue
    for (const [doc, seq] of furthest)
      if ((heads[doc] ?? 0) < seq)
        wrong.push(
          `${who}'s cut, asked for at ${ms(begun)}, holds ${doc} up to ${heads[doc] ?? 0}; seq ${seq} was acknowledged before`,
        )
  }
  return [...wrong, ...foreseen(history, { rows })]
}

/** What a cut holds that was asked for only after it: from the end of time, of each document the first place. */
function foreseen(history: History, { rows }: Pick<Standing, 'rows'>): string[] {
  const wrong: string[] = []
  const place = new Map([...rows].map(([doc, all]) => [doc, new Map(all.map(({ hash, seq }) => [hash, seq]))]))
  const asked = only(history, 'write').toSorted((a, b) => b.begun - a.begun)
  const first = new Map<string, number>()
  let next = 0
  const answered = only(history, 'cut').flatMap((cut) => (cut.ended === null ? [] : [{ ...cut, ended: cut.ended }]))
  for (const { by: who, ended, heads } of answered.toSorted((a, b) => b.ended - a.ended)) {
    for (let one = asked[next]; one !== undefined && one.begun > ended; one = asked[++next]) {
      const seq = place.get(one.doc)?.get(one.hash)
      if (seq !== undefined) first.set(one.doc, Math.min(first.get(one.doc) ?? Infinity, seq))
    }
    for (const [doc, seq] of first)
      if ((heads[doc] ?? 0) >= seq)
        wrong.push(`${who}'s cut, answered at ${ms(ended)}, holds seq ${seq} of ${doc}, which was asked for after that`)
  }
  return wrong
}

const key = ({ seat, item }: { readonly seat: string; readonly item: string }): string => `${item} ${seat}`

/**
 * (8) Of each item and seat one ballot counts: the last one before the item's close. What was acknowledged as counted stands
 * there before the close; what was asked for after an answered close was not counted; and a result names each seat once,
 * with that ballot.
 */
export function balloted(history: History, { votes }: Standing): string[] {
  const { wrong, counts, stand } = fold(votes)
  const closed = new Map<string, number>()
  for (const { item, ended } of only(history, 'close'))
    if (ended !== null) closed.set(item, Math.min(closed.get(item) ?? Infinity, ended))
  for (const { seat, item, ballot, begun, ended, counted } of only(history, 'vote')) {
    if (ended === null || !counted) continue
    if (!stand.has(`${key({ seat, item })} ${ballot}`))
      wrong.push(`${seat}'s ballot ${ballot} on ${item} was acknowledged, and does not stand before its close`)
    if (begun > (closed.get(item) ?? Infinity))
      wrong.push(`${seat}'s ballot ${ballot} on ${item} was counted, and asked for at ${ms(begun)}, after the close`)
  }
  for (const { item, casts } of only(history, 'tally')) {
    const seats = by([...casts], ([seat]) => seat)
    for (const [seat, theirs] of seats) {
      if (theirs.length > 1) wrong.push(`the result of ${item} names ${seat} ${theirs.length} times`)
      for (const [, ballot] of theirs)
        if (counts.get(key({ seat, item })) !== ballot)
          wrong.push(
            `the result of ${item} says ${ballot} of ${seat}, whose last ballot is ${counts.get(key({ seat, item })) ?? 'none'}`,
          )
    }
    for (const [at] of counts)
      if (at.startsWith(`${item} `) && !seats.has(at.slice(item.length + 1)))
        wrong.push(`the result of ${item} leaves out ${at.slice(item.length + 1)}`)
  }
  return wrong
}

/** The votes' log by itself: the ballot that counts of each seat, all that stand before the close, and what stands behind one. */
function fold(votes: readonly VoteRow[]) {
  const wrong: string[] = []
  const closed = new Set<string>()
  const counts = new Map<string, string>()
  const stand = new Set<string>()
  for (const row of votes) {
    if (row.is === 'close') closed.add(row.item)
    else if (closed.has(row.item))
      wrong.push(`${row.seat}'s ballot ${row.ballot} on ${row.item} stands behind its close`)
    else {
      if (stand.has(`${key(row)} ${row.ballot}`))
        wrong.push(`${row.seat}'s ballot ${row.ballot} on ${row.item} stands twice`)
      stand.add(`${key(row)} ${row.ballot}`)
      counts.set(key(row), row.ballot)
    }
  }
  return { wrong, counts, stand }
}
