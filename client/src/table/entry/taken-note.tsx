/** Beneath what was written in something that is gone: who removed it, that the text is safe, and what can be done. */
import { useEffect, useRef, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Actions } from '../actions/actions.ts'
import type { Taken, Taker } from '../actions/taken.ts'
import { takenMessages } from '../messages/index.ts'

const roles = ['facilitator', 'reporter', 'organiser'] as const

export function TakenNote({ taken, act }: { taken: Taken; act: Actions }) {
  const t = useT(takenMessages)
  return (
    <Took
      what={taken.number || t('thisEntry')}
      by={taken.by}
      onKeep={() => act.keepTaken(taken.draft.id)}
      onLetGo={() => act.letGo(taken.draft.id)}
    />
  )
}

export function Took({
  what,
  by,
  children = null,
  onKeep,
  onLetGo,
}: {
  what: string
  by: Taker
  /** The text itself, where it is not in sight beside. */
  children?: ReactNode
  onKeep: () => void
  onLetGo: () => void
}) {
  const t = useT(takenMessages)
  const role = roles.find((one) => one === by?.role)
  const who = by?.seat ? t('seat', { seat: by.seat }) : role ? t(role) : t('somebody')
  // The caret stays in the text.
  const stay = { onPointerDown: prevent, onMouseDown: prevent }
  const box = useRef<HTMLDivElement>(null)
  // The last row in sight grows out of sight: what is said of the text and the text itself are both brought in.
  useEffect(() => {
    const row = box.current?.closest('.row')
    const shown = requestAnimationFrame(() => {
      if (!row) return
      box.current?.scrollIntoView({ block: 'nearest' })
      row.querySelector('.wording-of')?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(shown)
  }, [])
  return (
    <div ref={box} className="took">
      <p className="what" role="alert">
        <Icon name="kept" />
        <span>{t('removedBy', { who, entry: what })}</span>
      </p>
      {children}
      <p className="acts">
        <Button look="primary" {...stay} onClick={onKeep}>
          {t('keep')}
        </Button>
        <Button {...stay} onClick={onLetGo}>
          {t('letGo')}
        </Button>
      </p>
    </div>
  )
}
const prevent = (event: { preventDefault: () => void }): void => event.preventDefault()
