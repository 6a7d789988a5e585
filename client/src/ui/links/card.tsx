/** A card's face: whose it is, its code, and what to do with it. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import { roleNames } from '@tablee/shared/i18n/names-messages/index'
import { isRoomRole, type Role } from '@tablee/shared/roles'
import { Fragment, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useHeaded, useT } from '../../i18n/index.tsx'
import { linkMessages } from './messages/index.ts'
import type { Place } from './port.ts'
import { Qr } from './qr.tsx'

const named = ['organiser', 'head', 'coordinator', 'facilitator', 'reporter', 'analyst', 'translator'] as const

/** Who works with texts of the whole dialogue, at no table and in no room: a laptop, which scans nothing. */
const atDesk = { analyst: 'keepAnalysis', translator: 'keepTexts' } as const
type AtDesk = keyof typeof atDesk
/** Whose cards stand together, apart from those of tables and rooms. */
export const isAtDesk = (role: Role): role is AtDesk => role in atDesk

/** Head facilitator, reporter …: of a table's citizens nothing is said, their card says it. */
export function useRoleOf(): (place: Pick<Place, 'role'>) => string {
  const t = useT(roleNames)
  return ({ role }) => {
    const key = named.find((one) => one === role)
    return key === undefined ? '' : t(key)
  }
}

/** Whose link it is, in a line: where, then who. */
export function useWhose(): (place: Place) => string {
  const t = useT(linkMessages)
  const roleOf = useRoleOf()
  return (place) =>
    [
      place.site ?? '',
      place.tableNumber === null ? '' : t('table', { table: place.tableNumber }),
      place.role === 'citizen' ? t('who-citizen') : roleOf(place),
    ]
      .filter(Boolean)
      .join(' · ')
}

const keepOf = (role: Role) =>
  isAtDesk(role) ? atDesk[role] : isRoomRole(role) ? 'keepRoom' : role === 'organiser' ? 'keepDialogue' : 'keepTable'

/** `keep`: with the label that tells one card of a drawer from another. */
export function CardFace({ link, keep = false }: { link: LinkEntry; keep?: boolean }) {
  const t = useT(linkMessages)
  const headed = useHeaded()
  const roleOf = useRoleOf()
  const rooms = isRoomRole(link.role)
  const desk = isAtDesk(link.role)
  const title = desk
    ? roleOf(link)
    : rooms
      ? (link.site ?? link.label)
      : link.tableNumber === null
        ? link.label
        : t('table', { table: link.tableNumber })
  return (
    <>
      <h3>{title}</h3>
      <p className="meta">
        {[desk ? '' : roleOf(link), rooms ? '' : link.site, keep && link.label !== title ? link.label : '']
          .filter(Boolean)
          // In a page that runs the other way two Latin names beside each other would change places.
          .map((part, at) => (
            <Fragment key={at}>
              {at > 0 ? ' · ' : ''}
              <bdi>{part}</bdi>
            </Fragment>
          ))}
      </p>
      {link.url === null ? null : (
        <>
          <Qr text={link.url} label={headed(title, 'QR')} />
          {link.code !== null || link.role === 'citizen' ? (
            <p>{t('scanOrType', { address: new URL(link.url).host })}</p>
          ) : null}
          {link.role === 'citizen' ? null : <p>{t(keepOf(link.role))}</p>}
          {link.code === null ? null : <p className="big num">{link.code}</p>}
        </>
      )}
    </>
  )
}

/** This card on paper and nothing else of the page, once; `onDone` when the browser has it. */
export const PrintedCard = ({ link, onDone }: { link: LinkEntry; onDone: () => void }) => (
  <PrintedCards links={[link]} onDone={onDone} />
)

/** The same of several, one after the other. */
export function PrintedCards({ links, onDone }: { links: readonly LinkEntry[]; onDone: () => void }) {
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset['printing'] = 'card'
    print()
    delete dataset['printing']
    onDone()
  }, [onDone])
  return createPortal(
    links.map((link) => (
      <article key={link.id} className="lone-card">
        <CardFace link={link} keep />
      </article>
    )),
    document.body,
  )
}
