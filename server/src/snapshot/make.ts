/** A snapshot made of the journal's rows at a cut: taking one and rebuilding one are this. */
import { boardDoc, dialogueDoc, voicesDoc } from '@tablee/shared/documents'
import { roundOf, type Voices } from '@tablee/shared/ballot/fold'
import { atTables, seatsByTable } from '@tablee/shared/ballot/step-tables'
import type { Placed } from '@tablee/shared/ballot/places'
import type { BoardId, DialogueId, RandomBytes, TableId } from '@tablee/shared/ids'
import { snapshotImports } from '@tablee/shared/snapshot/imports'
import { snapshotFormat, structureOf, type BoardPlace, type Snapshot } from '@tablee/shared/snapshot/structure'
import type { SnapshotStep, SnapshotVoices } from '@tablee/shared/snapshot/voices'
import { questionnairesIn, stepsIn, tableVoices } from '@tablee/shared/snapshot/voices-at-cut'
import type { Journal } from '../journal/port.ts'
import { foldBoard, foldDialogue, type Head } from './fold.ts'
import { freezer, type Frozen } from './freeze.ts'
import type { Salt } from './row.ts'
import { foldVoices } from './voices.ts'

/** Board by board, at the heads given. `random` null: every salt must be in the journal already. */
export async function freeze(
  journal: Journal,
  dialogue: DialogueId,
  board: BoardId | null,
  top: Head,
  heads: ReadonlyMap<BoardId, Head>,
  spoken: { readonly epoch: number; readonly until: Parameters<typeof foldVoices>[4] },
  random: RandomBytes | null,
  /** Whether it says country, group, and where people answered: older snapshots keep their name. */
  withPlaces: boolean,
): Promise<{ snapshot: Snapshot; texts: readonly Frozen[]; drawn: readonly Salt[] } | null> {
  const plan = await foldDialogue(journal, dialogue, top)
  if (plan === null) return null
  const own = board === null ? null : plan.place(board)
  const of = board === null || own === null ? null : { board, table: own.table }
  const { voices, content } = await foldVoices(journal, dialogue, of, spoken.epoch, spoken.until)
  const { sessions } = plan.draft
  const places = [...heads.keys()].flatMap((id) => plan.place(id) ?? [])
  const steps = stepsIn(voices, sessions, places)
  const cut: Record<string, Head> = {}
  const boards: Snapshot['boards'][number][] = []
  const texts: Frozen[] = []
  const drawn: Salt[] = []
  for (const [id, head] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const full = plan.place(id)
    if (full === null) return null
    const place = withPlaces ? full : { ...full, country: undefined, group: undefined }
    const here = steps.filter(({ session }) => session === place.session)
    const folded = await foldBoard(journal, boardDoc(id), head, sheetsOf(voices, id, here))
    const { freeze, ...freezing } = freezer([...folded.salts, ...plan.salts], random, folded.erased)
    cut[boardDoc(id)] = folded.content
    const lies = (sheet: string) => folded.lies.get(sheet) ?? null
    const said = tableVoices(voices, id, place.table, here, lies, freeze)
    boards.push({
      ...structureOf(folded.board, place, { ...plan.policy(id), curtain: folded.curtain }, folded.held, freeze),
      ...(said === undefined ? {} : { voices: said }),
    })
    texts.push(...freezing.texts)
    drawn.push(...freezing.drawn)
  }
  // A board's snapshot names the last row of the dialogue that is about it: moving on to the next session leaves its name alone.
  cut[dialogueDoc(dialogue)] = board === null ? plan.content : plan.concerns(board)
  if (content !== null) cut[voicesDoc(dialogue)] = content
  const { freeze, ...freezing } = freezer(plan.salts, random)
  const imports =
    board === null
      ? snapshotImports(
          voices.imports.map(({ set }) => set),
          freeze,
        )
      : []
  const asked =
    board === null
      ? questionnairesIn(
          voices,
          steps,
          closedEverywhere(voices, places, plan.running),
          withPlaces ? placedIn(places) : null,
          freeze,
        )
      : []
  texts.push(...freezing.texts)
  drawn.push(...freezing.drawn)
  const spokenAtAll = steps.length + imports.length > 0
  const whole: SnapshotVoices = {
    steps,
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
      ...(spokenAtAll ? { voices: whole } : {}),
    },
    texts,
    drawn,
  }
}

function placedIn(places: readonly BoardPlace[]): (table: TableId) => Placed {
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
function closedEverywhere(voices: Voices, places: readonly BoardPlace[], running: number) {
  const seats = seatsByTable(voices)
  return ({ id, session }: SnapshotStep) => {
    const tables = places
      .filter((place) => place.session === session)
      .map((place) => ({ table: place.table, board: place.id, boardClosed: place.state === 'closed' }))
    const { closed, complete } = atTables(voices, seats, id, session, running, tables)
    return complete ? closed.map(({ at, round }) => ({ round, table: at.table })) : null
  }
}
