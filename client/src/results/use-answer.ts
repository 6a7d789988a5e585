/** The answer to a question, asked once and again until it is there; while another is on its way the last one stays. */
import { useCallback } from 'react'
import { network } from '../hold/retry.ts'
import { useRead, type Followed } from '../hold/use-followed.ts'
import type { Answer } from '../link/api.ts'

export type Answering<T> = {
  readonly value: T | null
  /** What stands here is of the question before. */
  readonly busy: boolean
  readonly problem: Followed<T>['problem']
  readonly over: boolean
}

/** `key` null: nothing is asked. */
export function useAnswer<T>(key: string | null, ask: (key: string) => Promise<Answer<T>>): Answering<T> {
  const asking = useCallback(
    async (stamp: string): Promise<Answer<{ readonly of: string; readonly value: T }>> => {
      const answer = await ask(stamp)
      return answer.ok ? { ok: true, value: { of: stamp, value: answer.value } } : answer
    },
    [ask],
  )
  const { value, problem, over } = useRead(key === null ? null : asking, network, key ?? '')
  return { value: value?.value ?? null, busy: key !== null && value?.of !== key, problem, over }
}
