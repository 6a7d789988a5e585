/** The way in, state by state: the real screens on made-up answers. Nothing here opens anything. */
import { seatCode, type BoardId, type SiteId, type TableId } from '@tablee/shared/ids'
import type { LinkEntry, Me } from '@tablee/shared/wire/access'
import type { RecoveryAnswer, DamageAnswer } from '@tablee/shared/wire/recovery'
import { ok } from '@tablee/shared/problem'
import type { ReactNode } from 'react'
import { localPrints } from './paper-states.ts'
import type { Asking } from '../organise/ask.tsx'
import type { PlanKind } from '../ui/plan/port.ts'
import { dayPlan, localPlan } from './plan-states.ts'
import type { ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'
import type { Mine, Organised } from '../organise/port.ts'
import { OrganiserPage, type PagePort } from '../organise/page.tsx'
import { allGood, toPutRight } from './ready-states.ts'
import { localBacking } from './backup-states.ts'
import { Door } from '../join/join.tsx'
import { Landing } from '../join/landing.tsx'
import { NotHere } from '../join/not-here.tsx'
import { localHanding } from './handing.tsx'
import { localMaterials } from './materials-states.ts'
import { about, dialogue, link, now, tables } from './samples.ts'

const me: Me = {
  role: 'citizen',
  dialogue,
  dialogueTitle: 'Driverless mobility',
  site: 'Brussels',
  table: 't1' as TableId,
  tableNumber: 3,
  seats: 6,
  seat: null,
  board: 'b1' as BoardId,
  lang: 'fr',
  mayEdit: false,
}
const links: readonly LinkEntry[] = [
  link('watch', { role: 'observer', url: 'https://tablee.example/watch/watch' }),
  link('analyst', { role: 'analyst', label: 'Synthesis team' }),
  link('translator', { role: 'translator', label: 'Translators', code: 'W2R8-5KDV' }),
  link('amal', { role: 'translator', label: 'Amal', code: '9XCE-3JMA' }),
  ...tables.map((tableNumber) =>
    link(`c${tableNumber}`, {
      tableNumber,
      table: `t${tableNumber}` as TableId,
      site: 'Brussels',
      code: `K7Q${tableNumber}-2MXP`,
    }),
  ),
  link('c9', { tableNumber: 9, site: 'Brussels', url: null, revokedAt: now }),
  link('h1', { role: 'head', site: 'Brussels', sites: ['brussels' as SiteId] }),
  ...tables.map((tableNumber) =>
    link(`f${tableNumber}`, { role: 'facilitator', label: 'Facilitator and reporter', tableNumber, site: 'Brussels' }),
  ),
]
const recovery: RecoveryAnswer = {
  running: true,
  began: now,
  boards: [
    {
      board: 'b1' as BoardId,
      table: 3,
      session: 2,
      devices: 4,
      structs: 120,
      foreign: 3,
      marks: 1,
      conflicts: [{ device: 'x', author: 'reporter', at: now, bytes: 90, sha256: '' }],
    },
  ],
}
const damage: DamageAnswer = {
  at: now,
  boards: [
    { board: 'b1' as BoardId, site: 'Brussels', table: 3, session: 2, rows: 14, readOnly: true },
    { board: 'b2' as BoardId, site: 'Brussels', table: 3, session: 1, rows: 1, readOnly: false },
  ],
  also: ['voices', 'links', 'snapshots'],
  backup: { file: '/srv/backups/tablee-monday.sqlite', at: now },
}
const day = 24 * 3_600_000
const mine: readonly Mine[] = [
  {
    id: 'water',
    title: 'L’eau dans notre ville',
    lang: 'fr',
    window: { opensAt: now - 30 * day, closesAt: now - 29 * day },
    stands: 'after',
  },
  { id: dialogue, title: about.title, lang: 'en', window: { opensAt: now, closesAt: now + day }, stands: 'today' },
  {
    id: 'square',
    title: 'ساحتنا',
    lang: 'ar',
    window: { opensAt: now + 60 * day, closesAt: now + 61 * day },
    stands: 'before',
  },
  { id: 'old', title: 'Driverless mobility, first edition', lang: 'en', window: null, stands: 'gone' },
]
const nothing = () => undefined
type AtDoor = Parameters<typeof Door>[0]
const door = (stage: AtDoor['stage'], seats: AtDoor['seats'] = []) => (
  <Door stage={stage} seats={seats} onAgain={nothing} onSit={nothing} />
)
const moved = { code: 'moved', to: 'https://dialogue.example.org' } as const
/** A seat that this phone has. */
const seated: Session = { session: 's1', expiresAt: now, me: { ...me, seat: seatCode(3, 2) } }
const page = (
  state: Partial<Organised>,
  more: Partial<PagePort> = {},
  asks: Asking | null = null,
  changing: PlanKind | null = null,
  refuses: ClientProblem | null = null,
) => {
  const erased = ok({ struck: 0, erased: 0 })
  const port: PagePort = {
    changes: (after) =>
      after === null ? Promise.resolve(ok({ version: '1', parts: { erasures: '1' } })) : new Promise(() => undefined),
    all: async () => ok({ about, links, recovery: null, offset: 0, ...state }),
    ready: async () => ok(allGood),
    mine: async () => ok([]),
    confirm: async () => ok(null),
    issue: async () => ({ ok: false, problem: { code: 'offline' } }),
    erasures: async () => erased,
    erase: async () => erased,
    prints: null,
    handing: localHanding,
    materials: localMaterials.all,
    backing: localBacking(),
    plan: { ...localPlan, read: async () => ok({ ...dayPlan, version: 0, changes: [] }) },
    ...more,
  }
  return <OrganiserPage port={port} asks={asks} changing={changing} refuses={refuses} />
}

export const joiningScreens: Readonly<Record<string, () => ReactNode>> = {
  'join-landing': () => <Landing />,
  'join-code-wrong': () => <Landing first={{ code: 'K7Q32MXQ', problem: { code: 'code-unknown', retryAfter: 8 } }} />,
  'join-opening': () => door({ at: 'opening' }),
  'join-link-gone': () => door({ at: 'trouble', problem: { code: 'link-unknown' } }),
  'join-offline': () => door({ at: 'trouble', problem: { code: 'offline' } }),
  'join-moved': () => door({ at: 'trouble', problem: moved }),
  // Its own seat is known here, and leads no further than what is kept here.
  'join-moved-seat': () => door({ at: 'trouble', problem: moved }, [seated]),
  'join-code-moved': () => <Landing first={{ code: 'K7Q32MXQ', problem: moved }} />,
  'join-not-here': () => <NotHere />,
  'join-seat': () => door({ at: 'seat', me }),
  'join-cards': () => page({ recovery: { ...recovery, running: false } }),
  // Moved on too early, and about to be moved back.
  'join-cards-back': () => {
    const ran = { startedAt: Date.now() - 20 * 60_000, leftAt: Date.now() - 60_000 }
    const sessions = about.sessions.map((one) => (one.number === 1 ? { ...one, ran } : one))
    return page({ about: { ...about, sessions } }, {}, { what: 'move', session: 1, clock: 'on' })
  },
  // Founded this morning, on a machine that knows no network.
  'join-cards-fresh': () =>
    page({
      about: { ...about, clock: { ...about.clock, session: 1, startedAt: null } },
      links: links.map((one) => ({
        ...one,
        url: one.url?.replace('https://tablee.example', 'http://localhost:4000') ?? null,
      })),
    }),
  // Nobody answers who looks again.
  'join-cards-not-looked': () => page({}, { ready: async () => ({ ok: false, problem: { code: 'offline' } }) }),
  // Nothing of this machine is as it should be before a day.
  'join-cards-not-ready': () => page({ offset: 90_000 }, { ready: async () => ok(toPutRight) }),
  'join-cards-damaged': () => page({ recovery: { ...recovery, running: false, damage } }),
  'join-cards-print': () => page({}, { prints: localPrints }),
  'join-cards-erasure': () =>
    page({ links: links.slice(0, 2) }, { erasures: async () => ok({ struck: 3, erased: 1 }) }),
  'join-cards-recovery': () => page({ recovery }),
  'join-cards-behind': () => page({ recovery: { ...recovery, behind: true } }),
  // What nobody foresaw: what was changed so far, and each kind of form.
  'join-cards-plan': () => page({}, { plan: localPlan }),
  'join-cards-plan-table': () => page({}, { plan: localPlan }, null, 'add-table'),
  'join-cards-plan-site': () => page({}, { plan: localPlan }, null, 'add-site'),
  'join-cards-plan-step': () => page({}, { plan: localPlan }, null, 'add-step'),
  'join-cards-plan-minutes': () => page({}, { plan: localPlan }, null, 'set-minutes'),
  'join-cards-plan-waits': () =>
    page({}, { plan: { ...localPlan, read: () => new Promise(() => undefined) } }, null, 'add-table'),
  'join-cards-plan-words': () => page({}, { plan: localPlan }, null, 'reword'),
  // Three dialogues are organised on this device.
  'join-cards-mine': () => page({}, { mine: async () => ok(mine) }),
  // Somebody else was there first.
  'join-cards-refused': () => page({}, {}, { what: 'publish' }, null, { code: 'changed' }),
  'join-cards-closed': () => page({}, { all: async () => ({ ok: false, problem: { code: 'not-signed-in' } }) }),
}
