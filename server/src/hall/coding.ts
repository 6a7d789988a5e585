/** The coders' part of a hall, wired: what they may read of the boards, and under which key passages are known again. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { createAnswers } from '../codebook/answers.ts'
import { createBringing } from '../codebook/bring.ts'
import { createCodeDesk } from '../codebook/desk.ts'
import { createPassages, type AllCodable, type Codable } from '../codebook/entries.ts'
import { createCodeVerbs } from '../codebook/verbs.ts'
import type { ReadBoards } from '../synthesis/boards.ts'
import { createKept } from '../synthesis/kept.ts'
import type { SynthesisLog } from '../synthesis/log.ts'
import { createReadable } from '../synthesis/readable.ts'
import type { People } from './people.ts'

const none: readonly Codable[] = []

/** Of one dialogue: on the log and the boards of its theme team. */
export function codingIn({
  dialogue,
  log,
  boards,
  dialogues,
  results,
  answerAs,
  keyOf,
}: {
  readonly dialogue: DialogueId
  readonly log: SynthesisLog
  readonly boards: ReadBoards
  readonly dialogues: People['dialogues']
  /** As they are told to who analyses. */
  readonly results: Parameters<typeof createAnswers>[0]['results']
  /** Of a question and what somebody answered. */
  readonly answerAs: (parts: readonly string[]) => string
  readonly keyOf: KeyOf
}) {
  const { boardsOf, readable } = createReadable(boards, dialogues)
  const passages = createPassages((what, parts) => keyOf(dialogue).mac(what, parts, 3))
  const kept = createKept<'all', AllCodable>()
  const answers = createAnswers({ results, places: dialogues, digest: answerAs })
  /** Where nobody is asked for words of their own, figures need not be made for it. */
  const asksInWords = (id: DialogueId): boolean =>
    dialogues
      .dialogue(id)
      ?.sessions.flatMap(({ steps }) => steps)
      .some(
        ({ task }) => task !== undefined && task.kind !== 'write' && task.items.some(({ type }) => type === 'text'),
      ) === true
  async function all(id: DialogueId): Promise<AllCodable> {
    await boards.read(boardsOf(id))
    const said = asksInWords(id) ? await answers(id) : none
    const of = readable(id)
    return kept('all', [of, said], () =>
      said.length === 0
        ? of
        : {
            ...of,
            all: [...of.all, ...said],
            byName: new Map([...of.byName, ...said.map((one) => [one.entry, one] as const)]),
          },
    )
  }
  /** A text is looked at again where a board says something else by now. */
  const repeats = createKept<string, boolean>()
  const saidNo = (id: DialogueId, text: string): boolean =>
    boardsOf(id).some((board: BoardId) => {
      const no = boards.saidNo(board)
      return no !== null && repeats(`${board} ${text}`, [no], () => no(text, false))
    })
  const desk = createCodeDesk({
    log,
    places: {
      tables: dialogues.tables,
      sites: dialogues.sites,
      drawn: (table) => dialogues.boardsOf(table).some(({ id }) => dialogues.policy(id).curtain === 'drawn'),
    },
    passages,
    readable: all,
    saidNo,
    chance: (what) => keyOf(dialogue).mac('drawn', [what], 16),
  })
  return {
    desk,
    verbs: createCodeVerbs({ log, passages, readable: all }),
    bringing: createBringing({ log, passages, readable: all }),
  }
}
