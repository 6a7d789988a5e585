/** Whether the table's step looks back, and at which of its boards. */
import type { BoardStatus } from '@tablee/shared/wire/board'
import { boardNow } from '@tablee/shared/wire/editor'
import { useCallback, useEffect, useRef, useState } from 'react'
import { thisPage } from '../../hold/world.ts'
import { readClock, turnsIn, type Reading } from '../../ui/reading.ts'
import { turning } from '../../ui/turning.ts'
import type { Ui } from '../actions/ui.ts'

export type Before = {
  readonly session: number
  /** Empty where the table was never in it. */
  readonly title: string
  /** Null: the table was not in this session. */
  readonly board: string | null
}
export type Looking = {
  /** Another one with each step that looks back. */
  readonly step: string
  /** A step that reads back shows them by itself; any other offers it. */
  readonly itself: boolean
  readonly boards: readonly Before[]
}

/** What a step of a running clock shows beside each other; null while it does not look back. On the table's running board only. */
export function lookingOf(status: BoardStatus, reading: Reading): Looking | null {
  if (!('step' in reading) || boardNow(status) !== status.board) return null
  const { looksBack = [], kind } = reading.step
  if (looksBack.length === 0) return null
  return {
    step: `${status.clock.session} ${reading.index}`,
    itself: kind === 'read-back',
    boards: looksBack.map((session) => {
      const found = status.sessions?.find((one) => one.number === session)
      return { session, title: found?.title ?? '', board: found?.board ?? null }
    }),
  }
}

const same = (one: Looking | null, other: Looking | null): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Looked at with every second of the clock; whoever asks is told only when it is something else. */
export function useLooking(status: BoardStatus | null, now: () => number): Looking | null {
  const read = useCallback(
    (at: number) => (status === null ? null : lookingOf(status, readClock(status.clock, at))),
    [status],
  )
  const [found, setFound] = useState(() => read(now()))
  useEffect(() => {
    const look = (at: number) =>
      setFound((before) => {
        const after = read(at)
        return same(before, after) ? before : after
      })
    look(now())
    return status === null ? undefined : turning(now, (at) => turnsIn(status.clock, at), look, thisPage.later)
  }, [status, now, read])
  return found
}

/** Somebody writes in the panel: it must not be taken from under their hands. */
const writesInPanel = (): boolean => {
  const at = document.activeElement
  return (
    at instanceof HTMLElement &&
    at.closest('#panel') !== null &&
    (at.isContentEditable || at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement)
  )
}

/**
 * A step that reads back turns the screen to the boards by itself, once, and back to what was in sight when it is over. On
 * a phone the list keeps its side: whoever writes there is asked (`offer.tsx`).
 */
export function useTurnBack(looking: Looking | null, tab: Ui['tab'], set: (change: Pick<Ui, 'tab'>) => void): void {
  const before = useRef<Ui['tab'] | null>(null)
  const now = useRef(tab)
  now.current = tab
  const step = looking?.step ?? null
  const itself = looking?.itself === true
  useEffect(() => {
    if (step === null) {
      if (now.current === 'back') set({ tab: before.current ?? 'map' })
      before.current = null
      return
    }
    if (now.current !== 'back') before.current = now.current
    if (itself && !writesInPanel()) set({ tab: 'back' })
  }, [step, itself, set])
}
