/**
 * The measure of the house: a new command is declared once. Here a hall writes wishes down, which no part of Tablée knows
 * of: a declaration, a row with its fold, verbs. That it is told, served, kept, and open to those alone who have its right,
 * follows from them.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createApp } from '@tablee/server/app'
import { openApi, routesOf } from '@tablee/server/http/openapi'
import { on, routes, type Ask } from '@tablee/server/http/serve'
import { screens } from '@tablee/server/public/screens'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openRecord } from '@tablee/server/record/record'
import type { DialogueId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { accessMatrix, roles } from '@tablee/shared/roles'
import { command, commands, type CommandOf } from '@tablee/shared/wire/declare'
import { run, type Verbs } from '@tablee/shared/wire/verbs'
import type { Document } from '../support/described.ts'
import { sample, type Schema } from '../support/sample.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { askedLog } from '../support/slowLog.ts'

const journal = memoryJournal({ clock: () => 1000, through: askedLog })

// <the command>
const wishes = commands(
  'POST /api/dialogues/:dialogue/wishes',
  { at: 'dialogue', summary: 'What a hall wishes for', answer: z.object({ wishes: z.array(z.string()) }) },
  {
    wish: command('dialogue.read', { text: z.string().min(1).max(80) }),
    fulfil: command('session.move', { text: z.string() }),
  },
)
type Wish = CommandOf<typeof wishes>
type Row = Omit<Wish, 'id'> & { readonly command: string }

const record = await openRecord<Row, readonly string[], DialogueId>({
  journal,
  clock: () => 1000,
  kind: 'dialogue',
  read: (text) => JSON.parse(text) as Row,
  empty: [],
  fold: (before, { kind, text }) => (kind === 'wish' ? [...before, text] : before.filter((one) => one !== text)),
})
type By = Ask<typeof wishes>
const append = ({ where, session }: By, { id, ...wish }: Wish, mayFollow: (now: readonly string[]) => boolean) =>
  record.append(where.dialogue, { ...wish, command: id }, { author: session.role, device: session.device }, (now) =>
    mayFollow(now) ? null : { code: 'not-found', what: 'wish' },
  )
const verbs: Verbs<Wish, [By], [], Promise<Result<null>>> = {
  wish: (by, wish) => append(by, wish, () => true),
  fulfil: (by, wish) => append(by, wish, (now) => now.includes(wish.text)),
}
const served = on(wishes, async (ask) => {
  const done = await run(verbs, [ask], ask.body, [])
  return done.ok ? ok({ wishes: record.state(ask.where.dialogue) }) : done
})
// </the command>

/** Nothing ends it. */
const dreams = commands(
  'POST /api/dialogues/:dialogue/dreams',
  { at: 'dialogue', summary: 'What nobody answers', answer: z.object({ dreams: z.array(z.string()) }) },
  { dream: command('dialogue.read', { text: z.string() }) },
)
const dreamed = on(dreams, () => new Promise<never>(() => undefined))

let server: TestServer
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  server = await startServer()
  const { config, clock, logger, origins, guard, directory, readiness, meters } = server.tablee
  const edge = {
    guard,
    directory,
    origins,
    screens: screens(config.screens),
    clock,
    logger,
    ops: { readiness, meters },
    landing: server.tablee.halls.landing,
    tls: false,
  }
  app = createApp({ ...edge, incarnation: 'house', version: 'house', routes: [routes(served, dreamed)] })
})
afterAll(() => server.close())

const say = async (session: string, body: unknown, what = 'wishes') => {
  const answer = await app.request(`/api/dialogues/${server.dialogue}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}` },
    body: JSON.stringify(body),
  })
  return { status: answer.status, ...((await answer.json()) as { wishes?: string[]; problem?: { code: string } }) }
}

describe('a command that is declared once', () => {
  it('[HTTP17] has an action of the access matrix and a verb for each kind, else it does not compile', () => {
    // @ts-expect-error no role has a right to this
    expect(command('wish.upon', {})).toBeDefined()
    // @ts-expect-error nobody fulfils
    const lacking: typeof verbs = { wish: verbs.wish }
    expect(Object.keys(lacking)).not.toContain('fulfil')
  })

  it('[HTTP17] is described by what it takes, answers and asks for, kind by kind', () => {
    const { paths } = openApi(app, 'house') as Document
    const told = paths['/api/dialogues/{dialogue}/wishes']?.['post']
    expect(told).toMatchObject({
      summary: 'What a hall wishes for',
      'x-action': { wish: 'dialogue.read', fulfil: 'session.move' },
    })
    const kinds = (told?.requestBody?.content['application/json']?.schema?.['oneOf'] ?? []) as readonly Schema[]
    expect(kinds.map((kind) => sample(kind, { kind: null, id: () => 'w1' }))).toEqual([
      { id: 'w1', kind: 'wish', text: 'x' },
      { id: 'w1', kind: 'fulfil', text: 'x' },
    ])
  })

  it('[HTTP17] is open to exactly those roles that the access matrix gives its action to', async () => {
    const [route] = routesOf(app).filter(({ path }) => path.endsWith('/wishes'))
    expect(route?.declared?.action).toEqual({ by: 'kind', is: { wish: 'dialogue.read', fulfil: 'session.move' } })
    for (const role of roles) {
      const { session } = await server.enter(
        role,
        ['facilitator', 'reporter', 'citizen'].includes(role) ? 1 : undefined,
      )
      for (const kind of ['wish', 'fulfil'] as const) {
        const answer = await say(session, { id: `${role}-${kind}`, kind, text: role })
        const may = accessMatrix.open[wishes.commands[kind].action][role] === 'yes'
        expect([role, kind, answer.problem?.code ?? 'done']).toEqual([role, kind, may ? 'done' : 'not-allowed'])
      }
    }
    expect((await say('nobody', { id: 'n', kind: 'wish', text: 'x' })).problem?.code).toBe('not-signed-in')
  })

  it('[HTTP17] is read as declared, refused in plain words, and stands once in the log it is folded from', async () => {
    const { session } = await server.enter('organiser')
    expect(await say(session, { id: 'one', kind: 'wish', text: 'Longer evenings' })).toMatchObject({ status: 200 })
    const { wishes: now } = await say(session, { id: 'one', kind: 'wish', text: 'Longer evenings' })
    expect(now?.filter((text) => text === 'Longer evenings')).toHaveLength(1)
    expect(await say(session, { id: 'two', kind: 'fulfil', text: 'Shorter evenings' })).toMatchObject({ status: 404 })
    for (const [body, where] of [
      [{ id: 'three', kind: 'wish', text: '' }, 'text'],
      [{ id: 'three', kind: 'wish', text: 'x', more: 1 }, 'body'],
      [{ id: 'three', kind: 'hope', text: 'x' }, 'kind'],
      [{ id: '-', kind: 'wish', text: 'x' }, 'id'],
    ] as const)
      expect((await say(session, body)).problem).toMatchObject({ code: 'bad-request', where })
    await record.reread()
    expect(record.state(server.dialogue)).toEqual(now)
    expect(journal.head(`dialogue:${server.dialogue}`).seq).toBeGreaterThan(0)
  })
})

it('[HTTP4] who gets no answer is told after half a minute that it takes too long, never that they asked for something wrong', async () => {
  const { session } = await server.enter('facilitator', 1)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const asked = say(session, { id: 'd1', kind: 'dream', text: 'of an answer' }, 'dreams')
    await vi.advanceTimersByTimeAsync(31_000)
    expect(await asked).toEqual({ status: 408, problem: { code: 'timeout' } })
  } finally {
    vi.useRealTimers()
  }
})
