/**
 * The measure of the house: a further audience is declared once (`press.ts`). Here the real server has it beside its
 * observers: what it gets over HTTP and sockets, when, under which headers, and what it never gets, follows from that.
 */
import { addNode } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, Lang, NodeId } from '@tablee/shared/ids'
import { actions, can, type Action } from '@tablee/shared/roles'
import { everyAudience, observers, type Audience } from '@tablee/shared/view/audiences'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { WatchList } from '@tablee/shared/wire/watch'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { layPhoto, png } from '../photo/pictures.ts'
import { done } from '../support/server.ts'
import { entries, openDay, runnerAt } from '../voices/day.ts'
import { watch, type Hall } from '../voices/hall.ts'
import { press } from './press.ts'

let hall: Hall
let now = Date.UTC(2026, 10, 28, 9)
const closing: (() => void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await hall.close()
})

const origin = { who: 'reporter', why: 'test' }
const minutesLater = (minutes: number): void => void (now += minutes * 60_000)
const policy = async (change: Parameters<Hall['parts']['dialogues']['setPolicy']>[1]): Promise<void> => {
  const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
  done(await hall.parts.dialogues.setPolicy(hall.board(1, 2), change, by))
}
/** A table says it, and writes it down. */
async function say(wording: string): Promise<void> {
  const id = wording.toLowerCase().replaceAll(' ', '-')
  const written = await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    addNode(doc, origin, { id: id as NodeId, kind: 'issue', wording, lang: 'en' as Lang, at: 1 })
    addBlocks(doc, origin, [{ id: `block-${id}` as BlockId, kind: 'paragraph', line: `Minutes: ${wording}` }])
  })
  done(written)
}
async function card(audience: Audience) {
  const link = done(await hall.parts.access.links.issue({ role: 'observer', audience, dialogue: hall.dialogue }))
  return { ...link, ...hall.parts.access.links.derive(link), path: hall.parts.access.links.derive(link).path ?? '' }
}
const open = async () => {
  hall = await openDay({ clock: () => now, audiences: [...everyAudience, press] })
  await policy({ consent: true, showWords: true, showNotes: true, showCanvas: true, delayMinutes: 0 })
  return { theirs: await card(press), ours: { ...hall.link('observer'), path: hall.link('observer').path ?? '' } }
}
const roomsOf = async (path: string) => ((await hall.api(`/api/watch/${path}`)).body as WatchList).tables
async function follow(path: string) {
  const screen = await watch(hall, 1, path)
  closing.push(screen.close)
  const says = () => Object.values(screen.show().nodes).map(({ wording }) => wording)
  return { ...screen, says, minutes: () => Object.values(screen.show().notes).map(({ text }) => text) }
}
const ending = (path: string, room: string): Promise<number> =>
  new Promise((code) => void new WebSocket(`${hall.ws}/observe/${path}/${room}`).once('close', code))
const framing = async (path: string) => {
  const { headers } = await hall.api(path)
  const policies = headers.get('content-security-policy') ?? ''
  return [/frame-ancestors ([^;]*)/.exec(policies)?.[1], headers.get('x-frame-options'), headers.get('set-cookie')]
}
const ownPage = ["'none'", 'DENY', null]

it('[HOUSE1] an audience that is declared once sees what its policy allows, by its own delay, over stock sockets', async () => {
  const { theirs, ours } = await open()
  const [later, atOnce] = [await follow(theirs.path), await follow(ours.path)]
  await say('Buses at night')
  await atOnce.until(() => atOnce.says().includes('Buses at night'))
  minutesLater(14)
  await say('Trams by day')
  await atOnce.until(() => atOnce.minutes().includes('Minutes: Trams by day'))
  expect(later.says()).toEqual([])
  minutesLater(1)
  await say('Ferries')
  await later.until(() => later.says().length > 0)
  expect([later.says(), (await roomsOf(theirs.path))[0]?.delay, (await roomsOf(ours.path))[0]?.delay]).toEqual([
    ['Buses at night'],
    15,
    0,
  ])
  // What is taken away is gone at once: a delay keeps nothing that protects people.
  await policy({ consent: false })
  await later.until(() => later.show().state === 'no-consent')
  await policy({ consent: true })
  minutesLater(15)
  await say('Bridges')
  await later.until(() => later.says().includes('Trams by day'))
  expect([later.minutes(), later.bytes().includes('Minutes:')]).toEqual([[], false])
  // Two copies cannot be joined: the same entries have other ids.
  expect(Object.keys(atOnce.show().nodes).filter((id) => id in later.show().nodes)).toEqual([])
})

it('[HOUSE1] its photos and figures are its own: shown by its delay, to its own card', async () => {
  const { theirs, ours } = await open()
  const reporter = (await hall.enter('reporter', 1)).session
  const kept = await hall.api(`/api/boards/${hall.board(1, 2)}/photos`, { as: reporter, bytes: png() })
  const { hash } = kept.body as { hash: string }
  await policy({ photos: [hash as never] })
  const [later, atOnce] = [await follow(theirs.path), await follow(ours.path)]
  done(await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => layPhoto(doc, hash)))
  const photos = () => Promise.all([theirs, ours].map(({ path }) => hall.api(`/api/watch/${path}/photos/${hash}`)))
  await atOnce.until(() => Object.keys(atOnce.show().canvas).length > 0)
  expect((await photos()).map(({ status }) => status)).toEqual([404, 200])
  const runner = await runnerAt(hall, 1)
  const answers = { table: { type: 'single', option: 'trees' } } as const
  for (const command of [
    { kind: 'open', step: 'vote', nodes: await entries(hall, runner.board, ['More trams']) },
    { kind: 'table-answer', step: 'vote', answers },
    { kind: 'close', step: 'vote' },
  ] as const)
    expect((await runner.does(command)).body).toMatchObject({ board: runner.board })
  const closed = async ({ path }: { path: string }) =>
    ((await hall.api(`/api/watch/${path}/results`)).body as ResultsAnswer).steps[0]?.tables.closed ?? 0
  expect([await closed(theirs), await closed(ours)]).toEqual([0, 1])
  minutesLater(15)
  await say('A photo')
  await later.until(() => Object.keys(later.show().canvas).length > 0)
  expect((await photos()).map(({ status }) => status)).toEqual([200, 200])
  expect([await closed(theirs), await closed(ours)]).toEqual([1, 1])
})

it('[HOUSE1] its card is one of the access matrix: it watches and nothing else, opens no other audience’s rooms, and is withdrawn as any', async () => {
  const { theirs, ours } = await open()
  const [[room], [other]] = [await roomsOf(theirs.path), await roomsOf(ours.path)]
  expect(room?.room).not.toBe(other?.room)
  expect(await ending(ours.path, room?.room ?? '')).toBe(closeCodes.unknownRoom)
  expect(await ending(theirs.path, other?.room ?? '')).toBe(closeCodes.unknownRoom)
  // Its token, shown as a session, has the right of its row and no other.
  expect(actions.filter((action: Action) => can(theirs.role, action))).toEqual(['watch.follow'])
  for (const path of [`/api/boards/${hall.board(1, 2)}`, `/api/boards/${hall.board(1, 2)}/observed`])
    expect((await hall.api(path, { as: theirs.token })).status).toBe(403)

  const organiser = (await hall.enter('organiser')).session
  const listed = (await hall.api(`/api/dialogues/${hall.dialogue}/links`, { as: organiser })).body as LinkEntry[]
  expect(listed.find(({ id }) => id === theirs.id)).toMatchObject({ role: 'observer', revokedAt: null })
  const ended = ending(theirs.path, room?.room ?? '')
  const stays = await follow(ours.path)
  expect((await hall.api(`/api/links/${theirs.id}`, { as: organiser, method: 'DELETE' })).status).toBe(200)
  expect(await ended).toBe(closeCodes.unauthorised)
  expect((await hall.api(`/api/watch/${theirs.path}`)).body).toMatchObject({ problem: { code: 'link-unknown' } })
  await say('Still watched')
  await stays.until(() => stays.says().includes('Still watched'))
})

it('[HOUSE2] its page may be framed by whom it names and nobody else’s is, and what is public neither reads a session nor begins one', async () => {
  const { theirs, ours } = await open()
  const page = (path: string) => `/watch/${path}`
  expect(await framing(page(theirs.path))).toEqual(['https://paper.example', null, null])
  expect(await framing(`${page(theirs.path)}/entry/abcdefghijklmnop`)).toEqual(['https://paper.example', null, null])
  for (const path of [page(ours.path), page('nobodys'), '/', '/join', `/api/watch/${theirs.path}`, '/healthz'])
    expect([path, ...(await framing(path))]).toEqual([path, ...ownPage])
  // Of another dialogue's address it is no page of theirs.
  expect(await framing(`/d/elsewhere${page(theirs.path)}`)).toEqual(ownPage)
  const organiser = (await hall.enter('organiser')).session
  for (const path of [page(ours.path), `/api/watch/${ours.path}`, `/api/watch/${ours.path}/results`]) {
    const [bare, known] = await Promise.all(
      [{}, { authorization: `Bearer ${organiser}`, cookie: 'session=1' }].map(async (headers) => {
        const answer = await fetch(`${hall.url}${path}`, { headers })
        return { status: answer.status, cookie: answer.headers.get('set-cookie'), text: await answer.text() }
      }),
    )
    expect(known).toEqual(bare)
    expect(bare).toMatchObject({ cookie: null })
  }
  await hall.parts.access.links.revoke(theirs.id)
  expect(await framing(page(theirs.path))).toEqual(ownPage)
})

it('[HOUSE1] where a server does not have its audience, its card opens nothing, and everybody else’s goes on', async () => {
  const { ours } = await open()
  const unknown: Audience = { ...press, name: 'unheard-of' }
  const { path } = await card(unknown)
  const [room] = await roomsOf(ours.path)
  expect((await hall.api(`/api/watch/${path}`)).body).toMatchObject({ problem: { code: 'link-unknown' } })
  expect(await ending(path, room?.room ?? '')).toBe(closeCodes.unauthorised)
  expect([await framing(`/watch/${path}`), room?.delay, observers.name]).toEqual([ownPage, 0, 'observers'])
})
