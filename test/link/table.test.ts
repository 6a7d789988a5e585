import { afterEach, describe, expect, it } from 'vitest'
import { aTable, type ATable } from '../support/aTable.ts'

let t: ATable
afterEach(() => t.close())

describe('a table’s link', () => {
  it('[LINK1] two editors converge and the light says saved once the journal holds it', async () => {
    t = aTable({ editors: 2 })
    await t.quiet()
    const issue = t.ana.add('issue', 'Who is liable?')
    expect(t.ana.link.light().kind).toBe('saving')
    await t.quiet()
    t.bo.add('position', 'The maker', issue, 'answers')
    await t.agrees()
    expect(t.ana.board.nodes.size).toBe(2)
    expect(t.ana.link.light()).toEqual({ kind: 'saved' })
  })
})
