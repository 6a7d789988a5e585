/** `/conditions`: under which conditions the hall says yes, by people and tables; equal ones are put together by hand. */
import '../../ui/base.css'
import '../../ui/components.css'
import './conditions.css'
import { useMemo, useRef, useState } from 'react'
import type { ConditionTold } from '@tablee/shared/wire/conditions'
import { network, pauseOf } from '../../hold/retry.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { passing, type Answer } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Head, Nobody, useAbout } from '../frame.tsx'
import { themesSession } from '../port.ts'
import { Group } from './group.tsx'
import { conditionsMessages } from './messages/index.ts'
import { openConditions, type ConditionsPort } from './port.ts'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }

export default function ConditionsPage() {
  const [session] = useState(themesSession)
  const port = useMemo(() => (session === null ? null : openConditions(session)), [session])
  return port === null ? <Nobody /> : <Conditions port={port} />
}

type Acting = 'none' | 'going' | 'waits' | 'faster' | 'refused'

/** One step after the other; the network's gaps are waited for. The last one here can be taken back. */
function useSteps(port: ConditionsPort) {
  const [acting, setActing] = useState<Acting>('none')
  const [last, setLast] = useState<string | null>(null)
  const busy = useRef(false)
  async function send(id: string, say: () => Promise<Answer<null>>): Promise<boolean> {
    if (busy.current) return false
    busy.current = true
    setActing('going')
    try {
      for (let failures = 0; ; failures += 1) {
        const answer = await say()
        if (answer.ok) {
          setActing('none')
          setLast(id)
          return true
        }
        if (!passing.has(answer.problem.code)) {
          setActing(answer.problem.code === 'changed' || answer.problem.code === 'not-found' ? 'faster' : 'refused')
          return false
        }
        setActing('waits')
        await new Promise((resolve) => setTimeout(resolve, pauseOf(network, failures, Math.random(), answer.problem)))
      }
    } finally {
      busy.current = false
    }
  }
  return {
    acting,
    canBack: last !== null,
    join(a: string, b: string): void {
      const id = port.newId()
      void send(id, () => port.say({ id, kind: 'same', a, b }))
    },
    apart(entry: string): void {
      const id = port.newId()
      void send(id, () => port.say({ id, kind: 'apart', entry }))
    },
    back(): void {
      if (last === null) return
      const [id, of] = [port.newId(), last]
      void send(id, () => port.say({ id, kind: 'undo', of })).then((done) => done && setLast(null))
    },
  }
}

export function Conditions({ port }: { port: ConditionsPort }) {
  const t = useT(conditionsMessages)
  const { value: told, problem, over } = useFollowed(port.read, settings)
  const about = useAbout(port.about)
  const steps = useSteps(port)
  if (over) return <Nobody />
  const every: readonly ConditionTold[] = told === null ? [] : [...told.groups, ...told.rest]
  const most = Math.max(1, ...every.map(({ people }) => people))
  const restPeople = told?.rest.length ?? 0
  const group = (one: ConditionTold) => (
    <Group key={one.name} group={one} every={every} most={most} onJoin={steps.join} onApart={steps.apart} />
  )
  return (
    <div className="cond">
      <Head about={about} here="/conditions" />
      <main>
        <h2>{t('title')}</h2>
        {told === null ? (
          <p className="lead" role="status">
            {t(problem === null ? 'loading' : 'unanswered')}
          </p>
        ) : every.length === 0 ? (
          <p className="lead">{t('none')}</p>
        ) : (
          <>
            <p className="lead">{t('lead')}</p>
            <p className="meta">
              {told.all === null ? t('allUntold') : t('all', { n: told.all })}{' '}
              {told.unread === null ? t('unreadUntold') : told.unread > 0 ? t('unread', { n: told.unread }) : ''}
            </p>
            <p role={steps.acting === 'faster' || steps.acting === 'refused' ? 'alert' : 'status'}>
              {steps.acting === 'none' || steps.acting === 'going' ? '' : t(steps.acting)}
            </p>
            {steps.canBack ? (
              <Button look="quiet" onClick={steps.back}>
                {t('back')}
              </Button>
            ) : null}
            <ol className="bars">{told.groups.map(group)}</ol>
            {restPeople === 0 ? null : (
              <details className="few" open={told.groups.length === 0 || undefined}>
                <summary>
                  <i className="hatch" aria-hidden="true" />
                  {t('rest', { n: restPeople })}
                </summary>
                <ol className="bars">{told.rest.map(group)}</ol>
              </details>
            )}
          </>
        )}
      </main>
    </div>
  )
}
