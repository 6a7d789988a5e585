/** Writes a canvas record key by key, below the verbs: for tests of what must hold against any editor. */
import * as Y from 'yjs'

export const canvasOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('canvas')

export const entryOf = (doc: Y.Doc, id: string): Y.Map<unknown> => {
  const entry = canvasOf(doc).get(id)
  if (!(entry instanceof Y.Map)) throw new Error(`no record: ${id}`)
  return entry
}

const base = { x: 0, y: 0, rotation: 0, index: 'a1', parentId: 'page:page', isLocked: false, opacity: 1 }

/** A record with these fields and no others. */
export function rawRecord(doc: Y.Doc, id: string, fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  doc.transact(() => {
    canvasOf(doc).set(id, entry)
    for (const [field, value] of Object.entries(fields)) entry.set(field, value)
  })
  return entry
}

/** A whole element. */
export const rawElement = (
  doc: Y.Doc,
  id: string,
  text = '',
  more: Readonly<Record<string, unknown>> = {},
): Y.Map<unknown> =>
  rawRecord(doc, id, {
    typeName: 'shape',
    type: 'element',
    ...base,
    'props.kind': 'hope',
    'props.w': 200,
    'props.h': 120,
    'props.lang': 'en',
    'props.horizon': null,
    'props.level': null,
    'props.seat': null,
    'props.capture': null,
    'props.text': new Y.Text(text),
    ...more,
  })

export const rawGroup = (doc: Y.Doc, id: string, more: Readonly<Record<string, unknown>> = {}): Y.Map<unknown> =>
  rawRecord(doc, id, { typeName: 'shape', type: 'group', ...base, ...more })

export const rawFrame = (doc: Y.Doc, id: string, more: Readonly<Record<string, unknown>> = {}): Y.Map<unknown> =>
  rawRecord(doc, id, {
    typeName: 'shape',
    type: 'frame',
    ...base,
    'props.w': 400,
    'props.h': 300,
    'props.name': '',
    'props.color': 'black',
    ...more,
  })
