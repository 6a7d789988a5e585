/** The table's seats: free, on a phone, on paper; what each agreed to; and the way to a new phone for one that is lost. */
import type { SeatCode } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import type { TableSeat } from '@tablee/shared/wire/voices'
import { useRef, useState } from 'react'
import { useHeaded, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { Trouble, useSend } from './dialogs.tsx'
import { voicesMessages } from './messages/index.ts'
import { AskedFor, OnOnePhone } from './shared-phones.tsx'

export function SeatsDialog() {
  const t = useT(voicesMessages)
  const headed = useHeaded()
  const chairs = useChairs()
  const shared = useT(uiMessages)
  const { voicing, act, link, status } = useTable()
  const [moving, setMoving] = useState<SeatCode | null>(null)
  const [moved, setMoved] = useState<SeatCode | null>(null)
  const { send, sending, problem } = useSend()
  const seats = voicing?.voices?.seats ?? []
  const may = can(link.me.role, 'seat.free', status?.state ?? 'open')
  const live = voicing?.live === true
  const list = useRef<HTMLUListElement>(null)
  const close = () => act.set({ dialog: null })
  return (
    <Dialog title={t('seatsTitle')} onClose={close}>
      {live ? null : (
        <p className="held">
          <Icon name="kept" />
          {t('away')}
        </p>
      )}
      {moved === null ? null : (
        <p className="held" role="status" tabIndex={-1} ref={takeFocus} key={moved}>
          <Icon name="saved" />
          {t('moved', { seat: moved })}
        </p>
      )}
      <AskedFor />
      <OnOnePhone />
      <ul className="seat-list" tabIndex={-1} ref={list}>
        {seats.map((one) => (
          <li key={one.seat}>
            <TableMark seats={seats.length} spoke={chairs(one.state === 'free' ? [] : [one.seat])} width={29} />
            <b className="num">{one.seat}</b>
            <span className="how-held">{t(`seat-${one.state}`)}</span>
            <Consents seat={one} />
            {may && one.state !== 'free' && moving !== one.seat ? (
              <Button
                look="quiet"
                disabled={!live}
                aria-label={headed(one.seat, t('move'))}
                onClick={() => {
                  setMoving(one.seat)
                  setMoved(null)
                }}
              >
                {t('move')}
              </Button>
            ) : null}
            {moving === one.seat ? (
              <div
                className="moving"
                role="group"
                aria-label={t('moveTitle', { seat: one.seat })}
                tabIndex={-1}
                ref={takeFocus}
              >
                <p>
                  <b>{t('moveTitle', { seat: one.seat })}</b> {t('moveHow', { seat: one.seat })}
                </p>
                <p>{t('moveNext', { seat: one.seat })}</p>
                <Trouble problem={problem} />
                <div className="acts">
                  <Button
                    onClick={() => {
                      setMoving(null)
                      list.current?.focus()
                    }}
                  >
                    {shared('cancel')}
                  </Button>
                  <Button
                    look="primary"
                    disabled={sending || !live}
                    onClick={async () => {
                      if (!(await send({ id: freshId(), kind: 'free', seat: one.seat }))) return
                      setMoving(null)
                      setMoved(one.seat)
                    }}
                  >
                    {t('moveDo')}
                  </Button>
                </div>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button look="primary" onClick={close}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The button that was pressed goes as this comes: the focus goes on here, and nobody by keyboard begins anew. */
const takeFocus = (element: HTMLElement | null): void => element?.focus()

/** Who runs the table has to know what may leave it; nobody else is told. */
function Consents({ seat: { consent } }: { seat: TableSeat }) {
  const t = useT(voicesMessages)
  if (consent === null) return null
  const marks: readonly (readonly [IconName, string])[] = [
    [consent.quoted ? 'choose' : 'reject', t(consent.quoted ? 'quoted' : 'notQuoted')],
    [consent.observed ? 'choose' : 'reject', t(consent.observed ? 'observed' : 'notObserved')],
  ]
  return (
    <span className="consents">
      {marks.map(([icon, text]) => (
        <span key={text}>
          <Icon name={icon} />
          {text}
        </span>
      ))}
    </span>
  )
}
