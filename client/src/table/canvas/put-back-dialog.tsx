/** What one pair of hands moved and removed lately is put back. */
import type { Movers } from '@tablee/shared/wire/board'
import { useEffect, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { canvasMessages } from './messages/index.ts'
import type { CanvasPort } from './port.ts'

const sinces = [5, 15, 30] as const
const minute = 60_000

export function PutBackDialog({ port, onClose }: { port: CanvasPort; onClose: () => void }) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { link, nameOf } = useTable()
  const [since, setSince] = useState<number>(15)
  const [found, setFound] = useState<Movers['hands'] | null>(null)
  const [failed, setFailed] = useState(false)
  const [hand, setHand] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    setFound(null)
    setFailed(false)
    void port.hands(Date.now() + link.clockOffset() - since * minute).then((answer) => {
      if (!wanted) return
      if (answer.ok) {
        setFound(answer.value.hands)
        setHand(answer.value.hands[0]?.hand ?? null)
      } else setFailed(true)
    })
    return () => void (wanted = false)
  }, [port, link, since])
  const whose = (author: string) => {
    const [role = '', seat] = author.split(':')
    return nameOf({ role, seat: seat ?? null })
  }
  return (
    <Dialog title={t('putBackTitle')} onClose={onClose}>
      <p className="meta">{t('putBackHow')}</p>
      <p>
        <label className="line">
          {t('putBackSince')}
          <select className="pick" value={since} onChange={(event) => setSince(Number(event.currentTarget.value))}>
            {sinces.map((n) => (
              <option key={n} value={n}>
                {t('minutes', { n })}
              </option>
            ))}
          </select>
        </label>
      </p>
      <fieldset className="hands" aria-busy={found === null && !failed}>
        <legend>{t('putBackWho')}</legend>
        {failed ? <p role="status">{t('putBackAway')}</p> : null}
        {found?.length === 0 ? <p role="status">{t('putBackNone')}</p> : null}
        {found?.map((one) => (
          <label key={one.hand}>
            <input type="radio" name="hand" checked={hand === one.hand} onChange={() => setHand(one.hand)} />
            <b>{whose(one.author)}</b>
            <span className="meta">
              {t('movedAndDeleted', { moved: one.moved, deleted: one.deleted })} ·{' '}
              {t('minutes', { n: Math.max(1, Math.round((Date.now() + link.clockOffset() - one.last) / minute)) })}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button
          look="primary"
          disabled={hand === null}
          onClick={() => {
            if (hand === null) return
            link.command({
              id: freshId(),
              kind: 'put-back',
              hand,
              since: Math.floor(Date.now() + link.clockOffset() - since * minute),
            })
            onClose()
          }}
        >
          {t('putItBack')}
        </Button>
      </div>
    </Dialog>
  )
}
