/**
 * What this screen shows of the board: folding a branch, looking at one alone, searching. Nothing here touches the
 * document. Anyone who is chosen or written is always in sight: what hides it opens (`uncovered`).
 */
import type { NodeId } from '@tablee/shared/ids'
import type { Ui, World } from './ui.ts'
import { ancestorsOf, beneathAt, foldedAbove } from '../board/shown.ts'

export type Telling = 'tellFolded' | 'tellUnfolded' | 'tellAlone' | 'tellWhole'

/** The change that brings an entry in sight: folded branches above it open, and a branch without it is left. */
export function uncovered({ entries, ui }: World, id: NodeId | null, inside = false): Partial<Ui> {
  if (id === null || !entries.byId.has(id)) return {}
  const hiding = new Set(foldedAbove(entries, ui.folded, id))
  if (inside && ui.folded.has(id)) hiding.add(id)
  // The map opens as far as what is chosen, and the outline with it where that was folded.
  const path = [...ancestorsOf(entries, id).map((entry) => entry.node.id), ...(inside ? [id] : [])]
  const closed = path.filter((one) => !ui.deeper.has(one))
  const within =
    ui.focus === null || ui.focus === id || ancestorsOf(entries, id).some((entry) => entry.node.id === ui.focus)
  return {
    ...(hiding.size === 0 ? {} : { folded: new Set([...ui.folded].filter((one) => !hiding.has(one))) }),
    ...(ui.depth === 'all' || closed.length === 0 ? {} : { deeper: new Set([...ui.deeper, ...closed]) }),
    ...(within ? {} : { focus: null }),
  }
}

export type Folding = ReturnType<typeof createFolding>

export function createFolding(world: () => World, set: (change: Partial<Ui>) => void) {
  const count = (id: NodeId): number => {
    const { list } = world().entries
    return beneathAt(
      list,
      list.findIndex((entry) => entry.node.id === id),
    )
  }
  const tell = (key: Telling, n: number) => set({ told: world().tell(key, n) })

  /** `to` left out turns it round. Returns whether there was anything to fold. */
  function fold(id: NodeId, to?: 'folded' | 'open'): boolean {
    const { entries, ui } = world()
    const entry = entries.byId.get(id)
    if (!entry || entry.item.children.length === 0 || ui.focus === id) return false
    const is = ui.folded.has(id)
    const will = to === undefined ? !is : to === 'folded'
    if (is === will) return false
    const folded = new Set(ui.folded)
    if (will) folded.add(id)
    else folded.delete(id)
    // The person who stood inside stands at the fold now.
    const inside = ui.selected !== null && ancestorsOf(entries, ui.selected).some((one) => one.node.id === id)
    const deeper = ui.depth === 'all' || will ? {} : { deeper: new Set([...ui.deeper, id]) }
    set({ folded, menu: null, ...deeper, ...(inside && will ? { selected: id } : {}) })
    tell(will ? 'tellFolded' : 'tellUnfolded', count(id))
    return true
  }

  /** On the map alone, where a branch is closed because all but the positions are; else as everywhere. */
  function deepen(id: NodeId): boolean {
    const { entries, ui } = world()
    const entry = entries.byId.get(id)
    if (!entry || entry.item.children.length === 0) return false
    const deeper = new Set(ui.deeper)
    const closed = ui.depth !== 'all' && ui.focus === null && entry.node.kind !== 'issue' && !deeper.has(id)
    if (ui.folded.has(id)) {
      set({ deeper: deeper.add(id) })
      return fold(id, 'open')
    }
    if (ui.depth === 'all' || ui.focus !== null || entry.node.kind === 'issue') return fold(id)
    if (closed) deeper.add(id)
    else deeper.delete(id)
    set({ deeper, menu: null, selected: id })
    tell(closed ? 'tellUnfolded' : 'tellFolded', count(id))
    return true
  }

  /** The map from its positions, or all of it. */
  function openTo(depth: 'positions' | 'all'): void {
    const { entries } = world()
    set({ depth, deeper: new Set(), menu: null })
    if (depth === 'all') tell('tellWhole', entries.list.length)
  }

  /** Every branch one level beneath, or everything beneath at all. */
  function foldBeneath(id: NodeId, to: 'folded' | 'open'): void {
    const { entries, ui } = world()
    const entry = entries.byId.get(id)
    if (!entry) return
    const folded = new Set(ui.folded)
    const deeper = new Set(ui.deeper)
    if (to === 'folded')
      for (const child of entry.item.children) {
        if ((entries.byId.get(child)?.item.children.length ?? 0) > 0) folded.add(child)
      }
    else {
      const at = entries.list.indexOf(entry)
      for (const one of entries.list.slice(at, at + 1 + beneathAt(entries.list, at))) {
        folded.delete(one.node.id)
        if (ui.depth !== 'all') deeper.add(one.node.id)
      }
    }
    set({ folded, deeper, menu: null, selected: id })
    tell(to === 'folded' ? 'tellFolded' : 'tellUnfolded', count(id))
  }

  /** One branch alone, or (null) all of it again. */
  function alone(id: NodeId | null): void {
    const { entries, ui } = world()
    if (id === ui.focus || (id !== null && !entries.byId.has(id))) return
    set({ focus: id, menu: null, selected: id ?? ui.focus })
    if (id === null) tell('tellWhole', entries.list.length)
    else tell('tellAlone', count(id) + 1)
  }

  function seek(query: string | null): void {
    set({ query, ...(query === null ? {} : { side: 'outline' as const, menu: null }) })
  }
  return { fold, deepen, openTo, foldBeneath, alone, seek }
}
