/** Dialogues that came in by file: founded, filled, and only then anybody's. */
import { addWords } from '@tablee/shared/board/said'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { BroughtDialogue } from '@tablee/shared/formats/refi-dialogue'
import { newId, type BoardId, type NodeId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type * as Y from 'yjs'
import { firstRun } from '../access/links.ts'
import { plantQuestion } from '../dialogue/found.ts'
import type { Hand } from '../record/record.ts'
import type { Halls } from './halls.ts'

/** Nobody sits down there: cards for who looks after it and who reads it, none for tables. */
export function readersOf(draft: DialogueDraft, observers: boolean) {
  const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
  return [
    { ...event, role: 'organiser', label: firstRun },
    { ...event, role: 'analyst', label: 'Synthesis team' },
    ...(observers ? [{ ...event, role: 'observer', label: 'Watch' } as const] : []),
  ] as const
}

/** Its key, then its row: nobody has a link to it yet. */
export async function foundImported(
  halls: Pick<Halls, 'enter'>,
  draft: DialogueDraft,
  by: Hand,
): Promise<Result<null>> {
  const { dialogues, ownKey } = await halls.enter(draft.id)
  const own = await ownKey(draft.id)
  return own.ok ? dialogues.found(draft, { ...by, command: `found-${draft.id}` }) : own
}

/** Boards that are written at once: they share the journal's groups, and others have their turns between. */
const together = 4

/**
 * A project's dialogue with its boards and what is coded there. Whoever is interrupted leaves a dialogue that nobody has a link
 * to: links are issued when all of it stands.
 */
export async function foundProject(
  halls: Pick<Halls, 'begin' | 'enter'>,
  { draft, boards, codes, codings, memos }: BroughtDialogue,
  by: Hand,
  random: RandomBytes,
): Promise<Result<null>> {
  return halls.begin(draft.id, async ({ access, live, synthesis }) => {
    const founded = await foundImported(halls, draft, by)
    if (!founded.ok) return founded
    const placeOf = new Map(draft.boards.map((board, n) => [board.id, { ...board, table: draft.tables[n] }]))
    const write = async ({ board, lang, words }: (typeof boards)[number]): Promise<Result<unknown>> => {
      const of = placeOf.get(board)
      let problem: Problem | null = null
      const written = await live.write(board, by.author, (doc) => {
        problem = fill(doc, {
          board,
          question: of?.question ?? draft.title,
          seats: of?.table?.seats ?? 1,
          number: of?.table?.number ?? 1,
          lang,
          words,
          issue: newId<NodeId>(random),
          at: draft.opensAt,
          by: by.author,
        })
      })
      return problem === null ? written : fail(problem)
    }
    for (let from = 0; from < boards.length; from += together)
      for (const done of await Promise.all(boards.slice(from, from + together).map(write)))
        if (!done.ok) return fail(done.problem)
    const coded = await synthesis.codebook.bringing.begin(draft.id, `qda-${draft.id}`, { codes, codings, memos }, by)
    if (!coded.ok) return coded
    const issued = await access.links.issueAll(readersOf(draft, false))
    return issued.ok ? ok(null) : issued
  })
}

type Filling = Pick<BroughtDialogue['boards'][number], 'lang' | 'words'> & {
  readonly board: BoardId
  readonly question: string
  readonly seats: number
  readonly number: number
  readonly issue: NodeId
  readonly at: number
  readonly by: string
}
/** What a text says, beneath the question that it is of. Words of a foreign file are caught from notes: nobody here heard them. */
function fill(doc: Y.Doc, of: Filling): Problem | null {
  const { board: id, question, lang, seats, number: tableNumber, issue, at } = of
  const planted = plantQuestion(doc, { id, question, lang, seats, tableNumber }, { issue, at })
  if (!planted.ok) return planted.problem
  const origin = { who: of.by, why: 'import' } as const
  for (const { id: words, text, at: said } of of.words) {
    const added = addWords(doc, origin, {
      id: words,
      node: issue,
      text,
      lang,
      seat: null,
      capture: 'from-notes',
      at: said,
    })
    if (!added.ok) return added.problem
  }
  return null
}
