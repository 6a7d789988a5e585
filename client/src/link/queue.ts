/**
 * What a person did and the server has not taken yet: one entry per command, by its id, so that nothing that waits is
 * replaced by what is done next. Sent again, a command takes effect once.
 */
import { passing, type Answer, type ClientProblem } from './api.ts'

export type Entry<C, V, W> = {
  readonly command: C
  /** Where it was done: what of it is said is said there. */
  readonly where: W
  /** `waits`: sending it again can help. `refused`: it never will. */
  readonly state: 'sending' | 'waits' | 'done' | 'refused'
  readonly problem: ClientProblem | null
  readonly value: V | null
}

/** Nobody answered: it may have taken effect. */
export const unanswered = ({ problem }: { readonly problem: ClientProblem | null }): boolean =>
  problem?.code === 'offline' || problem?.code === 'timeout'

export function openQueue<C extends { readonly id: string }, V, W>(act: (command: C) => Promise<Answer<V>>) {
  type One = Entry<C, V, W>
  let entries: readonly One[] = []
  const ears = new Set<() => void>()
  const now = (next: readonly One[]): void => {
    entries = next
    for (const ear of ears) ear()
  }
  /** In its place: they stay in the order in which they were done. */
  const put = (one: One): void =>
    now(
      entries.some(({ command }) => command.id === one.command.id)
        ? entries.map((other) => (other.command.id === one.command.id ? one : other))
        : [...entries, one],
    )
  return {
    heard(ear: () => void): () => void {
      ears.add(ear)
      return () => ears.delete(ear)
    },
    /** The oldest first. */
    entries: (): readonly One[] => entries,
    async send(command: C, where: W): Promise<void> {
      put({ command, where, state: 'sending', problem: null, value: null })
      const answer = await act(command)
      if (!entries.some((one) => one.command.id === command.id)) return
      if (answer.ok) return put({ command, where, state: 'done', problem: null, value: answer.value })
      const { problem } = answer
      put({ command, where, state: passing.has(problem.code) ? 'waits' : 'refused', problem, value: null })
    },
    /** Nothing is said of these any more. */
    drop(which: (one: One) => boolean): void {
      if (entries.some(which)) now(entries.filter((one) => !which(one)))
    },
  }
}
