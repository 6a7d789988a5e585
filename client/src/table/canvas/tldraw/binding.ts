/**
 * tldraw's store bound to the board's document, record by record and field by field.
 *
 * From here to there: what this person did is gathered for a moment (a drag tells ten times a second, a stroke twice, and
 * once more at its end) and written as one transaction that holds the changed fields only. From there to here: the reader
 * of `board/canvas` gives records that are sound and have a place; what this person has changed meanwhile and not written
 * yet stays as it is on this screen. The text of an element goes by the document alone: its field writes there, and the
 * store only shows it.
 *
 * Invariant: camera, selection and everything else about this screen never reach the document.
 */
import { canvasReader } from '@tablee/shared/board/canvas/read'
import { isRecord, repairCanvas, writeRecords, type RecordChanges } from '@tablee/shared/board/canvas/edit'
import { sameData } from '@tablee/shared/board/canvas/same'
import type { Canvas, CanvasRecord, CanvasShape, RecordId, ShapeId } from '@tablee/shared/board/canvas/schema'
import { withSoundWords, withWords, wordsOn } from '@tablee/shared/board/canvas/words'
import type { Edit } from '@tablee/shared/board/edit'
import type * as Y from 'yjs'
import { DocumentRecordType, PageRecordType, type TLRecord, type TLShapeId, type TLStore } from 'tldraw'
import type { ClientProblem } from '../../../link/api.ts'

/** Between two writes of one person's gesture (ms): others see a drag move, and a hall of tables stays below its rates. */
const betweenWrites = 100
/** A stroke grows with every point; whole it is sent at its end, and this often on the way. */
const betweenStrokes = 500

export type Binding = {
  /** What was done and not written yet goes out now. */
  flush(): void
  /** Shows these, which are not the board's, and no others; what has become the board's meanwhile stays. */
  show(shapes: readonly CanvasShape[]): void
  /** A note or text that was left without words goes, in the step of undo in which its last word went, if one did. */
  leave(id: ShapeId, gesture: string | null): void
  stop(): void
}

/** The store's records: which it takes, and as which it holds one. */
function recordsIn(store: TLStore) {
  const valid = (record: unknown): record is TLRecord => {
    if (typeof record !== 'object' || record === null || !('typeName' in record)) return false
    const type = Object.entries(store.schema.types).find(([name]) => name === record.typeName)?.[1]
    try {
      type?.validate(record)
      return type !== undefined
    } catch {
      return false // one record that this editor cannot show must not keep the others from it
    }
  }
  const stored = (record: CanvasRecord | null): TLRecord[] => {
    const kept = toStore(record)
    return valid(kept) ? [kept] : []
  }
  /** As the store holds it, if it is a record of a canvas at all. */
  const held = (id: RecordId): CanvasRecord | null => {
    const record: unknown = fromStore(store.get(id as TLRecord['id']))
    return isRecord(record) ? record : null
  }
  /** One that is on this screen only, if it is another than the store has. */
  const asShown = (shape: CanvasShape): TLRecord[] => {
    const here = held(shape.id)
    if (here === null) return stored(shape)
    // Where it lies this screen knows best; an element's words come from its field, as they would from the board.
    if (here.type !== 'element' || shape.type !== 'element' || here.props.text === shape.props.text) return []
    return stored(withWords(here, shape.props.text))
  }
  return { valid, stored, held, asShown }
}

/**
 * Told at once what this person has `changed`, and each frame that something was. The store's own `listen` tells at frames
 * alone: until the next a letter would be nobody's, go with the page or the tab, and give way to whatever somebody else does
 * with the same shape.
 */
function onOwnChanges(store: TLStore, changed: (id: RecordId) => void, frame: () => void): () => void {
  const mark = ({ id }: TLRecord, source: 'user' | 'remote'): void => {
    if (source === 'user' && isCanvasId(id)) changed(id)
  }
  const { sideEffects } = store
  const follow = <T extends 'shape' | 'binding' | 'asset'>(type: T) => [
    sideEffects.registerAfterCreateHandler<T>(type, mark),
    sideEffects.registerAfterChangeHandler<T>(type, (_, next, source) => mark(next, source)),
    sideEffects.registerAfterDeleteHandler<T>(type, mark),
  ]
  const listening = store.listen(frame, { source: 'user', scope: 'document' })
  const stops = [...follow('shape'), ...follow('binding'), ...follow('asset'), listening]
  return () => stops.forEach((stop) => stop())
}

/** When this page goes, and when nobody sees it any more: then it draws no frame, and may be ended without another word. */
function onLeaving(run: () => void): () => void {
  addEventListener('pagehide', run)
  document.addEventListener('visibilitychange', run)
  return () => {
    removeEventListener('pagehide', run)
    document.removeEventListener('visibilitychange', run)
  }
}

/** The one page on which everything lies. */
function layPage(store: TLStore): void {
  store.mergeRemoteChanges(() => {
    store.put([
      DocumentRecordType.create({ id: 'document:document' as never, name: '' }),
      PageRecordType.create({ id: 'page:page' as never, name: 'Canvas', index: 'a1' as never }),
    ])
  })
}

export function bindStore({
  doc,
  store,
  origin,
  now,
  refused,
  repairs,
  keeps,
  changed,
}: {
  doc: Y.Doc
  store: TLStore
  /** The origin of what is written now: one step of undo per gesture. */
  origin: () => Edit
  now: () => number
  refused: (problem: ClientProblem) => void
  /** What this person may put right of what others' changes left: nothing (null), or all but (and) frames and parts. */
  repairs: () => { readonly parts: boolean } | null
  /** Does this one stay on the screen, though somebody else has removed it? */
  keeps: (id: RecordId) => boolean
  /** What is on this screen only was changed here, or (null) deleted. */
  changed: (id: RecordId, shape: CanvasShape | null) => void
}): Binding {
  const reader = canvasReader(doc)
  let shown = emptyOf(reader.current())
  const dirty = new Set<RecordId>()
  /** On this screen, and not on the board: nothing of it is written from here. */
  const own = new Set<RecordId>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastWrite = 0

  const { valid, stored, held, asShown } = recordsIn(store)

  // ── from the document

  function take(next: Canvas): void {
    const put: TLRecord[] = []
    const gone: TLRecord['id'][] = []
    for (const key of ['assets', 'shapes', 'bindings'] as const) {
      const before: ReadonlyMap<RecordId, CanvasRecord> = shown[key]
      const after: ReadonlyMap<RecordId, CanvasRecord> = next[key]
      if (before === after) continue
      for (const [id, record] of after) {
        const old = before.get(id)
        if (old === record) continue
        const here = held(id)
        const wanted = dirty.has(id) && here !== null && old !== undefined ? withOwn(record, old, here) : record
        const kept = toStore(wanted)
        if ((here === null || !sameData(here, wanted)) && valid(kept)) put.push(kept)
      }
      for (const id of before.keys()) {
        if (after.has(id)) continue
        dirty.delete(id)
        if (keeps(id)) tell(id)
        else gone.push(id as TLRecord['id'])
      }
    }
    shown = next
    if (put.length === 0 && gone.length === 0) return
    store.mergeRemoteChanges(() => {
      if (put.length > 0) store.put(put)
      if (gone.length > 0) store.remove(gone)
    })
  }

  // ── from this screen

  function tell(id: RecordId): void {
    own.add(id)
    const record = held(id)
    changed(id, record?.typeName === 'shape' ? record : null)
  }

  function write(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (dirty.size === 0) return
    lastWrite = now()
    const put: { record: CanvasRecord; before: CanvasRecord | null }[] = []
    const drop: RecordId[] = []
    for (const id of dirty) {
      const before = knownOf(shown, id)
      const record = held(id)
      // Without words it is nobody's yet: its first letter brings it onto the board.
      if (before === null && (own.has(id) || (record !== null && isBlank(record)))) continue
      if (record === null) {
        if (before !== null) drop.push(id)
      } else if (before === null || !sameData(before, record)) put.push({ record, before })
    }
    dirty.clear()
    if (put.length === 0 && drop.length === 0) return
    const done = writeSound(doc, origin(), { put, drop, at: now() })
    if (done.ok) return
    refused(done.problem)
    // What the board does not take does not stay on this screen either.
    const back = put.flatMap(({ before }) => stored(before))
    const away = put.flatMap(({ record, before }) => (before === null ? [record.id as TLRecord['id']] : []))
    const again = drop.flatMap((id) => stored(knownOf(shown, id)))
    store.mergeRemoteChanges(() => {
      store.remove(away)
      store.put([...back, ...again])
    })
  }

  function soon(): void {
    const stroke = [...dirty].some((id) => {
      const record = held(id)
      return record?.typeName === 'shape' && record.type === 'draw' && !record.props.isComplete
    })
    const wait = lastWrite + (stroke ? betweenStrokes : betweenWrites) - now()
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(write, Math.max(0, wait))
  }

  layPage(store)
  take(reader.current())
  const stopReading = reader.subscribe(() => {
    // Orphans, and siblings with one index: the editor's next move would be made from what is not so in the document.
    const may = repairs()
    if (may !== null) repairCanvas(doc, { who: 'repair', why: 'repair' }, may, reader)
    take(reader.current())
  })
  const marks = (id: RecordId): void => {
    if (own.has(id) && knownOf(shown, id) === null) tell(id)
    else dirty.add(id)
  }
  const stopListening = onOwnChanges(store, marks, () => dirty.size > 0 && soon())
  const stopLeaving = onLeaving(write)

  return {
    flush: write,
    show(shapes) {
      const wanted = new Set<RecordId>(shapes.map(({ id }) => id))
      const away = [...own].filter((id) => !wanted.has(id))
      for (const id of away) own.delete(id)
      for (const shape of shapes) own.add(shape.id)
      const put = shapes.flatMap((shape) => (knownOf(shown, shape.id) === null ? asShown(shape) : []))
      store.mergeRemoteChanges(() => {
        store.remove(away.flatMap((id) => (knownOf(shown, id) === null ? [id as TLRecord['id']] : [])))
        store.put(put)
      })
    },
    leave(id, gesture) {
      if (own.has(id) && knownOf(shown, id) === null) return
      dirty.delete(id)
      store.mergeRemoteChanges(() => store.remove([id as string as TLShapeId]))
      if (knownOf(shown, id) === null) return
      // Nobody's step is to bring back what had no words already.
      const step: Edit = gesture === null ? { who: 'repair', why: 'repair' } : { ...origin(), gesture }
      writeRecords(doc, step, { put: [], drop: [id], at: now() })
    },
    stop() {
      write()
      stopLeaving()
      stopListening()
      stopReading()
      reader.destroy()
    },
  }
}

/** A link that was pasted may lead where no canvas leads: its words are written without it. */
function writeSound(doc: Y.Doc, origin: Edit, changes: RecordChanges): ReturnType<typeof writeRecords> {
  const done = writeRecords(doc, origin, changes)
  if (done.ok) return done
  const put = changes.put.map(({ record, before }) => ({ record: withSoundWords(record), before }))
  return writeRecords(doc, origin, { ...changes, put })
}

/** A note or a text of which nothing would be left: it is nothing but its words. */
export const isBlank = (record: CanvasRecord): boolean =>
  record.typeName === 'shape' &&
  (record.type === 'note' || record.type === 'text') &&
  (wordsOn(record) ?? '').trim() === ''

/** tldraw takes a photo's name for an address, and knows no such kind: in the store it is an asset of ours. */
const scheme = 'asset:'
function withSrc(record: unknown, change: (src: string) => string): unknown {
  if (typeof record !== 'object' || record === null || !('typeName' in record) || record.typeName !== 'asset')
    return record
  const props: unknown = 'props' in record ? record.props : null
  if (typeof props !== 'object' || props === null || !('src' in props) || typeof props.src !== 'string') return record
  return { ...record, props: { ...props, src: change(props.src) } }
}
const toStore = (record: unknown): unknown =>
  withSrc(record, (src) => (src.startsWith('photo:') ? `${scheme}${src}` : src))
const fromStore = (record: unknown): unknown =>
  withSrc(record, (src) => (src.startsWith(`${scheme}photo:`) ? src.slice(scheme.length) : src))

const isCanvasId = (id: string): id is RecordId => /^(shape|binding|asset):/.test(id)
const emptyOf = (canvas: Canvas): Canvas => ({ ...canvas, shapes: new Map(), bindings: new Map(), assets: new Map() })

function knownOf(canvas: Canvas, id: RecordId): CanvasRecord | null {
  const all: ReadonlyMap<RecordId, CanvasRecord> = id.startsWith('shape:')
    ? canvas.shapes
    : id.startsWith('binding:')
      ? canvas.bindings
      : canvas.assets
  return all.get(id) ?? null
}

/** The record as it stands in the document, with what this person has changed since `old` and not written yet. */
function withOwn(next: CanvasRecord, old: CanvasRecord, here: CanvasRecord): unknown {
  const own = (field: string, before: object, now: object, then: object): unknown => {
    const [a, b, c] = [before, now, then].map(
      (one) => Object.entries(one).find(([key]) => key === field)?.[1] as unknown,
    )
    return sameData(a, b) ? c : b
  }
  const over = (before: object, now: object, then: object) =>
    Object.fromEntries(Object.keys(then).map((field) => [field, own(field, before, now, then)]))
  return {
    ...over(old, here, next),
    props: over(old.props, here.props, next.props),
    meta: over(old.meta, here.meta, next.meta),
  }
}
