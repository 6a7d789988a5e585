/**
 * The link's machine as data: facts in, effects out. A random world hands it whatever can happen, in any order, and some
 * that cannot; in every state something is under way that leads on, and nothing unsaved is let go unseen.
 */
import { describe, expect, it } from 'vitest'
import type { Effect, Fact } from '@tablee/client/link/facts'
import { begin, connected, step, type Machine } from '@tablee/client/link/machine'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { seeded, type Random } from '../support/seeded.ts'

const denied = {
  open: { code: 'not-allowed', role: 'reporter', action: 'board.open' },
  edit: { code: 'not-allowed', role: 'reporter', action: 'board.edit' },
} as const
const offline = { code: 'offline' } as const
const sv = new Uint8Array([0])

/** A machine, what it was told to do so far, and what of it still goes on. */
class Told {
  machine: Machine = begin(denied)
  effects: Effect[] = []
  under = new Set<Effect['do'] | 'patience'>(['patience'])
  hear(...facts: readonly Fact[]): this {
    for (const fact of facts) {
      const [next, effects] = step(this.machine, fact)
      this.machine = next
      this.effects = [...effects]
      for (const effect of effects) this.take(effect)
    }
    return this
  }
  private take(effect: Effect): void {
    if (effect.do === 'calm')
      for (const timer of ['patience', 'deadline', 'watch', 'wait'] as const) this.under.delete(timer)
    else if (effect.do === 'hang-up') this.under.delete('attach')
    else this.under.add(effect.do)
  }
  get did(): string {
    return this.effects.map((effect) => effect.do).join(' ')
  }
}
const ticket: Fact = { is: 'ticket', ticket: 't', mayWrite: true, anew: false }
const live = () => new Told().hear({ is: 'loaded' }, ticket, { is: 'vector', sv }, { is: 'synced' }, { is: 'answered' })

describe('the machine of a link', () => {
  it('[LINK33] asks, attaches, answers what the server lacks, and is live when both have what the other had', () => {
    const told = new Told().hear({ is: 'loaded' })
    expect(told.did).toBe('calm ask')
    expect(told.hear(ticket).did).toBe('calm deadline attach watch')
    expect(told.hear({ is: 'vector', sv }).effects).toEqual([{ do: 'answer', sv, careful: false }])
    expect(told.hear({ is: 'synced' }).machine.state).toBe('attaching')
    expect(told.hear({ is: 'answered' }).did).toBe('calm watch go-live')
    expect(told.machine).toMatchObject({ state: 'live', seen: true })
  })

  it('[LINK33] what is too large goes by HTTP; who may not write, or has nothing of its own yet, answers nothing', () => {
    const told = new Told().hear({ is: 'loaded' }, ticket, { is: 'vector', sv }, { is: 'large', difference: sv })
    expect(told.effects).toEqual([{ do: 'calm' }, { do: 'watch' }, { do: 'bring', difference: sv }])
    expect(told.hear({ is: 'synced' }, { is: 'answered' }).machine.state).toBe('live')
    const reader = new Told().hear({ is: 'loaded' }, { ...ticket, mayWrite: false }, { is: 'vector', sv })
    expect([reader.did, reader.hear({ is: 'synced' }).machine.state]).toEqual(['', 'live'])
    const anew = new Told().hear({ is: 'loaded' }, { ...ticket, anew: true }, { is: 'vector', sv })
    expect([anew.did, anew.hear({ is: 'synced' }).did]).toEqual(['', 'finish-rebuild'])
    expect(anew.hear({ is: 'rebuilt', whole: true }).machine).toMatchObject({ state: 'live', rebuilding: false })
  })

  it('[LINK33] a first refusal is tried once more, one by one; a second makes the document anew, and says what of', () => {
    const told = live().hear({ is: 'closed', code: closeCodes.refused, unsaved: 3 })
    expect(told.did).toBe('calm hang-up wait')
    expect(told.machine).toMatchObject({ state: 'waiting', careful: true, rebuilding: false })
    told.hear({ is: 'due' }, ticket, { is: 'vector', sv })
    expect(told.effects).toEqual([{ do: 'answer', sv, careful: true }])
    const problem = { code: 'refused', why: 'root' } as const
    told.hear({ is: 'explained', problem, where: ['n1'] }, { is: 'closed', code: closeCodes.refused, unsaved: 2 })
    expect(told.effects[0]).toEqual({ do: 'rebuild', refusal: { problem, where: ['n1'], changes: 2 } })
    // What may not be sent at all is not tried again.
    const unsent = new Told().hear(
      { is: 'loaded' },
      { ...ticket, mayWrite: false },
      { is: 'vector', sv },
      { is: 'synced' },
    )
    expect(unsent.hear({ is: 'unsent', unsaved: 0 }).did).toBe('')
    expect(unsent.hear({ is: 'unsent', unsaved: 1 }).effects[0]).toMatchObject({
      do: 'rebuild',
      refusal: { changes: 1 },
    })
  })

  it('[LINK33] *not yet* eight times is no; a ticket that was refused twice is final; who lost the right begins anew', () => {
    const told = live()
    for (let i = 0; i < 7; i++) {
      told.hear({ is: 'closed', code: closeCodes.notYet, unsaved: 1 })
      expect(told.did).toBe('calm hang-up wait')
      told.hear({ is: 'due' }, ticket, { is: 'vector', sv }, { is: 'synced' }, { is: 'answered' })
    }
    expect(told.hear({ is: 'closed', code: closeCodes.notYet, unsaved: 1 }).effects[0]?.do).toBe('rebuild')
    const unsigned: Fact = { is: 'closed', code: closeCodes.unauthorised, unsaved: 0 }
    const out = new Told().hear({ is: 'loaded' }, ticket, unsigned)
    expect(out.machine.state).toBe('asking')
    expect(out.hear(ticket, unsigned).machine).toMatchObject({ state: 'barred', problem: { code: 'not-signed-in' } })
    // Nobody had time to read its ticket: as often as that happens, it comes again.
    const late: Fact = { is: 'closed', code: closeCodes.late, unsaved: 0 }
    expect(new Told().hear({ is: 'loaded' }, ticket, late, { is: 'due' }, ticket, late).machine.state).toBe('waiting')
    expect(live().hear({ is: 'status', mayEdit: false, ended: false }).machine.state).toBe('asking')
    expect(live().hear({ is: 'status', mayEdit: true, ended: true }).machine.state).toBe('asking')
    expect(live().hear({ is: 'status', mayEdit: true, ended: false }).did).toBe('')
  })

  const first = Number(process.env['FUZZ_FROM'] ?? 1)
  const seeds = Number(process.env['MACHINE_SEEDS'] ?? 200)
  it(`[LINK34] in ${seeds} random lives every state leads on, and nothing unsaved is let go unseen`, () => {
    console.log(`lives of a link: seeds ${first} to ${first + seeds - 1} (FUZZ_FROM, MACHINE_SEEDS)`)
    const ways = new Map<string, number>()
    for (let seed = first; seed < first + seeds; seed++) life(seeded(seed), seed, ways)
    for (const way of ['live', 'waiting', 'catching-up', 'barred', 'closed', 'rebuilt', 'made anew twice'])
      expect([way, (ways.get(way) ?? 0) > 0]).toEqual([way, true])
  })
})

/** Anything that can happen, in any order: late events of older sockets too. */
function anything(random: Random, unsaved: number): Fact {
  const flip = () => random.below(2) === 0
  const codes = [closeCodes.refused, closeCodes.notYet, closeCodes.unavailable, 1006, 1006, 1006]
  if (random.below(100) === 0) codes.push(closeCodes.forbidden, closeCodes.unauthorised)
  const problem =
    ([offline, { code: 'too-many', retryAfter: 3 }, { code: 'timeout' }] as const)[random.below(3)] ?? offline
  const facts: readonly Fact[] = [
    { is: 'loaded' },
    { is: 'read', held: flip(), anew: flip() },
    { is: 'ticket', ticket: 't', mayWrite: random.below(5) > 0, anew: random.below(10) === 0 },
    { is: 'ticket', ticket: 't', mayWrite: true, anew: false },
    { is: 'no-ticket', problem: random.below(200) === 0 ? { code: 'link-unknown' } : problem },
    { is: 'vector', sv },
    { is: 'answered' },
    { is: 'large', difference: sv },
    { is: 'synced' },
    { is: 'status', mayEdit: random.below(5) > 0, ended: random.below(20) === 0 },
    { is: 'storage', down: flip() ? null : { savedUntil: 1 } },
    { is: 'explained', problem: { code: 'refused', why: 'root' }, where: [] },
    { is: 'closed', code: codes[random.below(codes.length)] ?? 1006, unsaved },
    { is: 'refused', problem: { code: 'board-full', what: 'nodes', limit: 1 }, unsaved },
    { is: 'unsent', unsaved },
    { is: 'lost', problem },
    { is: 'again' },
    { is: 'retry' },
    { is: 'due' },
    { is: 'lasted' },
  ]
  return random.below(400) === 0 ? { is: 'close' } : (facts[random.below(facts.length)] ?? { is: 'due' })
}

/** An `expect` each would cost more than the lives. */
function must(holds: boolean, say: () => string): void {
  if (!holds) throw new Error(say())
}

function life(random: Random, seed: number, ways: Map<string, number>): void {
  const told = new Told()
  /** Own changes without the server's word; what was said of them before the document was made anew. */
  let unsaved = 0
  let refused: number | null = null
  const hear = (fact: Fact): void => {
    const before = told.machine
    told.hear(fact)
    const { state, rebuilding } = told.machine
    const say = () => `seed ${seed}: ${JSON.stringify(fact)} in ${before.state} -> ${state}: ${told.did}`
    ways.set(state, (ways.get(state) ?? 0) + 1)
    // Something is under way that leads on.
    const leads = {
      loading: ['patience'],
      asking: ['ask'],
      attaching: ['deadline', 'watch', 'attach'],
      'catching-up': ['watch', 'attach'],
      live: ['watch', 'attach'],
      waiting: ['wait'],
      barred: [],
      closed: [],
    } as const
    for (const one of leads[state]) must(told.under.has(one), say)
    if (!connected(told.machine)) must(!told.under.has('attach'), say)
    if (state === 'asking' && before.state !== 'asking') must(told.did.endsWith('ask'), say)
    if (before.state === 'closed' && fact.is !== 'saved') must(state === 'closed' && told.did === '', say)
    // What was refused is not forgotten on the way to a new document.
    if (refused !== null) must(before.rebuilding, say)
    // Nobody is told to make the document anew who did not say first what of it is lost.
    for (const effect of told.effects) {
      if (effect.do === 'rebuild') {
        if (refused !== null) ways.set('made anew twice', 1)
        refused ??= effect.refusal.changes
        must(effect.refusal.changes >= unsaved, say)
      }
      if (effect.do === 'settle') must(unsaved === 0, say)
      if (effect.do === 'finish-rebuild') {
        must(rebuilding && refused !== null, say)
        // What came between is handed in first, where nothing was refused.
        const whole = random.below(4) > 0
        if (whole) {
          ways.set('rebuilt', (ways.get('rebuilt') ?? 0) + 1)
          unsaved = 0
        }
        refused = null
        hear({ is: 'rebuilt', whole })
        must(!told.machine.rebuilding, say)
        if (!whole) hear({ is: 'again' })
        return
      }
    }
  }
  for (let i = 0; i < 300; i++) {
    if (random.below(3) === 0 && !told.machine.rebuilding) unsaved++
    if (random.below(6) === 0 && unsaved > 0) {
      unsaved = random.below(2) === 0 ? 0 : unsaved - 1
      hear({ is: 'saved', left: unsaved })
    }
    const fact = anything(random, unsaved)
    const anew = fact.is === 'ticket' && fact.anew && told.machine.state === 'asking'
    hear(fact)
    if (anew) refused ??= 0
  }
  if (told.machine.state === 'barred' || told.machine.state === 'closed') return
  // In good weather it comes to be live from wherever it stands.
  const good: readonly Fact[] = [
    { is: 'loaded' },
    { is: 'due' },
    ticket,
    { is: 'vector', sv },
    { is: 'synced' },
    { is: 'answered' },
  ]
  for (let i = 0; i < 2; i++) for (const fact of good) hear(fact)
  expect([seed, told.machine.state]).toEqual([seed, 'live'])
}
