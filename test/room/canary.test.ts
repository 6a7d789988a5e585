/**
 * Nothing that anybody wrote is told to a console. Random histories at the tables of a site: people write alone, speak,
 * draw, vote, answer and take things back, rounds are opened, closed and revealed, curtains drawn; after each step the
 * console reads all of its room. Every string in it has to be one of the dialogue's own file or a word of the protocol.
 * `ROOM_SEEDS` (3 histories by default), `FUZZ_FROM` (the first seed).
 */
import { demoDraft } from '@tablee/server/demo/dialogue'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { seatCode } from '@tablee/shared/ids'
import { callKinds } from '@tablee/shared/room/rows'
import { roundStates } from '@tablee/shared/problem'
import { stepKinds } from '@tablee/shared/dialogue/programme'
import { describe, expect, it } from 'vitest'
import { seeded, type Random } from '../support/seeded.ts'
import { entries, openDay, phoneAt, runnerAt, steps, withSteps, type Phone } from '../voices/day.ts'
import { draw, speak, unique, type Hall } from '../voices/hall.ts'
import { aConsole } from './aConsole.ts'

const seeds = Number(process.env['ROOM_SEEDS'] ?? 3)
const first = Number(process.env['FUZZ_FROM'] ?? 1)
const length = 40

/** Every string in it, and every name of a field. */
function strings(value: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') into.add(value)
  else if (Array.isArray(value)) for (const each of value) strings(each, into)
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) strings(each, into.add(key))
  return into
}

/** Fields and words that a console is told in: they are nobody's. */
const protocol = [
  ...'version dialogue title site id name lang zone now sessions number question begins steps kind minutes'.split(' '),
  ...'clock course session step since goesAt begunAt more heldAt ended takesBack others langs tables seats'.split(' '),
  ...'taken spoken entries lastAt curtain shown paused delayMinutes watching online offlineSince unsaved'.split(' '),
  ...'turnout state handedIn of whole calls table askedAt coming who at messages to text sentAt read places'.split(' '),
  ...'x y rounds may open closed revealed drawn drawn-here facilitators'.split(' '),
  ...roundStates,
  ...stepKinds,
  ...callKinds,
]

let canaries = 0
const canary = (): string => `canary ${++canaries} sings`

async function aStep(hall: Hall, random: Random, phones: readonly Phone[]): Promise<void> {
  const table = 1 + random.below(2)
  const board = hall.board(table, 2)
  const runner = await runnerAt(hall, table)
  const phone = random.pick(phones.filter((one) => one.board === board))
  const step = random.pick(['alone', 'signed', 'vote', 'ask'])
  const acts: readonly (() => Promise<unknown>)[] = [
    () => entries(hall, board, [canary()]),
    () => speak(hall, table, [{ id: unique('words'), seat: phone.seat, text: canary() }]),
    () => draw(hall, table, { id: `shape:${unique('s')}` as ShapeId, seat: phone.seat, text: canary() }),
    () => phone.write(random.pick(['alone', 'signed']), unique('sheet'), canary(), random.below(2) === 0),
    () => phone.answer('ask', { mood: { type: 'scale', value: 3 } }, random.below(2) === 0),
    () => runner.does({ kind: 'open', step, nodes: [] }),
    () => runner.does({ kind: 'close', step }),
    () => runner.does({ kind: 'reveal', step }),
    () =>
      hall.api(`/api/boards/${board}/commands`, {
        as: runner.session,
        body: { id: unique(), kind: 'curtain', to: random.pick(['drawn', 'open']) },
      }),
    () => hall.api(`/api/dialogues/${hall.dialogue}/links`, { as: runner.session, body: { role: 'observer' } }),
  ]
  await random.pick(acts)()
}

describe('what a console is told is nobody’s words', () => {
  it.each(Array.from({ length: seeds }, (_, n) => first + n))('[ROOM5] history %i', async (seed) => {
    const random = seeded(seed)
    const hall = await openDay({ seed: `room-${seed}` })
    try {
      const phones: Phone[] = []
      for (const table of [1, 2])
        for (const seat of [1, 2, 3, 4, 5]) phones.push(await phoneAt(hall, table, seatCode(table, seat)))
      const console = await aConsole(hall, 1)
      const own = strings(hall.parts.dialogues.standing(hall.dialogue)?.plan.draft)
      const mayBe = new Set([...own, ...protocol])
      const heard: string[] = []
      for (let n = 0; n < length; n += 1) {
        await aStep(hall, random, phones)
        // Whole, or what is new to somebody who has a turn of before.
        const { version: _version, ...told } = await console.read(
          random.below(2) === 0 ? undefined : `${console.room.version}x`,
        )
        heard.push(JSON.stringify(told))
        const others = [...strings(told)].filter((text) => !mayBe.has(text))
        expect(others, `seed ${seed}, step ${n}`).toEqual([])
      }
      await console.until('counted', () => console.room.tables.some(({ entries: of }) => of > 0))
      const all = heard.join('\n') + JSON.stringify(console.room)
      expect(all.includes('canary'), `seed ${seed}`).toBe(false)
      for (const { device, session } of phones) expect(all.includes(device) || all.includes(session)).toBe(false)
      expect(withSteps(demoDraft(0)).sessions[1]?.steps).toEqual(steps)
    } finally {
      await hall.close()
    }
  })
})
