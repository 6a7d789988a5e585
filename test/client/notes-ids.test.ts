/** Blocks of the minutes and their ids: what was taken from a block leads back to it, whatever was done to it since. */
import { giveIds } from '@tablee/client/table/notes/ids'
import { sizeOf } from '@tablee/client/table/notes/limits'
import { minutesSchema } from '@tablee/client/table/notes/schema'
import { isId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'

const schema = minutesSchema()
const paragraph = (id: unknown, text = '') => ({
  type: 'paragraph',
  attrs: { id },
  content: text === '' ? [] : [{ type: 'text', text }],
})
const list = (...items: readonly object[]) => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [item] })),
})

/** The ids of the blocks afterwards, in their order. */
function given(...content: readonly object[]): string[] {
  const doc = schema.nodeFromJSON({ type: 'doc', content })
  const ids: string[] = []
  const at: number[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    ids.push(String(node.attrs['id']))
    at.push(pos)
    return false
  })
  const changed = giveIds(doc, {
    doc,
    setNodeMarkup(pos, _type, attrs) {
      ids[at.indexOf(pos)] = String(attrs?.['id'])
      return this as never
    },
  })
  expect(changed).toBe(ids.some((id, n) => id !== String(doc.nodeAt(at[n] ?? -1)?.attrs['id'])))
  for (const id of ids) expect(isId(id), id).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  return ids
}

describe('blocks of the minutes', () => {
  it('[NOTE13] each gets an id of its own; one that has its own keeps it', () => {
    expect(given(paragraph('one', 'said'), paragraph('two'))).toEqual(['one', 'two'])
    const [one, two, three] = given(
      paragraph(null, 'said'),
      paragraph('two', 'more'),
      list(paragraph('not an id', '!')),
    )
    expect(two).toBe('two')
    expect(one).not.toBe(three)
  })

  it('[NOTE13] of two with one id the one that holds the text keeps it, wherever the caret was when Enter was pressed', () => {
    // At its end: the text stands above.
    expect(given(paragraph('a', 'said'), paragraph('a'))[0]).toBe('a')
    // At its beginning: the text stands below.
    expect(given(paragraph('a'), paragraph('a', 'said'))[1]).toBe('a')
    // In the middle, and of a block that was pasted again: the first.
    expect(given(paragraph('a', 'sa'), paragraph('a', 'id'), list(paragraph('a', 'said')))[0]).toBe('a')
  })

  it('[NOTE4] are measured in letters, elements and depth', () => {
    const doc = schema.nodeFromJSON({ type: 'doc', content: [paragraph('a', 'four'), list(paragraph('b', 'six'))] })
    expect(sizeOf(doc)).toEqual({ characters: 7, elements: 4, depth: 3 })
  })
})
