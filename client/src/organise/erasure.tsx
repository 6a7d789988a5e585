/** On the organiser's page: sentences that facilitators struck out, and how they leave everything that is kept. */
import { useEffect, useState } from 'react'
import type { Erasures } from '@tablee/shared/wire/erasures'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { erasureMessages } from './messages/index.ts'
import type { OrganiserPort } from './port.ts'
import { Refused } from './refused.tsx'

/** Nothing was begun, as far as this page knows. */
const away: ReadonlySet<string> = new Set([
  'offline',
  'timeout',
  'moved',
  'not-signed-in',
  'link-unknown',
  'not-allowed',
])

/** `stamp`: another one when there is something new to erase. */
export function Erasure({
  port,
  stamp,
}: {
  port: Pick<OrganiserPort, 'erasures' | 'erase'>
  stamp: string | undefined
}) {
  const [state, setState] = useState<Erasures | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const t = useT(erasureMessages)
  const [asking, setAsking] = useState(false)
  const read = useRead(stamp === undefined ? null : port.erasures, network, stamp)
  useEffect(() => setState(read.value), [read.value])
  async function erase() {
    setAsking(false)
    setBusy(true)
    const done = await port.erase()
    setBusy(false)
    // What was begun is told by the state, also where the erasing itself failed.
    const found = done.ok ? done : await port.erasures()
    if (found.ok) setState(found.value)
    setProblem(done.ok ? null : done.problem)
  }
  if (state === null || state.struck + state.erased === 0) return null
  const unfinished = state.unfinished !== undefined || (problem !== null && !away.has(problem.code))
  return (
    <section className="ruled screen" aria-labelledby="erasure-title">
      <h2 id="erasure-title">{t('title')}</h2>
      {state.struck > 0 ? <p>{t('struck', { n: state.struck })}</p> : null}
      <p role="status">{busy ? t('busy') : state.erased > 0 && !unfinished ? t('erased', { n: state.erased }) : ''}</p>
      {unfinished && !busy ? (
        <p className="trouble" role="alert">
          {t('unfinished')}
        </p>
      ) : problem ? (
        <Refused problem={problem} />
      ) : null}
      {state.struck > 0 || unfinished ? (
        <div className="acts">
          <Button disabled={busy} onClick={() => setAsking(true)}>
            {t('erase')}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <Dialog title={t('erase')} onClose={() => setAsking(false)}>
          <p>{t('ask')}</p>
          <p>{t('again')}</p>
          <p>{t('backups')}</p>
          <div className="acts">
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button look="primary" onClick={() => void erase()}>
              {t('erase')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </section>
  )
}
