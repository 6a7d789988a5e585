/**
 * *Ask the hall*: a theme becomes a question that waits at the console. Who may ask goes there and asks; for whoever may not, it
 * waits for those who may.
 */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { useState } from 'react'
import { useFollowed } from '../../hold/use-followed.ts'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { shareMessages } from './messages/index.ts'
import { Said } from './on-wall.tsx'
import type { SharePort } from './port.ts'
import './share.css'
import { useShare } from './use-share.ts'

export function AskTheHall({
  port,
  newId,
  theme,
  name,
}: {
  port: SharePort
  newId: () => string
  theme: string
  name: string
}) {
  const t = useT(shareMessages)
  const { language } = useLanguage()
  const { value: told } = useFollowed(port.read)
  const { act, ...acting } = useShare(port, newId)
  const [done, setDone] = useState(false)
  const waits = told?.proposed.findLast((one) => one.theme === theme) ?? null
  async function propose(): Promise<void> {
    // The name that was given in other languages goes along.
    const named = told?.shares
      .flatMap(({ themes }) => themes)
      .find((one) => one.theme === theme && one.name['und'] === name)?.name
    const text: LocalText = { ...named, und: name }
    const id = await act({ kind: 'propose', theme, text })
    if (id === null) return
    setDone(true)
    const [site] = told?.sites ?? []
    if (port.console !== null && site !== undefined) location.assign(port.console(site.id, id))
  }
  return (
    <div className="ask-hall">
      <Button onClick={() => void propose()} aria-disabled={acting.state === 'going' || acting.state === 'waits'}>
        {t('askHall')}
      </Button>
      <Said acting={acting} />
      {done || waits !== null ? (
        <p className="meta" role="status">
          {t('proposed', { time: timeOfDay(waits?.at ?? Date.now(), language) })}
        </p>
      ) : (
        <p className="meta">{t(port.console === null ? 'askHow' : 'askNow')}</p>
      )}
    </div>
  )
}
