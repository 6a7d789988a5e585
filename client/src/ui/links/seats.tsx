/**
 * What a room's console does about a table's seats and links, one tap each: a seat is freed for the next phone, whoever
 * runs the table gets a new link, and the code stands large on the screen to be scanned. What ends something waits for a
 * few seconds in which it can be taken back.
 */
import type { SiteId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { RoomTable } from '@tablee/shared/wire/room'
import { useState } from 'react'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { useRoleOf } from './card.tsx'
import { Code, Failed, Leaf, NewLink, Soon, useAct } from './leaf.tsx'
import { linkMessages, seatMessages } from './messages/index.ts'
import type { LinksPort, Place, SeatsPort } from './port.ts'

export type SeatsOf = Pick<RoomTable, 'id' | 'number' | 'seats' | 'taken'>
const rolesAt = ['facilitator', 'reporter', 'citizen'] as const
type RoleAt = (typeof rolesAt)[number]

/** What is open beneath: one thing at a time. */
export type Opened =
  | { readonly what: 'seat'; readonly seat: number; readonly freed: boolean }
  | { readonly what: 'show' | 'new'; readonly role: RoleAt }

/** A dialog over the console. `first`: what is open to begin with (the gallery). */
export function SeatsPanel({
  port,
  table,
  first = null,
  onDone,
}: {
  port: SeatsPort
  table: SeatsOf
  first?: Opened | null
  onDone: () => void
}) {
  const t = useT(linkMessages)
  const [opened, setOpened] = useState(first)
  const [made, setMade] = useState(0)
  const links = useRead(port.list, network, String(made))
  const close = () => setOpened(null)
  // What is open to begin with was not tapped by anybody.
  const counts = opened !== first
  return (
    <Dialog title={t('table', { table: table.number })} onClose={onDone}>
      <div className="seats-panel">
        <Seats {...{ port, table, opened, counts }} links={links.value} onOpen={setOpened} onClose={close} />
        <Runs
          {...{ port, table, opened, counts }}
          links={links.value}
          away={links.problem !== null}
          onOpen={setOpened}
          onClose={close}
          onMade={() => setMade((times) => times + 1)}
        />
        <div className="acts">
          <Button onClick={onDone}>{t('close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

type Part = {
  readonly port: SeatsPort
  readonly table: SeatsOf
  readonly opened: Opened | null
  /** One tap is enough. */
  readonly counts: boolean
  /** Null until they are here. */
  readonly links: readonly LinkEntry[] | null
  readonly onOpen: (opened: Opened) => void
  readonly onClose: () => void
}

/** The newest that opens anything: cards of before that were withdrawn are not handed on. */
const linkAt = (links: readonly LinkEntry[] | null, table: SeatsOf, role: RoleAt): LinkEntry | null =>
  links?.findLast((link) => link.table === table.id && link.role === role && link.seat === null && link.url !== null) ??
  null

function Seats({ port, table, opened, counts, links, onOpen, onClose }: Part) {
  const t = useT(seatMessages)
  const at = opened?.what === 'seat' ? opened : null
  const { busy, failed, act } = useAct()
  // The same tap sent again is one act.
  const [id, setId] = useState('')
  const [begun, setBegun] = useState('')
  const making = useT(linkMessages)('making')
  const card = linkAt(links, table, 'citizen')
  const choose = (seat: number) => {
    setId(port.newId())
    onOpen({ what: 'seat', seat, freed: false })
  }
  return (
    <section aria-labelledby="seats-of-table">
      <h3 id="seats-of-table">
        {t('seats')} <span className="meta">{t('seatsHint')}</span>
      </h3>
      <div className="seats" role="group" aria-labelledby="seats-of-table">
        {Array.from({ length: table.seats }, (_, n) => n + 1).map((seat) => (
          <button
            key={seat}
            type="button"
            className={table.taken.includes(seat) ? 'seat taken' : 'seat'}
            aria-label={t(table.taken.includes(seat) ? 'seatTaken' : 'seatFree', { seat })}
            aria-expanded={at?.seat === seat}
            onClick={() => (at?.seat === seat ? onClose() : choose(seat))}
          >
            <span className="num">{seat}</span>
          </button>
        ))}
      </div>
      {at === null ? null : at.freed || !table.taken.includes(at.seat) ? (
        <Leaf
          key={`${at.seat} free`}
          label={t('seatFree', { seat: at.seat })}
          told={t(at.freed ? 'freed' : 'isFree', { seat: at.seat })}
        >
          {card === null ? (
            <p>{t(at.freed ? 'freed' : 'isFree', { seat: at.seat })}</p>
          ) : (
            <Code link={card} said={t(at.freed ? 'freed' : 'isFree', { seat: at.seat })} />
          )}
        </Leaf>
      ) : (
        <Leaf key={at.seat} label={t('seatTaken', { seat: at.seat })} told={busy ? making : begun}>
          <Soon
            act={t('freeIt', { seat: at.seat })}
            soon={(n) => t('freedIn', { seat: at.seat, n })}
            busy={busy}
            counts={counts}
            onTell={setBegun}
            onClose={onClose}
            onDo={() =>
              void act(
                () => port.free(table, at.seat, id),
                () => onOpen({ ...at, freed: true }),
              )
            }
          >
            <p>{t('freeAsk', { seat: at.seat })}</p>
          </Soon>
          <Failed said={failed} />
        </Leaf>
      )}
    </section>
  )
}

function Runs({
  port,
  table,
  opened,
  counts,
  links,
  away,
  onOpen,
  onClose,
  onMade,
}: Part & { readonly away: boolean; readonly onMade: () => void }) {
  const t = useT(linkMessages)
  const said = useT(seatMessages)
  const roleOf = useRoleOf()
  return (
    <section aria-labelledby="who-runs-table">
      <h3 id="who-runs-table">
        {said('runs')} <span className="meta">{said('runsHint')}</span>
      </h3>
      {links === null ? <p role="status">{said(away ? 'unread' : 'reading')}</p> : null}
      <ul className="who-has">
        {rolesAt.map((role) => {
          const open = opened !== null && opened.what !== 'seat' && opened.role === role ? opened.what : null
          return (
            <LinkRow
              key={role}
              port={port}
              name={role === 'citizen' ? t('who-citizen') : roleOf({ role })}
              place={{ role, table: table.id, tableNumber: table.number, site: null }}
              now={linkAt(links, table, role)}
              ready={links !== null}
              open={open}
              {...(role === 'citizen' && { taken: { n: table.taken.length, of: table.seats } })}
              onToggle={(what) => (open === what ? onClose() : onOpen({ what, role }))}
              {...{ counts, onMade, onClose }}
            />
          )
        })}
      </ul>
    </section>
  )
}

/** One link: whether it was opened, its code, and a new one in its place. */
function LinkRow({
  port,
  name,
  place,
  now,
  ready,
  open,
  counts,
  taken,
  onToggle,
  onMade,
  onClose,
}: {
  port: LinksPort
  name: string
  place: Place
  now: LinkEntry | null
  /** The links are here. */
  ready: boolean
  open: 'show' | 'new' | null
  counts: boolean
  /** Where it is for seats: how many of them are taken. A phone whose data were cleared is another device. */
  taken?: { readonly n: number; readonly of: number }
  onToggle: (what: 'show' | 'new') => void
  onMade: () => void
  onClose: () => void
}) {
  const t = useT(linkMessages)
  const devices = now?.opened
  const how =
    now === null
      ? ready
        ? t('notThere')
        : ''
      : devices === undefined
        ? ''
        : devices === 0
          ? t('notOpened')
          : taken
            ? t('taken', taken)
            : t('opened', { n: devices })
  return (
    <li>
      <p>
        <b>{name}</b>
        <span className="meta">{how}</span>
      </p>
      <div className="acts">
        <Button
          look="quiet"
          aria-disabled={now === null}
          aria-expanded={open === 'show'}
          aria-label={t('showFor', { link: name })}
          onClick={() => now !== null && onToggle('show')}
        >
          {t('show')}
        </Button>
        <Button
          aria-disabled={!ready}
          aria-expanded={open === 'new'}
          aria-label={t('newLinkFor', { link: name })}
          onClick={() => ready && onToggle('new')}
        >
          {t('newLink')}
        </Button>
      </div>
      {open === 'show' && now !== null ? (
        <Leaf label={t('showFor', { link: name })} told={t('asItWas')}>
          <Code link={now} said={t('asItWas')} />
        </Leaf>
      ) : null}
      {open === 'new' ? <NewLink {...{ port, place, now, counts, onMade, onClose }} /> : null}
    </li>
  )
}

/** The link of a site's head facilitator, for who may hand it out: a coordinator and an organiser. */
export function RoomPanel({
  port,
  site,
  onDone,
}: {
  port: SeatsPort
  site: { readonly id: SiteId; readonly name: string }
  onDone: () => void
}) {
  const t = useT(linkMessages)
  const roleOf = useRoleOf()
  const [open, setOpen] = useState<'show' | 'new' | null>(null)
  const [made, setMade] = useState(0)
  const { value: links } = useRead(port.list, network, String(made))
  const role = 'head' as const
  const now =
    links?.findLast((link) => link.role === role && link.sites?.includes(site.id) === true && link.url !== null) ?? null
  return (
    <Dialog title={site.name} onClose={onDone}>
      <div className="seats-panel">
        <ul className="who-has">
          <LinkRow
            port={port}
            name={roleOf({ role })}
            place={{ role, table: null, tableNumber: null, site: site.name, sites: [site.id] }}
            now={now}
            ready={links !== null}
            open={open}
            counts
            onToggle={(what) => setOpen(open === what ? null : what)}
            onMade={() => setMade((times) => times + 1)}
            onClose={() => setOpen(null)}
          />
        </ul>
        <div className="acts">
          <Button onClick={onDone}>{t('close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
