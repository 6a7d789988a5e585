/**
 * What people's consents say of one board, worked out of the state of their voices. A hall asks it for each board after each
 * vote: what only a state's seats or one round decide is worked out once for these.
 */
import { tableSeat, type Round, type Sheet, type Voices } from '@tablee/shared/voices/fold'
import type { BoardId, SeatCode } from '@tablee/shared/ids'
import type { Consents } from '@tablee/shared/view/consents'

type Said = { readonly seat: string; readonly text: string }

function keptFor<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const kept = new WeakMap<K, T>()
  return (of) => {
    const found = kept.get(of)
    if (found !== undefined) return found
    const made = make(of)
    kept.set(of, made)
    return made
  }
}

type Allowed = { readonly seats: readonly SeatCode[]; readonly names: ReadonlySet<string> }
/** In the order of their seats. */
const allowed = keptFor((seats: Voices['seats']): Record<'observed' | 'quoted', Allowed> => {
  const list = [...seats.values()].sort((a, b) => (a.seat < b.seat ? -1 : 1))
  const those = (may: 'observed' | 'quoted'): Allowed => {
    const found = list.filter(({ consent }) => consent[may]).map(({ seat }) => seat)
    return { seats: found, names: new Set(found) }
  }
  return { observed: those('observed'), quoted: those('quoted') }
})

const isSaid = ({ sent, text }: Sheet): boolean => sent && text !== ''
const byId = (a: Sheet, b: Sheet): number => (a.id < b.id ? -1 : 1)

/** What people wrote as answers, which their table has read by now. */
const answersIn = keptFor(({ casts, state }: Round): readonly Said[] =>
  state !== 'closed' && state !== 'revealed'
    ? []
    : [...casts.values()].flatMap((by) =>
        [...by].flatMap(([seat, { phone, paper }]) =>
          [phone, paper].flatMap((given) =>
            seat !== tableSeat && given?.sent === true && given.answer.type === 'text' && given.answer.text !== ''
              ? [{ seat, text: given.answer.text }]
              : [],
          ),
        ),
      ),
)

/** Of one state: its rounds by their boards, and what they say who do not allow everything. */
const ofAll = keptFor(({ seats, rounds }: Voices) => {
  const { observed, quoted } = allowed(seats)
  const someNo = ({ seat }: Said): boolean => !observed.names.has(seat) || !quoted.names.has(seat)
  const boards = new Map<BoardId, Round[]>()
  const [sheets, answers]: [Sheet[], Said[]] = [[], []]
  for (const round of rounds.values()) {
    const here = boards.get(round.board)
    if (here === undefined) boards.set(round.board, [round])
    else here.push(round)
    for (const sheet of round.sheets.values()) if (isSaid(sheet) && someNo(sheet)) sheets.push(sheet)
    for (const answer of answersIn(round)) if (someNo(answer)) answers.push(answer)
  }
  return { boards, refused: [...sheets.sort(byId), ...answers] }
})

/** `board` null: with the sheets of all boards. What somebody wrote goes with their tables from session to session. */
export function consentsOf(voices: Voices, board: BoardId | null, ofTable: (seat: string) => boolean): Consents {
  const { boards, refused } = ofAll(voices)
  const rounds = board === null ? [...voices.rounds.values()] : (boards.get(board) ?? [])
  const sheets = rounds.flatMap((round) => [...round.sheets.values()]).sort(byId)
  const said = refused.filter(({ seat }) => ofTable(seat))
  const of = ({ names }: Allowed) => {
    const no = ({ seat }: { readonly seat: string }): boolean => !names.has(seat)
    return {
      refused: sheets.filter(no).map(({ id }) => id),
      texts: said.filter(no).map(({ text }) => text),
      agreed: sheets.filter((sheet) => isSaid(sheet) && !no(sheet)).map(({ id }) => id),
    }
  }
  const { observed, quoted } = allowed(voices.seats)
  const [watched, printed] = [of(observed), of(quoted)]
  return {
    observed: observed.seats,
    quoted: quoted.seats,
    unobservedSheets: watched.refused,
    unquotedSheets: printed.refused,
    unobservedTexts: watched.texts,
    unquotedTexts: printed.texts,
    observedSheets: watched.agreed,
    quotedSheets: printed.agreed,
  }
}

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a === b || (a.length === b.length && a.every((one, n) => one === b[n]))
/** Of whatever order of making: each list in its order. */
export const sameConsents = (a: Consents, b: Consents): boolean =>
  sameList(a.observed, b.observed) &&
  sameList(a.quoted, b.quoted) &&
  sameList(a.unobservedSheets, b.unobservedSheets) &&
  sameList(a.unquotedSheets, b.unquotedSheets) &&
  sameList(a.unobservedTexts, b.unobservedTexts) &&
  sameList(a.unquotedTexts, b.unquotedTexts) &&
  sameList(a.observedSheets, b.observedSheets) &&
  sameList(a.quotedSheets, b.quotedSheets)
