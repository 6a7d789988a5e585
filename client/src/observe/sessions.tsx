/** The sessions in which a table was, one link each: what it does now, and what it did before. */
import { permanentPath } from '@tablee/shared/view/place'
import { useT } from '../i18n/index.tsx'
import { quoteMessages } from './messages/index.ts'
import type { Table } from './watch.ts'

/** The table's sessions so far, each with what observers may see of it. */
export function Sessions({
  table,
  earlier,
  now,
  over,
  link,
}: {
  table: Table
  earlier: number | null
  now: number
  /** The table's day is over: no session is the one of now. */
  over: boolean
  link: string
}) {
  const q = useT(quoteMessages)
  if (table.earlier.length === 0 && earlier === null) return null
  const all = [
    ...table.earlier.map(({ session, place }) => ({ session, href: permanentPath(link, { place, id: null }) })),
    ...(earlier === null ? [] : [{ session: earlier, href: '' }]),
    { session: now, href: `/watch/${encodeURIComponent(link)}#table-${table.table}` },
  ].toSorted((a, b) => a.session - b.session)
  return (
    <nav className="sessions" aria-label={q('sessions')}>
      {all.map(({ session, href }) => (
        <a key={session} href={href} aria-current={session === (earlier ?? now) ? 'page' : undefined}>
          {q(session > now ? 'sessionLeft' : session === now && !over ? 'sessionNow' : 'session', { n: session })}
        </a>
      ))}
    </nav>
  )
}
