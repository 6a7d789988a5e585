/**
 * What people consented to, as it stands now, and what follows from it on a board. Whose words these are a board knows by
 * seat; of sheets that nobody signed only the server does, so they are named one by one. It is an allow-list: of a seat
 * that is not named, nothing is known, and nothing of it leaves.
 */
import type { SeatCode } from '../ids.ts'

export type Consents = {
  /** Seats whose words and elements may be watched. */
  readonly observed: readonly SeatCode[]
  /** Seats whose sentences may be printed. */
  readonly quoted: readonly SeatCode[]
  /** Sheets of those who said no to being watched, and of those who said no to being printed. */
  readonly unobservedSheets: readonly string[]
  readonly unquotedSheets: readonly string[]
  /** What they wrote: it may stand on the board before its words do, and elsewhere. Left out where there is none. */
  readonly unobservedTexts?: readonly string[]
  readonly unquotedTexts?: readonly string[]
  /** Sheets of those who said yes. Unsigned as they are, what stands on them is said in somebody's own right. */
  readonly observedSheets?: readonly string[]
  readonly quotedSheets?: readonly string[]
}

/** One sentence, of a board or of a snapshot. */
export type SpokenSentence = {
  readonly id: string
  readonly seat: string | null
  readonly corrects: string | null
  readonly block?: string | null
}
/** Of who said no, of who said yes, or of nobody that is known. */
export type Whose = 'no' | 'yes' | 'nobody'

export type Veil = {
  /** Of each sentence; what corrects a sentence of nobody's is the same person's, however often it was corrected. */
  words(said: Iterable<SpokenSentence>): ReadonlyMap<string, Whose>
  element(id: string, seat: string | null): Whose
  seat(seat: string | null): boolean
}

/** A sheet that was moved lies beneath an entry as `<sheet>-2`, `<sheet>-3` … */
const stem = (id: string): string => id.replace(/-\d+$/, '')

/** All boards of a hall are asked with the same list of seats. */
const kept = new WeakMap<readonly SeatCode[], ReadonlySet<string>>()
function setOf(seats: readonly SeatCode[]): ReadonlySet<string> {
  const found = kept.get(seats) ?? new Set<string>(seats)
  kept.set(seats, found)
  return found
}

/** What these seats did not allow. */
function veil(allowed: readonly SeatCode[], refused: readonly string[], agreed: readonly string[] = []): Veil {
  const seats = setOf(allowed)
  const [no, yes] = [new Set(refused), new Set(agreed)]
  const isSeat = (seat: string | null): boolean => seat !== null && !seats.has(seat)
  const whose = (id: string, seat: string | null): Whose => {
    if (no.has(id) || isSeat(seat)) return 'no'
    if (yes.has(id)) return 'yes'
    const moved = stem(id)
    if (no.has(moved)) return 'no'
    return seat !== null || yes.has(moved) ? 'yes' : 'nobody'
  }
  return {
    words(said) {
      const all = new Map<string, SpokenSentence>()
      for (const one of said) all.set(one.id, one)
      const known = new Map<string, Whose>()
      for (const first of all.values()) {
        const passed: string[] = []
        let answer: Whose = 'nobody'
        for (let one: SpokenSentence | undefined = first; one !== undefined; one = all.get(one.corrects ?? '')) {
          const before = known.get(one.id)
          if (before !== undefined || passed.includes(one.id)) {
            answer = before ?? 'nobody'
            break
          }
          passed.push(one.id)
          answer = whose(one.id, one.seat)
          if (answer !== 'nobody') break
        }
        for (const id of passed) known.set(id, answer)
      }
      return known
    },
    element: (id, seat) => whose(id.replace(/^shape:/, ''), seat),
    seat: isSeat,
  }
}

/** What may not be watched: neither shown nor counted. */
export const unobserved = ({ observed, unobservedSheets, observedSheets }: Consents): Veil =>
  veil(observed, unobservedSheets, observedSheets)
/** What may not be printed: the row stays and counts, its text is nowhere. */
export const unquoted = ({ quoted, unquotedSheets, quotedSheets }: Consents): Veil =>
  veil(quoted, unquotedSheets, quotedSheets)

/** Consents of then and of now: what is taken away goes at once, what is allowed anew waits. */
export function narrowerConsents(then: Consents | undefined, now: Consents | undefined): Consents | undefined {
  if (then === undefined || now === undefined) return now
  const both = <T extends string>(a: readonly T[] = [], b: readonly T[] = []): T[] => a.filter((one) => b.includes(one))
  const either = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])]
  return {
    observed: both(now.observed, then.observed),
    quoted: both(now.quoted, then.quoted),
    unobservedSheets: either(now.unobservedSheets, then.unobservedSheets),
    unquotedSheets: either(now.unquotedSheets, then.unquotedSheets),
    unobservedTexts: either(now.unobservedTexts, then.unobservedTexts),
    unquotedTexts: either(now.unquotedTexts, then.unquotedTexts),
    observedSheets: both(now.observedSheets, then.observedSheets),
    quotedSheets: both(now.quotedSheets, then.quotedSheets),
  }
}
