/**
 * What a person can do at the table's screen, by key, touch or menu: one list, so that outline, map and menus cannot
 * differ. They change the screen's state (`ui`) and, through `verbs`, the board.
 */
import type { NodeId } from '@tablee/shared/ids'
import type { ClientProblem } from '../link/api.ts'
import { anchorOf } from '../ui/menu.tsx'
import { createKeys } from './act-keys.ts'
import type { Entry } from './entries.ts'
import { createSights, uncovered } from './sights.ts'
import { linesOf, pasteLines, type Pasted } from './paste.ts'
import { movesFrom, spotFor, type Home } from './spots.ts'
import { takenOf } from './taken.ts'
import { moveForKey, moveOf, movesAt, nextBeneath, signsOfRows, type Move } from './moves.ts'
import { firstUi, type RowDraft, type Ui, type Where, type World } from './ui.ts'
import { freshId, nameRemoval, putBeneath, reword, siblingsOf, step, takeAway, turnInto, writeDraft } from './verbs.ts'

export type Acts = ReturnType<typeof createActs>

export function createActs(world: () => World, put: (change: Partial<Ui>) => void) {
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
  const sights = createSights(world, set)
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

  function begin(parent: NodeId | null, after: NodeId | null, move: Move, under = false): void {
    if (!world().mayEdit) return
    const home: Home = { parent, after, under }
    const draft: RowDraft = {
      id: freshId(),
      relation: freshId(),
      parent,
      after,
      move,
      fallback: move,
      lang: world().lang,
      home,
    }
    set({
      draft,
      editing: { id: draft.id, where: 'outline', start: 'end' },
      selected: null,
      side: 'outline',
      menu: null,
      done: null,
    })
    world().link.presence.show({ node: parent, writing: true })
  }

  /** Beneath an entry, last among its children. */
  function beneath(id: NodeId, move?: Move): void {
    const entry = at(id)
    if (entry) begin(id, entry.item.children.at(-1) ?? null, move ?? nextBeneath(entry.node.kind), true)
  }

  /** After an entry, of the same sort; beneath an only issue, for two questions at one table are rare. */
  function next(id: NodeId): void {
    const entry = at(id)
    if (!entry) return
    const only =
      entry.node.kind === 'issue' && world().entries.list.filter(({ node }) => node.kind === 'issue').length === 1
    if (only) return beneath(id)
    begin(entry.item.parent, id, moveOf(entry.node.kind, entry.relation?.kind ?? null))
  }

  function redraft(change: Partial<RowDraft>): void {
    const { draft } = world().ui
    if (draft) set({ draft: { ...draft, ...change } })
  }
  const rehome = (home: Home, move: Move, fallback = move): void =>
    redraft({ parent: home.parent, after: home.after, home, move, fallback })

  /** What it is when nobody chose, where its row began. */
  const redraftAsUsual = (draft: RowDraft): void => rehome(draft.home, draft.fallback)

  /** Where an empty row may go: beneath the row above it, or after its parent. */
  function indentDraft(): void {
    const { ui } = world()
    const draft = ui.draft
    const above = draft?.after == null ? null : at(draft.after)
    if (!draft || !above) return
    const usual = nextBeneath(above.node.kind)
    // What somebody chose on purpose goes along, where it makes sense there.
    const there = movesAt({ kind: above.node.kind, hasRelation: above.relation !== null })
    const move = draft.move !== draft.fallback && there.includes(draft.move) ? draft.move : usual
    rehome({ parent: above.node.id, after: above.item.children.at(-1) ?? null, under: true }, move, usual)
  }
  function outdentDraft(): boolean {
    const { ui } = world()
    const parent = ui.draft?.parent == null ? null : at(ui.draft.parent)
    if (!parent) return false
    const move = moveOf(parent.node.kind, parent.relation?.kind ?? null)
    rehome({ parent: parent.item.parent, after: parent.node.id, under: false }, move)
    return true
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

  /** The signs of an empty row on a row that stands: something is said to it. An answer goes to its question. */
  function sign(id: NodeId, key: string): boolean {
    const entry = at(id)
    const move = moveForKey(key)
    if (!entry || !world().mayEdit || move === null || !signsOfRows.includes(move)) return false
    const above = { kind: entry.node.kind, hasRelation: entry.relation !== null }
    const home: Home = { parent: id, after: entry.item.children.at(-1) ?? null, under: true }
    const spot = movesAt(above).includes(move) ? spotFor(world().entries, home, move) : null
    if (!spot) return false
    begin(spot.parent, spot.after, move, true)
    return true
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

  /** Where an entry stands, as if its row had begun there. */
  function homeOf(id: NodeId): Home | null {
    const { ui, entries } = world()
    const entry = at(id)
    if (!entry) return ui.draft?.id === id ? ui.draft.home : null
    const siblings = siblingsOf(entries, entry.item.parent, id)
    return { parent: entry.item.parent, after: siblings[siblings.indexOf(entry) - 1]?.node.id ?? null, under: false }
  }
  /** What it may be, there or where that belongs. */
  function choicesFor(id: NodeId): readonly Move[] {
    const home = homeOf(id)
    return home ? movesFrom(world().entries, home) : []
  }

  /** A choice by key, chip or menu, for the row being written or for an entry that stands: it goes where that belongs. */
  function choose(id: NodeId, move: Move): boolean {
    const { entries, link } = world()
    const home = homeOf(id)
    const spot = home && spotFor(entries, home, move)
    if (!home || !spot) return false
    if (!at(id)) redraft({ move, ...spot })
    else if (spot.parent === home.parent) turnInto(link, entries, id, move)
    else done(putBeneath(link, entries, id, spot.parent, spot.after, move))
    return true
  }

  function remove(id: NodeId): void {
    const entry = at(id)
    const { link, shown, say } = world()
    if (!entry || !world().mayEdit) return
    const index = shown.list.indexOf(entry)
    const neighbour = shown.list[index - 1]?.node.id ?? shown.list[index + 1]?.node.id ?? null
    const name = entry.item.number || `“${entry.node.wording.slice(0, 30)}”`
    if (!done(takeAway(link, id)).ok) return
    nameRemoval(link, name)
    const apart = entry.item.children.length
    const text = [
      entry.words.length > 0
        ? say('removedWords', { entry: name, n: entry.words.length })
        : say('removed', { entry: name }),
      ...(apart > 0 ? [say('removedApart', { n: apart })] : []),
    ].join(' ')
    set({ selected: neighbour, editing: null, menu: null, done: { text, undo: () => history('undo') } })
    focusRow(neighbour)
  }

  function history(which: 'undo' | 'redo'): void {
    const { link, ui } = world()
    if (which === 'undo' && ui.done?.after === link.undo.undoStack.length) ui.done.undo()
    else if (which === 'undo') link.undo.undo()
    else link.undo.redo()
    set({ done: null })
  }

  function shift(id: NodeId, way: 'up' | 'down' | 'in' | 'out'): void {
    const { entries, link, mayEdit } = world()
    const entry = at(id)
    if (!entry || !mayEdit) return
    const siblings = siblingsOf(entries, entry.item.parent, id)
    const index = siblings.indexOf(entry)
    const above = siblings[index - 1]
    const below = siblings[index + 1]
    if (way === 'up' && above) done(step(link, id, { before: above.node.id }))
    if (way === 'down' && below) done(step(link, id, { after: below.node.id }))
    if (way === 'in' && above && entry.node.kind !== 'issue')
      done(putBeneath(link, entries, id, above.node.id, above.item.children.at(-1) ?? null))
    if (way === 'out' && entry.item.parent !== null) {
      const parent = at(entry.item.parent)
      if (parent)
        done(putBeneath(link, entries, id, parent.item.parent, parent.item.parent === null ? null : parent.node.id))
    }
    if (world().ui.editing === null) focusRow(id)
  }

  /** Onto another card: beneath it as `move`. */
  function drop(id: NodeId, onto: NodeId, move: Move): void {
    const { entries, link } = world()
    done(putBeneath(link, entries, id, onto, null, move))
  }
  function loosen(id: NodeId): void {
    const { entries, link } = world()
    done(putBeneath(link, entries, id, null, null))
  }

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
    history,
    shift,
    sights,
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
  })

  /** A sign on the empty row is a choice; anything else is the first letter. */
  function firstKey(id: NodeId, key: string): boolean {
    const move = moveForKey(key)
    return move !== null && choose(id, move)
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

  return {
    ...sights,
    firstKey,
    left,
    caret,
    select,
    point,
    write,
    stop,
    begin,
    beneath,
    next,
    text,
    choose,
    choicesFor,
    keepTaken,
    pasted,
    paste,
    letGo,
    remove,
    history,
    shift,
    drop,
    loosen,
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
