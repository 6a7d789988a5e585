/** What devices brought and no board took in lies beside the log: an erased sentence goes there, too. */
import { blackenApart } from '@tablee/server/erase/blacken-row'
import { saidAgain } from '@tablee/shared/board/again'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'

const sentence = 'My neighbour Ilse Brandt lets rooms without a permit'

/** What a page sends while somebody types: an update for each of these pieces. */
function typed(client: number, pieces: readonly string[]): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const piece of pieces) doc.getText('t').insert(doc.getText('t').length, piece)
  return updates
}
const read = (updates: readonly Uint8Array[]): string => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}
const erased = (updates: readonly Uint8Array[]) =>
  blackenApart(updates, {
    ids: new Set<string>(),
    letters: [],
    again: saidAgain([sentence], 'theirs'),
    theirs: () => false,
    own: () => false,
  })

describe('what no board took in', () => {
  it('[ERA1] a sentence that came letter by letter goes, and what the same device wrote around it stays', () => {
    const before = typed(7, ['Rents rise. ', ...sentence, ' And the trams are late.'])
    const after = read(erased(before))
    expect(after).toHaveLength(read(before).length)
    expect(after.startsWith('Rents rise. ')).toBe(true)
    expect(after.endsWith(' And the trams are late.')).toBe(true)
    expect(after).not.toMatch(/Ilse|Brandt|permit/)
  })

  it('[ERA1] brought in any order, with a piece brought twice', () => {
    const before = typed(7, ['My neighbour Ilse ', 'Brandt lets rooms', ' without a permit'])
    const [first, second, third] = erased(before.toReversed().concat(before.slice(1, 2)))
    expect(read([third, second, first].filter((one) => one !== undefined))).not.toMatch(/Ilse|Brandt|permit/)
  })

  it('[ERA1] what two devices wrote is not one text, and what cannot be read is left as it came', () => {
    const mine = typed(7, ['My neighbour Ilse '])
    const theirs = typed(9, ['Brandt lets rooms'])
    const broken = Uint8Array.of(9, 9, 9)
    expect(erased([...mine, broken, ...theirs])).toEqual([...mine, broken, ...theirs])
  })
})
