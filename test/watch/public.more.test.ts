/** A dialogue that was opened to the public: JSON without a link, on one machine and at a watch node, and behind a cache. */
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { PublicDialogue } from '@tablee/shared/wire/public'
import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aFeed, aWatchNode, type Watching } from '../support/aWatchNode.ts'
import { done } from '../support/server.ts'
import { openHall, type Hall } from '../voices/hall.ts'
import { withinPromise } from '../support/promised.ts'

let hall: Hall
let watching: Watching
let organiser = ''
beforeAll(async () => {
  hall = await openHall({ feed: aFeed().feed })
  watching = await aWatchNode(hall)
  organiser = (await hall.enter('organiser')).session
  await policy({ consent: true, showWords: true, delayMinutes: 0 })
})
afterAll(async () => {
  await watching.close()
  await hall.close()
})
async function policy(change: Parameters<Hall['parts']['dialogues']['setPolicy']>[1]): Promise<void> {
  const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
  done(await hall.parts.dialogues.setPolicy(hall.board(1, 2), change, by))
}
async function say(wording: string): Promise<NodeId> {
  const id = wording.toLowerCase().replaceAll(' ', '-') as NodeId
  done(
    await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) =>
      addNode(doc, { who: 'reporter', why: 'test' }, { id, kind: 'issue', wording, lang: 'en' as Lang, at: 1 }),
    ),
  )
  return id
}
const path = (): string => `/api/public/${hall.dialogue}`
const table = (): string => `${path()}/tables/1`
const bothPlaces = (): readonly string[] => [hall.url, watching.url]

/** A cache as stands before a server: it keeps what it may for as long as it may, and asks again by the ETag. */
async function aCache(to: string) {
  const kept = new Map<string, { readonly until: number; readonly tag: string; readonly body: string }>()
  let asked = 0
  async function answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body: string }> {
    const url = request.url ?? ''
    const known = kept.get(url)
    if (known !== undefined && performance.now() < known.until) return { status: 200, body: known.body }
    asked += 1
    const found = await fetch(`${to}${url}`, { headers: known === undefined ? {} : { 'if-none-match': known.tag } })
    const body = found.status === 304 ? (known?.body ?? '') : await found.text()
    const [, age] = /^public, max-age=(\d+)/.exec(found.headers.get('cache-control') ?? '') ?? []
    if (age !== undefined)
      kept.set(url, { until: performance.now() + Number(age) * 1_000, tag: found.headers.get('etag') ?? '', body })
    else kept.delete(url)
    return { status: found.status === 304 ? 200 : found.status, body }
  }
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => response.writeHead(status).end(body))
  })
  await new Promise<void>((ready) => server.listen(0, ready))
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked: () => asked,
    close: () => server.close(),
  }
}

it('[WND10] what was not opened is not there; a card of the public opens it without a link, and ends it', async () => {
  await say('Buses at night')
  for (const at of bothPlaces()) expect((await fetch(`${at}${path()}`)).status).toBe(404)
  const atTable = async () => (await hall.api(`/api/boards/${hall.board(1, 2)}`, { as: organiser })).body
  expect(await atTable()).not.toHaveProperty('everybody')
  const issued = await hall.api(`/api/dialogues/${hall.dialogue}/links`, {
    as: organiser,
    body: { role: 'observer', audience: 'public' },
  })
  expect(issued.status).toBe(201)
  expect(await atTable()).toMatchObject({ everybody: true })
  // Who names observers has made one of the links that stand on the organiser's page.
  const named = await hall.api(`/api/dialogues/${hall.dialogue}/links`, {
    as: organiser,
    body: { role: 'observer', audience: 'observers' },
  })
  expect(named.body).not.toHaveProperty('audience')
  const wrong = { role: 'citizen', table: hall.tableId(1), audience: 'public' }
  expect((await hall.api(`/api/dialogues/${hall.dialogue}/links`, { as: organiser, body: wrong })).status).toBe(400)
  for (const at of bothPlaces()) {
    let answer = await fetch(`${at}${path()}`)
    while (answer.status === 404) answer = await fetch(`${at}${path()}`)
    const told = (await answer.json()) as PublicDialogue
    expect(told.tables.map((one) => one.table)).toEqual([1, 2, 3, 4, 5, 6])
    // What a table shows is found from here, by whoever has the one address alone.
    for (const { table: number, address } of told.tables)
      expect(await (await fetch(new URL(address, at))).json()).toMatchObject({ table: number, view: { state: 'open' } })
    // Nobody could come to a room, or through a link, by it.
    expect(JSON.stringify(told)).not.toContain('room')
    const [one, again] = [await fetch(`${at}${table()}`), await fetch(`${at}${table()}`)]
    expect(await one.text()).toContain('Buses at night')
    expect([one.headers.get('cache-control'), one.headers.get('set-cookie')]).toEqual([
      'public, max-age=1, must-revalidate',
      null,
    ])
    const tag = again.headers.get('etag') ?? ''
    expect(tag).toBe(one.headers.get('etag'))
    const same = await fetch(`${at}${table()}`, { headers: { 'if-none-match': tag } })
    expect([same.status, await same.text()]).toEqual([304, ''])
    expect((await fetch(`${at}${path()}/tables/99`)).status).toBe(404)
    expect((await fetch(`${at}/api/public/nobodys`)).status).toBe(404)
  }
})

it('[WND11] [VIEW7] what is hidden is gone within two seconds behind a cache, on one machine and at a watch node', async () => {
  for (const [n, at] of bothPlaces().entries()) {
    const cache = await aCache(at)
    const wording = `A slip of the tongue ${n}`
    const id = await say(wording)
    const read = async (): Promise<string> => (await fetch(`${cache.url}${table()}`)).text()
    while (!(await read()).includes(wording)) await new Promise((resolve) => setTimeout(resolve, 20))
    const began = performance.now()
    await policy({ hidden: [id] })
    let reads = 0
    while ((await read()).includes(wording)) {
      reads += 1
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    withinPromise(`hidden behind a cache (${reads} reads, ${cache.asked()} asked)`, began, 2_000)
    cache.close()
  }
})

it('[WND10] [WND13] its card revoked, it is not there any more, behind a cache within two seconds, and whoever watches by it is out', async () => {
  const links = (await hall.api(`/api/dialogues/${hall.dialogue}/links`, { as: organiser })).body as LinkEntry[]
  const card = hall.parts.access.links.list(hall.dialogue).find(({ audience }) => audience === 'public')
  const told = links.find(({ id }) => id === card?.id)
  expect([told?.audience, links.filter(({ audience }) => audience !== undefined).length]).toEqual(['public', 1])
  const page = `/api/watch/${told?.url?.split('/').at(-1) ?? ''}`
  for (const at of bothPlaces()) expect((await fetch(`${at}${page}`)).status).toBe(200)
  const caches = await Promise.all(bothPlaces().map(aCache))
  for (const { url } of caches) expect((await fetch(`${url}${table()}`)).status).toBe(200)
  const began = performance.now()
  await hall.api(`/api/links/${card?.id ?? ''}`, { as: organiser, method: 'DELETE' })
  for (const at of bothPlaces())
    for (const address of [page, path()])
      while ((await fetch(`${at}${address}`)).status === 200) await new Promise((resolve) => setTimeout(resolve, 10))
  withinPromise('closed to the public, on one machine and at a watch node', began)
  for (const { url, close } of caches) {
    while ((await fetch(`${url}${table()}`)).status !== 404) await new Promise((resolve) => setTimeout(resolve, 10))
    close()
  }
  withinPromise('closed to the public behind a cache', began, 2_000)
})
