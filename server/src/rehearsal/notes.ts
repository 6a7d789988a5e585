/** Types a plan's changes into a board's notes: one paragraph for each line of the text. */
import { notesFragment, notesToRead } from '@tablee/shared/board/doc'
import { lettersOf, readNotes } from '@tablee/shared/board/notes/read'
import { limits } from '@tablee/shared/board/schema'
import { newId, type BlockId, type RandomBytes } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { PlannedChange, PlannedLine } from './plan.ts'

/** Somebody who is no typist took away a paragraph that the trace still writes in. */
export class NotesMoved extends Error {
  override readonly name = 'NotesMoved'
  constructor() {
    super('Somebody else took away a paragraph of the notes: the trace can’t go on in it.')
  }
}

/** What the notes say, one line for each block. */
export const notesText = (doc: Y.Doc): string =>
  readNotes(doc)
    .blocks.map(({ text }) => text)
    .join('\n')

/** Nothing written yet; a page that opened the notes may have left an empty paragraph. */
export const notesEmpty = (doc: Y.Doc): boolean => {
  const { blocks, characters } = readNotes(doc)
  return characters === 0 && blocks.length <= 1
}

/** The first line's paragraph: the one that stands there already, or a new one. */
export function beginNotes(doc: Y.Doc, line: PlannedLine, random: RandomBytes): void {
  const there: unknown = notesToRead(doc).toArray()[0]
  if (there instanceof Y.XmlElement && there.nodeName === 'paragraph') return bind(line, there)
  const made = paragraph(random)
  notesFragment(doc).insert(0, [made])
  bind(line, made)
}

/** `doc` holds what every earlier stage of the plan did, and what this agent did in this one. */
export function type(doc: Y.Doc, change: PlannedChange, random: RandomBytes): void {
  const element = paragraphOf(doc, change.line)
  const { offset } = change
  if (change.kind === 'write') {
    const text = textIn(element)
    if (change.remove > 0) text.delete(offset, change.remove)
    if (change.insert !== '') text.insert(offset, change.insert)
    return
  }
  const notes = notesFragment(doc)
  if (change.kind === 'break') {
    const tail = cutOff(element, offset)
    if (change.first !== '') textIn(element).insert(offset, change.first)
    const made = change.fresh.map(() => paragraph(random))
    notes.insertAfter(element, made)
    for (const [index, { line, text }] of change.fresh.entries()) {
      const one = made[index]
      if (one === undefined) continue
      const words = index === made.length - 1 ? text + tail : text
      if (words !== '') textIn(one).insert(0, words)
      bind(line, one)
    }
    return
  }
  const last = change.gone.at(-1)
  const rest = last === undefined ? '' : lettersIn(paragraphOf(doc, last)).slice(change.rest)
  cutOff(element, offset)
  if (rest !== '') textIn(element).insert(offset, rest)
  const all: readonly unknown[] = notes.toArray()
  const first = change.gone[0]
  const index = first === undefined ? -1 : all.indexOf(paragraphOf(doc, first))
  if (index >= 0) notes.delete(index, change.gone.length)
}

function paragraph(random: RandomBytes): Y.XmlElement {
  const made = new Y.XmlElement('paragraph')
  made.setAttribute('id', newId<BlockId>(random))
  return made
}

const lettersIn = (element: Y.XmlElement): string => {
  const first: unknown = element.toArray()[0]
  return first instanceof Y.XmlText ? lettersOf(first, limits.notes) : ''
}

function textIn(element: Y.XmlElement): Y.XmlText {
  const first: unknown = element.toArray()[0]
  if (first instanceof Y.XmlText) return first
  const made = new Y.XmlText()
  element.insert(0, [made])
  return made
}

function cutOff(element: Y.XmlElement, offset: number): string {
  const tail = lettersIn(element).slice(offset)
  if (tail !== '') textIn(element).delete(offset, tail.length)
  return tail
}

function bind(line: PlannedLine, element: Y.XmlElement): void {
  const item = element._item
  if (item !== null) line.paragraph = { client: item.id.client, clock: item.id.clock }
}

function paragraphOf(doc: Y.Doc, { paragraph: at }: PlannedLine): Y.XmlElement {
  const found: unknown = at === null ? null : Y.getItem(doc.store, Y.createID(at.client, at.clock))
  if (
    found instanceof Y.Item &&
    !found.deleted &&
    found.content instanceof Y.ContentType &&
    found.content.type instanceof Y.XmlElement
  )
    return found.content.type
  throw new NotesMoved()
}
