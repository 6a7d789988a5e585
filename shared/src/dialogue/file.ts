/**
 * A dialogue as an organiser's file gives it (`tablee-dialogue/1`, docs/dialogue-file.md), already checked
 * (`formats/dialogue`), and the draft that founding it makes of it. Ids are the caller's: a file names its tables by their
 * numbers and its sites by short names of its own.
 */
import type { BoardId, DialogueId, Lang, RandomBytes, SeatCode, SiteId, TableId } from '../ids.ts'
import { newId } from '../ids.ts'
import type { SeatMoves } from './rotation.ts'
import { closedObservation, type Observation } from './rule.ts'
import { inLang, type ConsentTexts, type DialogueDraft, type LocalText, type ProgrammeStep } from './programme.ts'

export const dialogueFormat = 'tablee-dialogue/1'

export type FileSite = {
  /** What the file calls it. */
  readonly name: string
  readonly key: string
  readonly country: string
  readonly lang: Lang
  readonly zone: string | null
  /** Of its tables: the dialogue's, as far as the site does not narrow it. */
  readonly observation: Observation
}
export type FileTable = {
  readonly number: number
  readonly site: string
  readonly seats: number
  readonly lang: Lang
  readonly citizensEdit: boolean
  /** Tables that figures are told of together, beside their site. */
  readonly group: string | null
}
export type FileSession = {
  readonly title: LocalText
  readonly question: LocalText
  /** Where a site or a table is asked something else. A table's own goes before its site's. */
  readonly questions: readonly {
    readonly site: string | null
    readonly table: number | null
    readonly question: LocalText
  }[]
  readonly steps: readonly ProgrammeStep[]
  /** When it is planned to begin: `HH:MM`, by the clock on the wall of each site. */
  readonly begins: string | null
}
export type DialogueFile = {
  readonly id: DialogueId
  readonly title: string
  /** The first is the dialogue's own. Every text is there in each of them. */
  readonly languages: readonly [Lang, ...Lang[]]
  /** When short codes count: between two times, or for so many days from the founding on. */
  readonly window: { readonly opens: number; readonly closes: number } | { readonly days: number }
  readonly sites: readonly FileSite[]
  readonly tables: readonly FileTable[]
  readonly consent: ConsentTexts | null
  /** What whoever watches is asked to agree to; the page has sentences of its own where this is missing. */
  readonly groundRules: LocalText | null
  readonly sessions: readonly FileSession[]
  /** Who changes tables: from a session on these seats sit at this one. */
  readonly rotation: readonly {
    readonly session: number
    readonly table: number
    readonly seats: readonly SeatCode[]
  }[]
}

const day = 24 * 3_600_000

/** Of the dialogue's id, so that anyone who reads an address or a column knows which table and session it is. */
export const boardIdOf = (dialogue: DialogueId, table: number, session: number): BoardId =>
  `${dialogue}-t${table}-s${session}` as BoardId

/** Such that the ids of its boards are ids too. */
export const longestDialogueId = 50

/**
 * Of a file that was checked; it throws on one that was not. `now` in milliseconds since 1970; `board` names a
 * table's board of a session.
 */
export function draftOf(
  file: DialogueFile,
  {
    now,
    random,
    board = boardIdOf,
  }: {
    readonly now: number
    readonly random: RandomBytes
    readonly board?: (dialogue: DialogueId, table: number, session: number) => BoardId
  },
): DialogueDraft {
  const sites = new Map(file.sites.map((site) => [site.key, newId<SiteId>(random)]))
  const siteOf = (key: string): SiteId => {
    const id = sites.get(key)
    if (id === undefined) throw new Error(`the dialogue's file was not checked: no site ${key}`)
    return id
  }
  const observed = new Map(file.sites.map(({ key, observation }) => [key, observation]))
  const tables = file.tables.map((table) => ({
    ...table,
    id: newId<TableId>(random),
    observation: observed.get(table.site) ?? closedObservation,
  }))
  const questionFor = (session: FileSession, table: FileTable): LocalText =>
    (
      session.questions.find((one) => one.table === table.number) ??
      session.questions.find((one) => one.table === null && one.site === table.site) ??
      session
    ).question
  return {
    id: file.id,
    title: file.title,
    lang: file.languages[0],
    langs: file.languages,
    ...('days' in file.window
      ? { opensAt: now, closesAt: now + file.window.days * day }
      : { opensAt: file.window.opens, closesAt: file.window.closes }),
    // The day begins when somebody says so.
    session: 1,
    startedAt: null,
    sites: file.sites.map(({ key, name, country, lang, zone }) => ({
      id: siteOf(key),
      name,
      country,
      lang,
      ...(zone === null ? {} : { zone }),
    })),
    tables: tables.map(({ id, site, number, seats, lang, citizensEdit, group, observation }) => ({
      id,
      site: siteOf(site),
      number,
      seats,
      lang,
      citizensEdit,
      ...(group === null ? {} : { group }),
      observation,
    })),
    sessions: file.sessions.map(({ title, question, steps, begins }, index) => ({
      number: index + 1,
      title,
      question,
      steps,
      ...(begins === null ? {} : { begins }),
    })),
    boards: tables.flatMap((table) =>
      file.sessions.map((session, index) => ({
        id: board(file.id, table.number, index + 1),
        table: table.id,
        session: index + 1,
        question: inLang(questionFor(session, table), table.lang, file.languages[0]),
        lang: table.lang,
      })),
    ),
    ...(file.rotation.length === 0 ? {} : { rotation: movesIn(file.rotation, tables) }),
    ...(file.consent === null ? {} : { consent: file.consent }),
    ...(file.groundRules === null ? {} : { groundRules: file.groundRules }),
  }
}

/** A move for each session, in their order. */
function movesIn(
  lines: DialogueFile['rotation'],
  tables: readonly { readonly number: number; readonly id: TableId }[],
): readonly SeatMoves[] {
  const ids = new Map(tables.map(({ number, id }) => [number, id]))
  return [...Map.groupBy(lines, ({ session }) => session)]
    .sort(([a], [b]) => a - b)
    .map(([session, of]) => ({
      session,
      to: Object.fromEntries(
        of.flatMap(({ table, seats }) => {
          const id = ids.get(table)
          return id === undefined ? [] : seats.map((seat) => [seat, id])
        }),
      ),
    }))
}
