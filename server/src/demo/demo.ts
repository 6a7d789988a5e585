/** Fills a new database: the dialogue, its thirty boards, its people’s voices, and a card for everybody who takes part. */
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, RandomBytes } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type * as Y from 'yjs'
import type { Links } from '../access/links.ts'
import type { Dialogues } from '../dialogue/dialogues.ts'
import { issueCards } from '../dialogue/found.ts'
import type { VoiceStore } from '../voices/voices.ts'
import { writeBoard, type DemoSaid } from './boards.ts'
import { writeCanvas } from './canvas.ts'
import { canvases } from './content/canvas-3.ts'
import { minutes as session2Minutes } from './content/minutes-2.ts'
import { boards as session1 } from './content/session-1.ts'
import { boards as session2 } from './content/session-2.ts'
import { boards as session3 } from './content/session-3.ts'
import { boards as session4 } from './content/session-4.ts'
import { boards as session5 } from './content/session-5.ts'
import { demoDraft, seeded } from './dialogue.ts'
import { writeNotes } from './notes.ts'
import { seedVoices } from './voices.ts'

/** One durable change of a board, all or nothing; the server is its author. */
export type Write = (board: BoardId, change: (doc: Y.Doc) => void) => Promise<Result<unknown, Problem>>

const minutes = 60_000
const content = new Map(
  [session1, session2, session3, session4, session5].flat().map((board) => [`${board.table}-${board.session}`, board]),
)

const drawn = new Map(canvases.map((canvas) => [`${canvas.table}-${canvas.session}`, canvas]))

const written = new Map(session2Minutes.map((one) => [`${one.table}-${one.session}`, one]))

/** Throws where anything is refused: what was written until then stays, in a folder that holds half a demo. */
export async function seedDemo({
  dialogues,
  links,
  ownKey,
  voices,
  write,
  now,
}: {
  dialogues: Dialogues
  links: Links
  ownKey: (dialogue: DialogueId) => Promise<Result<null>>
  voices: VoiceStore
  write: Write
  now: number
}): Promise<DialogueDraft> {
  const draft = demoDraft(now)
  const by = { author: 'server', device: 'server', command: `found-${draft.id}` }
  const settle = (what: string, result: Result<unknown, Problem>): void => {
    if (!result.ok) throw new Error(`the demo's ${what} could not be written: ${result.problem.code}`)
  }
  settle('key', await ownKey(draft.id))
  settle('dialogue', await dialogues.found(draft, by))

  const said = new Map<string, readonly DemoSaid[]>()
  // Together, so that they share the journal's groups: thirty syncs to disk would be a second on a slow one.
  await Promise.all(
    draft.boards.map(async ({ id, session }) => {
      const place = dialogues.board(id)
      if (place === null) throw new Error(`the demo's board ${id} is missing`)
      const random: RandomBytes = seeded(id)
      const startedAt = session === 1 ? now - 95 * minutes : session === 2 ? now - 12 * minutes : now - 10 * minutes
      settle(
        `board ${id}`,
        await write(id, (doc) => {
          const key = `${place.tableNumber}-${session}`
          const { nodes, said: words } = writeBoard(doc, place, content.get(key) ?? null, startedAt, random)
          said.set(id, words)
          writeCanvas(doc, place, drawn.get(key) ?? null, nodes, startedAt, random)
          writeNotes(doc, place, written.get(key) ?? null, nodes, startedAt, random)
        }),
      )
    }),
  )

  await seedVoices(voices, draft, said)

  settle(
    'cards',
    await issueCards(links, draft, {
      tables: dialogues.tables(draft.id).map(({ id }) => id),
      sites: dialogues.sites(draft.id).map(({ id }) => id),
    }),
  )
  return draft
}
