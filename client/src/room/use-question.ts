/** The question that is being made on this device, and what became of it when it was sent. */
import { stepAsked } from '@tablee/shared/voices/asks'
import type { QuestionCommand, Questions } from '@tablee/shared/wire/questions'
import type { TableId } from '@tablee/shared/ids'
import type { Left } from '@tablee/shared/wire/left'
import { useCallback, useEffect, useState } from 'react'
import { passing, type Answer, type ClientProblem } from '../link/api.ts'
import type { Kept } from './kept-question.ts'
import type { RoomPort } from './port.ts'
import { commandOf, emptyDraft, readDraft, written, type Draft } from './question-draft.ts'

export type Sent =
  | { readonly state: 'none' }
  | { readonly state: 'sending' }
  /** Nobody knows whether it arrived: sent again it is asked once. */
  | { readonly state: 'waits'; readonly problem: ClientProblem | null }
  | { readonly state: 'refused'; readonly problem: ClientProblem }

export function useQuestion(
  port: Pick<RoomPort, 'ask' | 'newId'>,
  kept: Kept,
  told: Questions | null,
  onAsked: (step: string, left: readonly Left[]) => void,
) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(kept.read()))
  const [sent, setSent] = useState<Sent>(draft.sent === null ? { state: 'none' } : { state: 'waits', problem: null })
  const keep = useCallback(
    (next: Draft): void => {
      setDraft(next)
      kept.write(next === emptyDraft ? null : JSON.stringify(next))
    },
    [kept],
  )
  const gone = useCallback(
    (step: string, left: readonly Left[]): void => {
      keep(emptyDraft)
      setSent({ state: 'none' })
      onAsked(step, left)
    },
    [keep, onAsked],
  )
  // It arrived after all, before a reload or an answer that was lost.
  const step = draft.sent === null ? null : stepAsked(draft.sent)
  const arrived = step !== null && sent.state !== 'sending' && told?.asked.some((one) => one.step === step) === true
  useEffect(() => {
    if (arrived && step !== null) gone(step, [])
  }, [arrived, step, gone])
  return {
    draft,
    sent,
    /** As it was sent it stays while nobody knows: changed, it would be another question under the same id. */
    locked: draft.sent !== null,
    change(part: Partial<Draft>): void {
      if (draft.sent !== null) return
      if (sent.state === 'refused') setSent({ state: 'none' })
      const next = { ...draft, ...part }
      // What is typed into an emptied form is another question.
      keep(Object.keys(written(next.text)).length === 0 ? { ...next, proposed: null } : next)
    },
    async ask(tables: readonly { readonly id: TableId }[]): Promise<void> {
      if (sent.state === 'sending') return
      const id = draft.sent ?? port.newId()
      keep({ ...draft, sent: id })
      setSent({ state: 'sending' })
      const answer = await port.ask(commandOf(draft, tables, id))
      if (answer.ok) return gone(answer.value.step, answer.value.left)
      const { problem } = answer
      if (passing.has(problem.code)) return setSent({ state: 'waits', problem })
      keep({ ...draft, sent: null })
      setSent({ state: 'refused', problem })
    },
    /** It is changed, and asked as another one, should the first have arrived after all. */
    leave(): void {
      keep({ ...draft, sent: null })
      setSent({ state: 'none' })
    },
  }
}

/** One command under one id until it is known to be done; one that did not arrive is sent again by `again`. */
export function useOnce<Command, Value>(
  post: (command: Command) => Promise<Answer<Value>>,
  onDone: (value: Value) => void,
) {
  const [last, setLast] = useState<{ readonly command: Command; readonly sent: Sent } | null>(null)
  async function send(command: Command): Promise<void> {
    if (last?.sent.state === 'sending') return
    setLast({ command, sent: { state: 'sending' } })
    const answer = await post(command)
    if (answer.ok) {
      setLast(null)
      return onDone(answer.value)
    }
    const { problem } = answer
    setLast({ command, sent: { state: passing.has(problem.code) ? 'waits' : 'refused', problem } })
  }
  return {
    sent: last?.sent ?? ({ state: 'none' } satisfies Sent),
    send: (command: Command): void => void send(command),
    again: (): void => {
      if (last !== null) void send(last.command)
    },
    dismiss: (): void => setLast(null),
  }
}

/** One act on what was asked. */
export function useActOnce(
  port: Pick<RoomPort, 'ask' | 'newId'>,
  onDone: (step: string, left: readonly Left[]) => void = () => undefined,
) {
  const act = useOnce(
    (command: QuestionCommand) => port.ask(command),
    ({ step, left }) => onDone(step, left),
  )
  return {
    ...act,
    run: (kind: 'close' | 'call-back', step: string): void => act.send({ id: port.newId(), kind, step }),
  }
}
