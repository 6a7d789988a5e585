/** Minutes that somebody empties while somebody else writes in them without a connection. */
import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import * as Y from 'yjs'
import { notesFragment } from '@tablee/shared/board/doc'
import { readNotes } from '@tablee/shared/board/notes/read'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId } from '@tablee/shared/ids'
import { aTable, type ATable, type ATableOptions, type Editor } from '../support/aTable.ts'

let t: ATable
const table = async (options: ATableOptions = {}): Promise<ATable> => {
  t = aTable(options)
  await t.quiet()
  return t
}
afterEach(() => t.close())

const by = (editor: Editor) => ({ who: editor.link.me.who, why: 'minutes' })
const write = (editor: Editor, ...lines: readonly string[]): void =>
  void addBlocks(
    editor.doc,
    by(editor),
    lines.map((line) => ({ id: editor.id<BlockId>(), kind: line.startsWith('- ') ? 'bullet' : 'paragraph', line })),
  )
const said = ({ doc }: Editor): readonly string[] => readNotes(doc).blocks.map(({ text }) => text)
/** The run of letters that says this. */
function run(editor: Editor, text: string, within: Y.XmlFragment = notesFragment(editor.doc)): Y.XmlText {
  const at = within.toArray().flatMap((each) => {
    if (each instanceof Y.XmlText) return each.toString().includes(text) ? [each] : []
    return each instanceof Y.XmlElement && String(each).includes(text) ? [run(editor, text, each)] : []
  })[0]
  if (at === undefined) throw new Error(`nobody wrote: ${text}`)
  return at
}
const add = (editor: Editor, to: string, letters: string): void =>
  editor.doc.transact(() => {
    const letter = run(editor, to)
    letter.insert(letter.length, letters)
  }, by(editor))
/** What an editor does when everything is selected and removed: one line is left, without its run of letters. */
const empty = (editor: Editor): void =>
  editor.doc.transact(() => {
    const notes = notesFragment(editor.doc)
    notes.delete(1, notes.length - 1)
    const [first] = notes.toArray()
    if (first instanceof Y.XmlElement) first.delete(0, first.length)
  }, by(editor))

describe('minutes that are emptied while a device is away', () => {
  it('[NOTE69] what it wrote in them comes back as lines of its own, and nothing of what was removed', async () => {
    await table()
    write(t.ana, 'The ring road.', 'The square.', '- Trees', '- Benches', 'To be decided.')
    await t.quiet()
    await t.offline('bo', () => {
      add(t.bo, 'The ring road.', ' Too loud at night.')
      add(t.bo, 'The square.', ' No cars on Sundays.')
      add(t.bo, '- Benches', ', with backs')
      add(t.bo, 'To be decided.', ' ')
      empty(t.ana)
    })
    await t.quiet()
    const left = ['', 'Too loud at night.', 'No cars on Sundays.', ', with backs']
    for (const editor of t.editors) expect(said(editor).map((line) => line.trim())).toEqual(left)
    await t.bo.reload()
    await t.quiet()
    expect(said(t.bo)).toHaveLength(4)
  })

  it('[NOTE69] it stands where it stood, as what it was, once, also when the page was loaded anew before it came back', async () => {
    await table({ editors: 3 })
    write(t.ana, 'The ring road.', '- Trees', '- Benches', 'The end.')
    await t.quiet()
    t.wire.goOffline('bo')
    add(t.bo, '- Benches', ', with backs')
    t.bo.doc.transact(() => {
      const list = notesFragment(t.bo.doc).get(1) as Y.XmlElement
      const [item, line] = [new Y.XmlElement('listItem'), new Y.XmlElement('paragraph')]
      list.push([item])
      item.push([line])
      line.setAttribute('id', 'a-line-of-bo')
      line.push([new Y.XmlText('A fountain')])
    }, by(t.bo))
    await t.flow()
    await t.bo.reload()
    t.ana.doc.transact(() => notesFragment(t.ana.doc).delete(1, 1), by(t.ana))
    await t.flow()
    t.wire.goOnline('bo')
    await t.quiet()
    const blocks = readNotes(t.cy.doc).blocks
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', 'The ring road.'],
      ['bullet', ', with backs'],
      ['bullet', 'A fountain'],
      ['paragraph', 'The end.'],
    ])
    // Words that were taken from it lead back to it.
    expect(blocks[2]?.id).toBe('a-line-of-bo')
  })

  it('[NOTE69] what somebody saw and removed stays away: also what the device itself had written, once it had arrived', async () => {
    await table()
    write(t.bo, 'Mr Miller said so.')
    await t.quiet()
    await t.offline('bo', () => {
      add(t.bo, 'Mr Miller', ' And more.')
      empty(t.ana)
    })
    await t.quiet()
    for (const editor of t.editors) expect(said(editor).map((line) => line.trim())).toEqual(['', 'And more.'])
  })

  it('[NOTE69] over random days no line that was written away is lost, and none is there twice', async () => {
    let days = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('ana', 'bo'), fc.nat(5), fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (moves) => {
          // Every second day is more than one frame takes, and is brought by HTTP.
          days += 1
          await table({ seed: days, ...(days % 2 === 0 ? { frame: 120 } : {}) })
          write(t.ana, 'zero.', 'one.', '- two.', '- three.', 'four.', 'five.')
          await t.quiet()
          const lines = ['zero.', 'one.', '- two.', '- three.', 'four.', 'five.']
          const written: string[] = []
          await t.offline('bo', () => {
            for (const [who, n, removes] of moves) {
              const line = lines[n] ?? ''
              if (who === 'bo') {
                const letters = ` <${written.length}>`
                written.push(letters.trim())
                add(t.bo, line, letters)
              } else if (removes) empty(t.ana)
              else t.ana.doc.transact(() => void notesFragment(t.ana.doc).delete(0, 1), by(t.ana))
              if (notesFragment(t.ana.doc).length === 0) write(t.ana, 'anew')
            }
          })
          await t.quiet()
          for (const editor of t.editors) {
            const all = said(editor).join('\n')
            for (const letters of written) expect(all.split(letters)).toHaveLength(2)
          }
          await t.close()
        },
      ),
      { numRuns: Number(process.env['MINUTES_DAYS'] ?? 12) },
    )
  })
})
