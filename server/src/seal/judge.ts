/** What a seal says, and whether it may be believed: its own text, its signatures, and that they speak of the same. */
import type { Checked, Finding, Note } from './findings.ts'
import { fingerprintOf, holds } from './key.ts'
import type { Place } from './place.ts'
import { readSeal, sealText, spotInSeal, type Seal } from './seal-file.ts'
import type { Spot } from './sums.ts'

/** The key that somebody brought along, whole or its short form. */
export type Wanted = { readonly key: string } | { readonly fingerprint: string }

export type Judged = {
  /** Null: it cannot be read, and `checked` says why. */
  readonly seal: Seal | null
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
  /** What is said at the end of what is whole. */
  readonly last: readonly Note[]
  readonly checked: Checked
}

const unread = (checked: Checked): Judged => ({ seal: null, findings: [], notes: [], last: [], checked })

/** `place`: of a byte of the text, in the file `name`. */
export function judgeSeal(
  bytes: Buffer,
  name: string,
  place: (offset: number) => Place,
  wanted: Wanted | null,
): Judged {
  const spot = spotInSeal(bytes)
  if (spot !== null) return unread({ state: 'changed', findings: [spotTold(name, bytes, spot, place)], notes: [] })
  const text = bytes.toString('utf8')
  const read = readSeal(text)
  if (read.is === 'newer') return unread({ state: 'unchecked', findings: [{ is: 'newer' }], notes: [] })
  if (read.seal === null)
    return unread({ state: 'changed', findings: [{ is: 'seal-broken', place: place(brokenAt(text)) }], notes: [] })
  const { seal } = read
  const written = sealText(seal)
  if (written !== text) {
    let at = 0
    while (text[at] === written[at]) at += 1
    const byte = Buffer.byteLength(text.slice(0, at), 'utf8')
    return unread({ state: 'changed', findings: [{ is: 'written', file: name, place: place(byte) }], notes: [] })
  }
  const findings = [...forged(seal), ...apart(seal), ...foreign(seal, wanted)]
  const none: Checked = { state: 'changed', findings, notes: [] }
  // What nobody sealed says nothing of the rest.
  return findings.some(({ is }) => is === 'forged')
    ? unread(none)
    : { seal, findings, ...notesOf(seal, wanted), checked: none }
}

function spotTold(file: string, bytes: Uint8Array, spot: Spot, place: (offset: number) => Place): Finding {
  if (spot.is === 'range')
    return { is: 'range', file, place: place(spot.at), until: place(Math.max(spot.at, spot.until - 1)) }
  if (spot.is === 'cut') return { is: 'cut', file, place: place(spot.at) }
  const now = spot.is === 'removed' ? null : (bytes[spot.at] ?? null)
  return { is: spot.is, file, place: place(spot.at), now, was: spot.was }
}

/** Where a reader of JSON stops; at its end where it does not. */
function brokenAt(text: string): number {
  try {
    JSON.parse(text)
    return 0
  } catch (cause) {
    const found = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')
    return found === null ? Buffer.byteLength(text, 'utf8') : Buffer.byteLength(text.slice(0, Number(found[1])), 'utf8')
  }
}

const forged = ({ files, seals }: Seal): readonly Finding[] =>
  [files, ...seals]
    .filter((one) => !holds(one))
    .map(({ statement: { what, key } }) => ({ is: 'forged', what, key: fingerprintOf(key) }))

/** All of it is of one dialogue and one snapshot, by keys that the last one knows. */
function apart({ files, seals, sums }: Seal): readonly Finding[] {
  const { dialogue, snapshot, key, earlier } = files.statement
  const found: Finding[] = []
  const own = new Set([key, ...earlier])
  if (seals.some(({ statement }) => statement.dialogue !== dialogue))
    found.push({ is: 'inconsistent', why: 'dialogue' })
  if (seals.some(({ statement }) => 'snapshot' in statement && statement.snapshot !== snapshot))
    found.push({ is: 'inconsistent', why: 'snapshot' })
  if (!seals.some(({ statement }) => statement.what === 'snapshot'))
    found.push({ is: 'inconsistent', why: 'no-snapshot' })
  if (seals.some(({ statement }) => !own.has(statement.key))) found.push({ is: 'inconsistent', why: 'key' })
  const named = files.statement.files.map(({ name }) => name)
  if (named.length !== sums.length || named.some((name, n) => sums[n]?.name !== name))
    found.push({ is: 'inconsistent', why: 'sums' })
  return found
}

const isWanted = (key: string, wanted: Wanted): boolean =>
  'key' in wanted ? wanted.key === key : wanted.fingerprint === fingerprintOf(key)

function foreign({ files }: Seal, wanted: Wanted | null): readonly Finding[] {
  const { key } = files.statement
  if (wanted === null || isWanted(key, wanted)) return []
  const asked = 'key' in wanted ? fingerprintOf(wanted.key) : wanted.fingerprint
  return [{ is: 'other-key', key: fingerprintOf(key), wanted: asked }]
}

function notesOf({ files, seals }: Seal, wanted: Wanted | null): Pick<Judged, 'notes' | 'last'> {
  const { key, snapshot } = files.statement
  const notes: Note[] = []
  for (const { statement } of seals) {
    if (statement.what === 'snapshot') {
      const said = { snapshot, at: statement.at, key: fingerprintOf(key) }
      // By another key than the rest: that it was the dialogue's before only the one that sealed the rest says.
      if (statement.key === key) notes.push({ note: 'sealed', ...said })
      else notes.push({ note: 'earlier', ...said, earlier: fingerprintOf(statement.key) })
    }
    if (statement.what === 'countersign') notes.push({ note: 'countersigned', who: statement.who, at: statement.at })
  }
  return { notes, last: wanted === null ? [{ note: 'compare', key: fingerprintOf(key) }] : [] }
}
