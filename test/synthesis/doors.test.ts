/**
 * One sentence as words, entry, element and paragraph, with a translation of each, read, in a theme and joined: whatever takes it
 * away takes it from every door of those who analyse, within a second, and from what they wait for.
 */
import { addNode } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, Lang, NodeId, SeatCode } from '@tablee/shared/ids'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { aTranslator } from '../translations/aTranslator.ts'
import { phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { draw, openHall, speak, unique, yes, type Hall } from '../voices/hall.ts'
import { withinPromise } from '../support/promised.ts'

const sentence = 'The night bus stops too early for the nurses of our town'
const stays = 'Nobody asked the drivers of the trams'
const lang = 'en' as Lang
const origin = { who: 'reporter', why: 'test' }
let hall: Hall
let phone: Phone
let runner: Awaited<ReturnType<typeof runnerAt>>
let ada = ''
const board = () => hall.board(1, 2)

beforeAll(async () => {
  hall = await openHall()
  phone = await phoneAt(hall, 1, 'T1-01')
  runner = await runnerAt(hall, 1)
  ada = (await hall.enter('analyst', undefined, { device: 'ada' })).session
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01' satisfies string as SeatCode, text: sentence },
    { id: 'w2', seat: null, text: stays },
  ])
  await draw(hall, 1, { id: 'shape:bus', seat: null, text: sentence })
  await draw(hall, 1, { id: 'shape:tram', seat: null, text: stays })
  for (const n of [1, 2])
    await hall.parts.live.write(hall.board(n, 2), 'reporter', (doc) => {
      const text = n === 1 ? sentence : stays
      addNode(doc, origin, { id: 'echo' as NodeId, kind: 'position', wording: text, lang, at: 1 })
      if (n !== 1) return
      const mention = ['They agree: ', { node: 'echo' as NodeId, label: sentence }]
      addBlocks(doc, origin, [
        { id: 'bus' as BlockId, kind: 'paragraph', line: sentence },
        { id: 'mentions' as BlockId, kind: 'paragraph', line: mention },
      ])
    })
  const french = await aTranslator(hall)
  await vi.waitFor(
    async () => expect((await french.read()).texts.filter(({ text }) => text === sentence).length).toBe(3),
    { timeout: 20_000 },
  )
  for (const one of (await french.read()).texts.filter(({ text }) => text === sentence)) {
    const made = { kind: 'translate', ...french.at(one), original: sentence, before: null, text: 'MADE of it' } as const
    expect((await french.does(made)).status).toBe(204)
  }
  const says = async (body: object, id = unique('step')): Promise<string> => {
    const done = await hall.api(`/api/dialogues/${hall.dialogue}/themes`, { as: ada, body: { id, ...body } })
    expect(done.status, JSON.stringify([body, done.body])).toBe(204)
    return id
  }
  const theme = await says({ kind: 'theme', name: 'Night' })
  await says({ kind: 'put', entry: `${board()}/words/w1`, theme })
  await says({ kind: 'put', entry: `${board()}/element/shape:bus`, theme })
  await says({ kind: 'same', a: `${board()}/wording/echo`, b: `${hall.board(2, 2)}/wording/echo` })
  await says({ kind: 'same', a: `${board()}/element/shape:bus`, b: `${board()}/element/shape:tram` })
  await says({ kind: 'open', entry: `${board()}/wording/echo` })
  inTheme = theme
}, 60_000)
let inTheme = ''
afterAll(() => hall?.close())

const doors = (): readonly string[] =>
  [
    'themes',
    `themes/${inTheme}`,
    'themes/none',
    'themes/outside',
    'hall-map',
    `hall-map/card?entry=${board()}/wording/echo`,
    'hall-map/card',
    'hall-vision',
    'conditions',
    'shares',
  ].map((door) => `/api/dialogues/${hall.dialogue}/${door}`)
type Answer = { readonly path: string; readonly version: string; readonly text: string }
const ask = async (path: string): Promise<Answer> => {
  const { body } = await hall.api(path, { as: ada })
  const version = (body as { version?: string } | null)?.version ?? ''
  return { path, version, text: JSON.stringify(body) }
}
const secret = (text: string): boolean => text.includes(sentence) || text.includes('MADE')
const telling = async (): Promise<readonly string[]> =>
  (await Promise.all(doors().map(ask))).filter(({ text }) => secret(text)).map(({ path }) => path)

async function gone(how: () => Promise<void>): Promise<void> {
  const before = (await Promise.all(doors().map(ask))).filter(({ text }) => secret(text))
  expect(before.length).toBeGreaterThan(3)
  const waiting = before.map(async ({ path, version }) => {
    let after = version
    for (;;) {
      const now = await ask(`${path}${path.includes('?') ? '&' : '?'}after=${after}`)
      if (!secret(now.text)) return path
      after = now.version
    }
  })
  const began = performance.now()
  await how()
  await Promise.all(waiting)
  withinPromise('what was taken away left what they wait for', began)
  expect(await telling()).toEqual([])
}
const command = async (body: object): Promise<void> => {
  const path = `/api/boards/${board()}/commands`
  const done = await hall.api(path, { as: runner.session, body: { id: unique(), ...body } })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const consents = async (consent: object): Promise<void> => {
  const done = await phone.send({ id: unique(), kind: 'consent', consent: { ...yes, ...consent } } as never)
  expect(done.status).toBe(200)
}
const policy = async (body: object): Promise<void> => {
  const done = await hall.api(`/api/boards/${board()}/policy`, { as: runner.session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
const back = () => expect.poll(async () => (await telling()).length, { timeout: 5_000 }).toBeGreaterThan(5)

it('[SYN8] [SYN19] a curtain takes it from every door', async () => {
  await back()
  await gone(() => command({ kind: 'curtain', to: 'drawn' }))
  await command({ kind: 'curtain', to: 'open' })
  await back()
})
it('[SYN19] who does not want to be watched, or quoted, takes it and all that says the same', async () => {
  for (const no of [{ observed: false }, { quoted: false }]) {
    await gone(() => consents(no))
    await consents({ observed: true, quoted: true })
    await back()
  }
})
it('[SHR7] a theme that is called by it has no name on walls and at tables, as long as its person refuses or once they took it back', async () => {
  const at = `/api/dialogues/${hall.dialogue}/shares`
  const sites = hall.parts.dialogues.sites(hall.dialogue).map(({ id }) => id)
  const themes = [{ theme: inTheme, name: { en: sentence, fr: 'MADE of it' } }]
  const share = { id: unique('share'), kind: 'share', sites, themes }
  expect((await hall.api(at, { as: ada, body: share })).status).toBe(204)
  const path = hall.link('observer').path ?? ''
  await speak(hall, 1, [{ id: 'w3', seat: 'T1-01', text: sentence }])
  const shown = async (after?: string): Promise<Answer> => {
    const { body } = await hall.api(`/api/watch/${path}/themes${after === undefined ? '' : `?after=${after}`}`)
    return { path, version: (body as { version: string }).version, text: JSON.stringify(body) }
  }
  const atTable = async () =>
    JSON.stringify((await hall.api(`/api/boards/${board()}/voices`, { as: runner.session })).body)
  const taken = [
    () => consents({ observed: false }),
    () => consents({ quoted: false }),
    () => command({ kind: 'withdraw', words: 'w3' }),
  ]
  for (const how of taken) {
    const { version, text } = await shown()
    expect(secret(text) && secret(await atTable())).toBe(true)
    const waiting = shown(version)
    const began = performance.now()
    await how()
    expect(secret((await waiting).text)).toBe(false)
    withinPromise('what was taken away left a theme that is shown', began)
    expect(secret(await atTable())).toBe(false)
    await consents({ observed: true, quoted: true })
  }
  expect((await hall.api(at, { as: ada, body: { id: unique(), kind: 'off', share: share.id } })).status).toBe(204)
})

it('[SYN19] hidden, its entry goes; struck out without an erasure, its words', async () => {
  const entry = `"entry":"${board()}/wording/echo"`
  const words = `"entry":"${board()}/words/w1"`
  const told = async (what: string) => (await Promise.all(doors().map(ask))).some(({ text }) => text.includes(what))
  expect(await told(entry)).toBe(true)
  expect(await told(`They agree: ${sentence}`)).toBe(true)
  const hides = performance.now()
  await policy({ hidden: ['echo'] })
  await expect.poll(() => told(entry), { interval: 20 }).toBe(false)
  withinPromise('a hidden entry left every door', hides)
  // Minutes that mention it name it no more, as for who watches.
  expect(await told(`They agree: ${sentence}`)).toBe(false)
  expect(await told('They agree: …')).toBe(true)
  await policy({ hidden: [] })
  expect(await told(words)).toBe(true)
  const strikes = performance.now()
  await command({ kind: 'redact', words: 'w1' })
  await expect.poll(() => told(words), { interval: 20 }).toBe(false)
  withinPromise('struck out, words left every door', strikes)
})

it('[SYN6] a command of another device’s id is none: nothing stands twice under one name, and nothing is undone with it', async () => {
  const bea = (await hall.enter('analyst', undefined, { device: 'bea' })).session
  const at = (what: string): string => `/api/dialogues/${hall.dialogue}/${what}`
  const put = { id: inTheme, kind: 'put', entry: `${board()}/words/w2`, theme: inTheme }
  expect((await hall.api(at('themes'), { as: bea, body: put })).status).toBe(409)
  const sites = hall.parts.dialogues.sites(hall.dialogue).map(({ id }) => id)
  const share = { id: unique('share'), kind: 'share', sites, themes: [{ theme: inTheme, name: { und: 'Night' } }] }
  expect((await hall.api(at('shares'), { as: ada, body: share })).status).toBe(204)
  expect((await hall.api(at('shares'), { as: ada, body: share })).status).toBe(204)
  expect((await hall.api(at('shares'), { as: bea, body: share })).status).toBe(409)
  const { shares } = (await hall.api(at('shares'), { as: ada })).body as { shares: readonly { id: string }[] }
  expect(shares.filter(({ id }) => id === share.id)).toHaveLength(1)
})
