/**
 * What erasure makes of the rows that stand in the log: the same rows, with the same clocks and lengths, without the
 * sentences and without the salts that would let somebody try out guesses. Done twice it is as if it had been done once.
 */
import {
  archiveDoc,
  boardDoc,
  dialogueDoc,
  materialsDoc,
  roomDoc,
  synthesisDoc,
  translationsDoc,
  voicesDoc,
  type DocName,
} from '@tablee/shared/documents'
import { blackenAgain, type Again } from '@tablee/shared/board/again'
import { blackened, changeStrings } from '@tablee/shared/board/blacken'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { boardIn as boardNamed } from '@tablee/shared/synthesis/entries'
import { surveyTexts, type PartnerRow } from '@tablee/shared/partner/rows'
import { erasedSaid } from '@tablee/shared/synthesis/reading'
import type { ShareRow } from '@tablee/shared/synthesis/rows'
import type { Salt } from '@tablee/shared/snapshot/taken'
import { originalId } from '@tablee/shared/translations/fold'
import type { Original, TranslationRow } from '@tablee/shared/translations/rows'
import type { Journal, JournalRow, Rewriting } from '../journal/port.ts'
import { blackenUpdate, changeCommand, type Sought } from './blacken-row.ts'
import { codeRowErased, isCodeRow } from './codes.ts'
import { sheetIn } from './history.ts'
import { noNames, type TypedNames } from './typed-names.ts'
import { isTyped, typedAgain } from './typed.ts'
import type { SoughtOn } from './sought.ts'

const stays = (state: Uint8Array): Uint8Array => state

/**
 * The board, its dialogue and what its people said for themselves. `digests`: of texts that are gone from snapshots. `names`
 * hears of what was typed before it meets names made of it: the log changes one document after the other.
 */
export function rowsChanged(
  { dialogue, board }: { readonly dialogue: DialogueId; readonly board: BoardId },
  what: SoughtOn,
  digests: ReadonlySet<string>,
  names: TypedNames = noNames,
): readonly Rewriting[] {
  const unsalted = (value: unknown): unknown => {
    if (!isSalted(value)) return value
    return { ...value, salts: value.salts.map((one) => (digests.has(one.digest) ? { ...one, salt: '' } : one)) }
  }
  const said = (value: unknown): unknown => {
    const sheet = sheetIn(value, what.ids)
    if (sheet !== null) return { ...sheet, text: blackened(sheet.text) }
    if (isOpeningOn(value, board)) return { ...value, nodes: changed(value.nodes, what) }
    if (isTableAnswerOn(value, board)) return { ...value, answers: changed(value.answers, what) }
    if (isTyped(value, what)) return { ...value, answers: typedAgain(value.answers, what) }
    if (isRelease(value)) return { ...value, entry: changedOne(value.entry, what) }
    if (isVoteOn(value)) return { ...value, items: changed(value.items, what) }
    return isAskAbout(value) ? withoutErased(value, what) : value
  }
  const passedOn = (value: unknown): unknown =>
    isMessage(value)
      ? { ...value, text: changeStrings(value.text, (text) => blackenAgain(what.again, text, false)) }
      : value
  const again = (value: unknown): unknown => changeStrings(value, (text) => blackenAgain(what.again, text, false))
  const saidOrTyped = (value: unknown): unknown => {
    const next = said(value)
    names.typed(value, next)
    return next
  }
  const named = (value: unknown): unknown =>
    isCodeRow(value)
      ? codeRowErased(value, board, (text) => blackenAgain(what.again, text, false), names.isGone)
      : isTheme(value)
        ? { ...value, name: again(value.name) }
        : isSurvey(value)
          ? surveyTexts(value, (text) => blackenAgain(what.again, text, false))
          : isRead(value)
            ? unsaid(value, board)
            : isGivenBack(value)
              ? givenBackAgain(value, again)
              : names.named(value)
  const titled = (value: unknown): unknown =>
    isTitled(value)
      ? { ...value, title: changeStrings(value.title, (text) => blackenAgain(what.again, text, false)) }
      : value
  const update = (data: Uint8Array): Uint8Array => blackenUpdate(data, what)
  return [
    {
      doc: boardDoc(board),
      row: ({ kind, data }) => (kind === 'update' ? update(data) : changeCommand(data, unsalted)),
      state: update,
    },
    // Earlier versions wrote snapshots down among the rows of boards and dialogues.
    ...[archiveDoc(dialogue), dialogueDoc(dialogue)].map((doc) => ({
      doc,
      row: ({ data }: JournalRow) => changeCommand(data, unsalted),
      state: stays,
    })),
    { doc: voicesDoc(dialogue), row: ({ data }) => changeCommand(data, saidOrTyped), state: stays },
    // Who runs the room may have passed a sentence on.
    { doc: roomDoc(dialogue), row: ({ data }) => changeCommand(data, passedOn), state: stays },
    // And have called a leaflet by it.
    { doc: materialsDoc(dialogue), row: ({ data }) => changeCommand(data, titled), state: stays },
    // A theme may be called what somebody said.
    { doc: synthesisDoc(dialogue), row: ({ data }) => changeCommand(data, named), state: stays },
    {
      doc: translationsDoc(dialogue),
      row: ({ data }) => changeCommand(data, (value) => translatedAgain(value, board, what)),
      state: stays,
    },
  ]
}

/**
 * A translation goes with what it is of, whatever letters it has: by the id of what is black by now, and of what may be worded
 * anew by the wording of which it was made. Whatever else somebody wrote there goes as far as it says the sentence again.
 */
function translatedAgain(value: unknown, board: BoardId, what: SoughtOn): unknown {
  if (isTerm(value))
    return {
      ...value,
      term: blackenAgain(what.again, value.term, false),
      say: blackenAgain(what.again, value.say, false),
    }
  if (!isOfOriginal(value)) return value
  if (value.board !== null && value.board !== board) return saidIn(value, what)
  if ('answer' in value) {
    const answer = blackenAgain(what.again, value.answer, false)
    return answer === value.answer ? saidIn(value, what) : { ...value, answer, ...withoutText(value) }
  }
  const id = originalId(value)
  const wording = 'wording' in value ? value.wording : null
  const again = wording === null ? null : wordingAgain(value, wording, what)
  const gone =
    what.ids.has(id) || again !== wording || (!('node' in value && value.words === null) && what.black.has(id))
  if (!gone || !('wording' in value)) return saidIn(value, what)
  const left = wording === null || again !== wording || 'node' in value ? again : blackened(wording)
  return { ...value, wording: left, ...withoutText(value) }
}
/** A translation, a question and its answer may quote what they are not of. */
const saidIn = <Row extends object>(value: Row, { again }: Sought): Row =>
  'text' in value && typeof value.text === 'string' ? { ...value, text: blackenAgain(again, value.text, false) } : value
const withoutText = (value: object): { readonly text?: string } =>
  'text' in value && typeof value.text === 'string' ? { text: blackened(value.text) } : {}
function wordingAgain(of: Original, wording: string, { again, theirs }: Sought): string {
  if ('node' in of && theirs(of.node, wording)) return wording
  return blackenAgain(again, wording, !('block' in of))
}

/**
 * Boards at which what people said for themselves, or what translators and tables wrote beside translations, has any of it: no
 * letter of a board may.
 */
export async function inVoices(
  journal: Journal,
  at: { readonly dialogue: DialogueId; readonly board: BoardId },
  what: SoughtOn,
): Promise<ReadonlySet<BoardId>> {
  const docs = new Set([voicesDoc(at.dialogue), translationsDoc(at.dialogue)])
  const boards = new Set<BoardId>()
  for (const { doc, row: change } of rowsChanged(at, what, new Set()))
    for await (const row of docs.has(doc) ? journal.commands(doc) : []) {
      const board = boardIn(row)
      if (board !== null && change(row) !== row.data) boards.add(board)
    }
  return boards
}
function boardIn({ data }: JournalRow): BoardId | null {
  const value: unknown = JSON.parse(new TextDecoder().decode(data))
  return isRecord(value) && typeof value['board'] === 'string' ? (value['board'] as BoardId) : null
}

/**
 * The same changes. Afterwards `boards` has those beside whose texts something of a translator's is another: what observers
 * were shown of these holds it, whichever board the sentence was of.
 */
export const hearingTranslations = (
  changes: readonly Rewriting[],
  dialogue: DialogueId,
  boards: Set<BoardId>,
): readonly Rewriting[] =>
  changes.map((change) =>
    change.doc === translationsDoc(dialogue)
      ? {
          ...change,
          row(row) {
            const next = change.row(row)
            const board = next === row.data ? null : boardIn(row)
            if (board !== null) boards.add(board)
            return next
          },
        }
      : change,
  )

/** What observers were shown has ids of its own: it goes whole, and the view begins a new epoch. */
export const viewChanged = (doc: DocName, { again }: Sought): Rewriting => ({
  doc,
  row: ({ kind, data }) => (kind === 'update' ? nothing : changeCommand(data, (mark) => overMark(mark, again))),
  state: () => nothing,
})

const isSalted = (value: unknown): value is { readonly salts: readonly Salt[] } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'snapshot' && 'salts' in value

/** Whatever names an original: what was made of it, and that somebody opened or checked it. */
type TermRow = Extract<TranslationRow, { readonly kind: 'term' }>
/** Somebody may have put a whole sentence into the list of terms. */
const isTerm = (value: unknown): value is TermRow =>
  isRecord(value) && value['kind'] === 'term' && typeof value['term'] === 'string' && typeof value['say'] === 'string'
const isOfOriginal = (value: unknown): value is Exclude<TranslationRow, { readonly kind: 'left' } | TermRow> =>
  isRecord(value) && ['node', 'element', 'block', 'answer'].some((field) => typeof value[field] === 'string')

const isMessage = (value: unknown): value is { readonly text: unknown } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'message' && 'text' in value

const isTitled = (value: unknown): value is { readonly title: unknown } =>
  typeof value === 'object' && value !== null && 'kind' in value && 'title' in value

/** In one language it says it again: in the others it says the same. */
const inAllAgain = (text: unknown, again: (value: unknown) => unknown): unknown =>
  JSON.stringify(again(text)) === JSON.stringify(text) ? text : changeStrings(text, blackened)
/** Themes that the hall was shown, one that was put before the console as a question, and why it was not asked. */
function givenBackAgain(value: GivenBack, again: (value: unknown) => unknown): unknown {
  if (value.kind === 'proposed') return { ...value, text: inAllAgain(value.text, again) }
  if (value.kind === 'decided') return { ...value, said: again(value.said) }
  return { ...value, themes: value.themes.map((one) => ({ ...one, name: inAllAgain(one.name, again) })) }
}
type GivenBack = Extract<ShareRow, { readonly kind: 'shared' | 'proposed' | 'decided' }>
const isGivenBack = (value: unknown): value is GivenBack =>
  isRecord(value) &&
  ((value['kind'] === 'shared' && Array.isArray(value['themes'])) ||
    (value['kind'] === 'proposed' && 'text' in value) ||
    (value['kind'] === 'decided' && 'said' in value))

/** A partner's file may quote what was said here. */
const isSurvey = (value: unknown): value is Extract<PartnerRow, { readonly kind: 'survey' }> =>
  isRecord(value) && value['kind'] === 'survey' && Array.isArray(value['items'])

const isTheme = (value: unknown): value is { readonly name: unknown } =>
  typeof value === 'object' && value !== null && 'kind' in value && 'name' in value

/** What was read, with a digest of what it said then: by it somebody could try out guesses. */
type Digested = { readonly entry: string; readonly said?: unknown; readonly along?: unknown }
const isRead = (value: unknown): value is Digested =>
  isRecord(value) && typeof value['entry'] === 'string' && ('said' in value || 'along' in value)
/** Without those of this board. */
const unsaid = (value: Digested, board: BoardId): unknown => ({
  ...value,
  ...('said' in value && boardNamed(value.entry) === board && { said: erasedSaid }),
  ...(Array.isArray(value.along) && {
    along: value.along.map((one: unknown) => (isRead(one) ? unsaid(one, board) : one)),
  }),
})

/** An update that does nothing. */
const nothing = Uint8Array.of(0, 0)

/** Entries as they were worded. */
const changed = (value: unknown, what: Sought): unknown =>
  Array.isArray(value)
    ? value.map((one: unknown) => changedOne(one, what))
    : changeStrings(value, (text) => blackenAgain(what.again, text, true))
const changedOne = (one: unknown, what: Sought): unknown => (isTheirs(one, what) ? one : changed(one, what))

/** What was picked from maps, with its translations: these are of the words, and say them to whoever reads the other language. */
function withoutErased(ask: AskAbout, what: Sought): AskAbout {
  const entries = ask.entries.map((one) => changedOne(one, what))
  const gone = new Set(
    ask.entries.flatMap((one, n) => (JSON.stringify(one) === JSON.stringify(entries[n]) ? [] : optionOf(one))),
  )
  const items = ask.items.map((item) =>
    isRecord(item) && Array.isArray(item['options'])
      ? {
          ...item,
          options: item['options'].map((option: unknown) =>
            isRecord(option) && gone.has(String(option['id']))
              ? { ...option, text: changeStrings(option['text'], blackened) }
              : option,
          ),
        }
      : item,
  )
  return { ...ask, entries, items }
}
const optionOf = (entry: unknown): readonly string[] => (isRecord(entry) ? [String(entry['option'])] : [])
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTheirs = (value: unknown, { theirs }: Sought): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'node' in value &&
  'wording' in value &&
  typeof value.node === 'string' &&
  typeof value.wording === 'string' &&
  theirs(value.node, value.wording)

/** A view's epoch whose rows are gone is no copy of anything: it is not gone on with. */
function overMark(mark: unknown, again: Again): unknown {
  const isEpoch = typeof mark === 'object' && mark !== null && 'kind' in mark && mark.kind === 'epoch'
  return isEpoch ? { ...mark, form: 'erased' } : changeStrings(mark, (text) => blackenAgain(again, text, false))
}

/** Entries stand there as they were worded when a vote on them was opened. */
const isOpeningOn = (value: unknown, board: BoardId): value is { readonly nodes: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'open' &&
  'board' in value &&
  value.board === board &&
  'nodes' in value

/** What a table agreed on, with its reasons as they were worded. */
const isTableAnswerOn = (value: unknown, board: BoardId): value is { readonly answers: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'answer' &&
  'how' in value &&
  value.how === 'table' &&
  'board' in value &&
  value.board === board &&
  'answers' in value

/** The same as it was frozen to be voted on. */
const isVoteOn = (value: unknown): value is { readonly items: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'ask' &&
  'recommends' in value &&
  'items' in value

type AskAbout = { readonly entries: readonly unknown[]; readonly items: readonly unknown[] }
/** Asked about entries of maps, as they were worded. */
const isAskAbout = (value: unknown): value is AskAbout =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'ask' &&
  'entries' in value &&
  Array.isArray(value.entries) &&
  value.entries.length > 0 &&
  'items' in value &&
  Array.isArray(value.items)

/** An entry as it was worded when its table let the hall be asked about it. */
const isRelease = (value: unknown): value is { readonly entry: unknown } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'release' && 'entry' in value
