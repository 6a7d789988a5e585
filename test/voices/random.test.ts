/**
 * Random days of rounds: people write, vote and take back, facilitators open, close, reveal and place, in whatever order
 * chance brings, right or wrong. After every step everybody is asked what they are told.
 */
import { counts, silence, voicesAfter, type Voices } from '@tablee/shared/voices/fold'
import type { Answer } from '@tablee/shared/dialogue/items'
import { readVoiceRow } from '@tablee/shared/voices/rows'
import type { BoardId, NodeId, SeatCode } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import { observers } from '@tablee/shared/view/audiences'
import type { Session } from '@tablee/server/access/session'
import { tickMs } from '@tablee/server/voices/turnout'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { entries, openDay, phoneAt } from './day.ts'
import { unique, type Hall } from './hall.ts'
import { chance } from '../faults/process.ts'

const days = Number(process.env['VOICE_DAYS'] ?? 6)
const steps = 60
const first = Number(process.env['VOICES_SEED'] ?? Date.now() % 1_000_000)

type Secret = { readonly text: string; readonly seat: SeatCode; readonly sheet: string; readonly step: string }
type Person = { readonly session: Session; readonly seat: SeatCode; readonly sheets: Map<string, string[]> }

async function day(seed: number): Promise<{
  accepted: number
  looked: number
  sealed: number
  seen: number
  numbers: number
}> {
  const random = chance(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  let now = Date.now()
  const hall = await openDay({ seed: `voices-${seed}`, clock: () => now })
  const { participation, voices, access, journal } = hall.parts
  const board: BoardId = hall.board(1, 2)
  const still = (): boolean => true
  const sessionOf = (secret: string): Session => {
    const found = access.authorise(`Bearer ${secret}`)
    if (found === null) throw new Error('not let in')
    return found
  }
  const facilitator = sessionOf((await hall.enter('facilitator', 1)).session)
  const nodes = await entries(hall, board, ['One', 'Two', 'Three'])
  const people: Person[] = []
  for (const [table, seat] of [
    [1, 'T1-01'],
    [1, 'T1-02'],
    [1, 'T1-03'],
    [1, 'T1-04'],
    [1, 'T1-05'],
    [2, 'T2-01'],
  ] as const)
    people.push({
      session: sessionOf((await phoneAt(hall, table, seat)).session),
      seat: seat as SeatCode,
      sheets: new Map(),
    })
  const secrets: Secret[] = []
  let accepted = 0
  let looked = 0
  let sealed = 0
  let seen = 0
  let ballotAtOpening: string | null = null
  /** How many had handed in when these ten seconds began, by step: what is told until they are over. */
  let atTick = { tick: Math.floor(now / tickMs), come: new Map<string, number>() }
  let numbers = 0

  const done = (result: Result<null>): boolean => {
    if (result.ok) accepted += 1
    return result.ok
  }
  const says = async (one: Person, command: SeatCommand): Promise<boolean> =>
    command.kind === 'write'
      ? done(await participation.seatVerbs.write(one.session, command, still))
      : command.kind === 'take-back'
        ? done(await participation.seatVerbs['take-back'](one.session, command, still))
        : command.kind === 'answer'
          ? done(await participation.seatVerbs.answer(one.session, command, still))
          : false
  const does = async (command: VoicesCommand): Promise<boolean> => {
    const verb = participation.tableVerbs[command.kind] as (
      session: Session,
      board: BoardId,
      command: VoicesCommand,
      still: () => boolean,
    ) => Promise<Result<null>>
    return done(await verb(facilitator, board, command, still))
  }
  const round = (step: string) => voices.state(hall.dialogue).rounds.get(`${board}/${step}`)
  const ballotTold = async (role: Role): Promise<string> => {
    const told = await participation.tableTold(board, role)
    if (!told.ok) throw new Error(told.problem.code)
    const found = told.value.rounds.find(({ step }) => step === 'vote')
    if (found?.task.kind !== 'ballot') throw new Error('no ballot')
    const { tableAnswers: _own, ...task } = found.task
    const { turnout, ...rest } = found
    if (role !== 'facilitator') expect(turnout).toBeUndefined()
    return JSON.stringify({ ...rest, task })
  }
  const comeBy = (step: string): number => {
    const at = round(step)
    const sheets = [...(at?.sheets.values() ?? [])].filter(({ sent, takenBack }) => sent && !takenBack)
    const cast = [...(at?.casts.values() ?? [])].flatMap((of) => [...of].filter(([, one]) => counts(one) !== null))
    return new Set([
      ...sheets.map(({ seat }) => seat),
      ...cast.map(([seat]) => seat).filter((seat) => seat !== 'table'),
    ]).size
  }
  /** Time goes on between two acts: what is told from now on is what had come by then. */
  function pass(): void {
    now += Math.floor(random() * 6_000)
    const tick = Math.floor(now / tickMs)
    if (tick === atTick.tick) return
    atTick = { tick, come: new Map(['alone', 'signed', 'vote'].map((step) => [step, comeBy(step)])) }
  }
  async function turnoutIsOfTheTick(): Promise<void> {
    const { turnout } = participation
    const ofConsole = turnout.of(hall.dialogue, hall.tableId(1))
    const told = await participation.tableTold(board, 'facilitator')
    for (const { step, handedIn, of } of ofConsole) {
      expect([seed, step, handedIn, of]).toEqual([seed, step, atTick.come.get(step) ?? 0, 5])
      const atTable = told.ok ? told.value.rounds.find((one) => one.step === step)?.turnout : undefined
      expect(atTable).toEqual({ handedIn, of })
      if (handedIn !== comeBy(step)) numbers += 1
    }
  }

  const agree = (): Answer => ({ type: 'agree', value: pick(['agree', 'disagree', 'pass'] as const) })
  const answers = (): Record<string, Answer> => ({ [`agree.${pick(nodes)}`]: agree() })
  const acts: (() => Promise<unknown>)[] = [
    async () => {
      const one = pick(people)
      const step = pick(['alone', 'signed'])
      const own = one.sheets.get(step) ?? []
      const sheet = own.length > 0 && random() < 0.6 ? pick(own) : unique('sheet')
      const text = `canary ${one.seat} ${unique('text')} end`
      if (
        await says(one, {
          id: unique(),
          kind: 'write',
          board,
          step,
          sheet,
          text,
          lang: one.seat === 'T1-01' ? 'de' : 'en',
          sent: random() < 0.6,
        })
      ) {
        one.sheets.set(step, [...new Set([...own, sheet])])
        secrets.push({ text, seat: one.seat, sheet, step })
      }
    },
    async () => {
      const one = pick(people)
      const step = pick(['alone', 'signed'])
      const sheet = pick(one.sheets.get(step) ?? ['none'])
      await says(one, { id: unique(), kind: 'take-back', board, step, sheet })
    },
    () =>
      says(pick(people), {
        id: unique(),
        kind: 'answer',
        board,
        step: 'vote',
        answers: answers(),
        sent: random() < 0.7,
      }),
    () =>
      says(pick(people), {
        id: unique(),
        kind: 'answer',
        board,
        step: 'vote',
        answers: answers(),
        sent: random() < 0.7,
      }),
    async () => {
      const given = answers()
      const seat = pick(people).seat
      await does({
        id: unique(),
        kind: 'paper-answers',
        step: 'vote',
        seat,
        answers: given,
        again: random() < 0.8 ? given : answers(),
      })
    },
    async () => {
      if (await does({ id: unique(), kind: 'open', step: pick(['alone', 'signed']), nodes: [] })) sealed += 1
    },
    async () => {
      if (
        !(await does({ id: unique(), kind: 'open', step: 'vote', nodes: nodes.slice(0, 1 + Math.floor(random() * 3)) }))
      )
        return
      ballotAtOpening = await ballotTold('facilitator')
      sealed += 1
    },
    async () => {
      if (random() < 0.3) await does({ id: unique(), kind: 'close', step: pick(['alone', 'signed', 'vote']) })
    },
    async () => {
      if (random() < 0.4) await does({ id: unique(), kind: 'reveal', step: pick(['alone', 'signed']) })
    },
    async () => {
      const { step, sheet } = secrets.length === 0 ? { step: 'alone', sheet: 'none' } : pick(secrets)
      await does(
        random() < 0.7
          ? { id: unique(), kind: 'place', step, sheet, node: pick([...nodes, 'nowhere' as NodeId]) }
          : { id: unique(), kind: 'place-on-canvas', step, sheet, element: 'hope', x: 0, y: 0 },
      )
    },
    async () => {
      const seat = pick(people).seat
      await does({
        id: unique(),
        kind: 'settle',
        step: 'vote',
        seat,
        item: `agree.${pick(nodes)}`,
        use: pick(['phone', 'paper']),
      })
    },
    () =>
      does({
        id: unique(),
        kind: 'table-answer',
        step: 'vote',
        answers: { table: { type: 'single', option: pick(['trees', 'cars']) } },
      }),
  ]

  async function everybodyIsAsked(): Promise<void> {
    const told = {
      facilitator: await participation.tableTold(board, 'facilitator'),
      reporter: await participation.tableTold(board, 'reporter'),
      citizen: await participation.tableTold(board, 'citizen'),
      analyst: await participation.tableTold(board, 'analyst'),
      wall: await participation.results.told(hall.dialogue, observers),
      results: await participation.results.told(hall.dialogue, 'analyst'),
      board: await boardText(hall, board),
    }
    for (const one of people) Object.assign(told, { [one.seat]: participation.roundsOf(one.session, one.seat) })
    for (const [who, what] of Object.entries(told))
      if (who !== 'facilitator')
        expect(JSON.stringify(what), who).not.toMatch(who === 'reporter' ? /turnout/ : /turnout|"handedIn":[1-9]/)
    await turnoutIsOfTheTick()
    // A reporter types paper in, and is told no more: not that somebody's came, in a language nobody else writes in.
    const rounds = told.reporter.ok ? told.reporter.value.rounds : []
    for (const { state, step, task } of rounds)
      if (task.kind === 'write' && state === 'open')
        expect([seed, step, task.handedIn, task.alone ?? []]).toEqual([seed, step, null, []])
    const heard = Object.entries(told).map(([who, what]) => [who, JSON.stringify(what)] as const)
    for (const { text, seat, sheet, step } of secrets) {
      const at = round(step)
      const now = at?.sheets.get(sheet)
      const shown = at?.state === 'revealed' && now?.sent === true && !now.takenBack && now.text === text
      for (const [who, what] of heard) {
        if (who === seat) continue
        // Who sits elsewhere never hears of it at all; walls and figures neither.
        const may = shown && ['facilitator', 'reporter', 'citizen', 'analyst', 'board'].includes(who)
        if (who === 'board' && !may && now?.takenBack === true) continue // withdrawn words stay, struck out, at the table
        looked += 1
        if (may && what.includes(text)) seen += 1
        if (!may && what.includes(text))
          throw new Error(`seed ${seed}: ${who} was told "${text}" (${at?.state}, ${JSON.stringify(now)})`)
      }
    }
    if (round('vote')?.state === 'open' && ballotAtOpening !== null) {
      expect(await ballotTold('facilitator')).toBe(ballotAtOpening)
      expect(await ballotTold('reporter')).toBe(ballotAtOpening)
      expect(await ballotTold('citizen')).toBe(ballotAtOpening)
    }
  }

  try {
    // Most days begin as they should.
    for (const act of [acts[5], acts[5], acts[6]]) if (random() < 0.8) await act?.()
    for (let step = 0; step < steps; step += 1) {
      pass()
      // Several at once now and then: what is judged together must not be judged by the same state.
      await Promise.all(Array.from({ length: random() < 0.2 ? 3 : 1 }, () => pick(acts)()))
      await everybodyIsAsked()
    }
    await journal.settled()
    const doc = `voices:${hall.dialogue}`
    let folded: Voices = silence
    for await (const row of journal.read(doc, journal.head(doc).epoch, 0)) {
      const voice = readVoiceRow(new TextDecoder().decode(row.data))
      if (voice !== null) folded = voicesAfter(folded, voice, row.at)
    }
    expect(voices.state(hall.dialogue)).toEqual(folded)
    await voices.reread()
    // Read anew from its beginning, all at once: the same.
    expect(voices.state(hall.dialogue)).toEqual(folded)
    // What counts is what the table is told, and no draft is in it.
    const vote = round('vote')
    if (vote?.state === 'closed') {
      const closed = await participation.tableTold(board, 'facilitator')
      const task = closed.ok ? closed.value.rounds.find(({ step }) => step === 'vote')?.task : null
      const figures = task?.kind === 'ballot' ? (task.results?.figures ?? []) : []
      for (const { item, valid } of figures) {
        if (item === 'table' || item === 'pick') continue
        const given = [...(vote.casts.get(item)?.values() ?? [])].flatMap((cast) => counts(cast) ?? [])
        expect(given.every(({ sent }) => sent)).toBe(true)
        expect([item, valid]).toEqual([item, given.length])
      }
    }
    return { accepted, looked, sealed, seen, numbers }
  } finally {
    await hall.close()
  }
}

/** All that a board's document holds, deleted things apart. */
async function boardText(hall: Hall, board: BoardId): Promise<unknown> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await hall.parts.live.state(board)).state)
  return {
    words: doc.getMap('words').toJSON(),
    nodes: doc.getMap('nodes').toJSON(),
    canvas: doc.getMap('canvas').toJSON(),
  }
}

it(`[BAL14] [TURN3] ${days} random days of rounds: nothing is told before its time, nothing counts twice, memory is the journal`, async () => {
  console.log(`voices: seeds ${first} to ${first + days - 1}`)
  const all = { accepted: 0, looked: 0, sealed: 0, seen: 0, numbers: 0 }
  for (let seed = first; seed < first + days; seed += 1) {
    const { accepted, looked, sealed, seen, numbers } = await day(seed)
    all.accepted += accepted
    all.looked += looked
    all.sealed += sealed
    all.seen += seen
    all.numbers += numbers
  }
  console.log(`voices: ${all.accepted} commands accepted, ${all.looked} answers searched for what is private`)
  // not vacuous
  expect(all.accepted).toBeGreaterThan(days * 20)
  expect(all.looked).toBeGreaterThan(days * 500)
  expect(all.sealed).toBeGreaterThan(days)
  expect(all.seen).toBeGreaterThan(days)
  // A number that was not the true one just then: told later, as it should be.
  expect(all.numbers).toBeGreaterThan(days)
}, 240_000)
