/** Which kinds of rows a program knows: nothing is guessed of the others, and none is added without a new number. */
import { createHash } from 'node:crypto'
import { openAccessLog } from '@tablee/server/access/log'
import { raisingNeeds } from '@tablee/server/cluster/needs'
import { createDialogues } from '@tablee/server/dialogue/dialogues'
import { openErasures } from '@tablee/server/erase/log'
import { migrations } from '@tablee/server/hall/migrations'
import { NeedsNewer, standingIn } from '@tablee/server/hall/standing'
import { commandEntry } from '@tablee/server/journal/command'
import { memoryJournal } from '@tablee/server/journal/memory'
import { Unanswered } from '@tablee/server/journal/queue'
import type { Journal } from '@tablee/server/journal/port'
import { openMaterials } from '@tablee/server/materials/log'
import { openPartners } from '@tablee/server/partner/log'
import { known, knowsAll, needsOf, program, UnknownRow, type Known } from '@tablee/server/record/known'
import { openRoomLog } from '@tablee/server/room/log'
import { openSeals } from '@tablee/server/seal/log'
import { openArchive } from '@tablee/server/snapshot/log'
import { openDatabase } from '@tablee/server/store/database'
import { openSynthesis } from '@tablee/server/synthesis/log'
import { openTranslations } from '@tablee/server/translations/log'
import { bytesOf, markOf } from '@tablee/server/view/marks'
import { createVoices } from '@tablee/server/voices/voices'
import { documentKinds, nameOf } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { askedLog } from '../support/slowLog.ts'

const clock = (): number => 1_000
const day = 'day' as DialogueId
type Opens = (log: { readonly journal: Journal; readonly clock: () => number }) => Promise<{ close(): void }>
const readers: Readonly<Record<string, readonly Opens[]>> = {
  board: [createDialogues],
  dialogue: [createDialogues],
  voices: [createVoices],
  access: [({ journal }) => openAccessLog(journal, clock)],
  archive: [openArchive, openErasures, openSeals],
  room: [openRoomLog],
  materials: [openMaterials],
  synthesis: [openSynthesis, openPartners],
  translations: [openTranslations],
}

async function holding(doc: string, ...rows: readonly unknown[]): Promise<Journal> {
  const journal = memoryJournal({ clock, through: askedLog })
  for (const row of rows) {
    const data = new TextEncoder().encode(JSON.stringify(row))
    const entry = { doc, epoch: 1, kind: 'command', author: 'x', device: 'x', data, writers: [], deps: [] } as const
    expect((await journal.append(entry)).ok).toBe(true)
  }
  return journal
}

/** `voices sit`, `dialogue clock act begin`: each kind as it is told apart. */
function* namesIn(kind: string, { kinds, within = {} }: Known, number: number): Generator<string> {
  for (const [name, since] of Object.entries(kinds)) if (since === number) yield `${kind} ${name}`
  for (const [name, part] of Object.entries(within))
    for (const [inside, since] of Object.entries(part.kinds)) if (since === number) yield `${kind} ${name} ${inside}`
}
const namesSince = (number: number): readonly string[] =>
  documentKinds.flatMap((kind) => {
    const of = known[kind]
    return of === null ? [] : [...namesIn(kind, of, number)]
  })

/**
 * What a number stands for was given out with it: an older program refuses a hall by it. Who adds a kind gives it the next
 * number, raises `program`, and adds the digest of that number's kinds here; no line of before is changed.
 */
const givenOut: readonly string[] = ['a8c64cddb79a86d0']

describe('the kinds of rows that a program knows', () => {
  it('[MVE1] a record that holds a row of a kind that nobody here knows is not opened, whatever is in it; one of another record is passed over', async () => {
    for (const [kind, opens] of Object.entries(readers))
      for (const open of opens) {
        const doc = nameOf(kind as (typeof documentKinds)[number], day)
        const newer = await holding(doc, { kind: 'of a later version', command: 'c' })
        await expect(open({ journal: newer, clock }), kind).rejects.toThrow(UnknownRow)
        await expect(open({ journal: newer, clock })).rejects.toThrow(/"of a later version".*Nothing was changed/)
      }
    // All that stand in an archive pass over one another's, and what versions before wrote into a dialogue's log.
    const archive = await holding(
      nameOf('archive', day),
      { kind: 'rewritten', command: 'a', of: 'x' },
      { kind: 'seal-key', command: 'b', key: 'k' },
      { kind: 'why', command: 'd', hash: 'h', why: 'round' },
    )
    for (const open of readers['archive'] ?? []) (await open({ journal: archive, clock })).close()
    const before = await holding(nameOf('dialogue', day), { kind: 'snapshot', command: 's', hash: 'h' })
    for (const open of readers['dialogue'] ?? []) (await open({ journal: before, clock })).close()
  })

  it('[MVE1] an act, a change of the plan, a seal and a mark of a view of a later version stop it, too', () => {
    const row = (doc: string, value: unknown) => ({
      doc,
      kind: 'command' as const,
      data: new TextEncoder().encode(JSON.stringify(value)),
    })
    const later: readonly (readonly [string, unknown])[] = [
      ['dialogue:day', { kind: 'clock', of: { site: 's' }, act: { do: 'swap' } }],
      ['dialogue:day', { kind: 'change', change: { do: 'rename' } }],
      ['dialogue:day', { kind: 'toString' }],
      ['dialogue:day', null],
      ['archive:day', { kind: 'seal', statement: { what: 'witness' } }],
      ['view:b:observers:1', { kind: 'blurred' }],
      ['access:day', { kind: 'sit-in' }],
    ]
    for (const [doc, value] of later) expect(() => needsOf(row(doc, value)), doc).toThrow(UnknownRow)
    expect(needsOf(row('dialogue:day', { kind: 'clock', of: { site: 's' }, act: { do: 'next' } }))).toBe(1)
    expect(needsOf({ doc: 'board:b', kind: 'update', data: new Uint8Array([1]) })).toBe(1)
    expect(() => knowsAll(['dialogue:day', 'polls:day'])).toThrow(/polls:day.*newer/)
    knowsAll(documentKinds.map((kind) => nameOf(kind, day)))
    const marked = (value: object) => ({ ...row('view:b:observers:1', value), epoch: 1, seq: 1, at: 1 })
    const rest = { server: 's', author: 'server', device: 'server' }
    expect(() => markOf({ ...marked({ kind: 'blurred' }), ...rest })).toThrow(UnknownRow)
    expect(markOf({ ...marked({}), ...rest, data: bytesOf({ kind: 'resumed' }) })).toEqual({ kind: 'resumed' })
  })

  it('[MVE2] every kind has the number of the first program that knew it, and what a number stands for never changes', () => {
    const numbers = Array.from({ length: program }, (_, index) => index + 1)
    expect(namesSince(program)).not.toEqual([])
    expect(documentKinds.flatMap((kind) => Object.values(known[kind]?.kinds ?? {})).every((n) => n <= program)).toBe(
      true,
    )
    const digest = (number: number): string =>
      createHash('sha256').update(namesSince(number).toSorted().join('\n')).digest('hex').slice(0, 16)
    expect(numbers.map(digest)).toEqual(givenOut)
  })

  it('[MVE4] a file says which program its halls need, before the first row of a newer kind; a program below it leaves them closed', () => {
    const database = openDatabase(':memory:', { migrations })
    const [other, now, before] = ['other' as DialogueId, standingIn(database, 7), standingIn(database, 6)]
    before.mayOpen(day)
    now.raise(day, 1)
    expect(database.prepare('SELECT * FROM hall').all()).toEqual([])
    now.raise(day, 7)
    now.raise(day, 3)
    expect(() => before.mayOpen(day)).toThrow(NeedsNewer)
    expect(() => before.mayOpen(day)).toThrow(/needs number 7, this is 6/)
    before.mayOpen(other)
    now.mayOpen(day)
    database.close()
  })

  it('[MVE9] a group that waits until it is said which program it needs is told as kept by nobody who ends meanwhile', async () => {
    const handed: number[] = []
    let stands: (done: boolean) => void = () => undefined
    const journal = memoryJournal({
      clock,
      server: 's',
      through: {
        keeper: (keeper) =>
          raisingNeeds(
            {
              ...keeper,
              step(rows, claims) {
                handed.push(rows.length)
                return keeper.step(rows, claims)
              },
            },
            () =>
              new Promise((resolve, reject) => {
                stands = (done) => (done ? resolve() : reject(new Unanswered('nobody says')))
              }),
            () => 2,
          ),
      },
    })
    const appended = journal.append(commandEntry('voices:day', { kind: 'x' }, { author: 'x', device: 'x' }))
    await new Promise((resolve) => setImmediate(resolve))
    journal.close()
    stands(false)
    expect(await appended).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
    expect(handed).toEqual([])
  })

  it('[MVE9] a node says which program a hall needs before it hands over the first row of a newer kind, once, and waits where it cannot', async () => {
    const said: string[] = []
    let answers = false
    const keeper = raisingNeeds(
      {
        step(rows) {
          said.push(`rows ${rows.length}`)
          return null
        },
        settle: () => undefined,
        rewrite: () => Promise.resolve(0),
      },
      async (needs) => {
        if (!answers) throw new Unanswered('nobody says')
        said.push(`needs ${needs}`)
      },
      ({ data }) => data.length,
    )
    const rows = (...needs: readonly number[]) =>
      needs.map((number, index) => ({
        row: {
          doc: 'voices:day',
          epoch: 1,
          seq: index + 1,
          at: 1,
          server: 's',
          author: 'x',
          device: 'x',
          kind: 'command' as const,
          data: new Uint8Array(number),
        },
        writers: [],
      }))
    expect(keeper.step(rows(1, 1), [])).toBeNull()
    await expect(keeper.step(rows(1, 3), [])).rejects.toThrow(Unanswered)
    answers = true
    await keeper.step(rows(1, 3), [])
    expect(keeper.step(rows(2, 3), [])).toBeNull()
    expect(said).toEqual(['rows 2', 'needs 3', 'rows 2', 'rows 2'])
  })
})
