/** What may be coded at this moment, and where passages stand in it by now. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { foundAgain, isPassage, lengthOf, sliceOf } from '@tablee/shared/codebook/passages'
import type { Passage } from '@tablee/shared/codebook/rows'
import type { BoardId, SiteId, TableId } from '@tablee/shared/ids'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import { erasedSaid } from '@tablee/shared/synthesis/reading'
import type { ViewTranslations } from '@tablee/shared/view/translated'
import type { CodableKind, CodingTold } from '@tablee/shared/wire/codebook'

/** An entry as it may be told now, and where it was said. */
export type Codable = {
  readonly entry: EntryName
  readonly kind: CodableKind
  readonly text: string
  readonly lang: string
  readonly seat: string | null
  readonly capture: string | null
  readonly as: string | null
  readonly about: string | null
  /** Of an answer: what was asked. */
  readonly item?: { readonly name: string; readonly text: LocalText }
  readonly board: BoardId
  /** Null of what people answered each for themselves. */
  readonly table: TableId | null
  readonly number: number | null
  readonly site: SiteId | null
  readonly session: number
  readonly translations?: ViewTranslations
}
/** All that may be coded of a dialogue now, the oldest first; the same object as long as nothing of it changed. */
export type AllCodable = {
  readonly all: readonly Codable[]
  readonly byName: ReadonlyMap<EntryName, Codable>
  readonly withheld: number
}

/** Under the dialogue's key: three bytes of a text, and of a passage. Too short to tell a sentence by. */
export type PassageDigest = (what: 'coded as' | 'passage', parts: readonly string[]) => Uint8Array

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** Words and answers are said once and for all; whatever else may be worded anew. */
const isFixed = (kind: CodableKind): boolean => kind === 'words' || kind === 'answer'

type Worded = Pick<Codable, 'entry' | 'kind' | 'text'>
export type Stands = Pick<CodingTold, 'place' | 'start' | 'end'>

/** Kept for as long as an entry says the same. */
export function createPassages(digest: PassageDigest) {
  const known = new Map<EntryName, { readonly text: string; readonly said: string; readonly length: number }>()
  const stood = new Map<string, { readonly text: string; readonly of: Passage; readonly stands: Stands }>()
  const asWorded = ({ entry, text }: Worded) => ({
    text,
    said: base64(digest('coded as', [entry, text])),
    length: lengthOf(text),
  })
  function textOf(one: Worded) {
    const before = known.get(one.entry)
    if (before?.text === one.text) return before
    const now = asWorded(one)
    known.set(one.entry, now)
    return now
  }
  const spanOf = (entry: EntryName, passage: string): string => base64(digest('passage', [entry, passage]))
  function standsAs(one: Worded, of: ReturnType<typeof asWorded>, { start, end, said, span }: Passage): Stands {
    const { text, length, said: now } = of
    const fits = isPassage(length, { start, end })
    if (isFixed(one.kind) || said === now) return { start, end, place: fits ? 'there' : 'lost' }
    if (said === undefined || span === undefined || said === erasedSaid || span === erasedSaid)
      return { start, end, place: fits ? 'unsure' : 'lost' }
    const found = foundAgain(text, { start, end }, (passage) => spanOf(one.entry, passage) === span)
    if (found === null) return { start, end, place: 'lost' }
    return { ...found, place: found.start === start ? 'there' : 'moved' }
  }
  const standsNow = (one: Worded, passage: Passage): Stands => standsAs(one, textOf(one), passage)
  return {
    /** The digest of an entry's text as it stands; null of what is said once and for all. */
    said: (one: Codable): string | null => (isFixed(one.kind) ? null : textOf(one).said),
    /** Where a passage of it stands by now. `id`: by which it is remembered. */
    stands(one: Codable, id: string, passage: Passage): Stands {
      if (isFixed(one.kind)) return standsNow(one, passage)
      const before = stood.get(id)
      if (before?.text === one.text && before.of === passage) return before.stands
      const stands = standsNow(one, passage)
      stood.set(id, { text: one.text, of: passage, stands })
      return stands
    },
    /** The same of any wording of it, remembered for nobody. */
    standsIn: (one: Worded, passage: Passage): Stands => standsAs(one, asWorded(one), passage),
    /** A passage of an entry as it is written down; null: there is no such passage, or of white space alone. */
    passage(one: Codable, start: number, end: number): Passage | null {
      const { text, said, length } = textOf(one)
      const passage = sliceOf(text, start, end)
      if (!isPassage(length, { start, end }) || passage.trim() === '') return null
      const at = { entry: one.entry, start, end }
      return isFixed(one.kind) ? at : { ...at, said, span: spanOf(one.entry, passage) }
    },
    /** Rows were rewritten (erasure). */
    forget(): void {
      known.clear()
      stood.clear()
    },
  }
}
export type Passages = ReturnType<typeof createPassages>
