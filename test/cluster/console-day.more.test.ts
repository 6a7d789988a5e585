/**
 * The console's day on two nodes and a watch node. In the middle of a reveal, of votes, of a close, of a snapshot and of a
 * move to the next session the node that has the hall is killed (-9); the console acts through the other one, phones through
 * either. `CONSOLE_DAYS` says how many days, `CONSOLE_SEED` repeats what chance drew.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { postgresMissing } from '../support/postgres.ts'
import { seeded } from '../support/seeded.ts'
import { patiently } from './awaited.ts'
import { type ConsoleDay, openConsoleDay, type Person, type Through } from './console-day.ts'
import { now } from './history.ts'
import { standingVotes } from './standing.ts'
import { openWhole, type Whole, type WholeNode } from './whole.ts'

const days = Number(process.env['CONSOLE_DAYS'] ?? 1)
const first = Number(process.env['CONSOLE_SEED'] ?? Date.now() % 1_000_000)
const size = { tables: 4, seats: 5 }
const patience = { timeout: 30_000, interval: 50 }

it.skipIf(postgresMissing !== null)(
  '[FLT10] the node that has the hall is killed in the middle of a reveal, of votes, of a close, of a snapshot and of a move: each stands whole and once or was never told',
  async () => {
    console.log(`the console’s day: CONSOLE_SEED=${first}`)
    const whole = await openWhole({ watch: 1 })
    const gone: Promise<void>[] = []
    try {
      for (let seed = first; seed < first + days; seed += 1) {
        const chance = seeded(seed)
        const day = await openConsoleDay(whole, { id: `console-${seed}`, chance, ...size })
        try {
          const told = await through(whole, day, (limit) => chance.next() * limit)
          await day.checked()
          expect(day.wrong).toEqual([])
          console.log(`the console’s day ${seed}: ${told.join('; ')}`)
        } finally {
          gone.push(day.gone())
        }
      }
    } finally {
      await whole.close()
      await Promise.all(gone)
    }
  },
  60_000 + days * 120_000,
)

/** One day; what to say of each kill. */
async function through(whole: Whole, day: ConsoleDay, drawn: (limit: number) => number): Promise<readonly string[]> {
  const told: string[] = []
  /** Kills with somebody unanswered. */
  let amidst = 0
  let restarting: Promise<void> = Promise.resolve()

  /**
   * All of them, each through the node that has not got the hall, begun within `spread` ms. The owner is killed when a part of
   * them was answered, or, where there is one alone, so soon after it was sent.
   */
  async function amid(
    what: string,
    spread: number,
    tasks: readonly ((other: Through) => Promise<unknown>)[],
  ): Promise<void> {
    await restarting
    const owner = await whole.someOwner(day.id)
    const other = whole.nodes.filter((node) => node !== owner)
    let answered = 0
    const next = Math.floor(drawn(tasks.length * 0.7))
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    const all = Promise.all(
      tasks.map(async (task) => {
        await pause(drawn(spread))
        await task(other)
        answered += 1
        if (answered >= next) resolve()
      }),
    )
    if (next > 0) await Promise.race([enough, all])
    await pause(drawn(next > 0 ? 8 : spread))
    const [kill] = await Promise.all([killed(what, owner, other, () => tasks.length - answered), all])
    told.push(kill)
  }
  async function killed(what: string, owner: WholeNode, other: Through, left: () => number): Promise<string> {
    const unanswered = left()
    if (unanswered > 0) amidst += 1
    const at = now()
    await owner.end('SIGKILL')
    await day.room(other)
    const gap = Math.round(now() - at)
    restarting = owner.again()
    return `${what}: ${unanswered} unanswered at the kill, ${gap} ms until the other node answers`
  }

  await revealed(day, amid)
  await voted(day, amid)
  await closed(whole, day, amid)
  await frozen(day, amid)
  await moved(day, amid)
  await restarting
  expect(amidst).toBeGreaterThanOrEqual(2)
  const rows = await day.standing()
  const names = rows.map(({ doc, command }) => `${doc} ${command}`)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  return told
}
type Amid = (what: string, spread: number, tasks: readonly ((other: Through) => Promise<unknown>)[]) => Promise<void>

/** People write, the console shows what they wrote table by table, and each table lays it on its map. */
async function revealed(day: ConsoleDay, amid: Amid): Promise<void> {
  const { people, tables } = day
  await day.act(await day.other(), { kind: 'round', step: 'alone', to: 'open' }, 'open-alone')
  await Promise.all(
    people.map(async (one) => {
      const command = {
        id: `write-${one.sheet}`,
        kind: 'write',
        step: 'alone',
        sheet: one.sheet,
        lang: 'en',
        sent: true,
      }
      const { status, body } = await day.says(one, { ...command, text: `say ${one.sheet}` })
      expect([status, status < 300 ? null : body]).toEqual([200, null])
    }),
  )
  await amid(
    'reveal',
    100,
    tables.map((table) => async (other) => {
      await day.act(
        other,
        { kind: 'round', step: 'alone', to: 'revealed', tables: [table.id] },
        `reveal-${table.number}`,
      )
      const here = people.filter((one) => one.table === table)
      await Promise.all(here.map(({ sheet }) => day.places(table, sheet)))
    }),
  )
  const rows = await day.standing()
  expect(
    rows
      .filter(({ kind }) => kind === 'reveal')
      .map(({ board }) => board)
      .toSorted(),
  ).toEqual(tables.map(({ board }) => board).toSorted())
  // Who watches sees all of it, and had seen nothing of a table before.
  await vi.waitFor(
    () => expect([...day.shown()].toSorted()).toEqual(people.map(({ sheet }) => sheet).toSorted()),
    patience,
  )
}

/** A phone's ballot: said once by each. */
const votes = (day: ConsoleDay, one: Person, value: number) => {
  const command = { id: `vote-${one.seat}-${value}`.toLowerCase(), kind: 'answer', step: 'vote', sent: true }
  return day.says(one, { ...command, answers: { n: { type: 'number', value } } })
}

async function voted(day: ConsoleDay, amid: Amid): Promise<void> {
  const { people } = day
  await day.act(await day.other(), { kind: 'round', step: 'vote', to: 'open' }, 'open-vote')
  await amid(
    'voting',
    150,
    people.map((one, n) => async () => expect((await votes(day, one, 100 + n)).status).toBe(200)),
  )
  const own = await Promise.all(people.map((one) => day.ownBallot(one)))
  expect(own).toEqual(people.map((_, n) => 100 + n))
}

/** The console closes table by table, and people think again meanwhile. */
async function closed(whole: Whole, day: ConsoleDay, amid: Amid): Promise<void> {
  const { people, tables } = day
  const counted = new Set<string>()
  const late = new Set<string>()
  await amid('closing', 150, [
    ...tables.map(
      (table) => (other: Through) =>
        day.act(other, { kind: 'round', step: 'vote', to: 'closed', tables: [table.id] }, `close-${table.number}`),
    ),
    ...people.map((one, n) => async () => {
      const { status, body } = await votes(day, one, 200 + n)
      if (status >= 300) expect(body).toMatchObject({ problem: { code: 'round', state: 'closed' } })
      ;(status < 300 ? counted : late).add(`${one.seat} ${200 + n}`)
    }),
  ])
  console.log(`the console’s day: of ${people.length} who thought again ${late.size} came after the close`)
  const rows = await patiently(() => standingVotes(whole.sql, day.id))
  const last = new Map<string, number>()
  for (const { board } of tables) {
    const here = rows.filter(({ item }) => item === `${board}/vote`)
    expect(here.filter(({ is }) => is === 'close')).toHaveLength(1)
    expect(here.at(-1)?.is).toBe('close')
    for (const row of here) if (row.is === 'ballot') last.set(row.seat, Number(row.ballot))
  }
  const stand = rows.flatMap((row) => (row.is === 'ballot' ? [`${row.seat} ${row.ballot}`] : []))
  expect(new Set(stand).size).toBe(stand.length)
  expect(stand.filter((one) => Number(one.split(' ')[1]) >= 200).toSorted()).toEqual([...counted].toSorted())
  // One ballot of each seat counts, and who watches is shown just these.
  expect(last.size).toBe(people.length)
  const values = [...last.values()]
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  await vi.waitFor(() => expect(day.figures()?.figures[0]?.valid).toBe(people.length), patience)
  expect(day.figures()?.tables).toEqual({ closed: tables.length, of: tables.length })
  expect(day.figures()?.figures[0]?.mean).toBeCloseTo(mean, 6)
}

/** Several ask for one at once. */
async function frozen(day: ConsoleDay, amid: Amid): Promise<void> {
  const taken: string[] = []
  const listed: string[] = []
  await amid('snapshot', 60, [
    async () => void taken.push(await day.freezes()),
    async () => void taken.push(await day.freezes()),
    async () => {
      for (let look = 0; look < 3; look += 1) listed.push(...(await day.snapshots()))
    },
  ])
  taken.push(await day.freezes())
  const stand = await day.snapshots()
  expect(stand).toHaveLength(1)
  expect([...new Set([...taken, ...listed])]).toEqual(stand)
  for (const name of stand) expect(await day.hashOf(name)).toBe(name)
}

/** All tables go to the next session. */
async function moved(day: ConsoleDay, amid: Amid): Promise<void> {
  const { tables } = day
  const { clock } = await day.room()
  const all = { kind: 'begin', session: 2, seen: clock.version, tables: tables.map(({ id }) => id) } as const
  const looks = await day.looking(amid('move', 60, [(other) => day.act(other, all, 'next-session')]))
  expect(looks.filter(({ sessions }) => sessions.length > 1)).toEqual([])
  const isIn = (session: number) => looks.filter(({ sessions }) => sessions[0] === session)
  expect(isIn(1).length + isIn(2).length).toBe(looks.length)
  // Nobody who looked when somebody had seen the next one saw the one before it.
  const [told] = isIn(2).toSorted((a, b) => a.ended - b.ended)
  if (told === undefined) throw new Error('nobody saw the next session')
  expect(isIn(1).filter(({ begun }) => begun > told.ended)).toEqual([])
  expect((await day.standing()).filter(({ command }) => command === 'next-session')).toHaveLength(1)
}
