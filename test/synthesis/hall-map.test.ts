/** The hall's map over real HTTP: three tables that say the same in their own words, and how each of them stands to it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords, relate } from '@tablee/shared/board/edit'
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { HallCard, HallCardOpened, HallMapTold } from '@tablee/shared/wire/hall-map'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-hall-map-'))
let server: TestServer
let ada = ''
beforeAll(async () => {
  server = await startServer({ dir: folder })
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const session = 5
let count = 0
const unique = (what: string): string => `${what}-${++count}`
const at = (): string => `/api/dialogues/${server.dialogue}/hall-map`
async function told(as = ada, query: Readonly<Record<string, string>> = {}): Promise<HallMapTold> {
  const reply = await server.api(`${at()}?${new URLSearchParams({ session: String(session), ...query })}`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as HallMapTold
}
async function opened(entry: string): Promise<HallCardOpened> {
  const reply = await server.api(`${at()}/card?${new URLSearchParams({ entry })}`, { as: ada })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as HallCardOpened
}
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (command: Without<ThemeCommand>, id = unique('step')): Promise<Reply> =>
  server.api(`/api/dialogues/${server.dialogue}/themes`, { as: ada, body: { id, ...command } })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null

const name = (table: number, node: string): string => `${server.board(table, session)}/wording/${node}`
const by = () => ({ lang: 'en' as Lang, at: ++count })
const origin = { who: 'reporter', why: 'test' } as const
async function write(table: number, node: string, kind: NodeKind, wording: string, to?: [RelationKind, string]) {
  done(
    await server.parts.live.write(server.board(table, session), 'reporter', (doc) => {
      addNode(doc, origin, { id: node as NodeId, kind, wording, ...by() })
      if (to === undefined) return
      const [relation, target] = to
      const ends = { kind: relation, from: node as NodeId, to: target as NodeId }
      relate(doc, origin, { id: `${node}-${target}` as RelationId, ...ends, at: ++count })
    }),
  )
  return name(table, node)
}
async function said(table: number, node: string, id: string, text: string, seat: string | null = null) {
  const whose = { seat: seat as SeatCode | null, capture: 'dictated' } as const
  done(
    await server.parts.live.write(server.board(table, session), 'reporter', (doc) => {
      addWords(doc, origin, { id: id as WordsId, node: node as NodeId, text, ...whose, ...by() })
    }),
  )
}
async function until(is: (map: HallMapTold) => boolean): Promise<HallMapTold> {
  let map = await told()
  while (!is(map)) map = await told(ada, { after: map.version })
  return map
}
const card = ({ cards }: HallMapTold, entry: string): HallCard => {
  const found = cards.find(({ id }) => id === entry)
  if (found === undefined) throw new Error(`no card ${entry}`)
  return found
}
const stances = ({ holds, objects, onlyIf }: HallCard) => ({ holds, objects, onlyIf })

describe("the hall's map", () => {
  it('[HMAP2] is one graph of all tables: what nobody joined stands by itself', async () => {
    const before = await told()
    await write(1, 'night', 'position', 'Trams all night')
    await said(1, 'night', 'w1', 'After midnight I walk.', 'T1-01')
    await write(2, 'late', 'position', 'A tram every hour of the night')
    await said(2, 'late', 'w2', 'An hour is long, but it comes.', 'T2-01')
    await said(2, 'late', 'w3', 'I would take it.', 'T2-01')
    await write(2, 'cost', 'argument', 'Nobody pays for empty trams', ['attacks', 'late'])
    await write(3, 'noch', 'position', 'Night trams on Fridays')
    await write(3, 'safe', 'condition', 'Only if somebody is on board', ['qualifies', 'noch'])
    const map = await told()
    expect([map.session, map.entries - before.entries]).toEqual([session, 5])
    const stood = new Set(before.cards.map(({ id }) => id))
    expect(map.cards.filter(({ id }) => !stood.has(id)).map(({ text }) => text)).toEqual([
      'Trams all night',
      'A tram every hour of the night',
      'Nobody pays for empty trams',
      'Night trams on Fridays',
      'Only if somebody is on board',
    ])
    expect(card(map, name(2, 'cost'))).toMatchObject({
      parent: name(2, 'late'),
      relation: { kind: 'attacks', tables: 1 },
      wordings: 1,
    })
  })

  it('[HMAP3] joined, a card says who holds it, who objects and who only under a condition', async () => {
    expect((await say({ kind: 'same', a: name(1, 'night'), b: name(2, 'late') })).status).toBe(204)
    expect((await say({ kind: 'same', a: name(3, 'noch'), b: name(2, 'late') })).status).toBe(204)
    const map = await told()
    const night = card(map, name(1, 'night'))
    const [t1, t2, t3] = [1, 2, 3].map((table) => server.tableId(table))
    expect(stances(night)).toEqual({ holds: [t1], objects: [t2], onlyIf: [t3] })
    expect(night).toMatchObject({ text: 'Trams all night', people: 2, wordings: 3 })
    expect(card(map, name(3, 'safe')).parent).toBe(night.id)
    // An objection that its table answers is none.
    await write(2, 'full', 'argument', 'They are not empty', ['attacks', 'cost'])
    expect(stances(card(await told(), night.id))).toEqual({ holds: [t1, t2], objects: [], onlyIf: [t3] })
  })

  it('[HMAP4] opens down to the wording of each table, what speaks against it there, and its words', async () => {
    const { wordings } = await opened(name(2, 'late'))
    expect(wordings.map(({ text, stance }) => [text, stance])).toEqual([
      ['Trams all night', 'holds'],
      ['A tram every hour of the night', 'holds'],
      ['Night trams on Fridays', 'if'],
    ])
    expect(wordings[1]?.words.map(({ text, seat }) => [text, seat])).toEqual([
      ['An hour is long, but it comes.', 'T2-01'],
      ['I would take it.', 'T2-01'],
    ])
    expect(wordings[2]?.conditions.map(({ text }) => text)).toEqual(['Only if somebody is on board'])
    const nowhere = await server.api(`${at()}/card?entry=${server.board(1, session)}/wording/x`, { as: ada })
    expect(problemOf(nowhere)).toBe('not-found')
  })

  it('[HMAP1] shows the wording that was chosen; what is taken out or taken back stands by itself again', async () => {
    expect((await say({ kind: 'show', entry: name(3, 'noch') })).status).toBe(204)
    const shown = card(await told(), name(1, 'night'))
    expect([shown.text, shown.entry]).toEqual(['Night trams on Fridays', name(3, 'noch')])
    expect((await say({ kind: 'apart', entry: name(3, 'noch') }, 'out')).status).toBe(204)
    const apart = await told()
    expect([card(apart, name(1, 'night')).wordings, card(apart, name(3, 'noch')).wordings]).toEqual([2, 1])
    expect(apart.steps[0]).toMatchObject({ kind: 'apart', a: 'Night trams on Fridays', b: null, can: true })
    expect(problemOf(await say({ kind: 'apart', entry: name(3, 'noch') }))).toBe('changed')
    expect((await say({ kind: 'undo', of: 'out' })).status).toBe(204)
    expect(card(await told(), name(1, 'night')).wordings).toBe(3)
  })

  it('[HMAP5] suggests which two may be the same, with what they share, where they differ and what would follow', async () => {
    await write(1, 'shut', 'position', 'The city may stop the driverless shuttle the same day')
    await write(2, 'stop', 'position', 'The city can stop a driverless shuttle within an hour')
    await said(2, 'stop', 'w9', 'An hour, not a day.', 'T2-02')
    const pair = [name(1, 'shut'), name(2, 'stop')]
    const isOurs = ({ asked }: HallMapTold): boolean => asked.some(({ a, b }) => pair.includes(a) && pair.includes(b))
    const found = await until(isOurs)
    const asked = found.asked.find(({ a }) => pair.includes(a))
    expect(asked).toMatchObject({
      a: name(1, 'shut'),
      b: name(2, 'stop'),
      cardA: name(1, 'shut'),
      over: null,
      shared: ['driverless', 'shuttle', 'city', 'stop'],
      differs: [['same day'], ['within an hour']],
      ifSame: { tables: 2, people: 1 },
      words: { text: 'An hour, not a day.', seat: 'T2-02' },
    })
    expect(found.waiting).toBeGreaterThanOrEqual(found.asked.length)
    const [a = '', b = ''] = pair
    expect((await say({ kind: 'different', a, b }, 'no')).status).toBe(204)
    const refused = await told()
    expect([isOurs(refused), refused.refused - found.refused]).toEqual([false, 1])
    expect((await say({ kind: 'undo', of: 'no' })).status).toBe(204)
    expect((await told()).asked).toEqual(found.asked)
    expect((await say({ kind: 'same', a, b, suggested: true })).status).toBe(204)
    const taken = await told()
    expect([isOurs(taken), taken.taken, card(taken, a).wordings]).toEqual([false, 1, 2])
  })

  it('[HMAP1] says no to what cannot be the same', async () => {
    const words = `${server.board(1, session)}/words/w1`
    for (const [a, b, code] of [
      [name(1, 'night'), name(1, 'night'), 'bad-request'],
      [name(1, 'night'), words, 'bad-request'],
      [words, `${server.board(2, session)}/words/w2`, 'bad-request'],
      [name(1, 'night'), name(2, 'nothing'), 'not-found'],
      [name(1, 'night'), 'elsewhere/wording/n', 'not-found'],
      [name(1, 'night'), name(2, 'late'), 'changed'],
      ['../../x', name(2, 'late'), 'bad-request'],
    ] as const)
      expect(problemOf(await say({ kind: 'same', a, b })), `${a} = ${b}`).toBe(code)
    expect(problemOf(await say({ kind: 'show', entry: name(3, 'safe') }))).toBe('changed')
    expect((await server.api(`${at()}?session=x`, { as: ada })).status).toBe(400)
    expect((await told(ada, { session: '9' })).cards).toEqual([])
  })
})
