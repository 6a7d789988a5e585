/** A hall's console, state by state: the real screen on a made-up room. What is done there goes nowhere. */
import { seatCode, type MaterialId, type SiteId, type TableId } from '@tablee/shared/ids'
import { notBegun } from '@tablee/shared/dialogue/course'
import type { Call, Room, RoomTable, SeatingAnswer, SiteClock } from '@tablee/shared/wire/room'
import type { Materials, PlayingTold } from '@tablee/shared/wire/materials'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Answer } from '../link/api.ts'
import type { SeatsPort } from '../ui/links/port.ts'
import { Console } from '../room/page.tsx'
import type { RoomPort } from '../room/port.ts'
import type { Start } from '../room/screen.tsx'
import { sampleMaterials } from './material-samples.ts'
import { localPlan } from './plan-states.ts'

const minute = 60_000
const site = 'lyon' as SiteId
/** As the gallery was opened: its clocks run. */
const opened = Date.now()
const ago = (minutes: number): number => Math.round(opened - minutes * minute)

const texts = (en: string, fr: string, ar: string) => ({ en, fr, ar })
const steps = [
  { kind: 'welcome', title: texts('Welcome', 'Accueil', 'ترحيب'), minutes: 7, id: null },
  { kind: 'video', title: texts('Video', 'Vidéo', 'فيديو'), minutes: 5, id: null },
  { kind: 'private-writing', title: texts('Writing', 'Écriture', 'كتابة'), minutes: 8, id: 'writing' },
  { kind: 'map', title: texts('Map', 'Carte', 'الخريطة'), minutes: 25, id: null },
  { kind: 'ballot', title: texts('Ballot', 'Vote', 'اقتراع'), minutes: 7, id: 'ballot' },
  { kind: 'read-back', title: texts('Read-back', 'Relecture', 'قراءة راجعة'), minutes: 10, id: null },
]
const titles = [
  texts('Arriving', 'Arriver', 'الوصول'),
  texts('Trust', 'La confiance', 'الثقة'),
  texts('Who decides', 'Qui décide', 'من يقرّر'),
  texts('Our own', 'À nous', 'ما يخصّنا'),
  texts('Looking back', 'Regard en arrière', 'نظرة إلى الوراء'),
]
const question = texts(
  'When a shuttle gets it wrong, who answers?',
  'Quand une navette se trompe, qui répond ?',
  'إذا أخطأت الحافلة، فمن يُسأل؟',
)
const clock = (change: Partial<SiteClock['course']> = {}, more: Partial<SiteClock> = {}): SiteClock => ({
  // Of 25 minutes 6:20 have gone.
  course: { ...notBegun, session: 2, step: 3, since: ago(6 + 1 / 3), begunAt: ago(26), ...change },
  version: 4,
  takesBack: null,
  ...more,
})

const seats = [7, 8, 6, 7, 7, 8, 5, 7, 6, 7, 8, 6, 7, 8]
const entries = [14, 17, 11, 15, 9, 13, 12, 4, 18, 12, 10, 8, 13, 16]
const spoken = [5, 6, 2, 4, 2, 4, 4, 1, 2, 4, 3, 2, 4, 5]
const table = (index: number): RoomTable => {
  const of = seats[index % seats.length] ?? 6
  const taken = Array.from({ length: index === 4 || index === 7 ? of - 1 : of }, (_, seat) => seat + 1)
  return {
    id: `t${index + 1}` as TableId,
    number: index + 1,
    lang: index % 5 === 4 ? 'ar' : 'fr',
    seats: of,
    taken,
    spoken: spoken[index % spoken.length] ?? 2,
    entries: entries[index % entries.length] ?? 9,
    lastAt: ago(0.4 + (index % 3) * 0.7),
    curtain: 'open',
    shown: true,
    paused: false,
    delayMinutes: 2,
    watching: index % 4,
    online: true,
    offlineSince: null,
    unsaved: false,
    clock: null,
    turnout: [
      {
        step: 'writing',
        state: 'revealed',
        handedIn: Math.max(0, taken.length - (index % 4 === 3 ? 1 : 0)),
        of: taken.length,
      },
      { step: 'ballot', state: 'waiting', handedIn: 0, of: taken.length },
    ],
  }
}
const call = (id: string, number: number, kind: Call['kind'], minutes: number, who: string | null = null): Call => ({
  id,
  table: `t${number}` as TableId,
  kind,
  askedAt: ago(minutes),
  coming: who === null ? null : { who, at: ago(0.5) },
})
/** Each with what is told of it here. */
const changed = (tables: readonly RoomTable[], changes: Readonly<Record<number, Partial<RoomTable>>>) =>
  tables.map((one) => ({ ...one, ...changes[one.number] }))

const quietOnes = {
  7: { curtain: 'drawn' as const },
  8: { lastAt: ago(6.4) },
  12: { lastAt: ago(4.2) },
}
export function hall(change: Partial<Room> = {}): Room {
  return {
    version: '1',
    dialogue: 'd1',
    title: 'Driverless mobility',
    site: { id: site, name: 'Lyon', lang: 'fr', zone: 'Europe/Paris' },
    now: Date.now(),
    sessions: titles.map((title, index) => ({
      number: index + 1,
      title,
      question,
      begins: ['09:30', '10:30', '11:45', '14:00', '15:15'][index] ?? null,
      steps,
    })),
    clock: clock(),
    others: [{ id: 'tunis' as SiteId, name: 'Tunis', clock: clock({ since: ago(12.92) }) }],
    langs: ['fr', 'ar'],
    tables: changed(
      seats.map((_, index) => table(index)),
      quietOnes,
    ),
    whole: true,
    calls: [call('c14', 14, 'conflict', 2 + 1 / 3), call('c9', 9, 'technical', 5 / 6)],
    messages: [
      {
        id: 'm1',
        to: 'facilitators',
        tables: null,
        text: texts(
          'Five minutes before we vote: read your positions aloud, once.',
          'Cinq minutes avant le vote : relisez vos positions à voix haute.',
          'قبل التصويت بخمس دقائق: اقرؤوا مواقفكم بصوت عالٍ.',
        ),
        sentAt: ago(3),
        read: 9,
        of: 14,
        readAt: [1, 2, 3, 4, 6, 9, 10, 11, 13],
      },
    ],
    places: {},
    watching: 12,
    rounds: [
      {
        step: 'writing',
        title: texts('Writing', 'Écriture', 'كتابة'),
        session: 2,
        open: 0,
        closed: 0,
        revealed: 14,
        of: 14,
        may: ['open', 'closed', 'revealed'],
      },
      {
        step: 'ballot',
        title: texts('Ballot', 'Vote', 'اقتراع'),
        session: 2,
        open: 0,
        closed: 0,
        revealed: 0,
        of: 14,
        may: ['open', 'closed'],
      },
    ],
    ...change,
  }
}

/** What somebody tapped once the hall stood there. */
function Tapped({ on, children }: { on: string; children: ReactNode }) {
  const tapped = useRef(false)
  useEffect(() => {
    const watching = new MutationObserver(() => {
      const button = document.querySelector<HTMLElement>(on)
      if (button === null || tapped.current) return
      tapped.current = true
      button.click()
    })
    watching.observe(document.body, { childList: true, subtree: true })
    return () => watching.disconnect()
  }, [on])
  return children
}
const handing: SeatsPort = {
  list: () => never,
  free: () => never,
  renew: () => never,
  issue: () => never,
  newId: () => 'c2',
}

/** At the first tables somebody moves in session 3, and one was moved by hand. */
const seating: SeatingAnswer = {
  seats: [1, 2, 3].flatMap((number) =>
    [1, 2, 3, 4, 5, 6].map((n) => ({
      seat: seatCode(number, n),
      taken: true,
      session: 2,
      tables: [1, 2, 3, 4, 5].map((session) => (session >= 3 && n === 2 ? (number % 3) + 1 : number)),
    })),
  ),
  moves: [{ session: 3, seats: [seatCode(2, 2)], why: 'Asked to hear another table', by: 'head', at: ago(4) }],
}

const proposed: NonNullable<Room['proposed']> = [
  { id: 'p2', text: { und: 'Pouvoir arrêter la ligne' }, at: ago(3) },
  { id: 'p1', text: { fr: 'Un humain qui répond', en: 'A human who answers' }, at: ago(31) },
]

/** Told once; then nothing is another. */
const never = new Promise<never>(() => undefined)
const gone = { ok: false, problem: { code: 'offline' } } as const
type Acted = Awaited<ReturnType<RoomPort['act']>>
export function port(room: Room | null, act: () => Promise<Acted> = () => never, lost = false): RoomPort {
  let told = false
  return {
    room(): Promise<Answer<Room>> {
      if (room === null) return lost ? Promise.resolve(gone) : never
      if (told) return lost ? Promise.resolve(gone) : never
      told = true
      return Promise.resolve({ ok: true, value: room })
    },
    act,
    questions: () => never,
    pickable: () => never,
    ask: () => never,
    decide: () => never,
    materials: () => never,
    play: () => never,
    kept: { read: () => null, write: () => undefined },
    newId: () => 'c1',
    seating: () => Promise.resolve({ ok: true, value: seating }),
    handing,
    plan: localPlan,
    handsRooms: true,
    copies: () => new Promise(() => undefined),
    time: () => Promise.resolve({ ok: true, value: null }),
  }
}
const show = (change: Partial<Room> = {}, start: Start = {}): ReactNode => (
  <Console port={port(hall(change))} start={{ view: 'plan', ...start }} />
)
const nine = ['t9']
const some = (changes: Readonly<Record<number, Partial<RoomTable>>>) => ({ tables: changed(hall().tables, changes) })
const held = clock({ heldAt: ago(2) }, { version: 6 })
const many = (count: number): Partial<Room> => ({
  tables: changed(
    Array.from({ length: count }, (_, index) => table(index)),
    { ...quietOnes, 31: { online: false, offlineSince: ago(3) }, 40: { clock: held } },
  ),
})
const balloting: Partial<Room> = {
  clock: clock({ step: 4, since: ago(2) }),
  calls: [],
  rounds: [
    {
      step: 'writing',
      title: texts('Writing', 'Écriture', 'كتابة'),
      session: 2,
      open: 0,
      closed: 0,
      revealed: 14,
      of: 14,
      may: ['open', 'closed', 'revealed'],
    },
    {
      step: 'ballot',
      title: texts('Ballot', 'Vote', 'اقتراع'),
      session: 2,
      open: 12,
      closed: 0,
      revealed: 0,
      of: 14,
      may: ['open', 'closed'],
    },
  ],
  tables: hall().tables.map((one) => ({
    ...one,
    turnout: one.turnout.map((round) =>
      round.step === 'ballot'
        ? {
            ...round,
            state: one.number > 12 ? ('waiting' as const) : ('open' as const),
            handedIn: one.number === 7 ? null : Math.min(round.of, one.number % 6),
          }
        : round,
    ),
  })),
}

/** What was written is closed everywhere; it is revealed but where so few wrote. */
const written: Partial<Room> = {
  rounds: [
    {
      step: 'writing',
      title: texts('A moment for yourself', 'Un moment pour soi', 'لحظة لنفسك'),
      session: 2,
      open: 0,
      closed: 14,
      revealed: 0,
      of: 14,
      may: ['open', 'closed', 'revealed'],
    },
  ],
}
const leftAtSome = (): Promise<Acted> =>
  Promise.resolve({ ok: true, value: { seq: 1, left: [{ table: 't2' as TableId, why: 'thin' as const }] } })

const plays = (change: Partial<PlayingTold> = {}): PlayingTold => ({
  site,
  id: 'p1',
  material: 'film' as MaterialId,
  startsAt: Math.round(opened - 112_000),
  from: 0,
  heldAt: null,
  page: 1,
  endsAt: null,
  ...change,
})
const showing = (change: Partial<Materials>, start: Start = {}, play: RoomPort['play'] = () => never): ReactNode => {
  let told = false
  const materials = (): Promise<Answer<Materials>> => {
    if (told) return never
    told = true
    return Promise.resolve({ ok: true, value: sampleMaterials(change) })
  }
  return <Console port={{ ...port(hall({ calls: [] })), materials, play }} start={{ view: 'plan', ...start }} />
}

export const roomingScreens: Readonly<Record<string, () => ReactNode>> = {
  'room-showing': () => showing({}),
  'room-showing-all': () => showing({}, { dialog: 'showing' }),
  'room-showing-plays': () => showing({ playing: [plays()] }, { dialog: 'showing' }),
  'room-showing-held': () => showing({ playing: [plays({ heldAt: 112 })] }, { dialog: 'showing' }),
  'room-showing-slides': () =>
    showing({ playing: [plays({ material: 'slides' as MaterialId, page: 3 })] }, { dialog: 'showing' }),
  'room-showing-lost': () => (
    <Tapped on=".showing-all .leading .primary">
      {showing({ playing: [plays()] }, { dialog: 'showing' }, () => Promise.resolve(gone))}
    </Tapped>
  ),
  'room-kept': () => <Console port={port(hall())} />,
  'room-plan': () => show({}, { chosen: nine }),
  'room-list': () => show({}, { chosen: nine, view: 'list' }),
  'room-calls': () => show(),
  'room-proposed': () => show({ proposed }),
  'room-one-copy': () => (
    <Console
      port={{
        ...port(hall()),
        copies: (after) =>
          after === null
            ? Promise.resolve({ ok: true, value: { version: '1', state: 'one', since: ago(4), behind: 0 } })
            : new Promise(() => undefined),
      }}
      start={{ view: 'plan' }}
    />
  ),
  'room-quiet': () => show({ calls: [], messages: [] }),
  'room-coming': () =>
    show({ calls: [call('c14', 14, 'conflict', 2.4, 'Samira'), call('c9', 9, 'access', 0.9)] }, { chosen: ['t14'] }),
  'room-held': () => show({ ...some({ 9: { clock: held } }), calls: [] }, { chosen: nine }),
  'room-add-table': () => show({}, { dialog: 'add-table' }),
  'room-add-seats': () => show({}, { chosen: nine, dialog: 'add-seats' }),
  'room-seating': () => show({}, { dialog: 'who-sits' }),
  'room-unplanned': () => show({ calls: [], messages: [], changed: 3 }),
  'room-all-held': () => show({ clock: held, calls: [] }),
  'room-own-clock': () =>
    show({ ...some({ 5: { clock: clock({ more: 5 * minute }) } }), calls: [] }, { chosen: ['t5'] }),
  'room-offline-table': () =>
    show(
      { ...some({ 3: { online: false, offlineSince: ago(3.3), unsaved: true }, 10: { unsaved: true } }), calls: [] },
      { chosen: ['t3'] },
    ),
  'room-curtain': () => show({ ...some({ 9: { curtain: 'drawn-here' } }), calls: [] }, { chosen: nine }),
  'room-notice': () =>
    show({
      clock: clock({ step: 4, since: opened + 8_000, goesAt: opened + 8_000 }, { takesBack: opened + 600_000 }),
      calls: [],
    }),
  'room-ballot': () => show(balloting),
  'room-ballot-theirs': () =>
    show({
      ...balloting,
      rounds: (balloting.rounds ?? []).map((round) =>
        round.step === 'ballot'
          ? { ...round, open: 0, may: ['closed'] }
          : { ...round, closed: 14, revealed: 0, may: ['closed'] },
      ),
    }),
  'room-ballot-comes': () => show({ clock: clock({ step: 4, since: ago(0.3) }), calls: [] }),
  'room-long-step': () =>
    show({
      sessions: hall().sessions.map((one) => ({
        ...one,
        steps: one.steps.map((step) =>
          step.kind === 'ballot'
            ? { ...step, title: texts('Each for yourself: a vote', 'Chacun pour soi : un vote', 'كلّ لنفسه: تصويت') }
            : step,
        ),
      })),
      calls: [],
    }),
  'room-over': () => show({ clock: clock({ step: 5, since: ago(12) }), calls: [] }),
  'room-before': () =>
    show({
      clock: clock({ ...notBegun, session: 1 }),
      calls: [],
      messages: [],
      rounds: [],
      watching: 0,
      tables: hall().tables.map((one) => ({
        ...one,
        taken: [],
        spoken: 0,
        entries: 0,
        lastAt: null,
        curtain: 'open',
        online: false,
        turnout: [],
      })),
    }),
  'room-ended': () => show({ ...balloting, clock: clock({ ended: true }) }, { chosen: ['t1'] }),
  'room-given': () =>
    show(
      {
        calls: [],
        tables: hall().tables.map((one) => ({ ...one, entries: one.number % 5, spoken: 0, lastAt: null })),
      },
      { chosen: ['t6'] },
    ),
  'room-left': () => (
    <Tapped on=".sent button.face">
      <Tapped on=".menu [role=menuitem]">
        <Tapped on=".dialog .primary">
          <Console port={port(hall({ ...written, calls: [] }), leftAtSome)} start={{ view: 'plan' }} />
        </Tapped>
      </Tapped>
    </Tapped>
  ),
  'room-sites': () =>
    show({
      others: ['Tunis', 'Bruxelles', 'Gdańsk', 'Porto', 'Athènes'].map((name, index) => ({
        id: `s${index}` as SiteId,
        name,
        clock: clock({ since: ago(4 + index * 3) }),
      })),
    }),
  'room-several': () => show({}, { chosen: ['t1', 't9', 't13'] }),
  'room-arranging': () => show({ calls: [] }, { arranging: true }),
  'room-message': () => show({}, { chosen: nine, dialog: 'message' }),
  'room-keys': () => show({}, { chosen: nine, view: 'list', dialog: 'keys' }),
  'room-end': () => show({}, { dialog: 'end' }),
  'room-many': () => show(many(60)),
  'room-200': () => show(many(200)),
  'room-empty': () => show({ tables: [], calls: [], messages: [], rounds: [] }),
  'room-failed': () => (
    <Tapped on=".tile-acts button:nth-child(3)">
      <Console port={port(hall({ calls: [] }), () => Promise.resolve(gone))} start={{ view: 'plan', chosen: nine }} />
    </Tapped>
  ),
  'room-faster': () => (
    <Tapped on=".whole .plus">
      <Console
        port={port(hall({ calls: [] }), () => Promise.resolve({ ok: false, problem: { code: 'changed' } }))}
        start={{ view: 'plan', chosen: nine }}
      />
    </Tapped>
  ),
  'room-offline': () => (
    <Console port={port(hall(), () => Promise.resolve(gone), true)} start={{ view: 'plan', chosen: nine }} />
  ),
  'room-unreached': () => <Console port={port(null, () => never, true)} />,
  'room-loading': () => <Console port={port(null)} />,
}
