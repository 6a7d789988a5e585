/**
 * A site's room as its console is told it. What it was told is kept row by row with the turn in which it became another
 * one, so that who asks again gets only what is new to them; all else is worked out when somebody asks.
 */
import { siteTold, tablesAt } from '@tablee/shared/dialogue/fold'
import type { TableDraft } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, RandomBytes, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Room, RoomTable, SeatingAnswer } from '@tablee/shared/wire/room'
import type { Clock } from '../clock.ts'
import { seatingOf } from './seating.ts'
import { versionOf } from '../hold/waiting.ts'
import type { Asked, Standing } from './asked.ts'
import { boardAt, createTaken, nobodyHere, roundsOf, rowOf, seatedNow } from './rows.ts'

type Row = { readonly row: RoomTable; readonly text: string; readonly turn: number }
/** What is the same for all who see the site, beside its tables. */
type Around = Omit<Room, 'version' | 'now' | 'others' | 'tables' | 'whole'>
/** As a site was told last. */
type Told = {
  /** Of this process: a turn of another one says nothing here. */
  readonly name: string
  turn: number
  around: Around
  text: string
  /** Its programme, and the turn in which it became another. */
  programme: string
  programmeTurn: number
  readonly rows: Map<TableId, Row>
}

/** Whom the other sites are told of. */
export type Sees = (site: SiteId) => boolean

/** Tells committed state; keeps in memory what it told. */
export function createRooms({ asked, clock, random }: { asked: Asked; clock: Clock; random: RandomBytes }) {
  const sites = new Map<string, Told>()
  const takenOf = createTaken()
  const nameOf = (dialogue: DialogueId, site: SiteId): string => `${dialogue}/${site}`

  function aroundOf(state: Standing, site: SiteId, tables: readonly TableDraft[]): Around {
    const { draft } = state.plan
    const at = state.plan.site.get(site)
    const hall = siteTold(state, site)
    const session = draft.sessions.find(({ number }) => number === hall.course.session) ?? null
    const places = Object.fromEntries(tables.flatMap(({ id }) => entryOf(id, state.places.get(id))))
    return {
      dialogue: draft.id,
      title: draft.title,
      site: { id: site, name: at?.name ?? '', lang: at?.lang ?? draft.lang, zone: at?.zone ?? null },
      sessions: draft.sessions
        .map(({ number, title, question, begins, steps }) => ({
          number,
          title,
          question,
          begins: begins ?? null,
          steps: steps.map((step) => ({
            kind: step.kind,
            title: step.title,
            minutes: step.minutes,
            id: step.id ?? null,
          })),
        }))
        .sort((a, b) => a.number - b.number),
      clock: hall,
      changed: state.changes.length,
      langs: [...new Set(tables.map(({ lang }) => lang))],
      calls: asked.calls(draft.id, site),
      messages: asked.messages(draft.id, site),
      places,
      watching: asked.watching(
        tables.flatMap(({ id }) => (state.plan.boardsOf.get(id) ?? []).map((board) => board.id)),
      ),
      rounds: roundsOf(state, tables, session, asked.voices(draft.id)),
    }
  }

  function look(state: Standing, site: SiteId): Told {
    const dialogue = state.plan.draft.id
    const known = sites.get(nameOf(dialogue, site))
    const tables = tablesOf(state, site)
    const { seats } = asked.voices(dialogue)
    const at = clock()
    const moves = state.rotation.size === 0 ? null : seatedNow(state, seats, at)
    const taken = takenOf(seats)
    const hereAt = (table: TableId) =>
      moves === null ? { ...nobodyHere, taken: taken.get(table) ?? [] } : (moves.get(table) ?? nobodyHere)
    const rows = tables.map((table) =>
      rowOf(asked, state, table, {
        here: hereAt(table.id),
        before: known?.rows.get(table.id)?.row ?? null,
        at,
      }),
    )
    const around = aroundOf(state, site, tables)
    const told = known ?? {
      name: newName(random),
      turn: 0,
      around,
      text: '',
      programme: '',
      programmeTurn: 0,
      rows: new Map<TableId, Row>(),
    }
    sites.set(nameOf(dialogue, site), told)
    const turn = told.turn + 1
    const text = JSON.stringify(around)
    if (text !== told.text) {
      told.around = around
      told.text = text
      told.turn = turn
    }
    const programme = JSON.stringify(around.sessions)
    if (programme !== told.programme) {
      told.programme = programme
      told.programmeTurn = turn
    }
    for (const row of rows) {
      const rowText = JSON.stringify(row)
      if (rowText === told.rows.get(row.id)?.text) continue
      told.rows.set(row.id, { row, text: rowText, turn })
      told.turn = turn
    }
    return told
  }

  const othersOf = (state: Standing, site: SiteId, sees: Sees): Room['others'] =>
    state.plan.draft.sites
      .filter(({ id }) => id !== site && sees(id))
      .map(({ id, name }) => ({ id, name, clock: siteTold(state, id) }))

  return {
    /** As it is now; null for a site that is not there. Once a turn of the process is enough for all who ask. */
    look(dialogue: DialogueId, site: SiteId): Told | null {
      const state = asked.standing(dialogue)
      return state === null || !state.plan.site.has(site) ? null : look(state, site)
    },
    /** What somebody is told who has `after`. `told`: as the site was looked at in this turn. */
    tell(dialogue: DialogueId, site: SiteId, told: Told | null, sees: Sees, after: string | undefined): Result<Room> {
      const state = asked.standing(dialogue)
      if (state === null || told === null) return fail({ code: 'not-found', what: 'site' })
      const others = othersOf(state, site, sees)
      const known = turnIn(after, told)
      // Whose programme is not the one that runs by now is told all: the page keeps what it was told first.
      const since = known < told.programmeTurn ? 0 : known
      return ok({
        version: `${told.name}.${told.turn}.${others.length === 0 ? '' : versionOf(others)}`,
        ...told.around,
        // Told once, to who has nothing yet.
        sessions: since === 0 ? told.around.sessions : [],
        now: clock(),
        others,
        tables: [...told.rows.values()].flatMap(({ row, turn }) => (turn > since ? [row] : [])),
        whole: since === 0,
      })
    },
    /** Who sits where in each session; null for a site that is not there. */
    seating(dialogue: DialogueId, site: SiteId): SeatingAnswer | null {
      const state = asked.standing(dialogue)
      return state === null || !state.plan.site.has(site)
        ? null
        : seatingOf(state, site, asked.voices(dialogue), clock())
    },
    /** The boards that the rows of a site are of. */
    boardsOf(dialogue: DialogueId, site: SiteId): readonly BoardId[] {
      const state = asked.standing(dialogue)
      return state === null ? [] : tablesAt(state, site).flatMap((table) => boardAt(state, table)?.id ?? [])
    },
  }
}

/** Of this process and no other. */
const newName = (random: RandomBytes): string => Buffer.from(random(6)).toString('base64url')
const tablesOf = (state: Standing, site: SiteId): readonly TableDraft[] =>
  tablesAt(state, site).flatMap((id) => state.plan.table.get(id) ?? [])
const entryOf = <T>(key: string, value: T | undefined): readonly (readonly [string, T])[] =>
  value === undefined ? [] : [[key, value]]

/** The turn that a version is of; 0 where it is none of this site's in this process: then all is told. */
function turnIn(version: string | undefined, { name, turn }: Told): number {
  const [of, number] = version?.split('.') ?? []
  const since = of === name ? Number(number) : 0
  return Number.isInteger(since) && since > 0 && since <= turn ? since : 0
}
