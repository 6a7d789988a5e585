/** What the canvas says of itself, in lines beneath its bar. */
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useGone } from '../../ui/gone.tsx'
import { useTable } from '../context.ts'
import { canvasMessages } from './messages/index.ts'
import type { Photos } from './use-photos.ts'

/** What was just done; `back`: one step of undo takes it back. */
export type JustDone = { readonly text: string; readonly back: boolean }

export function CanvasSays({
  placement,
  unknown,
  taking,
  photos,
  told,
  onBack,
}: {
  placement: boolean
  unknown: boolean
  taking: boolean
  photos: Photos
  told: JustDone | null
  onBack: () => void
}) {
  const t = useT(canvasMessages)
  const { link } = useTable()
  const gone = useGone() !== null
  const waiting = link.pendingCommands().some(({ command }) => command.kind === 'put-back')
  return (
    <div className="canvas-says" role="status">
      {placement ? <p>{t('tableAnswer')}</p> : null}
      {unknown ? <p>{t('newer')}</p> : null}
      {photos.problem ? <p>{t('photoRefused')}</p> : null}
      {photos.waiting > 0 && link.status().state !== 'live' ? (
        <p>
          {gone
            ? t('photoGone', { n: photos.waiting })
            : photos.onDisk
              ? t('photoKept', { n: photos.waiting })
              : t('photoPage')}
        </p>
      ) : null}
      {waiting ? <p>{t('puttingBack')}</p> : null}
      {taking ? <p className="away">{t('taking')}</p> : null}
      {told ? (
        <p>
          <span>{told.text}</span>
          {told.back ? (
            <Button look="quiet" onClick={onBack}>
              {t('undo')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}
