/** Whether everybody may watch: opened and closed here, with the addresses by which they do and when it was open. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import { everybody } from '@tablee/shared/view/audiences'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { dayOf, spanOf, timeOfDay } from '../ui/time-of-day.ts'
import { Address } from './links.tsx'
import { publicMessages } from './messages/index.ts'

/** Cards of the public among `links`: it is open while one of them opens something. */
export const publicCards = (links: readonly LinkEntry[]): readonly LinkEntry[] =>
  links.filter(({ audience }) => audience === everybody.name)
export const isOpen = ({ url }: LinkEntry): boolean => url !== null

/** `onOpen`, `onClose`: asks first, for what was seen is seen. */
export function Public({
  dialogue,
  links,
  onOpen,
  onClose,
}: {
  dialogue: string
  links: readonly LinkEntry[]
  onOpen: () => void
  onClose: (cards: readonly LinkEntry[]) => void
}) {
  const t = useT(publicMessages)
  const { language } = useLanguage()
  const cards = publicCards(links)
  const living = cards.filter(isOpen)
  const [first] = living
  const url = living.at(-1)?.url ?? null
  const at = (time: number) => ({ date: dayOf(time, language), time: timeOfDay(time, language) })
  return (
    <section className="ruled screen" aria-labelledby="public-title">
      <h2 id="public-title">{t('title')}</h2>
      <p>{first === undefined ? t('closed') : <b>{t('open', at(first.createdAt))}</b>}</p>
      <p className="meta">{t('shows')}</p>
      {url === null ? null : (
        <ul className="links">
          {(
            [
              ['page', url],
              ['data', new URL(`/api/public/${dialogue}`, url).href],
            ] as const
          ).map(([what, address]) => (
            <li key={what}>
              <p>
                <b>{t(what)}</b>
                <code className="wrap" dir="ltr">
                  {address}
                </code>
              </p>
              <div className="acts">
                <Address url={address} of={t(what)} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className="acts">
        {first === undefined ? (
          <Button onClick={onOpen}>{t('openIt')}</Button>
        ) : (
          <Button onClick={() => onClose(living)}>{t('closeIt')}</Button>
        )}
      </div>
      <Earlier cards={cards.filter((card) => !isOpen(card))} />
    </section>
  )
}

/** When it was open before. */
function Earlier({ cards }: { cards: readonly LinkEntry[] }) {
  const t = useT(publicMessages)
  const { language } = useLanguage()
  const ended = cards.flatMap(({ id, createdAt, revokedAt, expiresAt }) => {
    const until = revokedAt ?? expiresAt
    return until === null ? [] : [{ id, createdAt, until }]
  })
  if (ended.length === 0) return null
  return (
    <div className="meta">
      <p id="public-earlier">{t('earlier')}</p>
      <ul aria-labelledby="public-earlier">
        {ended.map(({ id, createdAt, until }) => (
          <li key={id}>{spanOf(createdAt, until, language)}</li>
        ))}
      </ul>
    </div>
  )
}
