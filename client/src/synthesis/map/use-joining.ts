/**
 * What is asked now, and what somebody does about it. The next pair is on the screen with the key, before the server has
 * answered; what was answered here is not asked again, whatever an answer says that was written before.
 */
import { useCallback, useMemo, useState } from 'react'
import { useSteps, type JoinStep, type Refused } from '../use-steps.ts'
import type { HallMapPort } from './port.ts'
import type { HallAsked, HallMapTold } from './told.ts'

/** Two cards that somebody put side by side; the second is still to be chosen. */
export type ByHand = { readonly a: string; readonly b: string | null }
export type News = Refused | 'joinedNow' | 'keptApart' | 'qualifiedNow' | 'takenOut' | 'takenBack' | null
export type Joining = ReturnType<typeof useJoining>

const nameOf = ({ a, b }: Pick<HallAsked, 'a' | 'b'>): string => `${a} ${b}`

/** `begun`: what somebody has put side by side already. */
export function useJoining(port: HallMapPort, told: HallMapTold | null, begun: ByHand | null = null) {
  const [news, setNews] = useState<News>(null)
  const steps = useSteps(port, setNews)
  const { sent, own, step } = steps
  const [byHand, setByHand] = useState<ByHand | null>(begun)
  const say = useCallback(
    (what: JoinStep, says: News): void => {
      setNews(says)
      step(what)
    },
    [step],
  )
  const asked = useMemo(() => {
    const answered = new Set(
      [...own.values()].flatMap((what) => ('a' in what ? [nameOf(what), nameOf({ a: what.b, b: what.a })] : [])),
    )
    return (told?.asked ?? []).filter((one) => !answered.has(nameOf(one)))
  }, [told, own])

  const apart = useCallback((entry: string): void => say({ kind: 'apart', entry }, 'takenOut'), [say])
  /** This wording stands for what it was joined with. */
  const show = useCallback((entry: string): void => say({ kind: 'show', entry }, null), [say])

  const turn = useCallback(
    (of: string, undone: boolean): void => say({ kind: undone ? 'redo' : 'undo', of }, undone ? null : 'takenBack'),
    [say],
  )

  function answer(one: HallAsked, kind: 'same' | 'different' | 'qualifies'): void {
    const between = { a: one.a, b: one.b }
    if (kind === 'same') say({ kind, ...between, suggested: true }, 'joinedNow')
    else if (kind === 'different') say({ kind, ...between }, 'keptApart')
    // The lower one of the two is a condition of the upper one.
    else say({ kind, a: one.b, b: one.a }, 'qualifiedNow')
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
    qualifies: (one: HallAsked): void => answer(one, 'qualifies'),
    /** What was put side by side by hand: the same, or the second a condition of the first. */
    join(as: 'same' | 'qualifies' = 'same'): void {
      const { a = null, b = null } = byHand ?? {}
      setByHand(null)
      if (!stands(a) || !stands(b)) setNews('faster')
      else if (as === 'same') say({ kind: as, a, b }, 'joinedNow')
      else say({ kind: as, a: b, b: a }, 'qualifiedNow')
    },
    apart,
    show,
    turn,
    /** The last thing that was done here. */
    back(): void {
      if (steps.back()) setNews('takenBack')
    },
    canBack: own.size > 0,
  }
}
