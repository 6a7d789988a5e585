/**
 * What a person can do at the table's screen, by key, touch or menu: one list, so that outline, map and menus cannot
 * differ. They change the screen's state (`ui`) and, through `verbs`, the board.
 */
import type { NodeId } from '@tablee/shared/ids'
import { anchorOf } from '../../ui/menu.tsx'
import { createArranging } from './arranging.ts'
import { createHand } from './hand.ts'
import { createKeys } from './keys.ts'
import { createRows } from './rows.ts'
import { createWriting } from './writing.ts'
import { createFolding } from './folding.ts'
import type { Ui, Where, World } from './ui.ts'

export type Actions = ReturnType<typeof createActions>

export function createActions(world: () => World, put: (change: Partial<Ui>) => void) {
  const hand = createHand(world, put)
  const { set, done, focusRow, select, point } = hand
  const folding = createFolding(world, set)
  const { redraftAsUsual, indentDraft, outdentDraft, sign, ...rows } = createRows(hand)
  const writing = createWriting(hand)
  const arranging = createArranging(hand)

  function addWords(id: NodeId): void {
    set({ saying: { as: 'words', node: id }, selected: id, editing: null, draft: null, menu: null, side: 'outline' })
    // At once where it is in sight: a letter typed before the next frame would meet the button that opened the menu.
    const listen = () => document.querySelector<HTMLElement>('.say textarea')?.focus()
    listen()
    requestAnimationFrame(listen)
  }

  function toggleWords(id: NodeId): void {
    const opened = new Set(world().ui.opened)
    if (!opened.delete(id)) opened.add(id)
    set({ opened })
  }

  /** Beside its row or card. On a phone there is nothing beside: the row goes to the top, and the menu beneath it. */
  function menu(id: NodeId, opener: Element, where: Where): void {
    const spoken = opener.closest('[data-row], [data-card]') ?? opener
    if (where === 'outline' && innerWidth < 860) spoken.scrollIntoView({ block: 'start' })
    set({ menu: { id, at: anchorOf(spoken), where }, selected: id })
  }

  const { key, writingKey } = createKeys(world, {
    ...rows,
    ...writing,
    ...arranging,
    redraftAsUsual,
    indentDraft,
    outdentDraft,
    sign,
    folding,
    focusRow,
    addWords,
    toggleWords,
    menu,
  })

  return {
    ...folding,
    ...rows,
    ...writing,
    ...arranging,
    select,
    point,
    addWords,
    toggleWords,
    menu,
    key,
    writingKey,
    focusRow,
    done,
    set,
  }
}
