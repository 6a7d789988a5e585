/** Links and seats as they are handed out, state by state: made-up answers, and nothing is opened or ended. */
import { notBegun } from '@tablee/shared/dialogue/course'
import type { SiteId, TableId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { ReactNode } from 'react'
import '../organise/organise.css'
import { Ask, type Asking } from '../organise/ask.tsx'
import { Public } from '../organise/public.tsx'
import { WhoHas } from '../organise/who-has.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import type { LinksPort, SeatsPort } from '../ui/links/port.ts'
import { RoomPanel, SeatsPanel, type Opened, type SeatsOf } from '../ui/links/seats.tsx'
import { about, link, now } from './samples.ts'

const table: SeatsOf = { id: 't9' as TableId, number: 9, seats: 7, taken: [1, 2, 4, 5, 6] }
const at = { table: table.id, tableNumber: table.number, site: 'Lyon' }
const ofTable: readonly LinkEntry[] = [
  link('f9', { ...at, role: 'facilitator', opened: 2 }),
  link('r9', { ...at, role: 'reporter', opened: 0 }),
  link('h9', { role: 'head', site: 'Lyon', sites: ['lyon' as SiteId], opened: 1 }),
  link('c9', { ...at, code: 'K7Q9-2MXP', opened: 13 }),
]
const renewed = ofTable[0] ?? link('f9', at)

export const localHanding: LinksPort = { renew: async () => ok(renewed), issue: async () => ok(renewed) }
const port: SeatsPort = {
  ...localHanding,
  list: async () => ok(ofTable),
  free: async () => ok(null),
  newId: () => 'one',
}
const offline = { ok: false, problem: { code: 'offline' } } as const
const panel = (first: Opened | null = null, more: Partial<SeatsPort> = {}, of: SeatsOf = table) => (
  <Frame wide>
    <SeatsPanel port={{ ...port, ...more }} table={of} first={first} onDone={() => undefined} />
  </Frame>
)
const ofPublic = { role: 'observer', audience: 'public' } as const
const wasPublic = link('p1', { ...ofPublic, url: null, createdAt: now - 3_600_000, revokedAt: now - 600_000 })
const isPublic = link('p2', { ...ofPublic, url: 'https://tablee.example/watch/k7m2xq0dh3v9tz4c8n1r5swjpa' })
const nothing = () => undefined
const aPublic = (links: readonly LinkEntry[], asking: Asking | null = null) => (
  <Frame wide>
    <h1 lang={about.lang}>{about.title}</h1>
    <Public dialogue={about.id} links={links} onOpen={nothing} onClose={nothing} />
    {asking === null ? null : (
      <Ask
        asking={asking}
        about={about}
        offset={0}
        onAsk={nothing}
        busy={false}
        refused={null}
        confirmed={async () => undefined}
      />
    )}
  </Frame>
)
const clock = { course: notBegun, version: 0, takesBack: null }
const sites = ['Lyon', 'Tunis'].map((name) => ({
  id: name.toLowerCase() as SiteId,
  name,
  zone: null,
  clock,
  ended: false,
}))

export const handingScreens: Readonly<Record<string, () => ReactNode>> = {
  'handing-seats': () => panel(),
  'handing-seat': () => panel({ what: 'seat', seat: 4, freed: false }),
  'handing-seat-freed': () => panel({ what: 'seat', seat: 4, freed: true }, {}, { ...table, taken: [1, 2, 5, 6] }),
  'handing-new': () => panel({ what: 'new', role: 'facilitator' }),
  'handing-show': () => panel({ what: 'show', role: 'reporter' }),
  'handing-offline': () => panel(null, { list: async () => offline }),
  'handing-room': () => (
    <Frame wide>
      <RoomPanel port={port} site={{ id: 'lyon' as SiteId, name: 'Lyon' }} onDone={() => undefined} />
    </Frame>
  ),
  // It was open this morning, and only who has a link may watch just now.
  'handing-public': () => aPublic([wasPublic]),
  'handing-public-open': () => aPublic([wasPublic, isPublic]),
  'handing-public-ask': () => aPublic([], { what: 'publish' }),
  'handing-public-close': () => aPublic([isPublic], { what: 'unpublish', cards: [isPublic] }),
  'handing-who-has': () => (
    <Frame wide>
      <h1 lang={about.lang}>{about.title}</h1>
      <WhoHas
        about={{ ...about, sites }}
        links={[
          ...ofTable,
          link('h1', { role: 'head' as const, site: 'Lyon', sites: ['lyon' as SiteId], opened: 1 }),
          link('f1', { role: 'facilitator' as const, table: 't1' as TableId, tableNumber: 1, site: 'Lyon', opened: 1 }),
          link('k1', {
            role: 'coordinator' as const,
            site: 'Lyon, Tunis',
            sites: sites.map(({ id }) => id),
            opened: 0,
          }),
        ]}
        port={localHanding}
        first="head"
      />
    </Frame>
  ),
}
