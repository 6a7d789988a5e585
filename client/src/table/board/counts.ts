/** What stands beneath an entry, by how it bears on it: told on its card while its branch is closed on the map. */
import type { RelationKind } from '@tablee/shared/board/schema'
import type { Entries, Entry } from './entries.ts'

/** A question qualifies as a condition does, and is no "yes, if". */
export type Counted = RelationKind | 'question'
export type Count = { readonly of: Counted; readonly n: number }
/** Of a position what is missing is news too. */
export type Missing = 'noneYet' | 'noneFor' | 'noneAgainst'
export type Counts = { readonly counts: readonly Count[]; readonly missing: Missing | null }

/** In which they are told. */
export const countedKinds: readonly Counted[] = [
  'answers',
  'supports',
  'attacks',
  'qualifies',
  'undercuts',
  'question',
  'illustrates',
  'cites',
]
export const noCounts: Counts = { counts: [], missing: null }

/** `bare`: whether an entry with nothing beneath says so. */
export function countsOf(entry: Entry, { byId }: Entries, bare: boolean): Counts {
  const found = new Map<Counted, number>()
  for (const id of entry.item.children) {
    const child = byId.get(id)
    if (!child) continue
    const kind = child.relation?.kind ?? 'answers'
    const of = child.node.kind === 'question' && kind === 'qualifies' ? 'question' : kind
    found.set(of, (found.get(of) ?? 0) + 1)
  }
  if (found.size === 0 && !(bare && entry.node.kind === 'position')) return noCounts
  const [good, bad] = [found.has('supports'), found.has('attacks')]
  const missing = good === bad ? (good ? null : 'noneYet') : good ? 'noneAgainst' : 'noneFor'
  return {
    counts: countedKinds.flatMap((of) => {
      const n = found.get(of) ?? 0
      return n > 0 ? [{ of, n }] : []
    }),
    missing: entry.node.kind === 'position' ? missing : null,
  }
}

export const linesOf = ({ counts, missing }: Counts): number => counts.length + (missing === null ? 0 : 1)
