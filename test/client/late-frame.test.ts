/** A screen that is busy, or a tab behind another, draws its next frame late: what a person does meanwhile holds. */
import { localLink } from '@tablee/client/gallery/local-link'
import { status } from '@tablee/client/gallery/states'
import { createActions } from '@tablee/client/table/actions/actions'
import { firstUi, type Ui, type World } from '@tablee/client/table/actions/ui'
import { entriesOf } from '@tablee/client/table/board/entries'
import { shownOf } from '@tablee/client/table/board/shown'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'

afterEach(() => void vi.unstubAllGlobals())

it('[TAB10] the focus that goes back to a row with a late frame is not taken from a line that has been begun meanwhile', () => {
  const frames: (() => void)[] = []
  const focused: string[] = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('document', { querySelector: (row: string) => ({ focus: () => focused.push(row) }) })
  const frame = () => {
    for (const run of frames.splice(0)) run()
  }
  const doc = new Y.Doc()
  const id = 'issue' as NodeId
  edit.addNode(doc, { who: 'ana', why: 'add' }, { id, kind: 'issue', wording: 'Who?', lang: 'en' as Lang, at: 1 })
  const entries = entriesOf(readBoard(doc), null)
  let ui: Ui = firstUi
  const world = (): World => ({
    link: localLink({ doc, status: status() }),
    entries,
    shown: shownOf(entries, ui.folded, ui.focus),
    ui,
    lang: 'en' as Lang,
    mayEdit: true,
    locked: new Set(),
    say: () => '',
    tell: () => '',
    reveal: () => undefined,
    rtl: false,
  })
  const act = createActions(world, (change) => {
    ui = { ...ui, ...change }
  })
  act.write(id)
  act.stop()
  frame()
  expect(focused).toEqual(['[data-row="issue"]'])
  // Escape, and at once the next line: the frame of the first comes when the second is being written.
  act.write(id)
  act.stop()
  act.begin(null, null, 'issue')
  expect(ui.editing).not.toBeNull()
  frame()
  expect(focused).toHaveLength(1)
})
