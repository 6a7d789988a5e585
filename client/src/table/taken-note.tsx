/** Beneath what was written in an entry that is gone: who removed it, that the text is safe, and what can be done. */
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import type { Acts } from './acts.ts'
import type { Taken } from './taken.ts'
import { takenMessages } from './taken-messages.ts'

const roles = ['facilitator', 'reporter', 'organiser'] as const

export function TakenNote({ taken, act }: { taken: Taken; act: Acts }) {
  const t = useT(takenMessages)
  const role = roles.find((one) => one === taken.by?.role)
  const who = taken.by?.seat ? t('seat', { seat: taken.by.seat }) : role ? t(role) : t('somebody')
  const entry = taken.number || t('thisEntry')
  // The caret stays in the text.
  const stay = { onPointerDown: prevent, onMouseDown: prevent }
  return (
    <div className="took">
      <p className="what" role="alert">
        <Icon name="kept" />
        <span>{t('removedBy', { who, entry })}</span>
      </p>
      <p className="acts">
        <Button look="primary" {...stay} onClick={() => act.keepTaken(taken.draft.id)}>
          {t('keep')}
        </Button>
        <Button {...stay} onClick={() => act.letGo(taken.draft.id)}>
          {t('letGo')}
        </Button>
      </p>
    </div>
  )
}
const prevent = (event: { preventDefault: () => void }): void => event.preventDefault()
