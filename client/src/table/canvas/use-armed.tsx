/**
 * A kind in hand: chosen on the rail, put with the next click or tap on the canvas. A sentence says so; Escape puts it
 * away, and anyone who types without having shown a place gets one in the middle of what is in sight.
 */
import type { ElementKind } from '@tablee/shared/board/canvas/schema'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useT } from '../../i18n/index.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { canvasMessages } from './messages/index.ts'

export function useArmed(
  section: RefObject<HTMLElement | null>,
  onType: (kind: ElementKind, text: string) => void,
): {
  readonly armed: ElementKind | null
  readonly arm: (kind: ElementKind | null) => void
  readonly hint: ReactNode
} {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const [armed, arm] = useState<ElementKind | null>(null)
  const call = useRef(onType)
  call.current = onType
  useEffect(() => {
    if (armed === null) return
    const keys = (event: KeyboardEvent) => {
      const { target, key } = event
      const here = target === document.body || (target instanceof Node && section.current?.contains(target) === true)
      if (event.defaultPrevented || !here) return
      if (key === 'Escape') arm(null)
      else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
        call.current(armed, key)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [armed, section])
  const finger = matchMedia('(pointer: coarse)').matches
  const hint = (
    <p className="armed-hint" role="status">
      {armed === null ? null : (
        <>
          <VisionIcon name={armed} />
          <span>
            <b>{kinds(armed)}</b> {t(finger ? 'placeTap' : 'placeClick')}
          </span>
        </>
      )}
    </p>
  )
  return { armed, arm, hint }
}
