/** What is asked of a hall's answers, wired: the logs it reads, and the boards that say what may be read of it by now. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'
import { createAsking } from '../results/asking.ts'
import { createCuts } from '../results/cuts.ts'
import { createWords } from '../results/words.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { People } from './people.ts'

/** `forget` after an erasure: what was counted holds words. */
export function askingIn({
  journal,
  people: { dialogues, voices },
  participation: { boardsNow },
}: {
  readonly journal: Journal
  readonly people: Pick<People, 'dialogues' | 'voices'>
  readonly participation: Pick<ReturnType<typeof createParticipation>, 'boardsNow'>
}) {
  const cuts = createCuts({ journal, voices, standing: dialogues.standing })
  const words = createWords({
    voices,
    boardsOf: (dialogue) =>
      dialogues.tables(dialogue).flatMap(({ id }) => dialogues.boardsOf(id).map((board) => board.id)),
    now: boardsNow,
  })
  /** In which a dialogue's texts are said where nobody asks for another language. */
  const langOf = (dialogue: DialogueId): string => dialogues.dialogue(dialogue)?.lang ?? 'en'
  return { ...createAsking({ cuts, words }), langOf }
}
