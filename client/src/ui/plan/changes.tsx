/** What was planned beside what it is by now: each change with its reason, the role that decided it, and when. */
import './plan.css'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Plan, PlanChangeTold } from '@tablee/shared/wire/plan'
import type { ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Notice } from '../notice.tsx'
import { timeOfDay } from '../time-of-day.ts'
import { planMessages } from './messages/index.ts'

const deciders = ['organiser', 'head', 'coordinator'] as const

export function Changes({ plan }: { plan: Plan }) {
  const t = useT(planMessages)
  if (plan.changes.length === 0) return <p className="meta">{t('noChanges')}</p>
  return (
    <>
      <h3>{t('changes')}</h3>
      <ChangesMade plan={plan} changes={plan.changes} />
    </>
  )
}

/** `changes`: of this plan, in the order in which they are read. */
export const ChangesMade = ({ plan, changes }: { plan: Plan; changes: readonly PlanChangeTold[] }) => (
  <ol className="plan-changes">
    {changes.map((change) => (
      <Change key={plan.changes.indexOf(change)} change={change} plan={plan} />
    ))}
  </ol>
)

/** One change as a piece of news. */
export function ChangeNews({ plan, change, actions }: { plan: Plan; change: PlanChangeTold; actions: ReactNode }) {
  const t = useT(planMessages)
  const { what, now } = useSaid(change, plan)
  return (
    <Notice tone="news" icon="broadcast" happened={t('changed-news', { what })} actions={actions}>
      {t('byNow', { what: now })}. <bdi>{t('because', { why: change.why })}</bdi>
    </Notice>
  )
}

function Change({ change, plan }: { change: PlanChangeTold; plan: Plan }) {
  const t = useT(planMessages)
  const { language } = useLanguage()
  const { what, before, now } = useSaid(change, plan)
  const who = deciders.find((one) => one === change.by) ?? 'organiser'
  return (
    <li>
      <b>{what}</b>
      <span>{before === null ? t('notPlanned') : t('planned', { what: before })}</span>
      <span>{t('byNow', { what: now })}</span>
      <bdi className="why">{t('because', { why: change.why })}</bdi>
      <span className="meta">{t(`by-${who}`, { time: timeOfDay(change.at, language) })}</span>
    </li>
  )
}

function useSaid(
  change: PlanChangeTold,
  plan: Plan,
): { readonly what: string; readonly before: string | null; readonly now: string } {
  const t = useT(planMessages)
  const { language } = useLanguage()
  const told = (text: Readonly<Record<string, string>> | undefined): string =>
    text === undefined ? '' : shownIn(text, language, plan.lang)
  const { site = '', table = 0, seats = 0, session = 0, minutes = 0, before = 0 } = change
  const step = t('stepIn', { step: told(change.title), session })
  switch (change.do) {
    case 'site':
      return { what: t('siteNamed', { site }), before: null, now: t('joins') }
    case 'table':
      return { what: t('tableAt', { table, site }), before: null, now: t('nSeats', { n: seats }) }
    case 'seats':
      return { what: t('tableN', { table }), before: t('nSeats', { n: before }), now: t('nSeats', { n: seats }) }
    case 'step':
      return { what: step, before: null, now: t('nMinutes', { n: minutes }) }
    case 'minutes':
      return { what: step, before: t('nMinutes', { n: before }), now: t('nMinutes', { n: minutes }) }
    case 'skip':
      return { what: step, before: t('nMinutes', { n: before }), now: t('leftOut') }
    case 'word':
      return {
        what: t('stepIn', { step: t('question'), session }),
        before: t('asked', { text: told(change.title) }),
        now: t('asked', { text: told(change.text) }),
      }
  }
}
