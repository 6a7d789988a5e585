/** A phone whose server is another one by now: what it had said is handed in again, once, and nothing else is. */
import type { BoardId } from '@tablee/shared/ids'
import type { Became, SeatAnswer, SeatCommand, SeatGiven } from '@tablee/shared/wire/seat'
import { noDrafts } from '@tablee/client/seat/drafts'
import { draftsAgain, dueIn, givenAfter, givenAgain, together, type Given } from '@tablee/client/seat/given'
import { openHanding } from '@tablee/client/seat/handing'
import { describe, expect, it } from 'vitest'

const board = 'b1' as BoardId
const owner = { dialogue: 'd1', seat: 'T1-02' }
const vote = (id: string, ...keys: readonly string[]): SeatCommand => ({
  id,
  kind: 'answer',
  board,
  step: 'vote',
  answers: Object.fromEntries(keys.map((key) => [key, { type: 'agree', value: 'agree' }])),
  sent: true,
})
const write = (id: string, sheet: string): SeatCommand => ({
  id,
  kind: 'write',
  board,
  step: 'alone',
  sheet,
  text: id,
  lang: 'en',
  sent: true,
})
const now = 1_700_000_000_000
const answer = (era: string, states: Record<string, 'open' | 'waiting'> = { vote: 'open' }): SeatAnswer =>
  ({
    era,
    rounds: Object.entries(states).map(([step, state]) => ({ board, step, state })),
  }) as unknown as SeatAnswer
const taken = (given: readonly Given[], command: SeatCommand, era = 'one') =>
  givenAfter(given, command, { ...answer(era), receipt: `${now}..${command.id}` })
const ids = (given: readonly { readonly command: SeatCommand }[]) => given.map(({ command }) => command.id)

describe('what is kept', () => {
  it('[SEC11] the last of each is kept: of an answer by what it answers, of a sheet by its name, of consents one', () => {
    let given: readonly Given[] = []
    for (const command of [vote('a', 'x'), vote('b', 'y'), write('c', 's1'), write('d', 's2'), write('e', 's1')])
      given = taken(given, command)
    expect(ids(given)).toEqual(['a', 'b', 'd', 'e'])
    expect(ids(taken(given, vote('f', 'x', 'y')))).toEqual(['d', 'e', 'f'])
    // Without a receipt there is nothing to keep.
    expect(givenAfter(given, vote('g', 'x'), answer('one'))).toBe(given)
  })

  it('[SEC11] to the server that has it nothing is said again; to another one all of it, what waits for its step when that is there', () => {
    let given = taken(taken([], vote('a', 'x')), write('b', 's1'))
    expect(dueIn(given, answer('one'))).toEqual([])
    expect(ids(dueIn(given, answer('two')))).toEqual(['a', 'b'])
    given = givenAgain(
      given,
      [
        { id: 'a', became: 'there' },
        { id: 'b', became: 'waits' },
      ],
      'two',
    )
    expect(ids(dueIn(given, answer('two', { vote: 'open', alone: 'waiting' })))).toEqual([])
    expect(ids(dueIn(given, answer('two', { alone: 'open' })))).toEqual(['b'])
    expect(ids(dueIn(given, answer('three', {})))).toEqual(['a'])
  })

  it('[SEC11] what is not taken lies in the drafts again; what has no receipt there is said as if it were new', () => {
    const given = taken(taken([], vote('a', 'x')), vote('b', 'y'))
    const told = [
      { id: 'a', became: 'asked-anew' },
      { id: 'b', became: 'unsigned' },
    ] as const
    const drafts = draftsAgain(noDrafts, given, told)
    expect(drafts.drafts['b1/vote']?.answers).toEqual({ x: { type: 'agree', value: 'agree' } })
    expect(drafts.turned).toEqual({ round: 'b1/vote', code: 'refused' })
    expect(ids(drafts.outbox)).toEqual(['b'])
    expect(givenAgain(given, told, 'two')).toEqual([])
  })

  it('[SEC11] one request takes twenty at most, and no more than fits', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({
      command: write(`w${n}`, `s${n}`),
      receipt: 'r',
      era: 'one',
    }))
    expect(together(many, 20)).toHaveLength(20)
    const long = many.map((one) => ({ ...one, receipt: 'r'.repeat(9_000) }))
    expect(together(long, 20)).toHaveLength(1)
  })
})

/** A server that answers as it is told, and a phone whose time is moved by hand. */
function phone(answers: (given: readonly SeatGiven[]) => readonly Became[] | 'bad-request' | 'offline') {
  const stored = new Map<string, string>()
  const asked: (readonly string[])[] = []
  const waiting: (() => void)[] = []
  let drafts = noDrafts
  let over = false
  const handing = openHanding(
    {
      local: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      now: () => now,
      later: (_, run) => (waiting.push(run), () => undefined),
      random: (length) => new Uint8Array(length),
    },
    {
      async post<T>(_: string, body: unknown) {
        const { given, closed } = body as { given: readonly SeatGiven[]; closed?: readonly { step: string }[] }
        asked.push([...ids(given), ...(closed ?? []).map(({ step }) => `closed ${step}`)])
        const told = answers(given)
        if (typeof told === 'string')
          return { ok: false, problem: told === 'offline' ? { code: told } : { code: told, where: 'given', why: '' } }
        const again = given.map(({ command: { id } }, n) => ({ id, became: told[n] ?? 'there' }))
        return { ok: true, value: { ...answer('two'), again } as T }
      },
    },
    owner,
    null,
    {
      took: (found) => handing.hand(found),
      change: (step) => void (drafts = step(drafts)),
      over: () => over,
    },
  )
  const settle = () => new Promise<void>((done) => setImmediate(done))
  return {
    handing,
    asked,
    settle,
    stored,
    drafts: () => drafts,
    leave: () => void (over = true),
    async wait() {
      for (const run of waiting.splice(0)) run()
      await settle()
    },
  }
}
const say = (one: ReturnType<typeof phone>, ...commands: readonly SeatCommand[]) => {
  for (const command of commands) one.handing.taken(command, { ...answer('one'), receipt: `${now}..${command.id}` })
}

describe('handed in', () => {
  it('[SEC11] to a server of another era at once, until it is answered, and then never again', async () => {
    let up = false
    const one = phone(() => (up ? [] : 'offline'))
    say(one, vote('a', 'x'), write('b', 's1'))
    one.handing.hand(answer('one'))
    await one.settle()
    expect(one.asked).toEqual([])
    one.handing.hand(answer('two'))
    await one.settle()
    up = true
    await one.wait()
    expect(one.asked).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
    one.handing.hand(answer('two'))
    await one.settle()
    expect(one.asked).toHaveLength(2)
  })

  it('[SEC11] one that no server reads any more holds up no other', async () => {
    const one = phone((given) => (given.some(({ command }) => command.id === 'bad') ? 'bad-request' : []))
    say(one, vote('a', 'x'), write('bad', 's1'), write('c', 's2'))
    one.handing.hand(answer('two'))
    for (let turn = 0; turn < 8; turn += 1) await one.settle()
    expect(one.asked).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']])
    expect(one.drafts().drafts['b1/alone']?.sheet?.text).toBe('bad')
  })

  it('[SEC11] what was closed before another server answered is said to it, once', async () => {
    const one = phone(() => [])
    const seen = { ...answer('one'), rounds: [{ board, step: 'vote', state: 'closed', closed: 'signed' }] }
    one.handing.hand(seen as unknown as SeatAnswer)
    one.handing.hand(answer('two'))
    await one.settle()
    one.handing.hand(answer('two'))
    await one.settle()
    expect(one.asked).toEqual([['closed vote']])
  })

  it('[SEC11] it outlives a session, is gone with the seat, and after three days', async () => {
    const one = phone(() => [])
    say(one, vote('a', 'x'))
    one.leave()
    const other = phone(() => [])
    for (const [key, value] of one.stored) other.stored.set(key, value)
    expect(other.handing.keeps()).toBe(true)
    other.handing.forget()
    expect(other.stored.size).toBe(0)
    other.handing.taken(vote('a', 'x'), { ...answer('one'), receipt: `${now - 4 * 24 * 3_600_000}..a` })
    expect(other.handing.keeps()).toBe(false)
  })
})
