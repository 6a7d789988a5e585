/**
 * What a theme team and translators type (names, questions, terms, translations), what tables and consoles answer them, what
 * a room says to its tables, and what a film or leaflet is called: where it says an erased sentence again it is black before it is written down, as on the boards of its table. It stands
 * beside no board, so it is asked of every table.
 */
import { blackenAt, blackened, hasBlack, type Span } from '@tablee/shared/board/blacken'
import { heardOf, telling } from '@tablee/shared/board/heard'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { DialogueId, TableId } from '@tablee/shared/ids'
import type { MaterialRow } from '@tablee/shared/materials/rows'
import { surveyTexts, type PartnerRow } from '@tablee/shared/partner/rows'
import type { Problem } from '@tablee/shared/problem'
import type { RoomRow } from '@tablee/shared/room/rows'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import { isCodeRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { TranslationRow } from '@tablee/shared/translations/rows'
import { typedChanged } from './codes.ts'
import { againKnown, type Mac } from './known.ts'
import { knownAt, type ErasureLog } from './log.ts'

type Black = (text: string) => string

/** Rows as they are to be written down. What says nothing else is not taken: marks alone would be no name and no answer. */
export type Anew = {
  readonly themes: (row: SynthesisRow) => SynthesisRow | Problem
  readonly translations: (row: TranslationRow) => TranslationRow | Problem
  readonly room: (row: RoomRow) => RoomRow | Problem
  readonly materials: (row: MaterialRow) => MaterialRow | Problem
  /** Of a file that somebody brings what says it again is black, and all else comes in. */
  readonly partners: (row: PartnerRow) => PartnerRow
}
const notTaken: Problem = { code: 'refused', why: 'erased' }
const saysNothing = (text: string): boolean => hasBlack(text) && heardOf(text).letters === 0

/** Holds what tables know until more is erased. */
export function createAnew({
  erasures,
  macOf,
}: {
  readonly erasures: ErasureLog
  readonly macOf: (table: TableId) => Mac
}): Anew {
  let known: readonly ReturnType<typeof againKnown>[] | null = null
  erasures.onChange(({ row }) => {
    if (row.kind === 'erase') known = null
  })
  const all = (): readonly ReturnType<typeof againKnown>[] =>
    (known ??= tablesIn(erasures).map((table) => againKnown(macOf(table), table, knownAt(erasures, table))))
  /** Two words are anybody's: a theme may be called *night buses*, whoever once said just this. */
  const tells =
    (text: string) =>
    ({ at, length }: Span): boolean =>
      heardOf(text.slice(at, at + length)).letters >= telling
  const black: Black = (text) =>
    all().reduce((left, again) => blackenAt(left, [...again.spans(left, false)].filter(tells(left))), text)
  return {
    themes: (row) => (all().length === 0 ? row : themeAnew(row, black)),
    translations: (row) => (all().length === 0 ? row : translationAnew(row, black)),
    partners: (row) => (all().length === 0 || row.kind !== 'survey' ? row : surveyTexts(row, black)),
    room: (row) => (all().length === 0 || row.kind !== 'message' ? row : withLocal(row, 'text', row.text, black)),
    materials(row) {
      if (all().length === 0 || (row.kind !== 'add' && row.kind !== 'say') || row.title === undefined) return row
      return withLocal(row, 'title', row.title, black)
    },
  }
}

const tablesIn = (erasures: ErasureLog): readonly TableId[] => [
  ...new Set(
    erasures
      .list()
      .flatMap((id: DialogueId) => [...erasures.state(id).values()])
      .flatMap(({ known }) => (known === null ? [] : [known.table as TableId])),
  ),
]

/** In one language it says it again: in the others it says the same. */
function localAnew(text: LocalText, black: Black): LocalText {
  if (Object.values(text).every((one) => black(one) === one)) return text
  const [[lang, one] = ['', ''], ...others] = Object.entries(text)
  if (others.length === 0) return { [lang]: black(one) }
  return Object.fromEntries(Object.entries(text).map(([lang, one]) => [lang, blackened(one)]))
}

/** A text in several languages of which nothing else is left is not taken. */
function withLocal<Row extends object>(row: Row, name: keyof Row, said: LocalText, black: Black): Row | Problem {
  const text = localAnew(said, black)
  if (text === said) return row
  return Object.values(text).every(saysNothing) ? notTaken : { ...row, [name]: text }
}

/** Names, definitions and memos; of a file all of them. */
function codesAnew(row: CodeRow, black: Black): CodeRow | Problem {
  let nothing = false
  const next = typedChanged(row, (text) => {
    const left = black(text)
    nothing ||= saysNothing(left)
    return left
  })
  return nothing ? notTaken : next
}

/** A kind that is missing does not compile. */
function themeAnew(row: SynthesisRow, black: Black): SynthesisRow | Problem {
  if (isCodeRow(row)) return codesAnew(row, black)
  switch (row.kind) {
    case 'theme':
    case 'rename':
    case 'split': {
      const name = black(row.name)
      return saysNothing(name) ? notTaken : { ...row, name }
    }
    case 'shared':
      return { ...row, themes: row.themes.map((one) => ({ ...one, name: localAnew(one.name, black) })) }
    case 'proposed': {
      const text = localAnew(row.text, black)
      return Object.values(text).some(hasBlack) ? notTaken : row
    }
    case 'decided': {
      const said = black(row.said)
      return saysNothing(said) ? notTaken : { ...row, said }
    }
    case 'place':
    case 'merge':
    case 'put':
    case 'refuse':
    case 'out':
    case 'none':
    case 'sample':
    case 'second':
    case 'settle':
    case 'same':
    case 'different':
    case 'qualifies':
    case 'apart':
    case 'show':
    case 'answered':
    case 'closed':
    case 'off':
    case 'undo':
    case 'redo':
      return row
  }
}

function translationAnew(row: TranslationRow, black: Black): TranslationRow | Problem {
  switch (row.kind) {
    // Nobody waits for what an engine gives.
    case 'drafted':
      return { ...row, text: black(row.text) }
    case 'translated':
    case 'asked':
    case 'answered': {
      const text = black(row.text)
      return saysNothing(text) ? notTaken : { ...row, text }
    }
    case 'term': {
      const [term, say] = [black(row.term), black(row.say)]
      return saysNothing(term) || saysNothing(say) ? notTaken : { ...row, term, say }
    }
    default:
      return row
  }
}
