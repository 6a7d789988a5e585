/**
 * *Ask the hall*: a theme becomes a question that waits at the console. Who may ask goes there and asks; for whoever may not, it
 * waits for those who may.
 */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { shareMessages } from './messages/index.ts'
import { Said } from './on-wall.tsx'
import { Ended } from './proposals.tsx'
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
  const { value: told } = useFollowed(port.read)
  const { act, ...acting } = useShare(port, newId)
  const last = told?.proposed.findLast((one) => one.theme === theme) ?? null
  async function propose(): Promise<void> {
    // The name that was given in other languages goes along.
    const named = told?.shares
      .flatMap(({ themes }) => themes)
      .find((one) => one.theme === theme && one.name['und'] === name)?.name
    const text: LocalText = { ...named, und: name }
    const id = await act({ kind: 'propose', theme, text })
    if (id === null) return
    const [site] = told?.sites ?? []
    if (port.console !== null && site !== undefined) location.assign(port.console(site.id, id))
  }
  return (
    <div className="ask-hall">
      <Button onClick={() => void propose()} aria-disabled={acting.state === 'going' || acting.state === 'waits'}>
        {t('askHall')}
      </Button>
      <Said acting={acting} />
      {last !== null ? (
        <p role="status">
          <Ended of={last} />
        </p>
      ) : (
        <p className="meta">{t(port.console === null ? 'askHow' : 'askNow')}</p>
      )}
    </div>
  )
}
