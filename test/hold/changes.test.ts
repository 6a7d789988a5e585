/** What pages follow: the organiser's, analysts', who watches, a print, the journal, a phone that waits to be let in. */
import type { Changes } from '@tablee/shared/wire/changes'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { sit, speak, unique, type Hall } from '../voices/hall.ts'

let hall: Hall
let organiser: string
let analyst: string
beforeAll(async () => {
  hall = await openDay()
  organiser = (await hall.enter('organiser')).session
  analyst = (await hall.enter('analyst')).session
}, 60_000)
afterAll(() => hall.close())

type Told = { readonly version: string }
const of = (path: string): string => `/api/dialogues/${hall.dialogue}${path}`
const wall = (): string => `/api/watch/${hall.link('observer').path ?? ''}`
const get = async <T>(path: string, as?: string): Promise<T> =>
  (await hall.api(path, as === undefined ? {} : { as })).body as T

/** Resolves when one request more is held than before. */
async function held<T extends Told>(path: string, as?: string): Promise<{ before: T; after: Promise<T> }> {
  const before = await get<T>(path, as)
  const count = hall.parts.waiting.count()
  const after = get<T>(`${path}${path.includes('?') ? '&' : '?'}after=${before.version}`, as)
  while (hall.parts.waiting.count() <= count) await new Promise((resolve) => setImmediate(resolve))
  return { before, after }
}
/** Which parts are others after it happened. */
async function moved(as: string | undefined, happens: () => Promise<unknown>): Promise<readonly string[]> {
  const { before, after } = await held<Changes>(as === undefined ? `${wall()}/changes` : of('/changes'), as)
  await happens()
  const { parts } = await after
  return Object.keys(parts).filter((name) => parts[name] !== before.parts[name])
}

describe('one held request for all that a page shows', () => {
  it('[HOLD1] ends when a card is withdrawn, a snapshot taken, a table closed, a sentence struck out: and says which part it is', async () => {
    const { board } = await runnerAt(hall, 1)
    const link = hall.link('citizen', 6)
    expect(
      await moved(organiser, () => hall.api(`/api/links/${link.id}`, { method: 'DELETE', as: organiser })),
    ).toEqual(['links'])
    const take = (): Promise<unknown> => hall.api(`/api/boards/${board}/snapshots`, { method: 'POST', as: analyst })
    expect(await moved(organiser, take)).toEqual(['snapshots', 'erasures'])
    expect(await moved(analyst, () => speak(hall, 1, [{ id: 'w1', seat: null, text: 'Trams.' }]).then(take))).toEqual([
      'snapshots',
    ])
    const close = (closed: boolean) =>
      hall.api(`/api/boards/${board}/access`, { method: 'PUT', as: organiser, body: { closed } })
    expect(await moved(analyst, () => close(true))).toEqual(['dialogue'])
    expect(await moved(organiser, () => close(false))).toEqual(['dialogue'])
    const strike = { id: unique(), kind: 'redact', words: 'w1' }
    const runner = await runnerAt(hall, 1)
    expect(
      await moved(organiser, () => hall.api(`/api/boards/${board}/commands`, { as: runner.session, body: strike })),
    ).toEqual(['erasures'])
  })

  it('[HOLD2] says to each role what it may read and no more, and to who watches the list and the results', async () => {
    const parts = async (path: string, as?: string) => Object.keys((await get<Changes>(path, as)).parts)
    expect(await parts(of('/changes'), organiser)).toEqual([
      'dialogue',
      'materials',
      'plan',
      'links',
      'snapshots',
      'erasures',
      'recovery',
    ])
    expect(await parts(of('/changes'), analyst)).toEqual(['dialogue', 'materials', 'snapshots'])
    expect(await parts(of('/changes'), (await runnerAt(hall, 2)).session)).toEqual(['dialogue', 'materials'])
    expect(await parts(`${wall()}/changes`)).toEqual(['list', 'materials', 'themes', 'results'])
    const runner = await runnerAt(hall, 2)
    await runner.does({ kind: 'open', step: 'ask', nodes: [] })
    expect(await moved(undefined, () => runner.does({ kind: 'close', step: 'ask' }))).toEqual(['results'])
    const next = { as: organiser, body: { session: 3, id: unique() } }
    expect(await moved(undefined, () => hall.api(of('/session'), next))).toContain('list')
    await hall.api(of('/session'), { as: organiser, body: { session: 2, id: unique() } })
  })

  it('[HOLD3] ends at once where the link is revoked, and names the reason', async () => {
    const issued = await get<{ id: string; url: string }>(of('/links'), organiser)
    expect(issued).toBeDefined()
    const { body } = await hall.api(of('/links'), { as: organiser, body: { role: 'observer' } })
    const { id, url } = body as { id: string; url: string }
    const { after } = await held(`/api/watch/${url.split('/').at(-1) ?? ''}/changes`)
    await hall.api(`/api/links/${id}`, { method: 'DELETE', as: organiser })
    expect(await after).toEqual({ problem: { code: 'link-unknown' } })
  })
})

describe('what a page asks one thing of', () => {
  it('[HOLD4] a print says how far it is; the journal its next row; observers’ eyes what they see now; a seat that waits when it is let in', async () => {
    const runner = await runnerAt(hall, 3)
    const job = await hall.api(of('/paper'), {
      as: organiser,
      body: { session: 2, kinds: ['map'], tables: null, langs: ['en'] },
    })
    const path = of(`/paper/${(job.body as { id: string }).id}`)
    for (let print = job.body as Told & { state: string }; print.state !== 'done'; )
      print = await get(`${path}?after=${encodeURIComponent(print.version)}`, organiser)

    await speak(hall, 3, [{ id: 'w2', seat: null, text: 'Trees.' }])
    const rows = await held<Told & { entries: readonly unknown[] }>(
      of(`/journal/entries?doc=board:${runner.board}`),
      organiser,
    )
    const eyes = await held<Told & { view: { words: object } }>(`/api/boards/${runner.board}/observed`, runner.session)
    await speak(hall, 3, [{ id: 'w3', seat: null, text: 'Shade.' }])
    expect((await rows.after).entries).toHaveLength(1)
    expect(Object.keys((await eyes.after).view.words)).toHaveLength(2)

    const family = await phoneAt(hall, 3, 'T3-01')
    const same = { table: 3, device: family.device }
    const [second, third] = [await hall.enter('citizen', 3, same), await hall.enter('citizen', 3, same)]
    await sit(hall, second.session, 'T3-02')
    expect((await sit(hall, third.session, 'T3-03')).status).toBe(409)
    type Seats = Told & { seats: readonly { seat: string; waits?: boolean }[] }
    const waits = ({ seats }: Seats) => seats.filter((one) => one.waits === true).map(({ seat }) => seat)
    const asked = await held<Seats>('/api/seats?waits=T3-03', third.session)
    expect(waits(asked.before)).toContain('T3-03')
    await runner.does({ kind: 'let-in', seat: 'T3-03' as never })
    expect(waits(await asked.after)).not.toContain('T3-03')
  })

  it('[HOLD4] a board that many look at is read once for all of them', async () => {
    await speak(hall, 4, [{ id: 'w4', seat: null, text: 'Benches.' }])
    const eyes = []
    for (let n = 0; n < 3; n += 1) {
      const { board, session } = await runnerAt(hall, 4)
      eyes.push(await held<Told>(`/api/boards/${board}/observed`, session))
    }
    const read = vi.spyOn(hall.parts.views, 'observed')
    await speak(hall, 4, [{ id: 'w5', seat: null, text: 'Fountains.' }])
    const versions = (await Promise.all(eyes.map(({ after }) => after))).map(({ version }) => version)
    expect([new Set(versions).size, read.mock.calls.length]).toEqual([1, 1])
    read.mockRestore()
  })

  it('[HOLD6] is answered, whatever it is, when the server leaves', async () => {
    const leaving = await openDay()
    const as = (await leaving.enter('organiser')).session
    const path = `/api/dialogues/${leaving.dialogue}/changes`
    const watched = `/api/watch/${leaving.link('observer').path ?? ''}/changes`
    const before = await Promise.all([path, watched].map(async (at) => (await leaving.api(at, { as })).body as Changes))
    const answers = [path, watched].map((at, n) => leaving.api(`${at}?after=${before[n]?.version ?? ''}`, { as }))
    while (leaving.parts.waiting.count() < 2) await new Promise((resolve) => setImmediate(resolve))
    await leaving.close()
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(before)
  })
})
