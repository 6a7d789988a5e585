/**
 * Removed under the hand: a card, a note or a text that somebody else removes while this person writes in it. What was
 * written stays on this screen, where it lies, until the person keeps it or lets it go; also over a reload of this tab.
 */
import { isRecord } from '@tablee/shared/board/canvas/edit'
import type { Canvas, CanvasShape, ShapeId } from '@tablee/shared/board/canvas/schema'
import { withWords, wordsOn } from '@tablee/shared/board/canvas/words'
import { canvasMap } from '@tablee/shared/board/doc'
import type { NodeId } from '@tablee/shared/ids'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { TableLink } from '../../link/link.ts'
import { useKeptTaken } from '../actions/kept-taken.ts'
import type { Taker } from '../actions/taken.ts'
import { presenceId, putBack, reword } from './verbs.ts'

export type TakenShape = {
  /** With the id it had, and what is written on it by now. */
  readonly shape: CanvasShape
  readonly links: readonly NodeId[]
  readonly by: Taker
}

export type TakenShapes = {
  readonly all: readonly TakenShape[]
  of(id: ShapeId): TakenShape | null
  /** Its whole text as it should be. */
  write(id: ShapeId, text: string): void
  /** As a drawing surface shows it by now. */
  become(shape: CanvasShape): void
  keep(id: ShapeId): void
  letGo(id: ShapeId): void
}

const none: readonly TakenShape[] = []
/** What has words as all that it is. Of an arrow or a frame only its label would be left. */
const worded: ReadonlySet<CanvasShape['type']> = new Set(['element', 'note', 'text', 'geo'])

/** `writing`: what this person writes in, on the canvas or in its list. */
export function useTakenShapes(link: TableLink, canvas: Canvas, board: string, writing: ShapeId | null): TakenShapes {
  const [store] = useState(createStore)
  const all = useSyncExternalStore(store.subscribe, store.all)
  const { doc } = link
  const now = useRef({ canvas, writing })
  now.current = { canvas, writing }

  // Before anything reads the document: the field and its caret must not be gone for a moment.
  useEffect(() => {
    const map = canvasMap(doc)
    const watch = (transaction: Y.Transaction): void => {
      const { canvas, writing: id } = now.current
      const shape = id === null ? undefined : canvas.shapes.get(id)
      if (transaction.local || id === null || shape === undefined || map.has(id) || !worded.has(shape.type)) return
      if ((wordsOn(shape) ?? '').trim() === '') return
      // Whoever removes at once was never seen at it; where two are at the table it is the other one.
      const others = link.presence.others()
      const there = others.filter(({ node }) => node === presenceId(id))
      const [one, ...more] = there.length > 0 ? there : others
      const by = one && more.length === 0 ? { role: one.role, seat: one.seat } : null
      store.set([...store.all(), { shape, links: canvas.links.get(id) ?? [], by }])
    }
    doc.on('beforeObserverCalls', watch)
    return () => doc.off('beforeObserverCalls', watch)
  }, [doc, link, store])

  // It came back by itself (whoever removed it took that back): what was typed meanwhile goes into it.
  useEffect(() => {
    const back = all.filter(({ shape }) => canvas.shapes.has(shape.id))
    if (back.length === 0) return
    store.set(store.all().filter((one) => !back.includes(one)))
    for (const { shape } of back) {
      const there = canvas.shapes.get(shape.id)
      if (there) reword(link, there, wordsOn(shape) ?? '')
    }
  }, [all, canvas, link, store])

  const restore = useCallback((kept: readonly TakenShape[]) => store.set([...kept, ...store.all()]), [store])
  useKeptTaken({ kind: 'shapes', link, board: board === '' ? null : board }, all, isTaken, restore)

  return useMemo(() => {
    const of = (id: ShapeId): TakenShape | null => store.all().find(({ shape }) => shape.id === id) ?? null
    const become = (shape: CanvasShape): void => {
      if (of(shape.id) !== null)
        store.set(store.all().map((one) => (one.shape.id === shape.id ? { ...one, shape } : one)))
    }
    const letGo = (id: ShapeId): void => store.set(store.all().filter(({ shape }) => shape.id !== id))
    return {
      all,
      of,
      become,
      letGo,
      write(id, text) {
        const one = of(id)
        if (one) become(withWords(one.shape, text))
      },
      keep(id) {
        const one = of(id)
        if (one === null) return
        const empty = (wordsOn(one.shape) ?? '').trim() === ''
        if (empty || putBack(link, one.shape, one.links).ok) letGo(id)
      },
    }
  }, [all, link, store])
}

function createStore() {
  let all = none
  const listeners = new Set<() => void>()
  return {
    all: () => all,
    subscribe(run: () => void) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    set(next: readonly TakenShape[]) {
      all = next
      for (const run of Array.from(listeners)) run()
    },
  }
}

/** This tab wrote it; what another version wrote is not read. */
const isTaken = (one: unknown): one is TakenShape =>
  typeof one === 'object' &&
  one !== null &&
  'shape' in one &&
  isRecord(one.shape) &&
  one.shape.typeName === 'shape' &&
  'links' in one &&
  Array.isArray(one.links)
