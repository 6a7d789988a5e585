/** What every act at the table begins with: the screen's state, what is chosen, and where the focus goes. */
import type { NodeId } from '@tablee/shared/ids'
import type { ClientProblem } from '../../link/api.ts'
import type { Entry } from '../board/entries.ts'
import { uncovered } from './folding.ts'
import { firstUi, type Ui, type Where, type World } from './ui.ts'

export type Hand = ReturnType<typeof createHand>

export function createHand(world: () => World, put: (change: Partial<Ui>) => void) {
  /** A chosen place for what is said ends with the selection it was chosen at. */
  const set = (change: Partial<Ui>): void => {
    const wanted = change.selected ?? change.editing?.id ?? null
    put({
      ...(change.folded === undefined && change.focus === undefined && change.deeper === undefined
        ? uncovered(world(), wanted)
        : {}),
      ...(change.draft ? uncovered(world(), change.draft.parent, true) : {}),
      ...(change.selected !== undefined && change.selected !== world().ui.selected && change.saying === undefined
        ? { saying: firstUi.saying }
        : {}),
      ...change,
    })
  }

  const at = (id: NodeId): Entry | null => world().entries.byId.get(id) ?? null

  const done = <T extends { readonly ok: boolean }>(result: T): T => {
    if ('problem' in result) set({ problem: result.problem as ClientProblem })
    return result
  }

  function focusSoon(selector: string): void {
    const { editing } = world().ui
    const from = document.activeElement
    requestAnimationFrame(() => {
      // A frame can be late: anyone who writes again or is elsewhere by then stays there, or the next letters would go nowhere.
      const now = document.activeElement
      if (world().ui.editing === editing && (now === from || now === document.body))
        document.querySelector<HTMLElement>(selector)?.focus()
    })
  }

  const focusRow = (id: NodeId | null): void => void (id !== null && focusSoon(`[data-row="${id}"]`))

  function select(id: NodeId | null, reveal: Where | null = null): void {
    if (world().ui.selected !== id) set({ selected: id })
    if (id !== null && reveal === 'map') world().reveal(id)
    if (id !== null && reveal === 'outline') {
      requestAnimationFrame(() => document.querySelector(`[data-row="${id}"]`)?.scrollIntoView({ block: 'nearest' }))
    }
    if (world().ui.editing === null) world().link.presence.show({ node: id, writing: false })
  }

  /** Somebody points at it: what is said next is about this, wherever the last thing went. */
  function point(id: NodeId, reveal: Where): void {
    if (world().ui.selected === id && world().ui.saying.as !== 'usual') set({ saying: firstUi.saying })
    select(id, reveal)
  }

  return { world, set, at, done, focusSoon, focusRow, select, point }
}
