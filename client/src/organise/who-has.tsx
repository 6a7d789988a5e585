/** Who has which link, by roles and never by names: how many have opened theirs, and a new one where it is needed. */
import { roleGroups } from '@tablee/shared/i18n/names-messages/index'
import type { TableId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { addressIn } from '@tablee/shared/wire/address'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { NewLink } from '../ui/links/leaf.tsx'
import type { LinksPort, Place } from '../ui/links/port.ts'
import { messages } from './messages/index.ts'

const rows = ['head', 'coordinator', 'facilitator', 'reporter'] as const
type RowRole = (typeof rows)[number]
type Site = NonNullable<DialogueAnswer['sites']>[number]
/** One whose link is or may be: what it is chosen by, and the newest link that still opens. */
type Spot = { readonly key: string; readonly name: string; readonly place: Place; readonly link: LinkEntry | null }

const opens = ({ url }: LinkEntry): boolean => url !== null

/** A server of before tells no sites: then head facilitators and coordinators have no rows. */
function spotsOf(role: RowRole, about: DialogueAnswer, links: readonly LinkEntry[]): readonly Spot[] {
  const of = links.filter((link) => link.role === role)
  const sites = about.sites ?? []
  if (role === 'head')
    return sites.map(({ id, name }) => ({
      key: id,
      name,
      place: { role, table: null, tableNumber: null, site: name, sites: [id] },
      link: of.findLast((link) => opens(link) && link.sites?.includes(id) === true) ?? null,
    }))
  if (role === 'coordinator')
    return of.filter(opens).map((link) => ({ key: link.id, name: link.site ?? link.label, place: link, link }))
  return about.tables.map(({ id, number, site }) => ({
    key: id,
    name: `${site} ${number}`,
    place: { role, table: id as TableId, tableNumber: number, site },
    link: of.findLast((link) => opens(link) && link.table === id) ?? null,
  }))
}

/** `first`: whose new link is asked about to begin with (the gallery). */
export function WhoHas({
  about,
  links,
  port,
  first,
}: {
  about: DialogueAnswer
  links: readonly LinkEntry[]
  port: LinksPort
  first?: RowRole
}) {
  const t = useT(messages)
  return (
    <section className="ruled screen" aria-labelledby="who-has-title">
      <h2 id="who-has-title">
        {t('whoHas')} <span className="meta">{t('whoHasHow')}</span>
      </h2>
      <ul className="who-has">
        {rows.map((role) =>
          role === 'coordinator' && (about.sites ?? []).length === 0 ? null : (
            <Row
              key={role}
              role={role}
              dialogue={about.id}
              spots={spotsOf(role, about, links)}
              sites={about.sites ?? []}
              port={port}
              asked={first === role}
            />
          ),
        )}
      </ul>
    </section>
  )
}

function Row({
  role,
  dialogue,
  spots,
  sites,
  port,
  asked,
}: {
  role: RowRole
  dialogue: string
  spots: readonly Spot[]
  sites: readonly Site[]
  port: LinksPort
  asked: boolean
}) {
  const t = useT(messages)
  const groups = useT(roleGroups)
  const [chosen, choose] = useState<string | null>(null)
  const [asks, setAsks] = useState(asked)
  // Whoever has not come in yet is who a new link is most likely for.
  const isIn = ({ link }: Spot): boolean => (link?.opened ?? 0) > 0
  const spot = spots.find(({ key }) => key === chosen) ?? spots.find((one) => !isIn(one)) ?? spots[0] ?? null
  // A new coordinator has no spot before somebody says of which sites.
  const anew = role === 'coordinator' && (chosen === 'new' || spot === null)
  if (spots.length === 0 && role !== 'coordinator') return null
  // Whom it is asked for stays: it is made, or somebody comes in, and who would be chosen by then is somebody else.
  const open = () => {
    choose(anew ? 'new' : (spot?.key ?? null))
    setAsks(true)
  }
  const close = () => {
    setAsks(false)
    if (chosen === 'new') choose(null)
  }
  const name = groups(role)
  return (
    <li>
      <p>
        <b>{name}</b>
        <span className="meta">{t('haveOpened', { n: spots.filter(isIn).length, of: spots.length })}</span>
      </p>
      <div className="acts">
        {spots.length > 1 || role === 'coordinator' ? (
          <select
            className="pick"
            aria-label={t('whichOf', { who: name })}
            value={anew ? 'new' : spot?.key}
            onChange={(event) => {
              setAsks(false)
              choose(event.target.value)
            }}
          >
            {spots.map((one) => (
              <option key={one.key} value={one.key}>
                {one.name}
              </option>
            ))}
            {role === 'coordinator' ? <option value="new">{t('another')}</option> : null}
          </select>
        ) : null}
        {role === 'head' && spot !== null ? (
          <a className="btn quiet" href={addressIn(dialogue, `/room/${spot.key}`)}>
            {t('openRoom')} <span className="away">{spot.name}</span>
          </a>
        ) : null}
        <Button
          aria-expanded={asks}
          aria-label={t('newFor', { who: [name, anew ? '' : (spot?.name ?? '')].filter(Boolean).join(' · ') })}
          onClick={asks ? close : open}
        >
          {t('newLink')}
        </Button>
      </div>
      {!asks ? null : anew ? (
        <NewCoordinator sites={sites} port={port} onClose={close} />
      ) : spot === null ? null : (
        <NewLink key={spot.key} port={port} place={spot.place} now={spot.link} onClose={close} />
      )}
    </li>
  )
}

function NewCoordinator({ sites, port, onClose }: { sites: readonly Site[]; port: LinksPort; onClose: () => void }) {
  const t = useT(messages)
  const list = useList()
  const [chosen, setChosen] = useState<ReadonlySet<Site['id']>>(() => new Set(sites.map(({ id }) => id)))
  const theirs = sites.filter(({ id }) => chosen.has(id))
  const site = list(theirs.map(({ name }) => name))
  return (
    <NewLink
      port={port}
      now={null}
      ready={theirs.length > 0}
      place={{ role: 'coordinator', table: null, tableNumber: null, site, sites: theirs.map(({ id }) => id) }}
      onClose={onClose}
      more={
        <fieldset>
          <legend>{t('whichSites')}</legend>
          {sites.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => {
                  const next = new Set(chosen)
                  if (event.target.checked) next.add(id)
                  else next.delete(id)
                  setChosen(next)
                }}
              />
              <bdi>{name}</bdi>
            </label>
          ))}
        </fieldset>
      }
    />
  )
}
