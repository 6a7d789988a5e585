/**
 * The editor's schema beside the gate's. y-tiptap deletes from the document whatever the editor's does not take, on every
 * device that reads along; and what the editor writes and the gate refuses would never be saved.
 */
import { minutesSchema } from '@tablee/client/table/notes/schema'
import { attributesOf, childrenOf, elementNames, type ElementName } from '@tablee/shared/board/notes/schema'
import { describe, expect, it } from 'vitest'

const schema = minutesSchema()
const typeOf = (name: ElementName | 'notes' | 'text') => {
  const type = schema.nodes[name === 'notes' ? 'doc' : name]
  if (type === undefined) throw new Error(`the editor has no ${name}`)
  return type
}

describe('the schema of the minutes', () => {
  it('[NOTE2] holds the gate’s elements, and no other element, mark or attribute', () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(['doc', 'text', ...elementNames].sort())
    expect(Object.keys(schema.marks)).toEqual([])
    for (const name of elementNames)
      expect(Object.keys(typeOf(name).spec.attrs ?? {}).sort(), name).toEqual([...attributesOf[name]].sort())
  })

  it('[NOTE1, NOTE2] lets everything lie where the gate lets it lie, in any order, and be empty', () => {
    for (const name of ['notes', ...elementNames] as const) {
      const inside = [...childrenOf[name]]
      const { contentMatch } = typeOf(name)
      if (name !== 'notes') expect(contentMatch.validEnd, `an empty ${name}`).toBe(true)
      for (const first of inside)
        for (const second of inside)
          expect(
            contentMatch.matchType(typeOf(first))?.matchType(typeOf(second))?.validEnd,
            `${first} and ${second} in ${name}`,
          ).toBe(true)
      for (const other of ['text' as const, ...elementNames])
        if (!inside.includes(other)) expect(contentMatch.matchType(typeOf(other)), `${other} in ${name}`).toBe(null)
    }
  })

  it('[NOTE2] takes an element that came without its attributes', () => {
    for (const name of elementNames) expect(() => typeOf(name).create()).not.toThrow()
  })
})
