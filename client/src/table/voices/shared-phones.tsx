/** Several seats on one phone: people share one, and who runs the table knows of it; a third seat and more they let in. */
import { can } from '@tablee/shared/roles'
import { useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { Trouble, useSend } from './dialogs.tsx'
import { voicesMessages } from './messages/index.ts'

export function OnOnePhone() {
  const t = useT(voicesMessages)
  const list = useList()
  const { voicing } = useTable()
  return (voicing?.voices?.shared ?? []).map((seats) => (
    <p className="held" key={seats.join(' ')}>
      <Icon name="silence" />
      {t('onOnePhone', { n: seats.length, seats: list(seats) })}
    </p>
  ))
}

/** Seats that a phone asks for which has two already, each with the way in. */
export function AskedFor() {
  const t = useT(voicesMessages)
  const { voicing, link, status } = useTable()
  const { send, sending, problem } = useSend()
  if (!can(link.me.role, 'seat.free', status?.state ?? 'open')) return null
  return (
    <>
      {(voicing?.voices?.asks ?? []).map((seat) => (
        <Notice
          key={seat}
          tone="news"
          icon="silence"
          happened={t('asksIn', { seat })}
          actions={
            <Button
              disabled={sending || voicing?.live !== true}
              onClick={() => void send({ id: freshId(), kind: 'let-in', seat })}
            >
              {t('letIn', { seat })}
            </Button>
          }
        />
      ))}
      <Trouble problem={problem} />
    </>
  )
}
