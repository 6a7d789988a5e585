/**
 * What is asked now, and what somebody does about it. The next pair is on the screen with the key, before the server has
 * answered; what was answered here is not asked again, whatever an answer says that was written before.
 */
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { createOutbox, type Sent } from '../outbox.ts'
import type { HallMapPort } from './port.ts'
import type { HallAsked, HallMapTold } from './told.ts'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type JoinStep = Without<
  Extract<ThemeCommand, { kind: 'same' | 'different' | 'apart' | 'show' | 'undo' | 'redo' }>
>
/** Two cards that somebody put side by side; the second is still to be chosen. */
export type ByHand = { readonly a: string; readonly b: string | null }
export type News = 'refused' | 'faster' | 'joinedNow' | 'keptApart' | 'takenOut' | 'takenBack' | null
export type Joining = ReturnType<typeof useJoining>

const nameOf = ({ a, b }: HallAsked): string => `${a} ${b}`

/** `begun`: what somebody has put side by side already. */
export function useJoining(port: HallMapPort, told: HallMapTold | null, begun: ByHand | null = null) {
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  const [news, setNews] = useState<News>(null)
  const [byHand, setByHand] = useState<ByHand | null>(begun)
  /** What was done here, in its order: by the step's id the pair that it answered, if it did. */
  const [own, setOwn] = useState<ReadonlyMap<string, string | null>>(() => new Map())
  const forget = useCallback(
    (step: string): void => setOwn((now) => new Map([...now].filter(([id]) => id !== step))),
    [],
  )
  const outbox = useMemo(
    () =>
      createOutbox(
        port.say,
        setSent,
        (command, problem) => {
          forget(command.id)
          setNews(problem.code === 'changed' || problem.code === 'not-found' ? 'faster' : 'refused')
        },
        port.shelf,
      ),
    [port, forget],
  )
  useEffect(() => {
    outbox.begin()
    return () => outbox.stop()
  }, [outbox])

  const say = useCallback(
    (step: JoinStep, says: News, pair: string | null = null): void => {
      const id = port.newId()
      if (step.kind !== 'undo' && step.kind !== 'redo') setOwn((now) => new Map(now).set(id, pair))
      setNews(says)
      outbox.send({ ...step, id } as ThemeCommand)
    },
    [outbox, port],
  )
  const asked = useMemo(() => {
    const answered = new Set(own.values())
    return (told?.asked ?? []).filter((one) => !answered.has(nameOf(one)))
  }, [told, own])

  const apart = useCallback((entry: string): void => say({ kind: 'apart', entry }, 'takenOut'), [say])
  /** This wording stands for what it was joined with. */
  const show = useCallback((entry: string): void => say({ kind: 'show', entry }, null), [say])

  function answer(one: HallAsked, kind: 'same' | 'different'): void {
    const pair = nameOf(one)
    const between = { a: one.a, b: one.b }
    if (kind === 'same') say({ kind, ...between, suggested: true }, 'joinedNow', pair)
    else say({ kind, ...between }, 'keptApart', pair)
  }
  /** A card is named by an entry of it. */
  const stands = (card: string | null): card is string => told?.cards.some(({ id }) => id === card) ?? false
  return {
    sent,
    news,
    asked,
    byHand,
    setByHand,
    same: (one: HallAsked): void => answer(one, 'same'),
    different: (one: HallAsked): void => answer(one, 'different'),
    /** What was put side by side by hand. */
    join(): void {
      const { a = null, b = null } = byHand ?? {}
      setByHand(null)
      if (stands(a) && stands(b)) say({ kind: 'same', a, b }, 'joinedNow')
      else setNews('faster')
    },
    apart,
    show,
    turn: (of: string, undone: boolean): void =>
      say({ kind: undone ? 'redo' : 'undo', of }, undone ? null : 'takenBack'),
    /** The last thing that was done here. */
    back(): void {
      const last = [...own.keys()].at(-1)
      if (last === undefined) return
      forget(last)
      say({ kind: 'undo', of: last }, 'takenBack')
    },
    canBack: own.size > 0,
  }
}
