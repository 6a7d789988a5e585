/** What is to be erased of which board: begun, reached and ended as rows of the dialogue's archive. */
import type { Letters } from '@tablee/shared/board/erase'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { Erasure, ErasureRow } from '@tablee/shared/snapshot/erasures'
import type { Hand } from '../record/record.ts'
import type { ErasureLog } from './log.ts'

export type Task = {
  readonly command: string
  readonly dialogue: DialogueId
  readonly board: BoardId
  readonly ids: ReadonlySet<string>
  readonly letters: readonly Letters[]
}
type Known = Extract<ErasureRow, { readonly kind: 'erase' }>['known']

export const byServer: Hand = { author: 'server', device: 'server' }

/** Steps are told as committed; each verb answers after COMMIT. */
export function createTasks(log: ErasureLog, random: RandomBytes) {
  const all = (step: Erasure['step']): readonly Task[] =>
    log
      .list()
      .flatMap((dialogue) =>
        [...log.state(dialogue).values()]
          .filter((one) => one.step === step)
          .map(({ command, board, words, letters }) => ({ command, dialogue, board, ids: new Set(words), letters })),
      )
  const found = ({ dialogue, command }: Task): Erasure | undefined => log.state(dialogue).get(command)

  return {
    all,
    begunOn: (board: BoardId): readonly Task[] => all('begun').filter((one) => one.board === board),
    isBegun: (task: Task): boolean => found(task)?.step === 'begun',
    async begin(task: Omit<Task, 'command'>, known: Known, by: Hand): Promise<Result<Task>> {
      const command = newId<CommandId>(random)
      const { dialogue, board, ids, letters } = task
      const row = { kind: 'erase', command, board, words: [...ids].sort(), letters, known } as const
      const done = await log.append(dialogue, row, by)
      return done.ok ? ok({ ...task, command }) : done
    },
    /** Texts of snapshots that go with it; what was said to go before stays said. */
    goes: ({ dialogue, command }: Task, digests: readonly string[], by: Hand): Promise<Result<null>> =>
      log.append(dialogue, { kind: 'erased', command: newId<CommandId>(random), of: command, digests }, by),
    gone: (task: Task): ReadonlySet<string> => found(task)?.digests ?? new Set(),
    reach: ({ dialogue, command }: Task, kind: 'rewritten' | 'ended'): Promise<Result<null>> =>
      log.append(dialogue, { kind, command: `${kind} ${command}`, of: command }, byServer),
  }
}
