/** A question of the theme team is not asked: why, for those who proposed it. */
import { proposalEnds, type ProposalEnd } from '@tablee/shared/synthesis/rows'
import type { ProposedTold } from '@tablee/shared/wire/questions'
import { longestReason } from '@tablee/shared/synthesis/shares'
import type { ProposalCommand } from '@tablee/shared/wire/shares'
import { useId, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { messages, questionMessages } from './messages/index.ts'
import type { RoomPort } from './port.ts'
import { SentWords } from './question-asked.tsx'
import { useOnce } from './use-question.ts'
import { Typed } from './words.tsx'

export function Decline({
  of,
  port,
  own,
  onClose,
}: {
  of: ProposedTold
  port: Pick<RoomPort, 'decide' | 'newId'>
  own: string
  onClose: () => void
}) {
  const t = useT(questionMessages)
  const common = useT(messages)
  const name = useId()
  const [as, setAs] = useState<ProposalEnd | null>(null)
  const [said, setSaid] = useState('')
  const { sent, send, again, dismiss } = useOnce((command: ProposalCommand) => port.decide(command), onClose)
  const missing = as === null || (as === 'other' && said.trim() === '')
  const off = missing || sent.state !== 'none'
  return (
    <Dialog title={t('declineTitle')} className="declining" onClose={onClose}>
      <p>
        <Typed text={of.text} of={own} />
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!off) send({ id: port.newId(), kind: 'decide', proposed: of.id, as, said: said.trim() })
        }}
      >
        <fieldset disabled={sent.state === 'sending' || sent.state === 'waits'}>
          <legend>{t('declineWhy')}</legend>
          {proposalEnds.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name={name} checked={as === one} onChange={() => setAs(one)} />
              <span>{t(`why-${one}`)}</span>
            </label>
          ))}
          <label className="own">
            <span>{t(as === 'other' ? 'declineSaid' : 'declineMore')}</span>
            <input dir="auto" value={said} maxLength={longestReason} onChange={({ target }) => setSaid(target.value)} />
          </label>
        </fieldset>
        <SentWords
          sent={sent}
          {...(sent.state === 'refused' && sent.problem.code === 'changed' && { refused: t('declinedBefore') })}
          onAgain={again}
          onLeave={dismiss}
        />
        <div className="acts">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={off}>
            {t('tellTeam')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
