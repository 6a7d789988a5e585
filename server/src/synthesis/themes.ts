/**
 * A theme team's desk: the queue of what nobody read yet, themes with what is in them, and how far they cover what was said.
 * Worked out when somebody asks, of what may be read at that moment: what leaves a board is in no queue and no theme.
 */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { coverageOf, oldestFirst, type CoverageOf, type PlacedEntry } from '@tablee/shared/synthesis/coverage'
import { entryKinds, type BoardEntries, type EntryName } from '@tablee/shared/synthesis/entries'
import { hasTheme, suggestionsIn, type Themes } from '@tablee/shared/synthesis/fold'
import type { ThemeEntry, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import type { Session } from '../access/session.ts'
import { versioned } from '../hold/waiting.ts'
import type { ReadBoards } from './boards.ts'
import type { Leases } from './leases.ts'
import type { SynthesisLog } from './log.ts'
import type { Keeps, ThemePlaces } from './ports.ts'
import { readerOf, stepsTold } from './steps.ts'
import { createSuggesting } from './suggesting.ts'

/** As it stands in an address; what is left out narrows nothing. */
export type Filter = Readonly<Partial<Record<'table' | 'site' | 'lang' | 'session' | 'kind', string | undefined>>>

/** A screen of it, and what is read in the next minute. */
const shown = 30
/** Of a theme at once. */
const shownInside = 400

/** All that may be read of a dialogue now. */
type Readable = {
  readonly all: readonly PlacedEntry[]
  readonly byName: ReadonlyMap<EntryName, PlacedEntry>
  readonly withheld: number
}
type Made = { readonly of: readonly (BoardEntries | null)[]; readonly readable: Readable }

const mayPass = (one: PlacedEntry, { table, site, lang, session, kind }: Filter): boolean =>
  (table === undefined || one.table === table) &&
  (site === undefined || one.site === site) &&
  (lang === undefined || one.lang === lang || one.lang.startsWith(`${lang}-`)) &&
  (session === undefined || String(one.session) === session) &&
  (kind === undefined || one.kind === kind)

/** `kind` that is none lets nothing through, as does a table that is not there: nobody is told which there are. */
export const isFilter = ({ kind }: Filter): boolean => kind === undefined || entryKinds.some((one) => one === kind)

/** Of one dialogue's hall. */
export function createThemes({
  log,
  boards,
  leases,
  keeps,
  places,
}: {
  readonly log: SynthesisLog
  readonly boards: ReadBoards
  readonly leases: Leases
  readonly keeps: Pick<Keeps, 'curtain'>
  readonly places: ThemePlaces
}) {
  let last: Made | null = null
  const suggesting = createSuggesting()
  let covered: { readonly readable: Readable; readonly themes: Themes; readonly coverage: CoverageOf } | null = null

  const boardsOf = (dialogue: DialogueId): readonly BoardId[] =>
    places.tables(dialogue).flatMap(({ id }) => places.boardsOf(id).map((board) => board.id))

  /** The same object as long as no board says anything else. */
  function readable(dialogue: DialogueId): Readable {
    const at = places
      .tables(dialogue)
      .flatMap((table) => places.boardsOf(table.id).map((board) => ({ table, board, told: boards.of(board.id) })))
    const of = at.map(({ told }) => told)
    if (last !== null && last.of.length === of.length && of.every((one, n) => one === last?.of[n])) return last.readable
    const all = at
      .flatMap(({ table, board, told }) =>
        (told?.entries ?? []).map(
          (entry): PlacedEntry => ({
            ...entry,
            board: board.id,
            table: table.id,
            number: table.number,
            site: table.siteId,
            session: board.session,
          }),
        ),
      )
      .sort(oldestFirst)
    const made = {
      all,
      byName: new Map(all.map((one) => [one.entry, one])),
      withheld: of.reduce((sum, told) => sum + (told?.withheld ?? 0), 0),
    }
    last = { of, readable: made }
    return made
  }
  function coverage(of: Readable, themes: Themes): CoverageOf {
    if (covered === null || covered.readable !== of || covered.themes !== themes)
      covered = { readable: of, themes, coverage: coverageOf(of.all, themes) }
    return covered.coverage
  }
  const entryTold = (one: PlacedEntry, { read, themes }: Themes): ThemeEntry => ({
    entry: one.entry,
    kind: one.kind,
    text: one.text,
    lang: one.lang,
    seat: one.seat,
    capture: one.capture,
    as: one.as,
    about: one.about,
    table: one.table,
    session: one.session,
    themes: themes.flatMap(({ id }) => (read.get(one.entry)?.themes.has(id) === true ? [id] : [])),
  })
  return {
    boards: boardsOf,
    /** What may be read is loaded. */
    known: (dialogue: DialogueId): Promise<void> => boards.read(boardsOf(dialogue)),
    /** Whether this may be read now. */
    stands: (dialogue: DialogueId, entry: EntryName): boolean => readable(dialogue).byName.has(entry),

    async told(session: Session, dialogue: DialogueId, filter: Filter): Promise<Result<ThemesTold>> {
      if (!isFilter(filter)) return fail({ code: 'bad-request', where: 'kind', why: 'no kind of entry' })
      await boards.read(boardsOf(dialogue))
      const state = log.state(dialogue)
      const { themes } = state
      const of = readable(dialogue)
      const { tables, langs, themes: inThemes, ...counted } = coverage(of, themes)
      const unread = of.all.filter((one) => !themes.read.has(one.entry) && mayPass(one, filter))
      const open = leases.of(session.id)
      const mine = open === null ? undefined : of.byName.get(open)
      const suggestion = mine === undefined ? null : suggesting.of(of, mine, themes)
      const nobody = { entries: 0, read: 0, themed: 0 }
      return versioned(
        ok({
          mine:
            mine === undefined
              ? null
              : { ...entryTold(mine, themes), ...(suggestion === null ? {} : { suggested: suggestion }) },
          queue: unread.slice(0, shown).map((one) => {
            const by = leases.by(one.entry, session.id)
            return { ...entryTold(one, themes), by: by === null ? null : { reader: readerOf(themes, by) } }
          }),
          waiting: unread.length,
          themes: themes.themes.map(({ id, name }) => {
            const inside = inThemes.get(id)
            return { id, name, entries: inside?.entries ?? 0, tables: [...(inside?.tables ?? [])] }
          }),
          coverage: {
            ...counted,
            withheld: of.withheld,
            tables: places.tables(dialogue).map(({ id, number, siteId }) => ({
              id,
              number,
              site: siteId,
              curtain: places.boardsOf(id).some((board) => keeps.curtain(board.id) === 'drawn'),
              ...(tables.get(id) ?? nobody),
            })),
            langs: [...langs].map(([lang, of]) => ({ lang, ...of })).sort((a, b) => b.entries - a.entries),
          },
          readers: themes.readers.length,
          suggestions: suggestionsIn(state),
          steps: stepsTold(state),
        }),
      )
    },

    /** `theme` is `none` for what was read and is in no theme. */
    async inside(dialogue: DialogueId, theme: string): Promise<Result<ThemeInside>> {
      await boards.read(boardsOf(dialogue))
      const { themes } = log.state(dialogue)
      if (theme !== 'none' && !hasTheme(themes, theme)) return fail({ code: 'not-found', what: 'theme' })
      const found = readable(dialogue).all.filter(({ entry }) => {
        const reading = themes.read.get(entry)
        if (reading === undefined) return false
        return theme === 'none' ? reading.themes.size === 0 : reading.themes.has(theme)
      })
      return versioned(
        ok({
          entries: found.slice(0, shownInside).map((one) => entryTold(one, themes)),
          more: Math.max(0, found.length - shownInside),
        }),
      )
    },
  }
}
export type ThemeDesk = ReturnType<typeof createThemes>
