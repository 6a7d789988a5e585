/**
 * What a page of the theme team did, and what of it has not left yet: one step after the other, on the device's own storage until
 * it is answered, and the last one that was done here can be taken back.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createOutbox, type Sent } from './outbox.ts'
import type { ThemesPort } from './port.ts'
import type { Step } from './reading-steps.ts'

/** What says what is the same, and takes back. */
export type JoinStep = Extract<Step, { kind: 'same' | 'different' | 'qualifies' | 'apart' | 'show' | 'undo' | 'redo' }>
/** `faster`: somebody else was, or what it is about is not told any more. */
export type Refused = 'faster' | 'refused'

export function useSteps(
  { say, newId, shelf }: Pick<ThemesPort, 'say' | 'newId' | 'shelf'>,
  refused: (why: Refused) => void,
) {
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  /** In their order; what was refused or taken back is not among them. */
  const [own, setOwn] = useState<ReadonlyMap<string, JoinStep>>(() => new Map())
  const latest = useRef({ own, refused })
  latest.current = { own, refused }
  const forget = useCallback(
    (step: string): void => setOwn((now) => new Map([...now].filter(([id]) => id !== step))),
    [],
  )
  const outbox = useMemo(
    () =>
      createOutbox(
        say,
        setSent,
        ({ id }, { code }) => {
          forget(id)
          latest.current.refused(code === 'changed' || code === 'not-found' ? 'faster' : 'refused')
        },
        shelf,
      ),
    [say, shelf, forget],
  )
  useEffect(() => {
    outbox.begin()
    return () => outbox.stop()
  }, [outbox])

  const step = useCallback(
    (what: JoinStep): void => {
      const id = newId()
      if (what.kind !== 'undo' && what.kind !== 'redo') setOwn((now) => new Map(now).set(id, what))
      outbox.send({ ...what, id })
    },
    [outbox, newId],
  )
  /** The last thing that was done here; false: nothing was. */
  const back = useCallback((): boolean => {
    const of = [...latest.current.own.keys()].at(-1)
    if (of === undefined) return false
    forget(of)
    step({ kind: 'undo', of })
    return true
  }, [step, forget])
  return { sent, own, step, back }
}
