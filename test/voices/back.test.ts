/** What a phone has again of earlier sessions, where the running one looks back: its own, and of nobody else. */
import type { ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { SiteId } from '@tablee/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHall, unique, type Hall } from './hall.ts'
import { phoneAt, runnerAt, withSteps } from './day.ts'

const reads: ProgrammeStep = { kind: 'read-back', title: { en: 'Read back' }, minutes: 10 }
const talks: ProgrammeStep = { kind: 'map', title: { en: 'Talk' }, minutes: 10 }

let hall: Hall
beforeAll(async () => {
  hall = await openHall({
    draft(draft) {
      const [one, two, three] = withSteps(draft).sessions
      if (one === undefined || two === undefined || three === undefined) throw new Error('three sessions')
      return { ...draft, sessions: [{ ...one, steps: [reads] }, two, { ...three, steps: [talks, reads] }] }
    },
  })
}, 60_000)
afterAll(() => hall.close())

async function begin(session: number): Promise<void> {
  const { dialogues } = hall.parts
  const site = dialogues.sites(hall.dialogue)[0]
  const by = { author: 'head', device: 'd', command: unique('begin') }
  const does = { do: 'begin', session, clock: 'anew' } as const
  const of = { site: site?.id ?? ('' as SiteId) }
  const begun = await dialogues.act(hall.dialogue, of, does, { version: site?.clock.version ?? 0 }, by)
  expect(begun).toMatchObject({ ok: true })
}

it('[BACK6] in a session that looks back a phone has what it handed in before, and nothing of the seat beside it', async () => {
  await begin(2)
  const [one, other] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
  const desk = await runnerAt(hall, 1)
  expect((await desk.does({ kind: 'open', step: 'signed', nodes: [] })).status).toBe(200)
  expect((await one.write('signed', 'sheet-one', 'I walk to work.')).status).toBe(200)
  expect((await desk.does({ kind: 'close', step: 'signed' })).status).toBe(200)
  await begin(1)
  expect((await one.read()).rounds).toEqual([])
  await begin(3)
  const again = (await one.read()).rounds
  expect(again.map(({ step, session, state }) => [step, session?.number, state])).toEqual([['signed', 2, 'closed']])
  expect(JSON.stringify(again)).toContain('I walk to work.')
  expect((await other.read()).rounds).toEqual([])
})
