/**
 * Founding a dialogue: one row of its journal, and what follows from it: each board gets its question, each role its card.
 * Anyone who is interrupted after the row finds the rest done by the next founding of the same dialogue, and the boards by the
 * next start.
 */
import { seedCanvas } from '@tablee/shared/board/canvas/plant'
import { seedBoard } from '@tablee/shared/board/command'
import { roots, schemaVersion } from '@tablee/shared/board/doc'
import { addNode, type Edit } from '@tablee/shared/board/edit'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import {
  newId,
  type BoardId,
  type DialogueId,
  type NodeId,
  type RandomBytes,
  type SiteId,
  type TableId,
} from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type * as Y from 'yjs'
import { firstRun, type Link, type Links } from '../access/links.ts'
import type { BoardPlace, By, Dialogues } from './dialogues.ts'

const origin: Edit = { who: 'server', why: 'found' }
/** Boards that are written at once: they share the journal's groups, and no thousand of them lie in memory together. */
const together = 50

/** What every board begins with: whose it is, and its question as the issue. */
export function plantQuestion(
  doc: Y.Doc,
  place: Pick<BoardPlace, 'id' | 'question' | 'lang' | 'seats' | 'tableNumber'>,
  { issue, at }: { readonly issue: NodeId; readonly at: number },
): Result<null> {
  const { id: board, question, lang, seats, tableNumber: table } = place
  const seeded = seedBoard(doc, { schema: schemaVersion, board, question, lang, seats, table })
  if (!seeded.ok) return seeded
  const asked = addNode(doc, origin, { id: issue, kind: 'issue', wording: question, lang, at })
  if (!asked.ok) return asked
  seedCanvas(doc)
  return ok(null)
}

type Wanted = {
  readonly role: Role
  readonly label?: string
  readonly table?: TableId
  readonly sites?: readonly SiteId[]
}
type Whose = { readonly tables: readonly TableId[]; readonly sites: readonly SiteId[] }
/** Of a whole dialogue, whatever its tables are. */
const ofDialogue: readonly Wanted[] = [
  { role: 'organiser', label: firstRun },
  { role: 'analyst', label: 'Synthesis team' },
  { role: 'observer', label: 'Watch' },
  { role: 'translator', label: 'Translators' },
]
const ofPlaces = ({ tables, sites }: Whose): readonly Wanted[] => [
  // Who looks after several sites is for the organiser to say: nobody is given them unasked.
  ...sites.map((site) => ({ role: 'head' as const, sites: [site] })),
  ...tables.flatMap((table) =>
    (['facilitator', 'reporter', 'citizen'] as const).map((role) => ({ role, table: table })),
  ),
]

/** A card for everybody who takes part; what was issued before, or withdrawn, is not issued again. */
export const issueCards = (links: Links, dialogue: Event, of: Whose): Promise<Result<readonly Link[]>> =>
  issueMissing(links, dialogue, [...ofDialogue, ...ofPlaces(of)])

type Event = { readonly id: DialogueId; readonly opensAt: number; readonly closesAt: number }
async function issueMissing(
  links: Links,
  dialogue: Event,
  wanted: readonly Wanted[],
): Promise<Result<readonly Link[]>> {
  const event = { dialogue: dialogue.id, codeFrom: dialogue.opensAt, codeUntil: dialogue.closesAt }
  const known = links.list(dialogue.id)
  return links.issueAll(
    wanted
      .filter(
        ({ role, table, sites: [site] = [] }) =>
          !known.some(
            (link) =>
              link.role === role &&
              link.table === (table ?? null) &&
              (site === undefined || link.sites?.includes(site) === true),
          ),
      )
      .map((one) => ({ ...event, ...one })),
  )
}

export type Founding = ReturnType<typeof createFounding>

/**
 * Foundings come one after the other. One that fails half way answers its problem and leaves what is written: founding
 * the same again writes the rest.
 */
export function createFounding({
  dialogues,
  links,
  ownKey,
  boards,
  clock,
  random,
}: {
  dialogues: Dialogues
  links: Links
  /** Before its first row: all that is derived for it follows from a key of its own. */
  ownKey: (dialogue: DialogueId) => Promise<Result<null>>
  boards: {
    /** One durable change of a board, all or nothing; the server is its author. */
    write(board: BoardId, change: (doc: Y.Doc) => void): Promise<Result<unknown>>
    /** Nothing was ever written on it. */
    isBlank(board: BoardId): Promise<boolean>
  }
  clock: () => number
  random: RandomBytes
}) {
  /** Two who found the same at once would both be told that it was theirs. */
  let last: Promise<unknown> = Promise.resolve()

  async function plantBlank(
    dialogue: DialogueId,
    tables: readonly TableId[] = dialogues.tables(dialogue).map(({ id }) => id),
  ): Promise<Result<null>> {
    const blank: BoardPlace[] = []
    for (const id of tables)
      for (const place of dialogues.boardsOf(id)) if (await boards.isBlank(place.id)) blank.push(place)
    for (let from = 0; from < blank.length; from += together) {
      const done = await Promise.all(
        blank.slice(from, from + together).map((place) =>
          boards.write(place.id, (doc) => {
            if (roots(doc).meta.has('board')) return
            const planted = plantQuestion(doc, place, { issue: newId<NodeId>(random), at: clock() })
            if (!planted.ok) throw new Error(`the question of ${place.id} does not fit: ${planted.problem.code}`)
          }),
        ),
      )
      for (const result of done) if (!result.ok) return fail(result.problem)
    }
    return ok(null)
  }

  async function found(draft: DialogueDraft, by: Omit<By, 'command'>): Promise<Result<{ readonly founded: boolean }>> {
    const founded = dialogues.dialogue(draft.id) === null
    if (founded) {
      const own = await ownKey(draft.id)
      if (!own.ok) return own
      const row = await dialogues.found(draft, { ...by, command: `found-${draft.id}` })
      if (!row.ok) return row
    }
    const planted = await plantBlank(draft.id)
    if (!planted.ok) return planted
    const stands = dialogues.dialogue(draft.id)
    if (stands === null) return fail({ code: 'not-found', what: 'dialogue' })
    const cards = await issueCards(links, stands, {
      tables: dialogues.tables(draft.id).map(({ id }) => id),
      sites: dialogues.sites(draft.id).map(({ id }) => id),
    })
    return cards.ok ? ok({ founded }) : cards
  }

  /** One after the other: two who look for missing cards at once would both issue them. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  /** What follows from a table or a site that was added: boards get their question, people their cards. */
  async function extend(dialogue: DialogueId, of: Whose): Promise<Result<readonly Link[]>> {
    const stands = dialogues.dialogue(dialogue)
    if (stands === null) return fail({ code: 'not-found', what: 'dialogue' })
    const planted = await plantBlank(dialogue, of.tables)
    if (!planted.ok) return planted
    return issueMissing(links, stands, ofPlaces(of))
  }

  return {
    /** After its row. What is there already is left as it is. */
    extend: (dialogue: DialogueId, of: Whose): Promise<Result<readonly Link[]>> => inTurn(() => extend(dialogue, of)),
    /** Who was interrupted between a row and its cards finds them at the next start; over a day that is past none are missed. */
    async finishExtending(dialogue: DialogueId): Promise<Result<null>> {
      const stands = dialogues.standing(dialogue)
      if (stands === null || clock() > stands.plan.draft.closesAt) return ok(null)
      const added = stands.changes.map(({ change }) => change)
      const tables = added.flatMap((change) => (change.do === 'table' ? [change.table.id] : []))
      const sites = added.flatMap((change) => (change.do === 'site' ? [change.site.id] : []))
      if (tables.length + sites.length === 0) return ok(null)
      const done = await inTurn(() => extend(dialogue, { tables, sites }))
      return done.ok ? ok(null) : done
    },
    /** `founded` false: it stands already, and not a word of it was changed. */
    found(draft: DialogueDraft, by: Omit<By, 'command'>): Promise<Result<{ readonly founded: boolean }>> {
      return inTurn(() => found(draft, by))
    },
    plantBlank: (dialogue: DialogueId): Promise<Result<null>> => plantBlank(dialogue),
  }
}
