/** A snapshot made of the journal's rows at a cut: taking one and rebuilding one are this. */
import { seatingOf, type Seating } from '@tablee/shared/dialogue/rotation'
import { boardDoc, boardOf, dialogueDoc, synthesisDoc, translationsDoc, voicesDoc } from '@tablee/shared/documents'
import { roundOf, type Voices } from '@tablee/shared/voices/fold'
import { atTables, seatsByTable, type StepBoard } from '@tablee/shared/voices/step-tables'
import type { Placed } from '@tablee/shared/voices/places'
import type { BoardId, DialogueId, RandomBytes, TableId } from '@tablee/shared/ids'
import { snapshotImports } from '@tablee/shared/snapshot/imports'
import {
  snapshotFormat,
  structureOf,
  type BoardPlace,
  type Snapshot,
  type SnapshotBoard,
} from '@tablee/shared/snapshot/structure'
import type { SnapshotStep, SnapshotVoices } from '@tablee/shared/snapshot/voices'
import type { Codes } from '@tablee/shared/codebook/fold'
import { codesIn, type PlacedPassage } from '@tablee/shared/snapshot/codes'
import { changesIn } from '@tablee/shared/snapshot/changes'
import { groupsIn, qualifiedIn } from '@tablee/shared/snapshot/joined'
import { movesIn } from '@tablee/shared/snapshot/moves'
import { themesIn, type KeptNames } from '@tablee/shared/snapshot/themes'
import { timesOf } from '@tablee/shared/snapshot/times'
import { saltsFor, type Archive, type Salt, type SnapshotRow } from '@tablee/shared/snapshot/taken'
import { stepsIn } from '@tablee/shared/snapshot/steps-at-cut'
import { questionnairesIn, tableVoices } from '@tablee/shared/snapshot/voices-at-cut'
import type { Journal } from '../journal/port.ts'
import { createBreath } from './breath.ts'
import { foldBoard, foldDialogue, type Head } from './fold.ts'
import { freezer, type Frozen } from './freeze.ts'
import { foldJoined, type JoinedUntil } from './joined.ts'
import { placedIn, wordedOn, type StandsIn } from './placed.ts'
import { foldTranslated } from './translated.ts'
import { foldVoices } from './voices.ts'

/** Where it is cut: board by board, at the heads given. */
export type Cut = {
  readonly dialogue: DialogueId
  readonly board: BoardId | null
  readonly top: Head
  readonly heads: ReadonlyMap<BoardId, Head>
  /** Of what was joined across tables; null: of before that was kept. */
  readonly joined: JoinedUntil
  /** Of what was translated; null: of before that was kept. */
  readonly translated: Head | null
  readonly spoken: { readonly epoch: number; readonly until: Parameters<typeof foldVoices>[4] }
  /** Whether it says country, group, and where people answered: older snapshots keep their name. */
  readonly withPlaces: boolean
  /** Whether it says the day's times. */
  readonly withTimes: boolean
  /** Whether it says what is in which theme. */
  readonly withThemes: boolean
  /** Which passages do not stand as they were coded, or how that is found; null: it holds no codes. */
  readonly codes: readonly PlacedPassage[] | StandsIn | null
}
/** `placed`: with what it holds of codes; null: nothing. */
export type Made = {
  readonly snapshot: Snapshot
  readonly texts: readonly Frozen[]
  readonly placed: readonly PlacedPassage[] | null
}

type Kept = {
  readonly boards: ReadonlyMap<string, SnapshotBoard>
  readonly steps: readonly SnapshotStep[] | undefined
  readonly names: KeptNames | undefined
}
const nothingKept: Kept = { boards: new Map(), steps: undefined, names: undefined }

/** `random` null: rebuilding. `kept`: boards, steps and names of which something was erased since, as they stood. */
export async function freeze(
  journal: Journal,
  { dialogue, board, top, heads, joined, translated, spoken, withPlaces, withTimes, withThemes, codes: coded }: Cut,
  archive: Archive,
  random: RandomBytes | null,
  kept = nothingKept,
): Promise<(Made & { readonly drawn: readonly Salt[] }) | null> {
  const plan = await foldDialogue(journal, dialogue, top)
  if (plan === null) return null
  const own = board === null ? null : plan.place(board)
  const of = board === null || own === null ? null : { board, table: own.table, session: own.session }
  const sits = seatingOf(plan.state.rotation, plan.state.moves)
  const { voices, content } = await foldVoices(journal, dialogue, of, spoken.epoch, spoken.until, sits)
  const { sessions } = plan.draft
  const places = [...heads.keys()].flatMap((id) => plan.place(id) ?? [])
  const beside = freezer(saltsFor(archive, board), random)
  const steps = stepsIn(voices, sessions, places, beside.freeze)
  const boardsOf = ({ session, asked }: SnapshotStep): readonly StepBoard[] =>
    plan.draft.boards.flatMap(({ id, table, session: of }) =>
      (asked?.boards.includes(id) ?? of === session) ? [{ board: id, table, session: of }] : [],
    )
  const cut: Record<string, Head> = {}
  const boards: Snapshot['boards'][number][] = []
  const texts: Frozen[] = []
  const drawn: Salt[] = []
  const worded = new Map<string, string>()
  const breath = createBreath()
  const made = await foldTranslated(journal, dialogue, { head: translated, boards: new Set(heads.keys()) })
  for (const [id, head] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const full = plan.place(id)
    if (full === null) return null
    const place = withPlaces ? full : { ...full, country: undefined, group: undefined }
    const here = steps.filter(({ session, asked }) => asked?.boards.includes(id) ?? session === place.session)
    const folded = await foldBoard(journal, boardDoc(id), head, sheetsOf(voices, id, here), breath)
    if (typeof coded === 'function') for (const [entry, text] of wordedOn(id, folded.board)) worded.set(entry, text)
    const { freeze, ...freezing } = freezer(saltsFor(archive, id), random)
    cut[boardDoc(id)] = folded.content
    const lies = (sheet: string) => folded.lies.get(sheet) ?? null
    const said = tableVoices(voices, place, sits, here, lies, freeze, boardsOf)
    const structure = structureOf(
      folded.board,
      place,
      { ...plan.policy(id), curtain: folded.curtain },
      folded.held,
      freeze,
      made.of(id),
    )
    boards.push(kept.boards.get(id) ?? { ...structure, ...(said === undefined ? {} : { voices: said }) })
    texts.push(...freezing.texts)
    drawn.push(...freezing.drawn)
  }
  // A board's snapshot names the last row of the dialogue that is about it: moving on to the next session leaves its name alone.
  cut[dialogueDoc(dialogue)] = board === null ? plan.content : plan.concerns(board)
  if (content !== null) cut[voicesDoc(dialogue)] = content
  if (made.content !== null && boards.some((one) => one.translations !== undefined))
    cut[translationsDoc(dialogue)] = made.content
  const withCodes = coded !== null
  const team = board === null ? await foldJoined(journal, dialogue, { until: joined, withThemes, withCodes }) : null
  const groups = team === null ? undefined : groupsIn(team.joins)
  const qualified = team === null ? undefined : qualifiedIn(team.joins)
  const themes = team === null ? undefined : themesIn(team.themes, beside.freeze, kept.names)
  const placed = team === null || coded === null ? [] : placedOf(team.codes, worded, coded)
  const codes = team === null || coded === null ? undefined : codesIn(team.codes, placed, beside.freeze, kept.names)
  const last = codes === undefined ? team?.content : team?.shown
  if (last != null && (groups ?? qualified ?? themes ?? codes) !== undefined) cut[synthesisDoc(dialogue)] = last
  const imports =
    board === null
      ? snapshotImports(
          voices.imports.map(({ set }) => set),
          beside.freeze,
        )
      : []
  const asked =
    board === null
      ? questionnairesIn(
          voices,
          steps,
          closedEverywhere(voices, places, plan.running, boardsOf, sits),
          withPlaces ? placesIn(places) : null,
          beside.freeze,
          boardsOf,
          sits,
        )
      : []
  texts.push(...beside.texts)
  drawn.push(...beside.drawn)
  const times = board === null && withTimes ? timesOf(plan.state) : undefined
  const changes = board === null ? changesIn(plan.state) : undefined
  const moves = board === null ? movesIn(plan.state) : undefined
  const spokenAtAll = steps.length + imports.length > 0
  const whole: SnapshotVoices = {
    steps: kept.steps ?? steps,
    ...(asked.length === 0 ? {} : { questionnaires: asked }),
    ...(imports.length === 0 ? {} : { imports }),
  }
  return {
    snapshot: {
      format: snapshotFormat,
      of: board === null ? 'dialogue' : 'board',
      dialogue,
      cut,
      boards,
      ...(times === undefined ? {} : { times }),
      ...(changes === undefined ? {} : { changes }),
      ...(moves === undefined ? {} : { moves }),
      ...(groups === undefined ? {} : { joined: groups }),
      ...(qualified === undefined ? {} : { qualified }),
      ...(themes === undefined ? {} : { themes }),
      ...(codes === undefined ? {} : { codes }),
      ...(spokenAtAll ? { voices: whole } : {}),
    },
    texts,
    drawn,
    placed: codes === undefined ? null : placed,
  }
}

const placedOf = (
  codes: Codes,
  worded: ReadonlyMap<string, string>,
  coded: readonly PlacedPassage[] | StandsIn,
): readonly PlacedPassage[] => (typeof coded === 'function' ? placedIn(codes, worded, coded) : coded)

/** Once more, from the log alone. `only`: of all boards this one, where it is asked for its texts. */
export async function makeAgain(
  journal: Journal,
  row: SnapshotRow,
  archive: Archive,
  only: BoardId | null = null,
): Promise<Made | null> {
  const dialogue = row.dialogue as DialogueId
  const heads = new Map<BoardId, Head>()
  for (const [name, head] of Object.entries(row.cut)) {
    const board = boardOf(name)
    if (board !== null && (only === null || board === only)) heads.set(board, head)
  }
  const top = row.cut[dialogueDoc(dialogue)]
  if (top === undefined) return null
  const shown = row.cut[voicesDoc(dialogue)]
  const spoken = { epoch: shown?.epoch ?? 0, until: { shown: shown?.seq ?? 0 } }
  const cut = {
    dialogue,
    board: row.board as BoardId | null,
    top,
    heads,
    joined: joinedUntil(row),
    translated: row.cut[translationsDoc(dialogue)] ?? null,
    spoken,
    withPlaces: row.places === true,
    withTimes: row.times === true,
    withThemes: row.themes === true,
    codes: row.codes ?? null,
  }
  const kept = {
    boards: archive.kept.get(row.hash) ?? nothingKept.boards,
    steps: archive.steps.get(row.hash),
    names: archive.names.get(row.hash),
  }
  return freeze(journal, cut, archive, null, kept)
}

/** Of one that holds codes as many rows as show. */
function joinedUntil({ cut, codes, dialogue }: SnapshotRow): JoinedUntil {
  const last = cut[synthesisDoc(dialogue as DialogueId)] ?? null
  return last === null || codes === undefined ? last : { epoch: last.epoch, shown: last.seq }
}

function placesIn(places: readonly BoardPlace[]): (table: TableId) => Placed {
  const of = new Map(
    places.map(({ table, country, site, group }) => [table, { country: country ?? null, site, group: group ?? null }]),
  )
  return (table) => of.get(table) ?? { country: null, site: null, group: null }
}

/** The sheets of a board that are revealed. */
const sheetsOf = (voices: Voices, board: BoardId, steps: readonly SnapshotStep[]): readonly string[] =>
  steps.flatMap(({ id }) => {
    const round = roundOf(voices, board, id)
    return round.state === 'revealed' ? [...round.sheets.keys()] : []
  })

/** The rounds of a step, once the last table that has it has closed it. */
function closedEverywhere(
  voices: Voices,
  places: readonly BoardPlace[],
  running: (table: TableId) => number,
  boardsOf: (step: SnapshotStep) => readonly StepBoard[],
  sits: Seating,
) {
  return (step: SnapshotStep) => {
    const { id, session } = step
    const seats = seatsByTable(voices, id, boardsOf(step), sits)
    const tables = places
      .filter((place) => place.session === session)
      .map((place) => ({
        table: place.table,
        board: place.id,
        running: running(place.table),
        boardClosed: place.state === 'closed',
      }))
    const { closed, complete } = atTables(voices, seats, id, session, tables)
    return complete ? closed.map(({ at, round }) => ({ round, table: at.table })) : null
  }
}
