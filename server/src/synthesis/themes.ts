/**
 * A theme team's desk: the queue of what nobody read yet, themes with what is in them, and how far they cover what was said.
 * Worked out when somebody asks, of what may be read at that moment: what leaves a board is in no queue and no theme.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { coverageOf, type CoverageOf, type PlacedEntry } from '@tablee/shared/synthesis/coverage'
import { entryKinds, type EntryName } from '@tablee/shared/synthesis/entries'
import { hasTheme, suggestionsIn, type Reading, type Themes } from '@tablee/shared/synthesis/fold'
import { isAsRead, isRead, type SaidOf } from '@tablee/shared/synthesis/reading'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import { wantsSecond } from '@tablee/shared/synthesis/sample'
import type { ThemeEntry, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import type { Session } from '../access/session.ts'
import { versioned } from '../hold/waiting.ts'
import type { ReadBoards } from './boards.ts'
import { createKept } from './kept.ts'
import type { Leases } from './leases.ts'
import type { SynthesisLog } from './log.ts'
import type { Keeps, ThemePlaces } from './ports.ts'
import { createNearby } from './nearby.ts'
import { createPaced } from './pacing.ts'
import { createReadable, type Readable } from './readable.ts'
import { createSaid, type Digest } from './said.ts'
import { readerOf, stepsShown, stepsTold } from './steps.ts'
import { createSuggesting } from './suggesting.ts'
import { twiceIn, twiceTold, type TwiceRead } from './twice.ts'

/** As it stands in an address; what is left out narrows nothing. */
export type Filter = Readonly<
  Partial<Record<'table' | 'site' | 'lang' | 'session' | 'kind' | 'steps' | 'after', string | undefined>>
>

/** A screen of it, and what is read in the next minute. */
const shown = 30
/** Of a theme at once. */
const shownInside = 400
/** A long day's. */
const mostSteps = 1_000

/** Of 10,000 entries a letter at every table is most of what there is to work out: four seconds, then, and half of one in a small hall. */
const restOf = ({ all }: Readable): number => Math.min(4_000, 400 + all.length * 0.36)

const mayPass = (one: PlacedEntry, { table, site, lang, session, kind }: Filter): boolean =>
  (table === undefined || one.table === table) &&
  (site === undefined || one.site === site) &&
  (lang === undefined || one.lang === lang || one.lang.startsWith(`${lang}-`)) &&
  (session === undefined || String(one.session) === session) &&
  (kind === undefined || one.kind === kind)

/** `kind` that is none lets nothing through, as does a table that is not there: nobody is told which there are. */
export const isFilter = ({ kind }: Filter): boolean => kind === undefined || entryKinds.some((one) => one === kind)

const plainly = ({ entry, kind, text, lang, seat, capture, as, about, table, session }: PlacedEntry) => ({
  entry,
  kind,
  text,
  lang,
  seat,
  capture,
  as,
  about,
  table,
  session,
})

const themesTold = ({ themes, keys }: Synthesis, inside: CoverageOf['themes']): ThemesTold['themes'] =>
  themes.themes.map(({ id, name }) => {
    const { entries = 0, tables = [] } = inside.get(id) ?? {}
    return { id, name, key: keys.keys.get(id) ?? null, entries, tables: [...tables] }
  })

/** Of a table that has said nothing. */
const nobody = { entries: 0, read: 0, themed: 0, none: 0, translated: 0 }

/** `none`: read and in no theme, in the words that stand; `outside`: in none. */
function isInside(theme: string, reading: Reading | undefined, asRead: () => boolean): boolean {
  if (theme === 'outside') return reading === undefined || reading.themes.size === 0
  if (reading === undefined) return false
  return theme === 'none' ? reading.themes.size === 0 && asRead() : reading.themes.has(theme)
}

/** Of one dialogue's hall. */
export function createThemes({
  dialogue: own,
  log,
  boards,
  leases,
  keeps,
  places,
  digest,
  wake,
  wakeReaders,
}: {
  readonly dialogue: DialogueId
  readonly log: SynthesisLog
  readonly boards: ReadBoards
  readonly leases: Leases
  readonly keeps: Pick<Keeps, 'curtain'>
  readonly places: ThemePlaces
  /** Under the dialogue's key. */
  readonly digest: Digest
  /** Somebody may be told more by now. */
  readonly wake: () => void
  /** The same of what tables wrote since. */
  readonly wakeReaders: () => void
}) {
  const suggesting = createSuggesting()
  const nearby = createNearby(wake)
  const said = createSaid(digest)
  let covered: { readonly readable: Readable; readonly themes: Themes; readonly coverage: CoverageOf } | null = null

  const { boardsOf, readable } = createReadable(boards, places)
  const paced = createPaced(() => boards.read(boardsOf(own)).then(() => readable(own)), restOf, wakeReaders)
  const saidIn =
    ({ byName }: Readable): SaidOf =>
    (entry) => {
      const one = byName.get(entry)
      return one === undefined ? null : said(one)
    }
  function coverage(of: Readable, themes: Themes): CoverageOf {
    if (covered === null || covered.readable !== of || covered.themes !== themes)
      covered = { readable: of, themes, coverage: coverageOf(of.all, themes, saidIn(of)) }
    return covered.coverage
  }
  /** What nobody has read and how far two agree are the same for all who read, and worked out once for them. */
  const unreadOf = createKept<'all', readonly PlacedEntry[]>()
  const twiceOf = createKept<'all', TwiceRead>()
  const twice = (of: Readable, all: Themes) => twiceOf('all', [of, all], () => twiceIn(of.all, all))
  const nobodyRead = (of: Readable, themes: Themes): readonly PlacedEntry[] =>
    unreadOf('all', [of, themes.read], () => of.all.filter(({ entry }) => !isRead(themes, entry, saidIn(of))))
  /** To whom it is the second reading nothing is told of the first. */
  const forSecond = (session: Session, { read, every }: Themes, entry: EntryName): boolean =>
    wantsSecond(entry, read.get(entry), every, session.device)
  const waits = (session: Session, of: Readable, themes: Themes, entry: EntryName): boolean =>
    !isRead(themes, entry, saidIn(of)) || forSecond(session, themes, entry)

  function entryTold(session: Session, of: Readable, all: Themes, one: PlacedEntry): ThemeEntry {
    const reading = all.read.get(one.entry)
    const [digest, second] = [said(one), forSecond(session, all, one.entry)]
    const reworded = reading !== undefined && !isAsRead(one.entry, reading, saidIn(of))
    return {
      ...plainly(one),
      themes: second ? [] : all.themes.flatMap(({ id }) => (reading?.themes.has(id) === true ? [id] : [])),
      ...(one.translations !== undefined && { translations: one.translations }),
      ...(digest !== null && { said: digest }),
      ...(reworded && { reworded }),
      ...((reading === undefined || reworded) && { unread: true as const }),
      ...(second && !reworded && { second }),
    }
  }
  return {
    boards: boardsOf,
    close: nearby.close,
    /** A table wrote: told with what else it writes. */
    wrote: paced.wrote,
    /** Something is to be told no more, or said at once. */
    changed: paced.anew,
    /** All that may be read: as it stands where `whole`, else at the pace of who reads on; `readable` at once, where it is `known`. */
    paced: paced.get,
    readable,
    /** What may be read is loaded. */
    known: (dialogue: DialogueId): Promise<void> => boards.read(boardsOf(dialogue)),
    /** Whether this may be read now. */
    stands: (dialogue: DialogueId, entry: EntryName): boolean => readable(dialogue).byName.has(entry),
    /** Whether it may be read now, and this one is wanted to read it: nobody has, or it is worded otherwise, or one other has. */
    waitsFor(session: Session, dialogue: DialogueId, entry: EntryName): boolean {
      const of = readable(dialogue)
      return of.byName.has(entry) && waits(session, of, log.staged(dialogue).themes, entry)
    },

    async told(session: Session, dialogue: DialogueId, filter: Filter): Promise<Result<ThemesTold>> {
      if (!isFilter(filter)) return fail({ code: 'bad-request', where: 'kind', why: 'no kind of entry' })
      const of = await paced.get(filter.after === undefined)
      const state = log.state(dialogue)
      const { themes } = state
      const { tables, langs, themes: inThemes, ...counted } = coverage(of, themes)
      const wanted =
        themes.every === 0 ? nobodyRead(of, themes) : of.all.filter(({ entry }) => waits(session, of, themes, entry))
      const unread = wanted.filter((one) => mayPass(one, filter))
      const tell = (one: PlacedEntry): ThemeEntry => entryTold(session, of, themes, one)
      const open = leases.of(session.id)
      const mine = open === null ? undefined : of.byName.get(open)
      const first = mine !== undefined && !forSecond(session, themes, mine.entry)
      const near = first ? nearby.of(of.byName, mine.entry) : []
      const told = near.filter((entry) => !forSecond(session, themes, entry))
      const suggestion = first ? suggesting.of(of, mine, themes, saidIn(of), told) : null
      const again = near.flatMap((entry) => of.byName.get(entry) ?? []).map(tell)
      return versioned(
        ok({
          mine:
            mine === undefined
              ? null
              : {
                  ...tell(mine),
                  ...(suggestion !== null && { suggested: suggestion }),
                  ...(again.length > 0 && { near: again }),
                },
          queue: unread.slice(0, shown).map((one) => {
            const by = leases.by(one.entry, session.id)
            return { ...tell(one), by: by === null ? null : { reader: readerOf(themes, by) } }
          }),
          waiting: unread.length,
          themes: themesTold(state, inThemes),
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
          twice: twiceTold(twice(of, themes), themes, tell),
          ...stepsTold(
            state,
            (entry) => (forSecond(session, themes, entry) ? null : (of.byName.get(entry) ?? null)),
            Math.min(mostSteps, Math.max(0, Math.trunc(Number(filter.steps ?? stepsShown))) || stepsShown),
          ),
        }),
      )
    },

    /**
     * `theme` is `none` for what was read and is in no theme, `outside` for all that is in none. What one is to read as the
     * second is in none of them.
     */
    async inside(session: Session, dialogue: DialogueId, theme: string, filter: Filter): Promise<Result<ThemeInside>> {
      const of = await paced.get(filter.after === undefined)
      const { themes } = log.state(dialogue)
      if (theme !== 'none' && theme !== 'outside' && !hasTheme(themes, theme))
        return fail({ code: 'not-found', what: 'theme' })
      const found = of.all.filter((one) => {
        const { entry } = one
        const reading = themes.read.get(entry)
        const asRead = (): boolean => reading !== undefined && isAsRead(entry, reading, saidIn(of))
        return mayPass(one, filter) && !forSecond(session, themes, entry) && isInside(theme, reading, asRead)
      })
      return versioned(
        ok({
          entries: found.slice(0, shownInside).map((one) => entryTold(session, of, themes, one)),
          more: Math.max(0, found.length - shownInside),
        }),
      )
    },
  }
}
export type ThemeDesk = ReturnType<typeof createThemes>
