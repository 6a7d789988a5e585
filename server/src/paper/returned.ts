/** A sheet that comes back: what it is, by its short id, and what is to be typed in from it. */
import { inPlainText } from '@tablee/shared/i18n/translator'
import { languages } from '@tablee/shared/i18n/index'
import type { Item } from '@tablee/shared/dialogue/items'
import { roundOf, type Round, type Voices } from '@tablee/shared/voices/fold'
import { readPaperId } from '@tablee/shared/voices/paper-id'
import { asAsked, textIn, versionsOf, wordingOf, type Worded } from '@tablee/shared/voices/worded'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { PaperHolds, PaperSheet } from '@tablee/shared/wire/print'
import type { createSheetIds, SheetKey } from './ids.ts'
import { paperMessages } from './messages/index.ts'
import type { PaperPlaces } from './paper.ts'
import { sheetTable, stepsOf, type PaperDialogue, type PaperTable } from './sheets.ts'

const consentTitle: LocalText = Object.fromEntries(
  languages.map((lang) => [lang, inPlainText(paperMessages, lang)('consent')]),
)

/**
 * What it asks, in the words that stand on it. A sheet of before says not which: as its round does, and with what there is to
 * choose from where there were others.
 */
function inItsWords(
  all: readonly Item[],
  versions: readonly Worded[],
  round: Round,
  { words }: SheetKey,
): Pick<Extract<PaperHolds, { readonly kind: 'ballot' | 'questionnaire' }>, 'items' | 'words'> {
  const items = all.filter((item) => item.unit !== 'tables')
  const printed = words === undefined ? undefined : versions[words]
  const shown = asAsked(items, printed === undefined ? round : { worded: printed })
  if (versions.length < 2) return { items: shown }
  const choices = versions.map((worded) => ({
    texts: items.flatMap((item) =>
      item.earlier === undefined ? [] : [{ item: item.id, text: textIn(item, wordingOf(item, { worded })) }],
    ),
  }))
  return { items: shown, words: { printed: words ?? null, choices } }
}

/**
 * Of an anonymous sheet the seat is null. Problems: `bad-request` for what cannot be an id, `not-found` for a board, or
 * a sheet that this table does not have.
 */
export function createReturned({
  ids,
  places,
  voices,
}: {
  ids: ReturnType<typeof createSheetIds>
  places: PaperPlaces
  voices: (dialogue: DialogueId) => Voices
}) {
  function told(dialogue: PaperDialogue, table: PaperTable, id: string, sheet: SheetKey): Result<PaperSheet> {
    const now = voices(dialogue.id)
    const base = { id, kind: sheet.kind, lang: sheet.lang }
    if (sheet.kind === 'map') {
      const of = dialogue.sessions.find(({ number }) => String(number) === sheet.step)
      const holds = { kind: 'map' } as const
      return ok({ ...base, seat: null, step: null, title: of?.question ?? {}, state: 'open', entered: false, holds })
    }
    if (sheet.seat === null) return fail({ code: 'not-found', what: 'sheet' })
    const { seat } = sheet
    if (sheet.kind === 'consent') {
      if (dialogue.consent === null) return fail({ code: 'not-found', what: 'consent' })
      const { version, intro, taking, quoted, observed, engine } = dialogue.consent
      const named = engine === undefined ? {} : { engine }
      return ok({
        ...base,
        seat,
        step: null,
        title: consentTitle,
        state: 'open',
        entered: now.seats.get(seat)?.consent.how === 'paper',
        holds: { kind: 'consent', consent: { version, intro, taking, quoted, observed, ...named } },
      })
    }
    const found = stepsOf(dialogue.sessions).find(({ step }) => step.id === sheet.step)
    const board = places.boardsOf(table.id).find(({ session }) => session === found?.session.number)
    if (found === undefined || board === undefined) return fail({ code: 'not-found', what: 'step' })
    const { step } = found
    const round = roundOf(now, board.id, step.id)
    const { task } = step
    const wordsId = ids.wordsOf(dialogue.id, step.id, seat)
    const holds: PaperHolds =
      task.kind === 'write'
        ? { kind: 'write', prompt: task.prompt, signature: task.signature, sheet: wordsId }
        : {
            kind: task.kind,
            ...inItsWords(task.items, versionsOf(step.id, dialogue.rewordings), round, sheet),
            nodes: round.nodes,
            byHand: sheet.byHand,
          }
    const entered =
      task.kind === 'write'
        ? round.sheets.has(wordsId)
        : [...round.casts.values()].some((of) => (of.get(seat)?.paper ?? null) !== null)
    // Of an anonymous sheet nobody at the table learns whose it is.
    const anonymous = task.kind === 'write' && task.signature === 'anonymous'
    return ok({
      ...base,
      seat: anonymous ? null : seat,
      step: step.id,
      title: step.title,
      state: round.state,
      entered,
      holds,
    })
  }

  /** At whichever table its step finds its person, or found it before they were moved; a consent at the table on its card. */
  function isHere(dialogue: PaperDialogue, table: PaperTable, { seat, kind, step }: SheetKey): boolean {
    if (seat === null || kind === 'consent') return true
    const of = stepsOf(dialogue.sessions).find((one) => one.step.id === step)
    const board = places.boardsOf(table.id).find(({ session }) => session === of?.session.number)
    return board === undefined || places.seating.seatsAt(board).includes(seat) || places.seating.wasAt(board, seat)
  }
  /** The tables from which somebody sits here in some session. */
  function guestsOf(dialogue: PaperDialogue, table: PaperTable): readonly PaperTable[] {
    const seats = new Set(places.boardsOf(table.id).flatMap((board) => places.seating.seatsAt(board)))
    const homes = new Set([...seats].flatMap((seat) => places.seating.homeOf(dialogue.id, seat) ?? []))
    return [...homes].flatMap((id) => (id === table.id ? [] : (places.table(id) ?? [])))
  }

  return function find(board: BoardId, typed: string): Result<PaperSheet> {
    const place = places.board(board)
    const table = place === null ? null : places.table(place.table)
    const dialogue = place === null ? null : places.dialogue(place.dialogue)
    if (table === null || dialogue === null) return fail({ code: 'not-found', what: 'board' })
    const id = readPaperId(typed)
    if (id === null) return fail({ code: 'bad-request', where: 'sheet', why: 'no id of a sheet' })
    const missing = fail({ code: 'not-found', what: 'sheet' })
    const sheet = ids.find(sheetTable(dialogue, table), id)
    if (sheet !== null) return isHere(dialogue, table, sheet) ? told(dialogue, table, id, sheet) : missing
    for (const guest of guestsOf(dialogue, table)) {
      const found = ids.find(sheetTable(dialogue, guest), id)
      // What is the whole table's, and consents, stay with the table whose code they have.
      if (found?.seat != null && found.kind !== 'consent' && isHere(dialogue, table, found))
        return told(dialogue, table, id, found)
    }
    return missing
  }
}
