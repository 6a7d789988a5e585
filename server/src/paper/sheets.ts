/** What is printed: for each table, seat and language the sheets that were asked for, as data that the press sets. */
import { roundOf, type Voices } from '@tablee/shared/voices/fold'
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { shownPaperId } from '@tablee/shared/voices/paper-id'
import { asAsked, versionOf, versionsOf, wordedNow } from '@tablee/shared/voices/worded'
import type { Rewording } from '@tablee/shared/dialogue/changes'
import type {
  ConsentTexts,
  LocalText,
  ProgrammeSession,
  ProgrammeStep,
  StepTask,
} from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId, type DialogueId, type Lang, type SeatCode, type TableId } from '@tablee/shared/ids'
import type { PrintRequest } from '@tablee/shared/wire/print'
import type { Language } from '@tablee/shared/i18n/index'
import { languageOf } from '@tablee/shared/i18n/language'
import type { PaperKind } from '@tablee/shared/wire/paper'
import { blocksOf, said, type Block, type PrintedText } from './blocks.ts'
import type { SheetIds, SheetKey, SheetTable } from './ids.ts'
import { inPlainText } from '@tablee/shared/i18n/translator'
import { kindNames, paperMessages, relationNames } from './messages/index.ts'

/** What paper has to know of the dialogue. */
export type PaperDialogue = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: Lang
  readonly sessions: readonly ProgrammeSession[]
  readonly consent: ConsentTexts | null
  /** Items that were put in other words, in their order. */
  readonly rewordings?: readonly Rewording[]
}
export type PaperTable = {
  readonly id: TableId
  readonly dialogue: DialogueId
  readonly number: number
  readonly seats: number
  readonly lang: Lang
}
export type PaperBoard = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly table: TableId
  readonly session: number
}
/** An entry of a board, in the order of its outline. */
export type PaperEntry = {
  readonly number: string
  readonly depth: number
  readonly kind: NodeKind
  readonly wording: string
  readonly lang: string
  readonly relation: RelationKind | null
  readonly people: number
}

/** One sheet, set in type as it stands here: no sentence is made after this. */
export type PrintedSheet = {
  readonly kind: PaperKind
  readonly lang: Language
  readonly id: string
  readonly shownId: string
  readonly address: string
  readonly tableNumber: number
  readonly table: string
  /** Null on an anonymous sheet, which has it on its strip, and on the map. */
  readonly seat: string | null
  readonly seatNumber: number | null
  readonly seats: number
  readonly strip: { readonly seat: string; readonly note: string } | null
  readonly dialogue: PrintedText
  readonly session: PrintedText | null
  readonly page: string
  readonly eyebrow: string
  readonly title: PrintedText
  readonly intro: readonly PrintedText[]
  readonly blocks: readonly Block[]
  readonly rather: string | null
  /** Ruled lines for handwriting to the end of the page. */
  readonly lines: string | null
  readonly consent: {
    readonly rows: readonly PrintedText[]
    readonly yes: string
    readonly no: string
    readonly notes: readonly string[]
  } | null
  readonly map: PrintedMap | null
  readonly fate: string
  readonly pair: string | null
}
export type PrintedMap = {
  readonly entries: readonly {
    readonly number: string
    readonly depth: number
    readonly what: string
    readonly wording: PrintedText
    readonly people: string
  }[]
  readonly empty: string
  readonly more: string
  readonly kind: string
  readonly kinds: readonly string[]
  readonly to: string
  readonly seat: string
  readonly relations: readonly string[]
  readonly blank: number
}

/** Entries that may be added by hand to a table's map: what fits on a page with the sentence at its end, which else stood alone on a third. */
const blankEntries = 6

type TaskStep = ProgrammeStep & { readonly id: string; readonly task: StepTask }
const hasTask = (step: ProgrammeStep): step is TaskStep => step.id !== undefined && step.task !== undefined

/** What a table's people are asked one by one; what only the table itself answers has no sheet. */
export const stepsOf = (
  sessions: readonly ProgrammeSession[],
): readonly { readonly session: ProgrammeSession; readonly step: TaskStep }[] =>
  sessions.flatMap((session) =>
    session.steps
      .filter(hasTask)
      .filter(({ task }) => task.kind === 'write' || task.items.some((item) => item.unit !== 'tables'))
      .map((step) => ({ session, step })),
  )

/** Of all sessions, whatever is printed now: a sheet is named among all that the table can have. */
export const sheetTable = (dialogue: PaperDialogue, table: PaperTable): SheetTable => ({
  dialogue: dialogue.id,
  number: table.number,
  seats: table.seats,
  steps: stepsOf(dialogue.sessions).map(({ step }) => ({
    id: step.id,
    kind: step.task.kind,
    words: versionsOf(step.id, dialogue.rewordings).length,
  })),
  sessions: dialogue.sessions.map(({ number }) => number),
})

/** The engine that people are told of is part of what they read first. */
const introOf = ({ intro, engine }: ConsentTexts): readonly LocalText[] =>
  engine === undefined ? [intro] : [intro, engine.text]
const notesOf = ({ engine }: ConsentTexts) =>
  engine === undefined ? (['consentHint', 'noName'] as const) : (['engineNo', 'consentHint', 'noName'] as const)

/**
 * By table, then language, then consents, steps and maps; within a step by seat. What cannot be made (no consent texts,
 * no board of that session) is left out. `origin` stands in each address, which holds no token.
 */
export function sheetsFor({
  request,
  dialogue,
  tables,
  boards,
  seatsAt,
  homeOf,
  voices,
  outline,
  ids,
  origin,
}: {
  readonly request: Pick<PrintRequest, 'session' | 'kinds' | 'langs'>
  readonly dialogue: PaperDialogue
  readonly tables: readonly PaperTable[]
  readonly boards: (table: TableId) => readonly PaperBoard[]
  /** Who sits at a board's table in its session. */
  readonly seatsAt: (board: PaperBoard) => readonly SeatCode[]
  /** The table whose number a seat's code has: among its sheets a sheet is named, wherever its person sits. */
  readonly homeOf: (seat: SeatCode) => PaperTable | null
  readonly voices: Voices
  readonly outline: (board: BoardId) => readonly PaperEntry[]
  readonly ids: SheetIds
  readonly origin: string
}): readonly PrintedSheet[] {
  const wants = new Set(request.kinds)
  const sessions = dialogue.sessions.filter(({ number }) => request.session === null || number === request.session)
  const steps = stepsOf(sessions).filter(({ step }) => wants.has(step.task.kind))
  const sheets: PrintedSheet[] = []

  for (const table of tables) {
    const langs = request.langs.length > 0 ? request.langs : [languageOf(table.lang)]
    const of = sheetTable(dialogue, table)
    const boardAt = new Map(boards(table.id).map((board) => [board.session, board]))
    const boardOf = new Map([...boardAt].map(([number, { id }]) => [number, id]))
    const guests = new Map<number, SheetTable>()
    /** Of a guest the sheets of the table from which they come. */
    const namedAmong = (seat: SeatCode | null): SheetTable => {
      const home = seat === null ? null : homeOf(seat)
      if (home === null || home.number === table.number) return of
      const known = guests.get(home.number) ?? sheetTable(dialogue, home)
      guests.set(home.number, known)
      return known
    }

    for (const lang of langs) {
      const say = inPlainText(paperMessages, lang)
      const text = (local: LocalText): PrintedText => said(local, lang, dialogue.lang)

      const base = (key: SheetKey, session: ProgrammeSession | null) => {
        const id = ids.idOf(namedAmong(key.seat), key)
        const board = boardOf.get(session?.number ?? sessions[0]?.number ?? 1)
        const title = session === null ? null : text(session.title)
        return {
          kind: key.kind,
          lang,
          id,
          shownId: shownPaperId(id),
          // No token: anyone who opens it has to be of this table already.
          address: board === undefined ? id : `${origin}/table/${board}?paper=${id}`,
          tableNumber: table.number,
          table: say('table', { n: table.number }),
          seat: key.seat === null ? null : say('seat', { seat: key.seat }),
          seatNumber: key.seat === null ? null : Number(key.seat.split('-')[1]),
          seats: table.seats,
          strip: null,
          dialogue: { text: dialogue.title, lang: dialogue.lang },
          session:
            session === null || title === null
              ? null
              : { text: say('session', { n: session.number, title: title.text }), lang },
          page: say('page'),
          eyebrow: say(key.kind),
          intro: [],
          blocks: [],
          rather: null,
          lines: null,
          consent: null,
          map: null,
          pair: null,
        } satisfies Partial<PrintedSheet>
      }

      const consentSheet = (seat: SeatCode, texts: ConsentTexts): PrintedSheet => ({
        ...base({ kind: 'consent', seat, step: null, lang, byHand: false }, null),
        title: { text: say('consent'), lang },
        eyebrow: '',
        intro: introOf(texts).map(text),
        consent: {
          rows: [text(texts.taking), text(texts.quoted), text(texts.observed)],
          yes: say('yes'),
          no: say('no'),
          notes: [...notesOf(texts).map((key) => say(key)), say('version', { version: texts.version })],
        },
        fate: say('fateConsent'),
      })

      const taskSheet = (
        seat: SeatCode,
        session: ProgrammeSession,
        { id: step, title, task }: TaskStep,
      ): PrintedSheet => {
        if (task.kind === 'write') {
          const sheet = base({ kind: 'write', seat, step, lang, byHand: false }, session)
          const anonymous = task.signature === 'anonymous'
          return {
            ...sheet,
            ...(anonymous
              ? { seat: null, seatNumber: null, strip: { seat: sheet.seat ?? '', note: say('tear') } }
              : {}),
            title: text(task.prompt),
            lines: say('ownWords'),
            fate: anonymous ? say('fateWriteAnonymous') : say('fateWriteSeat'),
          }
        }
        const board = boardOf.get(session.number)
        const round = board === undefined ? null : roundOf(voices, board, step)
        const onNodes = task.items.some((item) => item.type === 'agree' && item.on === 'nodes')
        const opened = round !== null && round.state !== 'waiting'
        const items = opened ? asAsked(task.items, round) : task.items
        const byHand = onNodes && !opened
        const asked = opened ? round : wordedNow(task.items)
        const words = versionOf(versionsOf(step, dialogue.rewordings), task.items, asked)
        const sheet = base({ kind: task.kind, seat, step, lang, byHand, words }, session)
        return {
          ...sheet,
          eyebrow:
            task.kind === 'ballot' ? say('ballot') : task.wave === 'session' ? say('questionnaire') : say(task.wave),
          title: text(title),
          blocks: blocksOf(items, { lang, fallback: dialogue.lang, nodes: opened ? round.nodes : null }),
          rather: say('rather'),
          fate: task.kind === 'ballot' ? say('fateBallot') : say('fateQuestionnaire'),
          pair: task.kind === 'questionnaire' ? pairText(ids, dialogue.id, seat, lang) : null,
        }
      }

      if (wants.has('consent') && dialogue.consent !== null)
        for (let at = 1; at <= table.seats; at++)
          sheets.push(consentSheet(seatCode(table.number, at), dialogue.consent))
      // Step by step, so that a pile is handed round when its step comes.
      for (const { session, step } of steps) {
        const board = boardAt.get(session.number)
        const own = Array.from({ length: table.seats }, (_, at) => seatCode(table.number, at + 1))
        for (const seat of board === undefined ? own : seatsAt(board)) sheets.push(taskSheet(seat, session, step))
      }
      if (wants.has('map'))
        for (const session of sessions) {
          const board = boardOf.get(session.number)
          if (board === undefined) continue
          sheets.push({
            ...base({ kind: 'map', seat: null, step: String(session.number), lang, byHand: false }, session),
            title: text(session.question),
            intro: [{ text: say('mapHint'), lang }],
            map: mapOf(outline(board), lang),
            fate: say('fateMap'),
          })
        }
    }
  }
  return sheets
}

function pairText(ids: SheetIds, dialogue: DialogueId, seat: SeatCode, lang: Language): string {
  const say = inPlainText(paperMessages, lang)
  const { code, words } = ids.pairOf(dialogue, seat)
  const things = say('things').split(' ')
  return say('pair', { mark: `${words.map((at) => things[at] ?? '').join(' · ')} · \u200e${code}` })
}

function mapOf(entries: readonly PaperEntry[], lang: Language): PrintedMap {
  const say = inPlainText(paperMessages, lang)
  return {
    entries: entries.map(({ number, depth, kind, wording, lang: of, relation, people }) => ({
      number,
      depth,
      what: relation === null ? kindNames[lang][kind] : `${kindNames[lang][kind]}, ${relationNames[lang][relation]}`,
      wording: { text: wording, lang: of },
      people: people === 0 ? '' : say('people', { n: people }),
    })),
    empty: say('mapEmpty'),
    more: say('mapMore'),
    kind: say('mapKind'),
    kinds: (['position', 'argument', 'condition', 'question', 'experience'] as const).map(
      (kind) => kindNames[lang][kind],
    ),
    to: say('mapTo'),
    seat: say('mapSeat'),
    relations: (['supports', 'attacks', 'qualifies'] as const).map((kind) => relationNames[lang][kind]),
    blank: blankEntries,
  }
}
