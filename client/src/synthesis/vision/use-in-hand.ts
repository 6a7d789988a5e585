/**
 * What is open, and what is joined: two cards are taken one after the other, by hand or by key, and one key takes the last join
 * back. What the network swallows goes out by itself.
 */
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useReadOn } from '../../ui/use-read-on.ts'
import { useSteps, type JoinStep } from '../use-steps.ts'
import type { Card } from './layout.ts'
import type { VisionPort } from './port.ts'

/** What this page did last, or why something was not done. */
export type News = 'joined' | 'apart' | 'shown' | 'back' | 'faster' | 'gone' | null
export type InHand = ReturnType<typeof useInHand>

/** `first`: what is open from the beginning, and whether a second one is looked for. */
export function useInHand(
  port: VisionPort,
  told: HallVisionTold,
  first: { readonly open?: string; readonly joining?: boolean } = {},
) {
  const [open, setOpen] = useState<string | null>(first.open ?? null)
  const [looking, setLooking] = useState(first.joining ?? false)
  const [news, setNews] = useState<News>(null)
  const { sent, own, step, back } = useSteps(port, () => setNews('faster'))
  const now = useRef({ told, open, looking })
  now.current = { told, open, looking }
  // A card that was joined is gone, and what was opened is folded while the other one is looked for.
  const acted = useReadOn(() => {
    const { open } = now.current
    return open === null ? null : document.querySelector<HTMLElement>(`[data-card="${CSS.escape(open)}"]`)
  })

  // What was open may have left its board, or stand in another card by now.
  useEffect(() => {
    if (open === null || told.cards.some(({ id }) => id === open)) return
    const other = told.cards.find(({ elements }) => elements.some(({ entry }) => entry === open))
    setOpen(other?.id ?? null)
    if (other === undefined) {
      setLooking(false)
      setNews('gone')
    }
  }, [told, open])

  const say = useCallback(
    (what: JoinStep, news: News): void => {
      acted()
      setNews(news)
      step(what)
    },
    [step, acted],
  )
  /** Takes a card in hand: opens it, or joins it with the one that is open. */
  const take = useCallback(
    (card: string): void => {
      const { open, looking } = now.current
      if (looking && open !== null && open !== card) {
        setLooking(false)
        say({ kind: 'same', a: open, b: card }, 'joined')
      } else setOpen(open === card ? null : card)
    },
    [say],
  )
  const look = useCallback((): void => {
    acted()
    setLooking((is) => !is && now.current.open !== null)
  }, [acted])
  const leave = useCallback((): void => {
    if (now.current.looking) setLooking(false)
    else setOpen(null)
  }, [])
  const show = useCallback((card: string | null): void => {
    setLooking(false)
    setOpen(card)
  }, [])
  return {
    open: told.cards.find(({ id }) => id === open) ?? null,
    looking,
    sent,
    news,
    canGoBack: own.size > 0,
    take,
    look,
    back: (): void => {
      if (back()) setNews('back')
    },
    leave,
    /** Opens it, or nothing (null), whatever is looked for. */
    show,
    apart: (entry: string) => say({ kind: 'apart', entry }, 'apart'),
    stand: (entry: string) => say({ kind: 'show', entry }, 'shown'),
    isOpen: (card: Card): boolean => card.id === open,
  }
}
