import { readPaperId, shownPaperId, withCheck } from '@tablee/shared/voices/paper-id'
import type { SeatCode } from '@tablee/shared/ids'
import { serverKey } from '@tablee/server/access/keys'
import { createSheetIds } from '@tablee/server/paper/ids'
import { sheetTable } from '@tablee/server/paper/sheets'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { dialogue, ids, sheets, tables } from './fixture.ts'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('the id on a sheet', () => {
  it('[PAP1] one wrong character, or two that changed places, is not an id', () => {
    const random = seeded(41)
    let tried = 0
    for (let round = 0; round < 200; round++) {
      const id = withCheck([...random.bytes(7)].map((byte) => crockford[byte & 31] ?? '').join(''))
      expect(readPaperId(id)).toBe(id)
      for (let at = 0; at < 8; at++) {
        for (const other of crockford) {
          if (other === id[at]) continue
          expect(readPaperId(id.slice(0, at) + other + id.slice(at + 1))).toBeNull()
          tried += 1
        }
        const next = id[at + 1]
        if (next !== undefined && next !== id[at])
          expect(readPaperId(id.slice(0, at) + next + (id[at] ?? '') + id.slice(at + 2))).toBeNull()
      }
    }
    console.log(`${tried} wrong ids, none taken for one`)
  })

  it('[PAP1] it is typed as people type: small letters, blanks, O for 0, L for 1', () => {
    const id = withCheck('01AB23C')
    expect(readPaperId(shownPaperId(id).toLowerCase())).toBe(id)
    expect(readPaperId(` o l ab 23c${id[7]} `)).toBe(id)
    expect(readPaperId('HELLO')).toBeNull()
  })

  it('[PAP2] a sheet has one id however often it is printed, and leads back to what it is', () => {
    const again = createSheetIds(() => serverKey(new Uint8Array(32).fill(7)))
    const [table] = tables(1, 8)
    if (table === undefined) throw new Error('no table')
    const of = sheetTable(dialogue, table)
    const printed = sheets(['consent', 'write', 'ballot', 'questionnaire', 'map'], ['en', 'ar'], [table])
    expect(printed.length).toBe(2 * (8 * 5 + 1))
    expect(new Set(printed.map(({ id }) => id)).size).toBe(printed.length)
    for (const { id, kind, lang } of printed) expect(again.find(of, id)).toMatchObject({ kind, lang })
    const another = createSheetIds(() => serverKey(new Uint8Array(32).fill(8)))
    expect(printed.filter(({ id }) => another.find(of, id) !== null)).toEqual([])
  })

  it('[PAP3] an anonymous sheet names its seat on the strip that is torn off, and nowhere else', () => {
    const printed = sheets(['write'], ['en'], tables(1, 3))
    const [anonymous, signed] = [printed.slice(0, 3), printed.slice(3)]
    for (const [at, sheet] of anonymous.entries()) {
      const { strip, ...below } = sheet
      expect(strip?.seat).toBe(`Seat T1-0${at + 1}`)
      expect(JSON.stringify({ ...below, id: '', address: '' })).not.toMatch(/T1-0/)
    }
    expect(signed.map(({ seat, strip }) => [seat, strip])).toEqual([
      ['Seat T1-01', null],
      ['Seat T1-02', null],
      ['Seat T1-03', null],
    ])
  })

  it('[PAP4] a person’s questionnaires carry one mark, in letters and words, that no other seat has', () => {
    const marks = new Map<string, string>()
    for (const table of tables(10, 8)) {
      for (let seat = 1; seat <= table.seats; seat++) {
        const code = `T${table.number}-0${seat}` as SeatCode
        const mark = ids.pairOf(dialogue.id, code)
        expect(new Set(mark.words).size).toBe(3)
        expect(mark.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
        expect(mark.code).not.toContain(code)
        marks.set(mark.code, code)
      }
    }
    expect(marks.size).toBe(80)
    const printed = sheets(['questionnaire', 'ballot'], ['en', 'fr'], tables(1, 1))
    const code = ids.pairOf(dialogue.id, 'T1-01' as SeatCode).code
    for (const { kind, pair } of printed) {
      if (kind === 'questionnaire') expect(pair).toContain(code)
      else expect(pair).toBeNull()
    }
  })

  it('[PAP5] the table’s own answer is on nobody’s sheet; before a vote is opened its entries are rows to fill in', () => {
    const [sheet] = sheets(['ballot'], ['en'])
    expect(sheet?.blocks.map(({ text }) => text.text)).not.toContain('Our table agreed.')
    const first = sheet?.blocks[0]?.body
    expect(first?.is === 'cells' ? first.rows : []).toEqual(Array.from({ length: 8 }, () => null))
  })
})
