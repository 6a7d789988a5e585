/** A watch node before a hall: who watches there has what an observer has, by the same frames, and nothing else. */
import { addNode } from '@tablee/shared/board/edit'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { Changes } from '@tablee/shared/wire/changes'
import type { WatchList } from '@tablee/shared/wire/watch'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aFeed, aLog, aWatchNode, type Watching } from '../support/aWatchNode.ts'
import { done } from '../support/server.ts'
import { openHall, type Hall } from '../voices/hall.ts'
import { withinPromise } from '../support/promised.ts'

const { feed, lease } = aFeed()
let hall: Hall
let watching: Watching
let log: ReturnType<typeof aLog>
let path = ''
beforeAll(async () => {
  hall = await openHall({ feed })
  log = aLog(hall)
  watching = await aWatchNode(hall, { log: log.log })
  path = hall.link('observer').path ?? ''
  await policy({ consent: true, showWords: true, delayMinutes: 0 })
})
afterAll(async () => {
  await watching.close()
  await hall.close()
})

const origin = { who: 'reporter', why: 'test' }
async function say(wording: string, table = 1): Promise<void> {
  const id = wording.toLowerCase().replaceAll(' ', '-') as NodeId
  done(
    await hall.parts.live.write(hall.board(table, 2), 'reporter', (doc) =>
      addNode(doc, origin, { id, kind: 'issue', wording, lang: 'en' as Lang, at: 1 }),
    ),
  )
}
async function policy(change: Parameters<Hall['parts']['dialogues']['setPolicy']>[1]): Promise<void> {
  const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
  done(await hall.parts.dialogues.setPolicy(hall.board(1, 2), change, by))
}

it('[WND1] who watches at a watch node reads what the table shows, as it is written, with the stock provider', async () => {
  await say('Buses at night')
  const screen = await watching.follow(path)
  expect(screen.says()).toContain('Buses at night')
  await say('Trams by day')
  await screen.until(() => screen.says().includes('Trams by day'))
  // Who comes late has the same, from here.
  const late = await watching.follow(path)
  expect(late.show()).toEqual(screen.show())
  const timeless = (body: unknown): object => ({ ...(body as object), clock: null, now: null })
  for (const rest of ['', '?lang=fr', '/rules', '/results', '/themes', '/materials']) {
    const asked = `/api/watch/${path}${rest}`
    expect([rest, timeless((await watching.comes(asked)).body)]).toEqual([rest, timeless((await hall.api(asked)).body)])
  }
  // What says the time says it as it is, however long ago it was asked for.
  const before = Date.now()
  const told = (await watching.comes(`/api/watch/${path}`)).body as WatchList
  expect(told.clock.now).toBeGreaterThan(before - 1_000)
  expect(told.clock.now).toBeLessThan(Date.now() + 1_000)
})

it('[WND1] what is another is told to everybody who waits here, by one request of theirs all', async () => {
  const changes = async (after = ''): Promise<Changes> =>
    (await watching.comes(`/api/watch/${path}/changes${after}`)).body as Changes
  const { version } = await changes()
  const waits = Array.from({ length: 20 }, () => changes(`?after=${version}`))
  while (hall.parts.waiting.count() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(hall.parts.waiting.count()).toBe(1)
  await policy({ delayMinutes: 1 })
  const told = await Promise.all(waits)
  expect(new Set(told.map((one) => one.version)).size).toBe(1)
  expect(told[0]?.version).not.toBe(version)
  await policy({ delayMinutes: 0 })
})

it('[WND2] hidden, it goes within a second for who is there, who comes late and who comes back; no byte of it is sent again', async () => {
  await say('A secret that slipped')
  const screen = await watching.follow(path)
  await screen.until(() => screen.says().includes('A secret that slipped'))
  const began = performance.now()
  await policy({ hidden: ['a-secret-that-slipped' as never] })
  await screen.until(() => !screen.says().includes('A secret that slipped'))
  withinPromise('hidden at a watch node', began)
  expect((await watching.follow(path)).bytes().includes('A secret that slipped')).toBe(false)
})

it('[WND8] another owner takes over: observers stay, what was missed comes, and the old one is not heard any more', async () => {
  const screen = await watching.follow(path)
  log.owner.epoch = lease.epoch = 2
  await hall.tablee.halls.leave(hall.dialogue)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await hall.tablee.halls.enter(hall.dialogue)
  await say('After the change of hands')
  await screen.until(() => screen.says().includes('After the change of hands'))
  expect(screen.codes).toEqual([])
})

it('[WND4] its viewers are counted by their owner, a page once, and by the language that they read', async () => {
  const boards = [hall.board(3, 2), hall.board(4, 2)]
  const counted = (): number => hall.parts.views.watching(boards)
  const changed = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      if (holds()) return resolve()
      const stop = hall.parts.views.onWatching(() => {
        if (!holds()) return
        stop()
        resolve()
      })
    })
  const page = 'a-page-of-mine'
  await watching.follow(path, { table: 3, page })
  await watching.follow(path, { table: 4, page })
  const third = await watching.follow(path, { table: 3 })
  await changed(() => counted() === 2)
  expect(hall.parts.views.watching(boards, (lang) => lang === 'fr')).toBe(1)
  third.provider.destroy()
  await changed(() => counted() === 1)
})

it('[WND5] who is no node of the cluster hears nothing of an owner, and nothing but watching is asked at a watch node', async () => {
  const code = (headers: Readonly<Record<string, string>>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${hall.ws}/d/${hall.dialogue}/node/watch`, { headers })
      socket.once('message', () => resolve(0))
      socket.once('close', resolve)
    })
  expect(await code({})).toBe(closeCodes.forbidden)
  expect(await code({ 'x-test-node': 'a guess' })).toBe(closeCodes.forbidden)
  expect(await code({ 'x-test-node': 'a node' })).toBe(0)
  const organiser = (await hall.enter('organiser')).session
  for (const asked of [`/api/dialogues/${hall.dialogue}`, '/api/me', `/api/boards/${hall.board(1, 2)}`])
    expect((await watching.get(asked, { authorization: `Bearer ${organiser}` })).status).toBe(404)
})

it('[WND5] no address leads out of what a watching page asks: whatever it is read as, its owner is asked for nothing else', async () => {
  const organiser = (await hall.enter('organiser')).session
  const card = await hall.api(`/api/dialogues/${hall.dialogue}/links`, {
    as: organiser,
    body: { role: 'observer', audience: 'public' },
  })
  expect((await watching.comes(`/api/public/${hall.dialogue}/tables/1`)).status).toBe(200)
  // Of a browser's address a back-slash is a slash, and a tab is nothing.
  const out = `x${'%5c..'.repeat(9)}%5c`
  for (const asked of [`public/${hall.dialogue}/tables`, `watch/${path}/media`, `watch/${path}/places`])
    for (const led of [`${out}metrics`, `${out}healthz`, `${out}d%5c${hall.dialogue}%5cnode%5cknock`, '1%09'])
      expect([asked, led, (await watching.get(`/api/${asked}/${led}`)).status]).toEqual([asked, led, 404])
  await hall.api(`/api/links/${(card.body as { id: string }).id}`, { as: organiser, method: 'DELETE' })
})

it('[WND1] whatever somebody calls a room, they are told that there is none, and nobody else hears of it', async () => {
  const screen = await watching.follow(path)
  // Longer than what a node says to an owner: with it the line would end for everybody here, again with each new one.
  for (const room of ['x', 'x'.repeat(300), `${'x'.repeat(16)}.1`, 'a/b', ''])
    expect([room, await watching.ending(`/observe/${path}/${room}`)]).toEqual([
      room,
      { code: closeCodes.unknownRoom, reason: 'no such room' },
    ])
  await say('Said after the long name')
  await screen.until(() => screen.says().includes('Said after the long name'))
  expect(screen.codes).toEqual([])
})

it('[HTTP14] what it asks its owner for somebody counts for them: who asks for much takes nothing from who watches beside them', async () => {
  const before = watching.asked.length
  const all = [`watch/${path}?lang=xx-1`, `watch/${path}/places/nobodys`, `public/${hall.dialogue}/tables/77`]
  for (const one of all) await watching.comes(`/api/${one}`)
  const told = watching.asked.slice(before).filter((one) => !/node.watch|changes/.test(one.path))
  expect(told.map(({ path: of }) => of.replace(`/d/${hall.dialogue}/api/`, ''))).toEqual(all)
  expect(told.filter(({ address }) => !/127\.0\.0\.1|::1/.test(address ?? ''))).toEqual([])
})

it('[MVE11] of a dialogue that was moved out of the cluster it says where, at once to who waits, until it is back', async () => {
  const asked = `/api/watch/${path}/changes`
  const { version } = (await watching.comes(asked)).body as Changes
  const waits = watching.get(`${asked}?after=${version}`)
  log.moves({ to: 'https://dialogue.example.org' })
  const gone = { status: 503, body: { problem: { code: 'moved', to: 'https://dialogue.example.org' } } }
  expect(await waits).toMatchObject(gone)
  expect(await watching.get(`/api/watch/${path}`)).toMatchObject(gone)
  log.moves(null)
  await watching.comes(`/api/watch/${path}`)
})

it('[WND3] a link that is revoked ends here within a second, and what is asked through it is that of a link that never was', async () => {
  const screen = await watching.follow(path)
  const waits = watching.get(`/api/watch/${path}/changes?after=${'x'.repeat(22)}`)
  const began = performance.now()
  await hall.parts.access.links.revoke(hall.link('observer').id)
  expect(await screen.closed).toBe(closeCodes.unauthorised)
  withinPromise('revoked at a watch node', began)
  await waits
  expect((await watching.get(`/api/watch/${path}`)).body).toEqual({ problem: { code: 'link-unknown' } })
  expect((await watching.ending(`/observe/${path}/${screen.room}`)).code).toBe(closeCodes.unauthorised)
  expect((await watching.ending(`/observe/nobodys/${screen.room}`)).code).toBe(closeCodes.unauthorised)
})
