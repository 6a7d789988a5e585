/** Of a history: what was read and watched, beside what stands in the log. Each gives what does not fit, in words. */
import { by, only, type History, type Read, type Standing, type Watched } from './history.ts'

const ms = (time: number): string => `${time.toFixed(3)} ms`

/**
 * (4) A look that began after an edit was acknowledged shows it, and no look shows less than one that was answered before it
 * began; what it shows stands there. `shown` has the observers' half.
 */
export function seen(history: History, { rows }: Standing): string[] {
  const wrong: string[] = []
  const reads = by(only(history, 'read'), ({ doc }) => doc)
  const writes = by(only(history, 'write'), ({ doc }) => doc)
  for (const [doc, looks] of reads) {
    const known = [
      ...(writes.get(doc) ?? []).flatMap(({ ended, seq, by: who }) =>
        ended === null || seq === null ? [] : [{ ended, seq, what: `${who} was answered that seq ${seq} is saved` }],
      ),
      ...looks.flatMap(({ ended, seq, by: who }) =>
        ended === null ? [] : [{ ended, seq, what: `${who} was shown seq ${seq}` }],
      ),
    ].sort((a, b) => a.ended - b.ended)
    let [next, most, because] = [0, 0, '']
    for (const look of looks.toSorted((a, b) => a.begun - b.begun)) {
      for (let one = known[next]; one !== undefined && one.ended < look.begun; one = known[++next])
        if (one.seq > most) [most, because] = [one.seq, `${one.what} at ${ms(one.ended)}`]
      if (look.seq < most)
        wrong.push(`${look.by} was shown ${doc} up to ${look.seq}, having asked at ${ms(look.begun)}, after ${because}`)
      wrong.push(...standsThere(look, rows.get(doc)?.[look.seq - 1]?.hash ?? null))
    }
  }
  return wrong
}
const standsThere = ({ by: who, doc, seq, hash }: Read, there: string | null): string[] =>
  hash === there ? [] : [`${who} was shown ${String(hash)} at ${seq} of ${doc}, where ${String(there)} stands`]

type Visit = { readonly came: number; left: number; readonly shown: { readonly at: number; readonly seq: number }[] }

/** What each observer was shown from coming to leaving; what stands nowhere has seq 0. */
function visits(events: readonly Watched[], where: ReadonlyMap<string, number>): Visit[] {
  const all: Visit[] = []
  let open: Visit | null = null
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (event.is === 'came') all.push((open = { came: event.at, left: Infinity, shown: [] }))
    else if (event.is === 'shown') open?.shown.push({ at: event.at, seq: where.get(event.hash) ?? 0 })
    else {
      if (open !== null) open.left = event.at
      open = null
    }
  }
  return all
}

/** Ends of the pauses in which nobody could be shown anything: what was due within one is due `fresh` after its end. */
function due(history: History, fresh: number): (answered: number) => number {
  const pauses = only(history, 'trouble').toSorted((a, b) => a.from - b.from)
  return (answered) => {
    let by = answered + fresh
    for (const { from, to } of pauses) if (from <= by && to + fresh > by) by = to + fresh
    return by
  }
}

/**
 * (4, observers) Each showing is a beginning of the document: nothing is left out before what is shown. And it is at most
 * `fresh` old: what was acknowledged is shown by then, or the observer was sent away.
 */
export function shown(history: History, { rows }: Standing, fresh: number): string[] {
  const wrong: string[] = []
  const deadline = due(history, fresh)
  const watched = history.filter((one): one is Watched => one.is === 'came' || one.is === 'shown' || one.is === 'left')
  const writes = by(only(history, 'write'), ({ doc }) => doc)
  for (const [doc, of] of by(watched, (one) => one.doc)) {
    // Rows of others are shown to nobody as such: places are counted among those of this history.
    const theirs = writes.get(doc) ?? []
    const asked = new Set(theirs.map(({ hash }) => hash))
    const edits = (rows.get(doc) ?? []).filter(({ hash }) => asked.has(hash))
    const where = new Map(edits.map(({ hash }, at) => [hash, at + 1]))
    const acknowledged = theirs
      .flatMap(({ ended, seq, hash }) => {
        const place = where.get(hash)
        return ended === null || seq === null || place === undefined ? [] : [{ by: deadline(ended), seq: place, ended }]
      })
      .toSorted((a, b) => a.ended - b.ended)
    for (const [who, events] of by(of, (one) => one.by))
      for (const visit of visits(events, where)) {
        wrong.push(...beginnings(visit).map((says) => `${who}, ${doc}: ${says}`))
        wrong.push(...late(visit, acknowledged, fresh).map((says) => `${who}, ${doc}: ${says}`))
      }
  }
  return wrong
}

/** Showings of one moment are one: after each, as many rows are shown as the last of them has before it. */
function beginnings({ shown: all }: Visit): string[] {
  const wrong: string[] = []
  let [furthest, count] = [0, 0]
  const had = new Set<number>()
  all.forEach(({ at, seq }, n) => {
    if (seq === 0) return void wrong.push(`was shown at ${ms(at)} what stands nowhere`)
    if (!had.has(seq)) count += 1
    had.add(seq)
    furthest = Math.max(furthest, seq)
    if (all[n + 1]?.at !== at && count !== furthest)
      wrong.push(`was shown seq ${furthest} at ${ms(at)}, and only ${count} of the rows up to there`)
  })
  return wrong
}

function late(
  { came, left, shown: all }: Visit,
  acknowledged: readonly { readonly by: number; readonly seq: number; readonly ended: number }[],
  fresh: number,
): string[] {
  const wrong: string[] = []
  let [next, furthest] = [0, 0]
  for (const { by: latest, seq, ended } of acknowledged.toSorted((a, b) => a.by - b.by)) {
    const until = Math.max(latest, came + fresh)
    if (until >= left) continue
    for (let one = all[next]; one !== undefined && one.at <= until; one = all[++next])
      furthest = Math.max(furthest, one.seq)
    if (furthest < seq)
      wrong.push(`saw seq ${furthest} at ${ms(until)}, and seq ${seq} was acknowledged at ${ms(ended)}`)
  }
  return wrong
}

/** (9) Whoever came through what was revoked is shown nothing any more `fresh` after that was answered, and does not come in. */
export function revoked(history: History, fresh: number): string[] {
  const ends = new Map<string, number>()
  for (const { through, ended } of only(history, 'revoked'))
    if (ended !== null) ends.set(through, Math.min(ends.get(through) ?? Infinity, ended + fresh))
  const through = new Map<string, string>()
  const wrong: string[] = []
  for (const one of history) {
    if (one.is === 'came') through.set(one.by, one.through)
    if (one.is !== 'came' && one.is !== 'shown') continue
    const link = through.get(one.by)
    const end = link === undefined ? undefined : ends.get(link)
    if (end !== undefined && one.at > end)
      wrong.push(
        `${one.by} ${one.is === 'came' ? 'came in to' : 'was shown'} ${one.doc} at ${ms(one.at)}, ${ms(one.at - end)} later than ${String(link)} allowed`,
      )
  }
  return wrong
}
