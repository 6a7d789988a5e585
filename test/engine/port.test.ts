/** The port to the operator's engine, against engines that are broken, slow, lying or away: nobody is hurt, and no text is told. */
import { createEngine, waits, type Noted, type Waits } from '@tablee/server/engine/engine'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { anEngine, answered, parrot, type Behaviour } from '../support/anEngine.ts'

/** Long enough for an answer on a machine that does much else. */
const quick: Waits = { translate: 1_500, transcribe: 1_500, about: 3_000 }
const named = 'parrot'
const text = 'CANARY the ferry at night'
let engine: Awaited<ReturnType<typeof anEngine>>
let now = 1_000_000
let noted: Noted[] = []

beforeAll(async () => {
  engine = await anEngine()
})
afterAll(() => engine.close())
beforeEach(() => {
  engine.now(parrot)
  engine.says(engine.about)
  engine.forget()
  noted = []
})
const port = (address = engine.address, wait: Waits = quick) =>
  createEngine({ address, clock: () => now, note: (one) => void noted.push(one), wait })
const translate = (of: ReturnType<typeof port>, more: object = {}) =>
  of.translate({ named, text, from: 'en', to: 'fr', ...more })

it('[ENG1] three questions in a small JSON protocol, and what comes back says which engine it was of', async () => {
  const one = port()
  expect(await translate(one)).toEqual({ ok: true, value: { engine: 'parrot', version: '7.1', text: `[fr] ${text}` } })
  expect(
    await one.transcribe({ named, lang: 'en-GB', ms: 1_200, wav: new Uint8Array([82, 73, 70, 70]) }),
  ).toMatchObject({
    ok: true,
    value: { text: 'the last bus leaves too early' },
  })
  const themes = [
    { id: 'buses', name: 'Buses' },
    { id: 'ferries', name: 'Ferries' },
  ]
  expect(await one.suggest({ named, text, lang: 'en', themes })).toEqual({
    ok: true,
    value: { engine: 'parrot', version: '7.1', themes: ['buses'] },
  })
  expect(engine.asked).toEqual([
    { path: '/translate', body: { protocol: 'tablee-engine/1', from: 'en', to: 'fr', text } },
    { path: '/transcribe', body: { protocol: 'tablee-engine/1', lang: 'en', audio: 'UklGRg==' } },
    { path: '/suggest', body: { protocol: 'tablee-engine/1', lang: 'en', text, themes } },
  ])
  // What it does not offer is not asked.
  expect(await translate(one, { to: 'ar' })).toEqual({ ok: false, trouble: 'cannot' })
  expect(engine.asked).toHaveLength(3)
})

it('[ENG1] its log says which engine, how much, how long and how it went, and no letter of a text', async () => {
  const one = port()
  await translate(one)
  engine.now((_asked, response) => answered(response, `${text} is not JSON`))
  await translate(one)
  expect(noted.map(({ call, outcome }) => [call, outcome])).toEqual([
    ['about', 'done'],
    ['translate', 'done'],
    ['translate', 'wrong'],
  ])
  expect(noted[1]).toEqual({
    call: 'translate',
    engine: 'parrot',
    version: '7.1',
    size: text.length,
    ms: 0,
    outcome: 'done',
  })
  expect(JSON.stringify(noted)).not.toContain('CANARY')
})

const bad: readonly (readonly [what: string, Behaviour, trouble: string])[] = [
  ['no JSON', (_asked, response) => answered(response, '<html>'), 'wrong'],
  ['an error', (_asked, response) => answered(response, { engine: 'parrot', version: '1', text: 'x' }, 500), 'wrong'],
  ['no text', (_asked, response) => answered(response, { engine: 'parrot', version: '1' }), 'wrong'],
  [
    'an empty text',
    (_asked, response) => answered(response, { engine: 'parrot', version: '1', text: ' \u200b' }),
    'wrong',
  ],
  ['another engine', (_asked, response) => answered(response, { engine: 'crow', version: '1', text: 'x' }), 'wrong'],
  ['far too much', (_asked, response) => answered(response, `{"text":"${'x'.repeat(5_000_000)}"}`), 'wrong'],
  ['nothing', () => undefined, 'slow'],
  [
    'a little at a time',
    (_asked, response) => {
      response.writeHead(200)
      const more = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(more))
    },
    'slow',
  ],
  [
    'half an answer',
    (_asked, response) => (
      response.writeHead(200, { 'content-length': '99' }), response.write('{'), void response.destroy()
    ),
    'unreachable',
  ],
]
it.each(bad)('[ENG2] an engine that answers with %s costs one text and no more', async (_what, behaviour, trouble) => {
  // Only who waits for too long is waited for shortly.
  const one = port(engine.address, trouble === 'slow' ? quick : waits)
  engine.now(behaviour)
  expect(await translate(one)).toEqual({ ok: false, trouble })
  engine.now(parrot)
  expect((await translate(one)).ok).toBe(true)
})

it('[ENG2] it goes to the address of the setting and nowhere else: a redirect is an answer that is none', async () => {
  const reached: string[] = []
  const elsewhere = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const at = elsewhere.address()
  engine.now((_asked, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}/take` })
    response.end()
  })
  expect(await translate(port())).toEqual({ ok: false, trouble: 'wrong' })
  expect(reached).toEqual([])
  elsewhere.close()
})

it('[ENG2] nothing is given to an engine of another name than the consent text says, nor to what is no engine', async () => {
  engine.says({ ...engine.about, engine: 'crow' })
  expect(await translate(port())).toEqual({ ok: false, trouble: 'wrong' })
  engine.says({ hello: 'world' })
  expect(await translate(port())).toEqual({ ok: false, trouble: 'wrong' })
  expect(await translate(port('http://127.0.0.1:1'))).toEqual({ ok: false, trouble: 'unreachable' })
  expect(engine.heard()).not.toContain('CANARY')
})

it('[ENG2] after three failures in a row it is left alone for half a minute, and is asked again after it', async () => {
  const one = port()
  engine.now((_asked, response) => answered(response, '', 500))
  for (let n = 0; n < 3; n++) expect(await translate(one)).toEqual({ ok: false, trouble: 'wrong' })
  expect(await translate(one)).toEqual({ ok: false, trouble: 'resting' })
  expect(engine.asked).toHaveLength(3)
  now += 30_001
  // One more failure, and it rests again.
  expect(await translate(one)).toEqual({ ok: false, trouble: 'wrong' })
  expect(await translate(one)).toEqual({ ok: false, trouble: 'resting' })
  now += 30_001
  engine.now(parrot)
  expect((await translate(one)).ok).toBe(true)
})

it('[ENG2] whoever stops waiting stops it, and four at once are enough', async () => {
  const one = port()
  engine.now(() => undefined)
  const ends = new AbortController()
  const under = translate(one, { signal: ends.signal })
  await engine.until(1)
  ends.abort()
  expect(await under).toEqual({ ok: false, trouble: 'stopped' })
  const four = Array.from({ length: 4 }, () => translate(one))
  await engine.until(5)
  expect(await translate(one)).toEqual({ ok: false, trouble: 'busy' })
  await Promise.all(four)
})
