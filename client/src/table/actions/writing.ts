/** Writing in a row or on a card: a letter, several lines at once, and what is left of it when somebody removes it meanwhile. */
import type { NodeId } from '@tablee/shared/ids'
import type { Hand } from './hand.ts'
import { linesOf, pasteLines, type Pasted } from '../board/paste.ts'
import { takenOf } from './taken.ts'
import { firstUi, type Where } from './ui.ts'
import { freshId, reword, writeDraft } from '../board/verbs.ts'

export function createWriting(hand: Hand) {
  const { world, set, done, focusSoon, focusRow, select } = hand
  function write(id: NodeId, where: Where = 'outline', start: 'end' | number = 'end'): void {
    if (!world().entries.byId.has(id) && takenOf(world().ui.taken, id))
      return set({ selected: id, editing: { id, where: 'outline', start }, draft: null })
    if (!world().mayEdit || world().locked.has(id)) return select(id, where === 'outline' ? 'map' : 'outline')
    set({
      selected: id,
      editing: { id, where, start },
      draft: world().ui.draft?.id === id ? world().ui.draft : null,
      menu: null,
      ...(world().ui.selected === id ? { saying: firstUi.saying } : {}),
    })
    world().reveal(id)
    world().link.presence.show({ node: id, writing: true })
  }

  function stop(focus = true): void {
    const { ui } = world()
    const id = ui.editing?.id ?? null
    const gone = ui.draft !== null && !world().entries.byId.has(ui.draft.id)
    const next = gone ? (ui.draft?.after ?? ui.draft?.parent ?? null) : id
    set({ editing: null, draft: null, selected: next })
    world().link.presence.show({ node: next, writing: false })
    if (focus && ui.editing?.where === 'outline') focusRow(next)
    else if (focus && next !== null) focusSoon(`[data-card="${next}"] > [tabindex]`)
  }

  function text(id: NodeId, value: string): void {
    const { link, entries, ui } = world()
    if (!entries.byId.has(id) && takenOf(ui.taken, id))
      return set({ taken: ui.taken.map((one) => (one.draft.id === id ? { ...one, text: value } : one)) })
    if (entries.byId.has(id) || ui.draft?.id !== id) return void done(reword(link, id, value))
    // Made empty, then typed in: undo takes back the text first and then the row, and what others wrote in it stays.
    if (value !== '' && done(writeDraft(link, entries, ui.draft, '')).ok) {
      done(reword(link, id, value))
      set({ selected: id })
      link.presence.show({ node: id, writing: true })
      requestAnimationFrame(() => requestAnimationFrame(() => world().reveal(id)))
    }
  }

  /** The field lost the focus: an empty row that nobody wanted goes away. */
  function left(id: NodeId): void {
    setTimeout(() => {
      const { ui, entries, link } = world()
      if (
        ui.editing?.id !== id ||
        (document.activeElement instanceof HTMLTextAreaElement &&
          document.activeElement.closest(`[data-row="${id}"], [data-card="${id}"]`))
      )
        return
      if (!document.hasFocus()) return // another window: the row waits
      set({ editing: null, draft: null, ...(entries.byId.has(id) ? {} : { selected: null }) })
      link.presence.show({ node: ui.selected, writing: false })
    })
  }

  function caret(id: NodeId, anchor: Uint8Array | null, head: Uint8Array | null): void {
    world().link.presence.show({ node: id, writing: true, ...(anchor && head ? { anchor, head } : {}) })
  }

  /** Several lines come at once: the person says what they are. False: it is one line, and goes in as it is. */
  function pasted(id: NodeId, text: string, before: string, after: string): boolean {
    const lines = linesOf(text)
    const { ui, entries } = world()
    if (lines === null || (!entries.byId.has(id) && takenOf(ui.taken, id))) return false
    const draft = ui.draft?.id === id && !entries.byId.has(id) ? ui.draft : null
    set({ dialog: { kind: 'lines', pasted: { id, draft, lines, before, after } } })
    return true
  }

  function paste(what: Pasted, as: 'one' | 'many'): void {
    const { link } = world()
    link.undo.stopCapturing()
    const result = done(pasteLines(link, what, as))
    link.undo.stopCapturing()
    // What could not be put stays in the dialog.
    if (!result.ok) return
    set({ dialog: null, draft: null, editing: null, selected: result.value })
    focusRow(result.value)
  }

  /** What somebody removed is there again, with what was written since: under its old id, or as a new entry. */
  function keepTaken(id: NodeId): void {
    const { link, entries, ui } = world()
    const one = takenOf(ui.taken, id)
    if (!one) return
    const rest = ui.taken.filter((other) => other !== one)
    let result = writeDraft(link, entries, one.draft, one.text, 'first')
    if (!result.ok)
      result = writeDraft(link, entries, { ...one.draft, id: freshId(), parent: null, after: null }, one.text)
    if (done(result).ok) set({ taken: rest })
  }

  function letGo(id: NodeId): void {
    const { ui } = world()
    const one = takenOf(ui.taken, id)
    if (!one) return
    set({
      taken: ui.taken.filter((other) => other !== one),
      editing: null,
      selected: one.draft.after ?? one.draft.parent,
    })
    focusRow(one.draft.after ?? one.draft.parent)
  }

  return { write, stop, text, left, caret, pasted, paste, keepTaken, letGo }
}
