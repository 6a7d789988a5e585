/**
 * A day that changes under kill -9 of the real server: sites, tables and seats are added, steps put in, lengthened and left
 * out, questions put in other words, four at once. In the end each change stands once, each added table has its boards, each
 * with its question once, and its three cards. `PLAN_KILLS`: kills in each kind of change.
 */
import { readBoard } from '@tablee/shared/board/read'
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import { expect, it } from 'vitest'
import { openDay } from '../voices/day.ts'
import { killed, type Way, type Without } from './killed.ts'

const kills = Number(process.env['PLAN_KILLS'] ?? 1)
const together = 4

type Asked = Without<PlanCommand>
type Known = { readonly plan: Plan; readonly round: number; readonly n: number }

let way: Way
let site: SiteId
let tables: readonly TableId[] = []
/** Ids of changes that were answered, with the cards that came. */
const done = new Map<string, PlanAnswer>()
const server = killed('plan', async (dir) => {
  const hall = await openDay({ dir })
  way = { session: (await hall.enter('organiser')).session, path: `/api/dialogues/${hall.dialogue}/plan` }
  site = hall.siteOf(1)
  tables = hall.parts.dialogues.tables(hall.dialogue).map(({ id }) => id)
  await hall.close()
})

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

/** Who saw the steps of before looks again. */
async function persist(id: string, known: Omit<Known, 'plan'>, of: (known: Known) => Asked): Promise<void> {
  for (;;) {
    const said = await server.ask<PlanAnswer>(way, { id, ...of({ ...known, plan: await server.read(way) }) }, [
      'changed',
    ])
    if (said === 'changed') continue
    if (typeof said !== 'string') done.set(id, said)
    return
  }
}

it(
  '[CHG16] kill -9 in the middle of each kind of change: none is lost and none is done twice; what follows from it is there once',
  async () => {
    for (const [name, of] of kinds)
      for (let round = 0; round < kills; round += 1)
        await server.amid(
          Array.from({ length: together }, (_, n) => () => persist(`${name}-${round}-${n}`, { round, n }, of)),
          { spread: 40 },
        )
    await server.end(async (hall) => {
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
    }, `${kinds.length} kinds of change, ${done.size} changes`)
  },
  120_000 + kills * 60_000,
)
