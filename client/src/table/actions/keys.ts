/** Which key does what on a row or a card, and within one that is being written. */
import type { NodeId } from '@tablee/shared/ids'
import { idOf, rowsOf } from './rows-of.ts'
import type { Folding } from './folding.ts'
import { takenOf } from './taken.ts'
import type { RowDraft, Where, World } from './ui.ts'

/** What keys can bring about. */
type KeyActions = {
  readonly history: (which: 'undo' | 'redo') => void
  readonly shift: (id: NodeId, way: 'up' | 'down' | 'in' | 'out') => void
  readonly folding: Pick<Folding, 'alone' | 'deepen' | 'fold'>
  readonly focusRow: (id: NodeId | null) => void
  readonly write: (id: NodeId, where?: Where, start?: 'end' | number) => void
  readonly remove: (id: NodeId) => void
  readonly addWords: (id: NodeId) => void
  readonly sign: (id: NodeId, key: string) => boolean
  readonly toggleWords: (id: NodeId) => void
  readonly menu: (id: NodeId, opener: Element, where: Where) => void
  readonly stop: () => void
  readonly keepTaken: (id: NodeId) => void
  readonly outdentDraft: () => boolean
  readonly indentDraft: () => void
  readonly next: (id: NodeId) => void
  readonly beneath: (id: NodeId) => void
  readonly redraftAsUsual: (draft: RowDraft) => void
}

type Pressed<On> = {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly currentTarget: On
}

export function createKeys(
  world: () => World,
  {
    history,
    shift,
    folding,
    focusRow,
    write,
    remove,
    addWords,
    sign,
    toggleWords,
    menu,
    stop,
    keepTaken,
    outdentDraft,
    indentDraft,
    next,
    beneath,
    redraftAsUsual,
  }: KeyActions,
) {
  /** Keys on a row or card that is not being written. Returns whether the key was taken. */
  function key(event: Pressed<Element>, id: NodeId, where: Where): boolean {
    const command = event.ctrlKey || event.metaKey
    if (command && event.key.toLowerCase() === 'z') history(event.shiftKey ? 'redo' : 'undo')
    else if (command && event.key.toLowerCase() === 'y') history('redo')
    else if (command) return false
    else if (event.altKey && event.key === 'Enter') folding.alone(world().ui.focus === id ? null : id)
    else if (event.altKey) {
      const way = wayOf(event.key, world().rtl)
      if (!way) return false
      shift(id, way)
    } else if (event.key === '.') return where === 'map' ? folding.deepen(id) : folding.fold(id)
    else if (event.key === 'Escape') {
      if (world().ui.focus === null) return false
      folding.alone(null)
      if (where === 'outline') focusRow(world().ui.selected)
    } else if (event.key === 'Enter' || event.key === 'F2') write(id, where)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(id)
    else if (event.key === '"' || event.key === '«' || event.key === '„' || event.key === '“') {
      if (!world().mayEdit) return false
      addWords(id)
    } else if (where === 'outline' && sign(id, event.key)) return true
    else if (event.key === ' ') toggleWords(id)
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      menu(id, event.currentTarget, where)
    } else return false
    return true
  }

  /** Keys inside a row being written. */
  function writingKey(event: Pressed<HTMLTextAreaElement>, id: NodeId, where: Where): boolean {
    const { ui, entries } = world()
    const field = event.currentTarget
    const empty = field.value === ''
    const draft = ui.draft?.id === id && !entries.byId.has(id) ? ui.draft : null
    const command = event.ctrlKey || event.metaKey
    if (command && event.key.toLowerCase() === 'z') history(event.shiftKey ? 'redo' : 'undo')
    else if (command && event.key.toLowerCase() === 'y') history('redo')
    else if (command && event.key === 'Enter') {
      if (draft) return true
      addWords(id)
    } else if (event.altKey && wayOf(event.key, world().rtl)) {
      const way = wayOf(event.key, world().rtl)
      if (draft) {
        if (way === 'in') indentDraft()
        if (way === 'out') outdentDraft()
      } else if (way) shift(id, way)
    } else if (event.key === 'Escape') stop()
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (takenOf(ui.taken, id) && !entries.byId.has(id)) keepTaken(id)
      else if (where === 'map') stop()
      else if (draft && empty) {
        // One Enter too many makes no second issue of an answer; Shift+Tab and # do, for they are pressed on purpose.
        const answers = draft.parent !== null && entries.byId.get(draft.parent)?.node.kind === 'issue'
        if (answers || !outdentDraft()) stop()
      } else if (!empty) next(id)
    } else if (event.key === 'Tab' && where === 'outline') {
      if (event.shiftKey) {
        if (draft) outdentDraft()
        else shift(id, 'out')
      } else if (draft && empty) indentDraft()
      else if (!empty) beneath(id)
    } else if (event.key === 'Backspace' && empty) {
      if (draft && draft.move !== draft.fallback) redraftAsUsual(draft)
      else {
        const rows = rowsOf(world().shown, ui.draft, ui.taken)
        const index = rows.findIndex((row) => idOf(row) === id)
        const before = rows[index - 1]
        if (!draft) remove(id)
        if (before && where === 'outline') write(idOf(before))
        else if (draft) stop()
      }
    } else if (
      (event.key === 'ArrowUp' && field.selectionEnd === 0) ||
      (event.key === 'ArrowDown' && field.selectionStart === field.value.length)
    ) {
      if (where === 'map') return false
      const rows = rowsOf(world().shown, ui.draft, ui.taken)
      const index = rows.findIndex((row) => idOf(row) === id)
      const other = rows[index + (event.key === 'ArrowUp' ? -1 : 1)]
      if (!other) return false
      write(idOf(other), 'outline', event.key === 'ArrowUp' ? 'end' : 0)
    } else return false
    return true
  }
  return { key, writingKey }
}

function wayOf(key: string, rtl: boolean): 'up' | 'down' | 'in' | 'out' | null {
  if (key === 'ArrowUp') return 'up'
  if (key === 'ArrowDown') return 'down'
  if (key === 'ArrowRight') return rtl ? 'out' : 'in'
  if (key === 'ArrowLeft') return rtl ? 'in' : 'out'
  return null
}
