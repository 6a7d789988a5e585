/** What nobody foresaw, on the organiser's page: seven ways to change the day, and what was changed so far. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useState } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Changes } from '../ui/plan/changes.tsx'
import { ChangeDialog } from '../ui/plan/form.tsx'
import { planMessages } from '../ui/plan/messages/index.ts'
import type { PlanKind, PlanPlaces, PlanPort } from '../ui/plan/port.ts'

const kinds: readonly PlanKind[] = [
  'add-table',
  'add-seats',
  'add-site',
  'add-step',
  'set-minutes',
  'skip-step',
  'reword',
]

const placesOf = ({ sites = [], tables }: DialogueAnswer): PlanPlaces => ({
  sites: sites.map(({ id, name, zone }) => ({ id, name, zone })),
  tables: tables.map(({ id, number, siteId = null, seats, lang }) => ({ id, number, siteId, seats, lang })),
})

/** `stamp`: another one when something was changed. `first`: what is asked to begin with (the gallery). */
export function DayPlan({
  about,
  port,
  stamp,
  first = null,
  onChanged,
}: {
  about: DialogueAnswer
  port: PlanPort
  stamp: string | undefined
  first?: PlanKind | null
  onChanged: () => void
}) {
  const t = useT(planMessages)
  const [asked, ask] = useState(first)
  const [changes, setChanges] = useState(0)
  const plan = useRead(port.read, network, `${stamp} ${changes}`)
  return (
    <section className="ruled screen" aria-labelledby="plan-title">
      <h2 id="plan-title">{t('title')}</h2>
      <p className="meta">{t('about')}</p>
      <div className="plan-acts">
        {kinds.map((kind) => (
          <Button key={kind} onClick={() => ask(kind)}>
            {t(`do-${kind}`)}
          </Button>
        ))}
      </div>
      {plan.value === null ? null : <Changes plan={plan.value} />}
      {asked === null ? null : (
        <ChangeDialog
          key={asked}
          kind={asked}
          port={port}
          places={placesOf(about)}
          onDone={() => {
            setChanges((count) => count + 1)
            onChanged()
          }}
          onClose={() => ask(null)}
        />
      )}
    </section>
  )
}
