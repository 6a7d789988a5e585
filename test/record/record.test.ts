/** A list of seats at a table, kept as a record: what is judged, what counts once, and what a row that did not land takes along. */
import { fail, ok } from '@tablee/shared/problem'
import { describe, expect, it } from 'vitest'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Journal, JournalRow } from '@tablee/server/journal/port'
import { openRecord } from '@tablee/server/record/record'
import { withHeld } from './held.ts'
import { answered, askedLog } from '../support/slowLog.ts'

type Sits = { readonly command: string; readonly seat: string; readonly who: string }
type Seats = ReadonlyMap<string, string>
const taken = { code: 'not-found', what: 'seat' } as const

async function seats(journal: Journal = memoryJournal({ clock: () => 1000, through: askedLog })) {
  const record = await openRecord<Sits, Seats, string>({
    journal,
    clock: () => 1000,
    kind: 'voices',
    read: (text) => {
      const row = JSON.parse(text) as Sits | { readonly kind: string }
      return 'seat' in row ? row : null
    },
    empty: new Map(),
    fold: (before, { seat, who }) =>
      new Map(before).set(seat, before.has(seat) ? `${before.get(seat)}, then ${who}` : who),
  })
  const sit = (seat: string, who: string, command = `${who}-sits`) =>
    record.append('day', { command, seat, who }, { author: 'citizen', device: who }, (now) =>
      now.has(seat) ? taken : null,
    )
  return { journal, record, sit }
}

describe('a record', () => {
  it('[RCD1] of two who want one seat at once the first has it, and what is not committed is told to nobody', async () => {
    const held = withHeld(memoryJournal({ clock: () => 1000, through: askedLog }))
    const { record, sit } = await seats(held.journal)
    const heard: string[] = []
    record.onChange(({ row }) => heard.push(row.who))
    const both = [sit('T1-01', 'ana'), sit('T1-01', 'ben')]
    expect(record.state('day').size).toBe(0)
    expect(record.staged('day').get('T1-01')).toBe('ana')
    expect(heard).toEqual([])
    held.land()
    expect(await Promise.all(both)).toEqual([ok(null), fail(taken)])
    expect(record.state('day').get('T1-01')).toBe('ana')
    expect(heard).toEqual(['ana'])
  })

  it('[RCD2] a command takes effect once, sent again later or twice at once, and a name belongs to its device', async () => {
    const { journal, record, sit } = await seats()
    const twice = await Promise.all([sit('T1-01', 'ana', 'one'), sit('T1-01', 'ana', 'one')])
    expect(twice).toEqual([ok(null), ok(null)])
    expect(await sit('T1-01', 'ana', 'one')).toEqual(ok(null))
    expect(await sit('T1-01', 'ben', 'one')).toEqual(fail(taken))
    expect(record.done('day', 'one', { device: 'ana' })).toBe(true)
    expect(record.done('day', 'one', { device: 'ben' })).toBe(false)
    expect(journal.head('voices:day').seq).toBe(1)
  })

  it('[RCD3] a row that did not land is judged by nobody, and may be sent again', async () => {
    const held = withHeld(memoryJournal({ clock: () => 1000, through: askedLog }))
    const { record, sit } = await seats(held.journal)
    const first = sit('T1-01', 'ana')
    held.fail()
    // In the same turn, before anybody was answered: the seat is free again.
    const second = sit('T1-01', 'ben')
    held.land()
    expect([await first, await second]).toEqual([fail({ code: 'journal-unavailable' }), ok(null)])
    expect(record.state('day').get('T1-01')).toBe('ben')
    expect(await sit('T1-01', 'ana')).toEqual(fail(taken))
  })

  it('[RCD4] the state is the fold over the log: forgotten and read again it is the same, and rows of another record in the same document count for nothing', async () => {
    const { journal, record, sit } = await seats()
    await sit('T1-01', 'ana')
    const row = {
      doc: 'voices:day',
      epoch: 1,
      kind: 'command',
      author: 'x',
      device: 'x',
      writers: [],
      deps: [],
    } as const
    await journal.append({ ...row, data: new TextEncoder().encode('{"kind":"consent","command":"c"}') })
    await sit('T1-02', 'ben')
    const before = record.state('day')
    await record.reread()
    expect(record.state('day')).toEqual(before)
    expect([...record.state('day')]).toEqual([
      ['T1-01', 'ana'],
      ['T1-02', 'ben'],
    ])
    expect(record.list()).toEqual(['day'])
    expect((await seats(journal)).record.state('day')).toEqual(before)
  })

  it('[RCD20] who is refused because of what is under way hears it when that has landed; where it does not, they are to come again', async () => {
    for (const lands of [true, false]) {
      const held = withHeld(memoryJournal({ clock: () => 1000, through: askedLog }))
      const { sit } = await seats(held.journal)
      let told = false
      const first = sit('T1-01', 'ana')
      const second = sit('T1-01', 'ben').finally(() => (told = true))
      await new Promise((resolve) => setImmediate(resolve))
      expect(told).toBe(false)
      if (lands) held.land()
      else held.fail()
      const away = fail({ code: 'journal-unavailable' })
      expect([await first, await second]).toEqual(lands ? [ok(null), fail(taken)] : [away, away])
    }
  })

  it('[RCD21] read anew while rows are under way it still judges by them, and folds none of them twice', async () => {
    const held = withHeld(memoryJournal({ clock: () => 1000, through: askedLog }))
    const { record, sit } = await seats(held.journal)
    const first = sit('T1-01', 'ana')
    const anew = record.reread()
    const [same, other] = [sit('T1-01', 'ana'), sit('T1-01', 'ben')]
    const second = sit('T1-02', 'cem')
    // Another record is opened meanwhile, and asked by whoever hears of the first row.
    const { record: late } = await seats(held.journal)
    held.journal.follow(() => void late.state('day'))
    await anew
    held.land()
    expect(await Promise.all([first, same, other, second])).toEqual([ok(null), ok(null), fail(taken), ok(null)])
    const both = [
      ['T1-01', 'ana'],
      ['T1-02', 'cem'],
    ]
    for (const one of [record, late]) expect([...one.state('day')]).toEqual(both)
    expect(held.journal.head('voices:day').seq).toBe(2)
  })

  it('[RCD31] what lands while a record is being opened counts once and in its place, and so does a document that comes later', async () => {
    const journal = memoryJournal({ clock: () => 1000, through: askedLog })
    const before = await seats(journal)
    await before.sit('T1-01', 'ana')
    await before.sit('T1-02', 'ben')
    const slow = slowToRead(journal)
    const opening = seats(slow.journal)
    // One that the reading comes past still, one behind it, and a document that was not there.
    await slow.reads(1)
    await before.sit('T1-03', 'cem')
    await slow.reads(3)
    await before.sit('T1-04', 'dora')
    await before.record.append(
      'night',
      { command: 'n', seat: 'T1-01', who: 'eli' },
      { author: 'citizen', device: 'eli' },
    )
    slow.goOn()
    const { record } = await opening
    expect([...record.state('day')]).toEqual([
      ['T1-01', 'ana'],
      ['T1-02', 'ben'],
      ['T1-03', 'cem'],
      ['T1-04', 'dora'],
    ])
    expect([...record.state('night')]).toEqual([['T1-01', 'eli']])
    expect(record.done('day', 'dora-sits', { device: 'dora' })).toBe(true)
  })

  it('[RCD31] nothing is folded onto a document whose rows are not read yet: it follows from none', async () => {
    const journal = memoryJournal({ clock: () => 1000, through: askedLog })
    const before = await seats(journal)
    await before.sit('T1-01', 'ana')
    const slow = slowToRead(journal)
    const onto: number[] = []
    const opening = openRecord<Sits, number, string>({
      journal: slow.journal,
      clock: () => 1000,
      kind: 'voices',
      read: (text) => JSON.parse(text) as Sits,
      empty: 0,
      fold: (count) => (onto.push(count), count + 1),
    })
    await before.sit('T1-02', 'ben')
    slow.goOn()
    expect((await opening).state('day')).toBe(2)
    expect(onto).toEqual([0, 1])
  })

  it('[RCD31] read anew twice it is what was read last, though the first reading takes longer', async () => {
    const inner = memoryJournal({ clock: () => 1000, through: askedLog })
    let held: { readonly reached: () => void; readonly mayGoOn: Promise<void> } | null = null
    const journal: Journal = {
      ...inner,
      async *commands(doc) {
        const rows: JournalRow[] = []
        for await (const row of inner.commands(doc)) rows.push(row)
        held?.reached()
        await held?.mayGoOn
        yield* rows
      },
    }
    const { record, sit } = await seats(journal)
    await sit('T1-01', 'ana')
    let goOn = (): void => {}
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
    let first: Promise<void> | null = null
    await new Promise<void>((reached) => {
      held = { reached, mayGoOn }
      first = record.reread('day')
    })
    held = null
    await inner.rewrite([{ doc: 'voices:day', row: ({ data }) => named(data, 'eva'), state: (state) => state }])
    const second = record.reread('day')
    // Were they read side by side, the second would have ended by now.
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
    await answered()
    goOn()
    await Promise.all([first, second])
    expect(record.state('day').get('T1-01')).toBe('eva')
  })

  it('[RCD31] while it is read anew nobody is judged by an empty or half a state', async () => {
    const journal = memoryJournal({ clock: () => 1000, through: askedLog })
    const slow = slowToRead(journal)
    const { record, sit } = await seats(slow.journal)
    await sit('T1-01', 'ana')
    await sit('T1-02', 'ben')
    const anew = record.reread('day')
    await slow.reads(1)
    expect(await sit('T1-02', 'cem')).toEqual(fail(taken))
    expect(await sit('T1-03', 'cem', 'third')).toEqual(ok(null))
    expect([...record.state('day').keys()]).toEqual(['T1-01', 'T1-02', 'T1-03'])
    await journal.rewrite([{ doc: 'voices:day', row: ({ data }) => named(data, 'eva'), state: (state) => state }])
    const again = record.reread('day')
    slow.goOn()
    await Promise.all([anew, again])
    expect([...record.state('day')]).toEqual([
      ['T1-01', 'eva'],
      ['T1-02', 'ben'],
      ['T1-03', 'cem'],
    ])
    expect(await sit('T1-03', 'cem', 'third')).toEqual(ok(null))
    expect(journal.head('voices:day').seq).toBe(3)
  })
})

/** The row of whoever sat down first, with another name in it. */
const named = (data: Uint8Array, name: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(new TextDecoder().decode(data).replace('"who":"ana"', `"who":"${name}"`))

/** A log that gives as many rows as it is told to, and says that there are no more only when it may go on. */
function slowToRead(inner: Journal) {
  let [read, most] = [0, 0]
  let wake = (): void => {}
  const mayGoOn = async (): Promise<void> => {
    while (read >= most) await new Promise<void>((go) => (wake = go))
  }
  const journal: Journal = {
    ...inner,
    async *commands(doc) {
      for await (const row of inner.commands(doc)) {
        await mayGoOn()
        read += 1
        yield row
      }
      await mayGoOn()
    },
  }
  return {
    journal,
    async reads(count: number) {
      most = count
      wake()
      while (read < count) await new Promise((go) => setImmediate(go))
    },
    goOn() {
      most = Infinity
      wake()
    },
  }
}
