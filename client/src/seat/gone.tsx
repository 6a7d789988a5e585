/** Where a phone's dialogue is by now, when it was moved to another address. */
import { useT } from '../i18n/index.tsx'
import { useGone } from '../ui/gone.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'

/** In its heading, or in bold; null: it is here. */
export function useGoneTo(): string | null {
  const t = useT(messages)
  const gone = useGone()
  if (gone === null) return null
  return gone.to === null ? t('goneAway') : t('goneTo', { to: gone.to })
}

/** What its person does: by the card they come in there as they did here. */
export function GoneHow() {
  const t = useT(messages)
  const to = useGone()?.to
  return (
    <>
      {t(to ? 'goneHow' : 'goneAsk')}{' '}
      {to ? (
        <a className="inline" href={to} target="_blank" rel="noopener noreferrer">
          {t('goneOpen')}
        </a>
      ) : null}
    </>
  )
}

/** Above whatever somebody does on their phone. */
export function GoneNote() {
  const where = useGoneTo()
  if (where === null) return null
  return (
    <Note icon="kept" tone="offline" live>
      <b>{where}</b> <GoneHow />
    </Note>
  )
}
