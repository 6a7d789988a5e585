/** Translations in a view: of what is shown just now, and of nothing that stands behind the curtain or came after a pause. */
import { addElement, setText } from '@tablee/shared/board/canvas/edit'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readWhole } from '@tablee/shared/board/whole'
import type { BlockId, Lang } from '@tablee/shared/ids'
import { draw, heldNow, open, openCurtain } from '@tablee/shared/view/held'
import { defaultPolicy, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import type { Translation } from '@tablee/shared/view/translated'
import { expect, it } from 'vitest'
import * as Y from 'yjs'

const origin = { who: 'reporter', why: 'test' }
const made = (text: string, wording: string, at = 1): Readonly<Record<string, Translation>> => ({
  fr: { text, state: 'human', wording, at },
})
const policy = (of: NonNullable<ViewPolicy['translations']>['of'], more: Partial<ViewPolicy> = {}): ViewPolicy => ({
  ...defaultPolicy,
  showNotes: true,
  translations: { of, newest: 1 },
  ...more,
})

it('[TRL11] [TRL15] what was reworded behind the curtain stands as it stood, with no translation of what it says by now', () => {
  const doc = newBoardDoc()
  const lang = 'en' as Lang
  addElement(doc, origin, { id: 'shape:a', kind: 'hope', text: 'first hope', lang, x: 0, y: 0, seat: null, at: 1 })
  addBlocks(doc, origin, [{ id: 'a' as BlockId, kind: 'paragraph', line: 'first line' }])
  const drawn = draw(openCurtain, readWhole(doc))
  setText(doc, origin, 'shape:a', 'second hope')
  const letters = (doc.getXmlFragment('notes').get(0) as Y.XmlElement).get(0)
  if (letters instanceof Y.XmlText) {
    letters.delete(0, 5)
    letters.insert(0, 'second')
  }
  const held = heldNow(open(drawn, readWhole(doc)), readWhole(doc))
  const see = (with_: ViewPolicy) => {
    const { canvas, notes } = project(readWhole(doc), with_, held, (id) => id)
    return [...Object.values(canvas), ...Object.values(notes)].map(({ text, translations }) => [
      text,
      translations?.['fr']?.text,
    ])
  }
  const later = { 'shape:a': made('MADE', 'second hope'), 'block:a': made('MADE', 'second line') }
  expect(see(policy(later))).toEqual([
    ['first hope', undefined],
    ['first line', undefined],
  ])
  const before = { 'shape:a': made('espoir', 'first hope'), 'block:a': made('ligne', 'first line') }
  expect(see(policy(before))).toEqual([
    ['first hope', 'espoir'],
    ['first line', 'ligne'],
  ])
  // A pause shows those of before it, and a later one with its end.
  expect(see(policy(before, { translatedUntil: 0 })).map(([, text]) => text)).toEqual([undefined, undefined])
})
