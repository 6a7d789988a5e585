/** What comes at once: of a vote and the close, of a text and the reveal, of a placement and its taking back one is first. */
import { readBoard } from '@tablee/shared/board/read'
import { readVoiceRow } from '@tablee/shared/voices/rows'
import type { BoardId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../support/server.ts'
import { entries, openDay, phoneAt, runnerAt } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

let hall: Hall
/** Hours pass between any two requests: nobody is told to wait, so that everything truly comes at once. */
let passed = 0
beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + (passed += 7_000) })
}, 60_000)
afterAll(() => hall.close())

const rows = async () =>
  (await Array.fromAsync(hall.parts.journal.read(`voices:${hall.dialogue}`, 1, 0))).map(({ seq, data }) => ({
    seq,
    row: readVoiceRow(new TextDecoder().decode(data)),
  }))
const codes = (replies: readonly Reply[]) => replies.map((reply) => problemOf(reply)?.code ?? 'done').toSorted()
const seats = (table: number) => Array.from({ length: 6 }, (_, n) => `T${table}-0${n + 1}`)

describe('at once', () => {
  it('[BAL18] of votes and the close: each vote stands before it in the journal, or its phone is told that it is closed', async () => {
    let before = 0
    let after = 0
    for (const table of [1, 2, 3]) {
      const runner = await runnerAt(hall, table)
      const [node] = await entries(hall, runner.board, ['More trams'])
      const phones = await Promise.all(seats(table).map((seat) => phoneAt(hall, table, seat)))
      await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
      const votes = Array.from({ length: 48 }, (_, n) => {
        const id = unique('vote')
        const answer = {
          type: 'choose',
          chosen: [n % 2 === 0 ? 'trees' : 'cars'],
          rejected: [],
          indifferent: [],
        } as const
        return { id, send: () => phones[n % phones.length]?.answer('vote', { pick: answer }, true, id) }
      })
      const first = votes.slice(0, 20).map(({ send }) => send())
      const closes = [runner.does({ kind: 'close', step: 'vote' }), runner.does({ kind: 'close', step: 'vote' })]
      const replies = await Promise.all([...first, ...votes.slice(20).map(({ send }) => send())])
      expect(codes(await Promise.all(closes))).toEqual(['done', 'round'])
      const journal = await rows()
      const closed = journal.find(({ row }) => row?.kind === 'close' && row.board === runner.board)?.seq ?? 0
      for (const [n, { id }] of votes.entries()) {
        const reply = replies[n]
        if (reply === undefined) throw new Error('a vote was not answered')
        const at = journal.filter(({ row }) => row?.command === id).map(({ seq }) => seq < closed)
        expect([problemOf(reply)?.code ?? 'done', at]).toEqual(at.length === 1 ? ['done', [true]] : ['round', []])
        if (at.length === 1) before += 1
        else after += 1
      }
    }
    console.log(`votes and the close: ${before} came before it, ${after} after`)
    expect(before).toBeGreaterThan(0)
    expect(after).toBeGreaterThan(0)
  })

  /** How many of a sheet stand on the board: as words, or as an element. */
  const standing = async (board: BoardId, sheet: string): Promise<number> =>
    await hall.parts.live.look(board, (doc) => {
      const words = [...readBoard(doc).words.values()].filter(
        ({ id, withdrawn }) => id.startsWith(sheet) && withdrawn === null,
      )
      return words.length + (JSON.stringify(doc.getMap('canvas').toJSON()).includes(`"shape:${sheet}"`) ? 1 : 0)
    })

  it('[WRI11] of texts and the reveal, of placements and taking back: the last that was taken is what lies there, once or not at all', async () => {
    for (const table of [4, 5]) {
      const runner = await runnerAt(hall, table)
      const reporter = await runnerAt(hall, table, 'reporter')
      const [one, two, three] = await entries(hall, runner.board, ['One', 'Two', 'Three'])
      if (one === undefined || two === undefined || three === undefined) throw new Error('no entries')
      const phones = await Promise.all(seats(table).map((seat) => phoneAt(hall, table, seat)))
      const opened = [1, 2].map(() => runner.does({ kind: 'open', step: 'alone', nodes: [] }))
      expect(codes(await Promise.all(opened))).toEqual(['done', 'round'])
      const sheets = phones.map(({ seat }) => `sheet${seat.toLowerCase().replace('-', 'x')}`)
      const write = (text: string) => phones.map((phone, n) => phone.write('alone', sheets[n] ?? '', text))
      await Promise.all(write('first'))
      const second = write('second')
      const reveal = runner.does({ kind: 'reveal', step: 'alone' })
      const third = write('third')
      const taken = await Promise.all(
        phones.map(async (_, n) =>
          (await third[n])?.status === 200 ? 'third' : (await second[n])?.status === 200 ? 'second' : 'first',
        ),
      )
      expect((await reveal).status).toBe(200)
      const { task } = await runner.round('alone')
      const shown = new Map((task.kind === 'write' ? task.sheets : []).map(({ id, text }) => [id, text]))
      expect(sheets.map((sheet) => shown.get(sheet))).toEqual(taken)
      for (const [n, phone] of phones.entries()) {
        const sheet = sheets[n] ?? ''
        const back = n % 2 === 0
        const placed = { kind: 'place', step: 'alone', sheet } as const
        const [, , last] = await Promise.all([
          runner.does({ ...placed, node: one }),
          reporter.does({ ...placed, node: two }),
          back
            ? phone.takeBack('alone', sheet)
            : runner.does({ kind: 'place-on-canvas', step: 'alone', sheet, element: 'hope', x: 1, y: 1 }),
          reporter.does({ ...placed, node: three }),
        ])
        expect([sheet, last.status, await standing(runner.board, sheet)]).toEqual([sheet, 200, back ? 0 : 1])
      }
    }
  })
})
