/** What of the day was decided elsewhere: said once where it is news, and listed with its reason among what was sent. */
import type { Plan } from '@tablee/shared/wire/plan'
import { useState } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { ChangeNews, ChangesMade } from '../ui/plan/changes.tsx'
import { planMessages } from '../ui/plan/messages/index.ts'
import type { PlanPort } from '../ui/plan/port.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import { messages } from './messages/index.ts'

/** The day as it is by now; null where nothing was changed, or nobody has answered yet. */
export function useUnplanned({ read }: Pick<PlanPort, 'read'>, changed: number): Plan | null {
  const { value } = useRead(changed === 0 ? null : read, network, String(changed))
  return changed === 0 ? null : value
}

/** What a hall's own people change is no news to them. */
const ofTheHall: ReadonlySet<string> = new Set(['head', 'coordinator'])

/** `changed`: how often by now. What was there when the page came is known. */
export function UnplannedNews({ plan, changed }: { plan: Plan | null; changed: number }) {
  const t = useT(messages)
  const newest = plan?.changes.at(-1)
  const [known, setKnown] = useState(changed === 0 ? 0 : null)
  if (plan !== null && known === null) setKnown(newest?.at ?? 0)
  if (plan === null || newest === undefined || known === null || newest.at <= known || ofTheHall.has(newest.by))
    return null
  return (
    <ChangeNews
      plan={plan}
      change={newest}
      actions={<Button onClick={() => setKnown(newest.at)}>{t('understood')}</Button>}
    />
  )
}

/** The newest first. On a phone it is folded: the hall stands beneath. */
export function Unplanned({ plan }: { plan: Plan | null }) {
  const t = useT(planMessages)
  const narrow = useNarrow(760)
  if (plan === null || plan.changes.length === 0) return null
  return (
    <details className="unplanned" open={!narrow}>
      <summary>
        <h3>{t('changes')}</h3> <span className="k2 num">{plan.changes.length}</span>
      </summary>
      <ChangesMade plan={plan} changes={plan.changes.toReversed()} />
    </details>
  )
}
