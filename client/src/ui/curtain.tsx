import { useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { uiMessages } from './messages/index.ts'

/**
 * Two states, one tap, no confirmation: anyone who wants to be unobserved must not have to explain it to a dialog. `room`: the
 * room has drawn its own over it, which this button does not open: it moves the table's alone.
 */
export function CurtainButton({
  drawn,
  room = false,
  onMove,
  disabled = false,
}: {
  drawn: boolean
  room?: boolean
  onMove: (to: 'open' | 'drawn') => void
  disabled?: boolean
}) {
  const t = useT(uiMessages)
  return (
    <button
      type="button"
      className="curtain"
      aria-pressed={drawn}
      disabled={disabled}
      title={t(drawn ? (room ? 'openOurs' : 'openCurtain') : room ? 'drawOurs' : 'drawCurtain')}
      onClick={() => onMove(drawn ? 'open' : 'drawn')}
    >
      <Icon name={drawn || room ? 'curtain-drawn' : 'curtain-open'} />
      <span>{t(drawn ? 'curtainDrawn' : room ? 'curtainRoom' : 'curtainOpen')}</span>
    </button>
  )
}

/** Over the board while the curtain is drawn; one sentence, nothing to press. */
export const Valance = ({ children }: { children: string }) => (
  <div className="valance pleats" role="status">
    <b>{children}</b>
  </div>
)
