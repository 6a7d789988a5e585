/** A table whose people came in at different nodes of one cluster: nobody notices which. */
import { randomBytes } from 'node:crypto'
import { boardName, demoId } from '@tablee/server/demo/dialogue'
import { readBoard } from '@tablee/shared/board/read'
import type { Role } from '@tablee/shared/roles'
import { readView } from '@tablee/shared/view/read'
import { addressIn } from '@tablee/shared/wire/address'
import type { Changes } from '@tablee/shared/wire/changes'
import type { UploadTold } from '@tablee/shared/wire/uploads'
import type { WatchList } from '@tablee/shared/wire/watch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { bringing } from '../materials/bring.ts'
import { mp4 } from '../materials/files.ts'
import { png } from '../photo/pictures.ts'
import { aDevice, entered, sat, type Link } from '../support/aDevice.ts'
import { routesOf } from '@tablee/server/http/openapi'
import { done } from '../support/server.ts'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing } from '../support/postgres.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { proxyTo } from '../support/proxy.ts'
import { ofDoc, when } from '../support/when.ts'
import { gapsOf, said, wordings } from './devices.ts'

const board = boardName(6, 2)
/** What a film weighs that is brought; `FILM_MB=300` by hand. */
const filmMb = Number(process.env['FILM_MB'] ?? 8)

describe.skipIf(postgresMissing !== null)('two nodes', () => {
  let cluster: ACluster
  let owner: Awaited<ReturnType<ACluster['node']>>
  let other: typeof owner
  const ending: (() => void)[] = []
  beforeAll(async () => {
    cluster = await aCluster()
    owner = await cluster.node({ notice: 250 })
    other = await cluster.node()
    expect(await other.cluster.whereIs(demoId)).toMatchObject({ is: 'there', node: owner.cluster.node })
  }, 60_000)
  afterAll(async () => {
    for (const end of ending) end()
    await cluster?.stop()
  })
  const tokenOf = (role: Role, table: number | null): { readonly token: string; readonly path: string | null } => {
    const { access, dialogues } = (owner.halls.of(demoId) === null ? other : owner).halls.at(demoId)
    const at = dialogues.tables(demoId).find(({ number }) => number === table)?.id ?? null
    const link = access.links.list(demoId).find((one) => one.role === role && one.table === at)
    if (link === undefined) throw new Error(`no link of ${role}`)
    return access.links.derive(link)
  }
  const ask = (url: string, path: string, as: string, more: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...more, headers: { authorization: `Bearer ${as}`, ...more.headers } })

  it('[EDG8] a table writes together, wherever each of them came in, and who watches sees it', async () => {
    const ana = await sat(aDevice(owner.url), tokenOf('facilitator', 6).token, board)
    const bo = await sat(aDevice(other.url), tokenOf('reporter', 6).token, board)
    ending.push(
      () => ana.close(),
      () => bo.close(),
    )
    const { path } = tokenOf('observer', null)
    const list = (await (await fetch(`${other.url}/api/watch/${path}`)).json()) as WatchList
    const room = list.tables.find(({ table }) => table === 6)?.room ?? ''
    const seen = new Y.Doc()
    const provider = new WebsocketProvider(`${other.url.replace('http', 'ws')}/observe/${path}`, room, seen, {
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    })
    ending.push(() => provider.destroy())
    const ofView = (text: string) => () => Object.values(readView(seen).nodes).some(({ wording }) => wording === text)

    for (const [from, to, text] of [
      [ana, bo, 'said at the node that has it'],
      [bo, ana, 'said at the one that has not'],
    ] as const) {
      said(from, text)
      await when('saved', from.subscribe, () => from.light().kind === 'saved')
      await when('with the other', ofDoc(to.doc), () => wordings(to).includes(text))
      await when('observed', ofDoc(seen), ofView(text))
    }
    expect(await (await fetch(`${other.url}/metrics`)).text()).toMatch(
      /tablee_piped_requests_total\{how="socket"\} [1-9]/,
    )
    expect(readBoard(bo.doc).nodes.size).toBe(readBoard(ana.doc).nodes.size)
  })

  it('[EDG8] a stock client whose address names no dialogue edits there, too', async () => {
    const session = await entered(aDevice(other.url), tokenOf('reporter', 6).token)
    const asked = { board, path: 'collab', clients: [7] }
    const answer = await ask(other.url, '/api/tickets', session.session, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    const { ticket } = (await answer.json()) as { ticket: string }
    const stock = new RawEditor({ url: other.url.replace('http', 'ws'), name: `board:${board}`, ticket, clientID: 7 })
    await stock.ready()
    expect([...readBoard(stock.doc).nodes.values()].map(({ wording }) => wording)).toContain(
      'said at the one that has not',
    )
    await stock.leave()
  })

  it('[EDG8] what is held wakes at the other node, and a photo and a film that were brought there are everywhere', async () => {
    const session = await entered(aDevice(other.url), tokenOf('organiser', null).token)
    const path = addressIn(demoId, `/api/dialogues/${demoId}/changes`)
    const now = (await (await ask(other.url, path, session.session)).json()) as Changes
    const news = ask(other.url, `${path}?after=${encodeURIComponent(now.version)}`, session.session)
    const reporter = await entered(aDevice(other.url), tokenOf('reporter', 6).token)
    const photo = png()
    const photos = `/api/boards/${board}/photos`
    const kept = await ask(other.url, photos, reporter.session, { method: 'POST', body: new Uint8Array(photo) })
    expect(kept.status).toBe(201)
    const { hash } = (await kept.json()) as { hash: string }
    for (const url of [owner.url, other.url]) {
      const got = await ask(url, `${photos}/${hash}`, reporter.session)
      expect(Buffer.from(await got.arrayBuffer()).equals(Buffer.from(photo))).toBe(true)
    }

    const organiser = session.session
    const api = async (at: string, request: { as?: string | undefined; body?: unknown } = {}) => {
      const reply = await ask(other.url, at, request.as ?? organiser, {
        method: request.body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      return { status: reply.status, headers: reply.headers, body: (await reply.json()) as unknown }
    }
    const hands = bringing({ url: other.url, dialogue: demoId, api }, organiser)
    const film = mp4({ media: randomBytes(filmMb * 1024 * 1024) })
    const began = performance.now()
    const { id } = (await (await hands.begin(film.length)).json()) as UploadTold
    expect((await hands.patch(id, 0, film.subarray(0, 1_000_000))).status).toBe(204)
    expect((await hands.head(id)).headers.get('upload-offset')).toBe('1000000')
    const sent = await hands.patch(id, 1_000_000, film.subarray(1_000_000))
    expect([sent.status, await sent.text()]).toEqual([204, ''])
    const took = performance.now() - began
    console.log(`a film of ${filmMb} MB through the other node in ${took.toFixed(0)} ms`)
    const looked = await hands.looked(id)
    expect(looked).toMatchObject({ state: 'ready' })
    const about = { kind: 'add', id: 'film-1', of: 'film', title: { en: 'The harbour' }, step: null }
    expect((await hands.does(about)).status).toBe(200)
    // An organiser's page is told of it, where it waits.
    expect(((await (await news).json()) as Changes).version).not.toBe(now.version)
  })

  it('[EDG10] who is of a dialogue at the other node is told what they are told on one machine: not allowed, not unknown', async () => {
    const harbour = 'harbour' as typeof demoId
    const { links } = (await other.halls.enter(harbour)).access
    const issued = done(await links.issue({ role: 'organiser', dialogue: harbour }))
    const { token } = links.derive(issued)
    const { session } = await entered(aDevice(other.url), token)
    await Promise.all([other, owner].map(({ cluster: { led } }) => led()))
    expect(await owner.cluster.whereIs(harbour)).toMatchObject({ is: 'there' })
    const named: Readonly<Record<string, string>> = { dialogue: demoId, board, site: 'site-1', link: issued.id }
    const all = routesOf(owner.app).filter(
      ({ path, declared }) =>
        declared !== null &&
        declared.body === undefined &&
        (declared.at === 'board' || declared.at === 'dialogue') &&
        declared.action !== 'anybody' &&
        path.startsWith('/api/'),
    )
    expect(all.length).toBeGreaterThan(40)
    const told = async (url: string, method: string, path: string, as: string) => {
      const answer = await ask(url, path, as, { method })
      const { problem } = (await answer.json()) as { readonly problem?: { readonly code: string } }
      return [method, path, answer.status, problem?.code]
    }
    for (const { url } of [owner, other])
      for (const as of [token, session]) {
        for (const { method, path } of all) {
          const asked = path
            .replace(/\{[^}]*\}/g, '')
            .replace(/:(\w+)/g, (_, name: string) => named[name] ?? 'x'.repeat(16))
          expect(await told(url, method, asked, as)).toEqual([method, asked, 403, 'not-allowed'])
        }
        // By its address another dialogue is not there, as one that never was.
        for (const dialogue of [demoId, 'nowhere' as typeof demoId]) {
          const me = addressIn(dialogue, '/api/me')
          expect(await told(url, 'GET', me, as)).toEqual(['GET', me, 404, 'not-found'])
        }
        expect((await told(url, 'GET', '/api/me', as))[2]).toBe(200)
      }
    // Whom nobody knows is a stranger at each of them, and so is who has left.
    const listed = `/api/dialogues/${demoId}`
    for (const { url } of [owner, other])
      expect((await told(url, 'GET', listed, 'nonsense-that-is-long-enough'))[2]).toBe(401)
    expect((await ask(owner.url, '/api/sessions', session, { method: 'DELETE' })).status).toBe(204)
    expect((await told(owner.url, 'GET', listed, session))[2]).toBe(401)
  })

  /** Says something every so often until it is told to end: what was said, and the longest time in which nothing was saved. */
  function typing(link: Link, name: string) {
    const all: string[] = []
    const { longest, stop } = gapsOf(link)
    let count = 0
    const timer = setInterval(() => {
      const text = `${name} ${(count += 1)}`
      all.push(text)
      said(link, text)
    }, 60)
    return async (): Promise<{ readonly all: readonly string[]; readonly gap: number }> => {
      clearInterval(timer)
      await when(`all of ${name} saved`, link.subscribe, () => link.light().kind === 'saved')
      stop()
      return { all, gap: longest() }
    }
  }

  it('[EDG9] a node that leaves hands its halls over one by one: nothing is lost, and nobody writes into nothing for two seconds', async () => {
    // What a balancer does: whoever comes is sent to a node that says it is ready.
    const front = await proxyTo(owner.url)
    const asking = setInterval(() => {
      fetch(`${owner.url}/readyz`).then(
        ({ status }) => status === 503 && front.lead(other.url),
        () => front.lead(other.url),
      )
    }, 100)
    ending.push(() => front.close())
    const ana = await sat(aDevice(front.url, { page: false }), tokenOf('facilitator', 6).token, board)
    const bo = await sat(aDevice(other.url), tokenOf('reporter', 6).token, board)
    ending.push(
      () => ana.close(),
      () => bo.close(),
    )
    const stops = [typing(ana, 'ana'), typing(bo, 'bo')]
    await new Promise((resolve) => setTimeout(resolve, 500))
    await owner.close()
    await new Promise((resolve) => setTimeout(resolve, 800))
    clearInterval(asking)
    const typed = await Promise.all(stops.map((stop) => stop()))
    const gaps = typed.map(({ gap }) => Math.round(gap))
    console.log(`nothing was saved for ${gaps.join(' and ')} ms`)
    expect(await other.cluster.whereIs(demoId)).toEqual({ is: 'here' })
    const cy = await sat(aDevice(other.url), tokenOf('facilitator', 6).token, board)
    ending.push(() => cy.close())
    const there = wordings(cy)
    expect(typed.flatMap(({ all }) => all).filter((text) => there.filter((one) => one === text).length !== 1)).toEqual(
      [],
    )
    expect(Math.max(...gaps)).toBeLessThan(2_000)
  })
})
