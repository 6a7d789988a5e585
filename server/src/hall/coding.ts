/** The coders' part of a hall, wired: what they may read of the boards, and under which key passages are known again. */
import type { DialogueId } from '@tablee/shared/ids'
import type { SaidNo } from '@tablee/shared/view/said-no'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { createAnswers } from '../codebook/answers.ts'
import { createBringing } from '../codebook/bring.ts'
import { createCodeDesk } from '../codebook/desk.ts'
import { createPassages, type AllCodable, type Codable } from '../codebook/entries.ts'
import { createCodeVerbs } from '../codebook/verbs.ts'
import type { ReadBoards } from '../synthesis/boards.ts'
import { createKept } from '../synthesis/kept.ts'
import type { SynthesisLog } from '../synthesis/log.ts'
import type { ThemeDesk } from '../synthesis/themes.ts'
import type { People } from './people.ts'

const none: readonly Codable[] = []

/** Of one dialogue: on the log and the boards of its theme team. */
export function codingIn({
  dialogue,
  log,
  boards,
  reading,
  places: dialogues,
  results,
  answerAs,
  keyOf,
}: {
  readonly dialogue: DialogueId
  readonly log: SynthesisLog
  readonly boards: Pick<ReadBoards, 'saidNo'>
  /** What of them may be read, worked out once for all who read, code or sort. */
  readonly reading: Pick<ThemeDesk, 'boards' | 'known' | 'paced' | 'readable'>
  readonly places: People['dialogues']
  /** As they are told to who analyses. */
  readonly results: Parameters<typeof createAnswers>[0]['results']
  /** Of a question and what somebody answered. */
  readonly answerAs: (parts: readonly string[]) => string
  readonly keyOf: KeyOf
}) {
  const { boards: boardsOf } = reading
  const passages = createPassages((what, parts) => keyOf(dialogue).mac(what, parts, 3))
  const kept = createKept<'told' | 'judged', AllCodable>()
  const answers = createAnswers({ results, places: dialogues, digest: answerAs })
  /** Where nobody is asked for words of their own, figures need not be made for it. */
  const asksInWords = (id: DialogueId): boolean =>
    dialogues
      .dialogue(id)
      ?.sessions.flatMap(({ steps }) => steps)
      .some(
        ({ task }) => task !== undefined && task.kind !== 'write' && task.items.some(({ type }) => type === 'text'),
      ) === true
  async function codable(as: 'told' | 'judged', id: DialogueId, of: AllCodable): Promise<AllCodable> {
    const said = asksInWords(id) ? await answers(id) : none
    return kept(as, [of, said], () =>
      said.length === 0
        ? of
        : {
            ...of,
            all: [...of.all, ...said],
            byName: new Map([...of.byName, ...said.map((one) => [one.entry, one] as const)]),
          },
    )
  }
  const told = async (id: DialogueId, whole: boolean): Promise<AllCodable> =>
    codable('told', id, await reading.paced(whole))
  async function judged(id: DialogueId): Promise<AllCodable> {
    await reading.known(id)
    return codable('judged', id, reading.readable(id))
  }
  /** By what a board forbids; a text is looked at again where it forbids something else by now. */
  const repeats = new WeakMap<SaidNo, Map<string, boolean>>()
  function repeatsOf(no: SaidNo, text: string): boolean {
    const known = repeats.get(no) ?? new Map<string, boolean>()
    repeats.set(no, known)
    const before = known.get(text)
    if (before !== undefined) return before
    const found = no(text, false)
    known.set(text, found)
    return found
  }
  /** Boards are looked at once for all that is told in one answer: a codebook has hundreds of texts, and a hall a hundred boards. */
  function saidNo(id: DialogueId): (text: string) => boolean {
    const all = boardsOf(id).flatMap((board) => boards.saidNo(board) ?? [])
    return (text) => all.some((no) => repeatsOf(no, text))
  }
  const desk = createCodeDesk({
    log,
    places: {
      tables: dialogues.tables,
      sites: dialogues.sites,
      drawn: (table) => dialogues.boardsOf(table).some(({ id }) => dialogues.policy(id).curtain === 'drawn'),
    },
    passages,
    readable: told,
    saidNo,
    chance: (what) => keyOf(dialogue).mac('drawn', [what], 16),
  })
  return {
    desk,
    verbs: createCodeVerbs({ log, passages, readable: judged }),
    bringing: createBringing({ log, passages, readable: judged }),
  }
}
