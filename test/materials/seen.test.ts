/**
 * Who is told of a film: who prepares the day of all of it, citizens and who watches of what was opened to their hall. What was
 * not opened is in no byte that they get, neither its title nor its name nor its bytes' hash.
 */
import type { Materials } from '@tablee/shared/wire/materials'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { TableVoices } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDay, phoneAt } from '../voices/day.ts'
import { unique, type Hall } from '../voices/hall.ts'
import { canary, fill } from './aFilm.ts'

let hall: Hall
let now = Date.UTC(2026, 10, 28, 9)
let organiser: string
let head: string
const at = (): string => `/api/dialogues/${hall.dialogue}`
beforeAll(async () => {
  hall = await openDay({ clock: () => now })
  organiser = (await hall.enter('organiser')).session
  head = (await hall.enter('head', 1)).session
}, 60_000)
afterAll(() => hall.close())

const read = async (session: string): Promise<Materials> =>
  (await hall.api(`${at()}/materials`, { as: session })).body as Materials
const watched = async (): Promise<Materials> =>
  (await hall.api(`/api/watch/${hall.link('observer').path ?? ''}/materials`)).body as Materials
async function add(title: string, session: number | null, kind = 'film'): Promise<string> {
  const id = unique('material')
  const step = session === null ? null : { session, step: 0 }
  const body = { id, kind: 'add', of: kind, title: { en: title }, step }
  expect((await hall.api(`${at()}/materials`, { as: organiser, body })).status).toBe(200)
  await fill(hall, id)
  return id
}
const play = (body: object, as = head) =>
  hall.api(`${at()}/sites/${hall.siteOf(1)}/playing`, { as, body: { id: unique(), ...body } })
const begin = async (session: number): Promise<void> => {
  const { course, version } = hall.parts.dialogues.sites(hall.dialogue).find(({ id }) => id === hall.siteOf(1))
    ?.clock ?? {
    course: null,
    version: 0,
  }
  expect(course).not.toBeNull()
  const body = { id: unique(), kind: 'begin', session, seen: version }
  expect((await hall.api(`${at()}/sites/${hall.siteOf(1)}/room`, { as: head, body })).status).toBe(200)
}
const titles = ({ materials }: Materials): readonly string[] => materials.map(({ title }) => title['en'] ?? '')

describe('what was opened to the hall', () => {
  it('[MAT5] nothing that was not opened is in a byte that citizens, seats or watchers get; who prepares sees all of it', async () => {
    await add(`Of session four ${canary}`, 4)
    await add(`Of the whole day ${canary}`, null)
    const phone = await phoneAt(hall, 1, 'T1-01')
    const citizen = (await hall.enter('citizen', 1)).session
    const facilitator = (await hall.enter('facilitator', 1)).session
    for (const as of [
      organiser,
      head,
      facilitator,
      (await hall.enter('reporter', 1)).session,
      (await hall.enter('analyst')).session,
    ])
      expect(titles(await read(as))).toHaveLength(2)
    const link = hall.link('observer').path ?? ''
    const board = hall.board(1, 2)
    const bytes: string[] = []
    for (const [path, as] of [
      [`${at()}/materials`, phone.session],
      [`${at()}/materials`, citizen],
      [`${at()}/changes`, citizen],
      ['/api/seat', phone.session],
      [`/api/boards/${board}/voices`, citizen],
      [`/api/watch/${link}/materials`, undefined],
      [`/api/watch/${link}/changes`, undefined],
      [`/api/watch/${link}`, undefined],
    ] as const)
      bytes.push(JSON.stringify((await hall.api(path, { as })).body))
    for (const each of bytes) {
      expect(each).not.toContain(canary)
      expect(each).not.toContain('a'.repeat(64))
    }
    expect((await read(citizen)).materials).toEqual([])
    expect(((await hall.api('/api/seat', { as: phone.session })).body as SeatAnswer).materials).toBeUndefined()
    expect(
      ((await hall.api(`/api/boards/${board}/voices`, { as: citizen })).body as TableVoices).materials,
    ).toBeUndefined()
    // What they are told is the same, to the byte, as where there is nothing at all.
    expect((await watched()).version).toBe((await read(citizen)).version)
  })

  it('[MAT5] a session that begins opens what stands in it, when its notice is over, and whoever waits is told then', async () => {
    const citizen = (await hall.enter('citizen', 1)).session
    const before = await watched()
    const waits = hall.api(`/api/watch/${hall.link('observer').path ?? ''}/materials?after=${before.version}`)
    await begin(4)
    // While the notice runs it can be taken back: nobody is told.
    expect(titles(await read(citizen))).toEqual([])
    now += 10_000
    expect(titles((await waits).body as Materials)).toEqual([`Of session four ${canary}`])
    expect(titles(await read(citizen))).toEqual([`Of session four ${canary}`])
    const [one] = (await watched()).materials
    expect(one?.openedAt).toEqual([hall.siteOf(1)])
  })

  it('[MAT6] the console starts it for its hall: all hear the same beginning, and what is started is seen there from then on', async () => {
    const citizen = (await hall.enter('citizen', 1)).session
    const whole = (await read(organiser)).materials.find(({ step }) => step === null)?.id ?? ''
    const waits = hall.api(`/api/watch/${hall.link('observer').path ?? ''}/changes?after=none`)
    expect((await waits).status).toBe(200)
    const started = await play({ kind: 'start', material: whole })
    expect(started.status).toBe(200)
    const [playing] = (await watched()).playing
    expect(playing).toMatchObject({
      site: hall.siteOf(1),
      material: whole,
      startsAt: now + 3_000,
      from: 0,
      heldAt: null,
    })
    expect(playing?.endsAt).toBe(now + 3_000 + 600_000)
    expect((await read(citizen)).playing).toEqual([playing])
    now += 63_000
    expect((await play({ kind: 'hold', playing: playing?.id })).status).toBe(200)
    expect((await watched()).playing[0]).toMatchObject({ heldAt: 60, endsAt: null })
    expect((await play({ kind: 'go-on', playing: playing?.id })).status).toBe(200)
    // Who holds what plays no more is told that it has changed.
    expect((await play({ kind: 'hold', playing: 'another' })).status).toBe(409)
    now += 600_000
    expect((await watched()).playing).toEqual([])
    expect((await play({ kind: 'hold', playing: playing?.id })).status).toBe(409)
    expect(titles(await read(citizen))).toContain(`Of the whole day ${canary}`)
  })

  it('[MAT6] once per id, and only by who runs that hall: nobody at a table starts, no head beyond their site', async () => {
    const material = (await read(organiser)).materials[0]?.id ?? ''
    const id = unique()
    for (let time = 0; time < 2; time += 1) expect((await play({ id, kind: 'start', material })).status).toBe(200)
    expect((await watched()).playing.map((one) => one.id)).toEqual([id])
    for (const role of ['facilitator', 'reporter', 'citizen'] as const)
      expect((await play({ kind: 'end', playing: id }, (await hall.enter(role, 1)).session)).status).toBe(403)
    const elsewhere = (await hall.enter('head', 3)).session
    if (hall.siteOf(3) !== hall.siteOf(1))
      expect((await play({ kind: 'end', playing: id }, elsewhere)).status).toBe(403)
    // The organiser plays it everywhere; a head of one site is given that site alone.
    expect((await play({ kind: 'start', material, sites: 'all' }, organiser)).status).toBe(200)
    const sites = hall.parts.dialogues.sites(hall.dialogue).length
    expect((await watched()).playing).toHaveLength(sites)
    const running = (await watched()).playing[0]?.id
    expect((await play({ kind: 'end', playing: running, sites: 'all' })).status).toBe(200)
    expect((await watched()).playing).toHaveLength(sites - 1)
    expect((await play({ kind: 'end', playing: running, sites: 'all' }, organiser)).status).toBe(200)
    expect((await watched()).playing).toEqual([])
  })

  it('[MAT1] removed, it is in nothing that is served, and plays nowhere', async () => {
    const [one] = (await read(organiser)).materials
    await play({ kind: 'start', material: one?.id })
    const body = { id: unique(), kind: 'remove', material: one?.id }
    expect((await hall.api(`${at()}/materials`, { as: organiser, body })).status).toBe(200)
    expect((await watched()).playing).toEqual([])
    expect((await read(organiser)).materials.map(({ id }) => id)).not.toContain(one?.id)
    expect((await play({ kind: 'start', material: one?.id })).status).toBe(404)
  })
})
