/** Where a phone's dialogue is by now, when it was moved to another address. */
import { thereAt } from '../hold/whereabouts.ts'
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
export function useGoneHow(): string {
  const t = useT(messages)
  return t(useGone()?.to ? 'goneHow' : 'goneAsk')
}

/** The way to where they are here: their seat, or the door to one. No session goes along. */
export function GoneThere({ className }: { className: 'btn primary' | 'inline' }) {
  const t = useT(messages)
  const to = useGone()?.to
  return to ? (
    <a className={className} href={thereAt(to, location)} target="_blank" rel="noopener noreferrer">
      {t('goneOpen')}
    </a>
  ) : null
}

/** Above whatever somebody does on their phone. */
export function GoneNote() {
  const where = useGoneTo()
  const how = useGoneHow()
  if (where === null) return null
  return (
    <Note icon="kept" tone="offline" live>
      <b>{where}</b> {how} <GoneThere className="inline" />
    </Note>
  )
}
