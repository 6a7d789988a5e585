/**
 * A day that changes under kill -9 of the real server: sites, tables and seats are added, steps put in, lengthened and left
 * out, questions put in other words, four at once; in the middle of each the process dies and is started again on the same
 * folder. Who got no answer sends the same again. In the end each change stands once, each added table has its boards, each
 * with its question once, and its three cards. `PLAN_KILLS`: kills in each kind of change.
 */
import { readBoard } from '@tablee/shared/board/read'
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDay } from '../voices/day.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const kills = Number(process.env['PLAN_KILLS'] ?? 1)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
const together = 4

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
type Asked = Without<PlanCommand>
type Known = { readonly plan: Plan; readonly round: number; readonly n: number }

let server: Process
let session = ''
let dialogue = ''
let site: SiteId
let tables: readonly TableId[] = []
let killed = 0
/** Ids of changes that were answered, with the cards that came. */
const done = new Map<string, PlanAnswer>()

beforeAll(async () => {
  console.log(`plan: seed ${seed}`)
  const hall = await openDay({ dir: place.folder })
  dialogue = hall.dialogue
  site = hall.siteOf(1)
  tables = hall.parts.dialogues.tables(hall.dialogue).map(({ id }) => id)
  session = (await hall.enter('organiser')).session
  await hall.close()
  server = await Process.start(place.folder)
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const ask = (body?: object): Promise<Response | null> =>
  fetch(`http://localhost:${server.port}/api/dialogues/${dialogue}/plan`, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  }).catch(() => null)
async function planNow(): Promise<Plan> {
  for (;;) {
    const reply = await ask()
    if (reply?.ok === true) return (await reply.json()) as Plan
    await pause(20)
  }
}

const titled = ({ langs }: Plan, text: string) => Object.fromEntries(langs.map((lang) => [lang, `${text} ${lang}`]))
/** A session holds forty steps: they are spread over all. */
const sessionOf = (round: number): number => 1 + (round % 5)
const items = ['tram', 'delay', 'mood']
/** The steps of a session that nobody is in, and that are no task. */
const free = ({ sessions }: Plan, number: number): readonly number[] =>
  (sessions.find((one) => one.number === number)?.steps ?? []).flatMap((step, at) =>
    step.skipped || step.runs || step.id !== null ? [] : [at],
  )
const kinds: readonly (readonly [string, (known: Known) => Asked])[] = [
  [
    'add-site',
    ({ n, round }) => ({
      kind: 'add-site',
      why: 'late',
      name: `Site ${round}-${n}`,
      country: 'FR',
      lang: 'fr' as never,
    }),
  ],
  ['add-table', () => ({ kind: 'add-table', why: 'more came', site, seats: 4, lang: 'fr' as never })],
  [
    'add-seats',
    ({ n, round }) => ({ kind: 'add-seats', why: 'a chair', table: tables[n] ?? ('' as TableId), seats: 7 + round }),
  ],
  [
    'add-step',
    ({ plan, n, round }) => ({
      kind: 'add-step',
      why: 'heat',
      seen: plan.version,
      session: sessionOf(round),
      at: 0,
      step: 'break',
      title: titled(plan, `Break ${n}`),
      minutes: 5,
    }),
  ],
  [
    'set-minutes',
    ({ plan, n, round }) => ({
      kind: 'set-minutes',
      why: 'longer',
      seen: plan.version,
      session: 5,
      step: free(plan, 5)[0] ?? 0,
      minutes: 20 + round * together + n,
    }),
  ],
  [
    'skip-step',
    ({ plan, round }) => ({
      kind: 'skip-step',
      why: 'no time',
      seen: plan.version,
      session: sessionOf(round),
      step: free(plan, sessionOf(round))[0] ?? 0,
    }),
  ],
  [
    'reword',
    ({ plan, n, round }) => ({
      kind: 'reword',
      why: 'misread',
      step: 'ask',
      item: items[n % 3] ?? '',
      text: titled(plan, `Words ${round} ${n}`),
    }),
  ],
]

/** The same until there is an answer, wherever the server is now; who saw the steps of before looks again. */
async function persist(id: string, known: Omit<Known, 'plan'>, of: (known: Known) => Asked): Promise<void> {
  const until = performance.now() + 60_000
  let body = of({ ...known, plan: await planNow() })
  while (performance.now() < until) {
    const reply = await ask({ ...body, id })
    if (reply?.ok === true) return void done.set(id, (await reply.json()) as PlanAnswer)
    if (reply !== null) {
      const { problem } = (await reply.json().catch(() => ({ problem: { code: 'timeout' } }))) as { problem: Problem }
      if (problem.code === 'changed') body = of({ ...known, plan: await planNow() })
      else if (!['too-many', 'journal-unavailable', 'timeout'].includes(problem.code))
        throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
    }
    await pause(20)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}

it(
  '[CHG16] kill -9 in the middle of each kind of change: none is lost and none is done twice; what follows from it is there once',
  async () => {
    for (const [name, of] of kinds)
      for (let round = 0; round < kills; round += 1) {
        const all = Promise.all(
          Array.from({ length: together }, (_, n) => persist(`${name}-${round}-${n}`, { round, n }, of)),
        )
        await pause(random() * 60)
        expect((await server.running.kill()).signal).toBe('SIGKILL')
        killed += 1
        server = await Process.start(place.folder, 'aside')
        await all
      }
    expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    const hall = await openDay({ dir: place.folder })
    try {
      const { dialogues, access, live } = hall.parts
      const state = dialogues.standing(hall.dialogue)
      const commands = state?.changes.map(({ command }) => command) ?? []
      expect(commands.toSorted()).toEqual([...done.keys()].toSorted())
      const sites = state?.changes.flatMap(({ change }) => (change.do === 'site' ? [change.site.id] : [])) ?? []
      const added = state?.changes.flatMap(({ change }) => (change.do === 'table' ? [change.table] : [])) ?? []
      expect([sites.length, added.length]).toEqual([kills * together, kills * together])
      expect(new Set(added.map(({ number }) => number)).size).toBe(added.length)
      const links = access.links.list(hall.dialogue)
      for (const id of sites) expect(links.filter((link) => link.sites?.includes(id) === true).length).toBe(1)
      for (const { id } of added) {
        expect(
          links
            .filter(({ table }) => table === id)
            .map(({ role }) => role)
            .toSorted(),
        ).toEqual(['citizen', 'facilitator', 'reporter'])
        for (const board of dialogues.boardsOf(id)) {
          const { nodes } = await live.look(board.id, readBoard)
          expect([...nodes.values()].map(({ kind, wording }) => [kind, wording])).toEqual([['issue', board.question]])
        }
      }
      for (const [id, answer] of done)
        if (id.startsWith('add-table')) expect(answer.links.map(({ role }) => role).length).toBe(3)
      await dialogues.reread()
      expect(dialogues.standing(hall.dialogue)).toEqual(state)
      console.log(
        `plan: ${killed} kills in ${kinds.length} kinds of change, ${done.size} changes: nothing lost, nothing twice`,
      )
    } finally {
      await hall.close()
    }
  },
  120_000 + kills * 60_000,
)
