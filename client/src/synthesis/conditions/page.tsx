/** `/conditions`: under which conditions the hall says yes, by people and tables; equal ones are put together by hand. */
import '../../ui/base.css'
import '../../ui/components.css'
import './conditions.css'
import { useMemo, useRef, useState } from 'react'
import type { ConditionTold } from '@tablee/shared/wire/conditions'
import { network } from '../../hold/retry.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useAbout } from '../../ui/hall/use-about.ts'
import { Head, Nobody } from '../frame.tsx'
import { themesSession } from '../port.ts'
import { useReadOn } from '../../ui/use-read-on.ts'
import { useSteps, type JoinStep, type Refused } from '../use-steps.ts'
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

export function Conditions({ port }: { port: ConditionsPort }) {
  const t = useT(conditionsMessages)
  const { value: told, problem, over } = useFollowed(port.read, settings)
  const about = useAbout(port.about)
  const [refused, setRefused] = useState<Refused | null>(null)
  const { sent, own, step, back } = useSteps(port, setRefused)
  const title = useRef<HTMLHeadingElement>(null)
  const acted = useReadOn(() => title.current)
  const act = (what: JoinStep): void => {
    setRefused(null)
    acted()
    step(what)
  }
  if (over) return <Nobody />
  const every: readonly ConditionTold[] = told === null ? [] : [...told.groups, ...told.rest]
  const most = Math.max(1, ...every.map(({ people }) => people))
  const restPeople = told?.rest.length ?? 0
  const group = (one: ConditionTold) => (
    <Group
      key={one.name}
      group={one}
      every={every}
      most={most}
      onJoin={(a, b) => act({ kind: 'same', a, b })}
      onApart={(entry) => act({ kind: 'apart', entry })}
    />
  )
  return (
    <div className="cond">
      <Head about={about} here="/conditions" />
      <main>
        <h2 ref={title} tabIndex={-1}>
          {t('title')}
        </h2>
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
            <p role={refused === null ? 'status' : 'alert'}>
              {sent.failing ? t('waits') : refused === null ? '' : t(refused)}
            </p>
            {own.size > 0 ? (
              <Button
                look="quiet"
                onClick={() => {
                  setRefused(null)
                  acted()
                  back()
                }}
              >
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
