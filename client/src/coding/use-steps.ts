/** What was done on this page: on its way one step after the other, shown at once, and the last one can be taken back. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { CodeCommand } from '@tablee/shared/wire/codebook'
import { createOutbox, type Sent } from '../synthesis/outbox.ts'
import type { CodingPort } from './port.ts'
import { stillPending, type Pending } from './steps.ts'
import type { CodingStep } from './told.ts'

/** What is laid over what is told, until it is told. */
const shows: ReadonlySet<CodeCommand['kind']> = new Set(['coding', 'uncode', 'code', 'memo', 'undo'])

export function useSteps(
  { say: ask, newId, shelf }: Pick<CodingPort, 'say' | 'newId' | 'shelf'>,
  told: Parameters<typeof stillPending>[1],
  refused: (command: CodeCommand, why: 'faster' | 'refused') => void,
) {
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  const [pending, setPending] = useState<Pending>([])
  const [own, setOwn] = useState<readonly string[]>([])
  const outbox = useMemo(
    () =>
      createOutbox<CodeCommand>(
        ask,
        setSent,
        (command, { code }) => {
          setOwn((now) => now.filter((id) => id !== command.id))
          setPending((now) => now.filter(({ id }) => id !== command.id))
          refused(command, code === 'changed' || code === 'not-found' ? 'faster' : 'refused')
        },
        shelf,
      ),
    [ask, shelf, refused],
  )
  useEffect(() => {
    const left = outbox.begin()
    setPending((now) => [...left.filter(({ kind }) => shows.has(kind)), ...now])
    return () => outbox.stop()
  }, [outbox])
  // What is told by now is not laid over it any more: only so is it seen when somebody else takes it back.
  useEffect(() => {
    setPending((now) => {
      const left = stillPending(now, told)
      return left.length === now.length ? now : left
    })
  }, [told])
  const say = useCallback(
    (step: CodingStep): string => {
      const id = newId()
      const command: CodeCommand = { ...step, id }
      if (step.kind !== 'undo' && step.kind !== 'redo') setOwn((now) => [...now, id])
      if (shows.has(step.kind)) setPending((now) => [...now, command])
      outbox.send(command)
      return id
    },
    [outbox, newId],
  )
  const back = useCallback((): void => {
    const of = own.at(-1)
    if (of === undefined) return
    setOwn(own.slice(0, -1))
    say({ kind: 'undo', of })
  }, [own, say])
  return { sent, pending, say, back, canBack: own.length > 0 }
}
