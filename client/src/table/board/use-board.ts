/** The board of a link as React follows it, and what happened to it: by others (pulses once), by this person (kept until saved). */
import { boardReader, type BoardReader } from '@tablee/shared/board/read'
import type { Board } from '@tablee/shared/board/schema'
import { isId, type NodeId } from '@tablee/shared/ids'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { TableLink } from '../../link/link.ts'
import type { KeptHere } from '../../link/session.ts'

/** Subscribes to everything a link tells; any of its getters may be read in the render. */
export function useLink(link: TableLink): void {
  useSyncExternalStore(
    useMemo(() => (run: () => void) => link.subscribe(run), [link]),
    () => link.version(),
  )
  useSyncExternalStore(
    useMemo(() => (run: () => void) => link.presence.subscribe(run), [link]),
    () => link.presence.others(),
  )
}

/** How long a card that somebody else made stays marked: the wash's own time (--arrive) and a little. */
const pulse = 1_200

export type Followed = {
  readonly board: Board
  readonly arrived: ReadonlySet<NodeId>
  readonly own: ReadonlySet<NodeId>
  /** Whether what changed last came from others: then nothing in sight may move. */
  readonly byOthers: () => boolean
}

const nothing: ReadonlySet<NodeId> = new Set()

/** What earlier pages of this device left unsaved. */
function leftIn(kept: KeptHere | null): ReadonlySet<NodeId> {
  const ids = kept?.load()
  return Array.isArray(ids) && ids.length > 0 ? new Set(ids.filter(isId).map((id) => id as NodeId)) : nothing
}

/** `kept`: where this person's unsaved entries are noted, so that a page that is opened anew still knows them. */
export function useBoard(doc: Y.Doc, seen: boolean, saved: boolean, kept: KeptHere | null = null): Followed {
  const reader = useReader(doc)
  const board = useSyncExternalStore(reader.subscribe, reader.current)
  const [arrived, setArrived] = useState(nothing)
  const [own, setOwn] = useState(() => leftIn(kept))
  const others = useRef(false)
  const byOthers = useCallback(() => others.current, [])
  const seenNow = useRef(seen)
  seenNow.current = seen

  useEffect(() => {
    let before = reader.current()
    let local = true
    const starts = (transaction: Y.Transaction) => {
      local = transaction.local
      others.current = !local
    }
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = reader.subscribe(() => {
      const now = reader.current()
      const changed = local ? changedNodes(before, now) : madeNodes(before, now)
      before = now
      if (changed.length === 0) return
      if (local) return setOwn((ids) => (changed.every((id) => ids.has(id)) ? ids : new Set([...ids, ...changed])))
      if (!seenNow.current) return // the first load is no news
      setArrived((ids) => new Set([...ids, ...changed]))
      const timer = setTimeout(() => {
        timers.delete(timer)
        setArrived((ids) => new Set([...ids].filter((id) => !changed.includes(id))))
      }, pulse)
      timers.add(timer)
    })
    doc.on('beforeTransaction', starts)
    return () => {
      stop()
      doc.off('beforeTransaction', starts)
      for (const timer of timers) clearTimeout(timer)
    }
  }, [doc, reader])
  useEffect(() => {
    if (saved) setOwn((ids) => (ids.size === 0 ? ids : nothing))
  }, [saved])
  useEffect(() => kept?.save(own.size === 0 ? null : [...own]), [kept, own])
  return { board, arrived, own, byOthers }
}

function useReader(doc: Y.Doc): BoardReader {
  const reader = useMemo(() => boardReader(doc), [doc])
  // Not destroyed on unmount of a strict-mode rehearsal: it is bound to its document and goes with it.
  return reader
}

function changedNodes(before: Board, now: Board): NodeId[] {
  const changed: NodeId[] = []
  for (const [id, node] of now.nodes) {
    if (before.nodes.get(id) !== node || before.wordsOf.get(id) !== now.wordsOf.get(id)) changed.push(id)
  }
  return changed
}

/** New, moved or spoken beneath. A wording that somebody is typing shows their tag and does not pulse with every letter. */
function madeNodes(before: Board, now: Board): NodeId[] {
  const made = new Set<NodeId>()
  if (before.nodes !== now.nodes)
    for (const [id, node] of now.nodes) if (before.nodes.get(id)?.kind !== node.kind) made.add(id)
  if (before.relations !== now.relations) {
    for (const [id, relation] of now.relations) {
      const old = before.relations.get(id)
      if (old?.to !== relation.to || old.kind !== relation.kind) made.add(relation.from)
    }
  }
  if (before.wordsOf !== now.wordsOf)
    for (const [id, words] of now.wordsOf) if ((before.wordsOf.get(id)?.length ?? 0) < words.length) made.add(id)
  return [...made].filter((id) => now.nodes.has(id))
}
