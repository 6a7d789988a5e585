/** What an update of a board adds up to: sizes are judged by the result. */
import type * as Y from 'yjs'
import { limits } from '@tablee/shared/board/schema'
import type { CanvasGate } from './canvas-gate.ts'
import type { Wording } from './gate.ts'
import { notesOver, type NotesGrowth } from './notes-gate.ts'

/**
 * The screen keeps people at the limits of the schema; the gate leaves room for what honest editors write at the same
 * time without seeing one another, so that nobody's text is refused for a neighbour's keystroke.
 */
const slack = { wording: limits.wording * 2, nodes: limits.nodes + 200, relations: limits.relations + 400 } as const

/** Adds up what the update makes, so that sizes are judged by the result. */
export class Ledger {
  readonly words: string[] = []
  /** Entries whose wording this update may change. */
  readonly wordings = new Set<string>()
  readonly notes: NotesGrowth = { characters: 0, elements: 0, runs: 0 }
  private readonly grown = new Map<string, { by: number; entry: string; type: Y.AbstractType<unknown> | null }>()
  private readonly entries = { nodes: new Set<string>(), relations: new Set<string>() }
  readonly canvas: CanvasGate
  private readonly doc: Y.Doc

  constructor(doc: Y.Doc, canvas: CanvasGate) {
    this.doc = doc
    this.canvas = canvas
  }

  wording({ id, entry, type }: Wording, by: number): void {
    this.wordings.add(entry)
    const found = this.grown.get(id)
    if (found === undefined) this.grown.set(id, { by, entry, type })
    else found.by += by
  }

  entry(root: 'nodes' | 'relations', key: string): void {
    this.entries[root].add(key)
    if (root === 'nodes') this.wordings.add(key)
  }

  over(): { why: string; at: string | null } | null {
    for (const { by, entry, type } of this.grown.values()) {
      if (by > 0 && (type?._length ?? 0) + by > slack.wording) return { why: 'wording-too-long', at: entry }
    }
    const canvas = this.canvas.over()
    if (canvas !== null) return canvas
    const notes = notesOver(this.doc, this.notes)
    if (notes !== null) return { why: notes, at: null }
    for (const root of ['nodes', 'relations'] as const) {
      const added = this.entries[root]
      if (added.size === 0) continue
      const map = this.doc.share.get(root)?._map
      let live = 0
      for (const [key, item] of map ?? []) if (!item.deleted && !added.has(key)) live += 1
      if (live + added.size > slack[root]) return { why: `board-full-${root}`, at: null }
    }
    return null
  }
}
