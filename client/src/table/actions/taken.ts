/**
 * Removed under the hand: an entry that somebody else removes while this person writes in it. What was written stays on
 * this screen, in its row, until the person keeps it or lets it go; also over a reload of this tab.
 */
import type { NodeId } from '@tablee/shared/ids'
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { Present, TableLink } from '../../link/link.ts'
import type { Actions } from './actions.ts'
import type { RowDraft, Ui } from './ui.ts'
import type { Entries, Entry } from '../board/entries.ts'
import { useKeptTaken } from './kept-taken.ts'
import { moveOf } from '../board/moves.ts'
import { freshId, reword, siblingsOf } from '../board/verbs.ts'

/** Who did it, as far as this screen saw: anyone who else was at the entry, or at the table, if it was one person. */
export type Taker = { readonly role: string; readonly seat: string | null } | null
export type Taken = {
  /** The row as it would be written anew, with the id it had: what people said beneath it finds it again. */
  readonly draft: RowDraft
  readonly number: string
  readonly text: string
  readonly by: Taker
}

type Last = { readonly entry: Entry; readonly draft: RowDraft; readonly visitors: ReadonlyMap<string, Taker> }

function lastOf(entries: Entries, entry: Entry, before: Last | null, others: readonly Present[]): Last {
  const { id, kind, lang } = entry.node
  const siblings = siblingsOf(entries, entry.item.parent, id)
  const after = siblings[siblings.indexOf(entry) - 1]?.node.id ?? null
  const move = moveOf(kind, entry.relation?.kind ?? null)
  const parent = entry.item.parent
  const visitors = new Map(before?.entry.node.id === id ? before.visitors : [])
  for (const one of others) if (one.node === id) visitors.set(String(one.conn), { role: one.role, seat: one.seat })
  return {
    entry,
    draft: {
      id,
      relation: freshId(),
      parent,
      after,
      move,
      fallback: move,
      lang,
      home: { parent, after, under: false },
    },
    visitors,
  }
}

/** Noticed while the screen is drawn: were it a moment later, the field and its caret would be gone. */
export function useTaken(
  link: TableLink,
  entries: Entries,
  ui: Ui,
  act: Actions,
  byOthers: () => boolean,
): readonly Taken[] {
  const last = useRef<Last | null>(null)
  const fresh = useRef<Taken | null>(null)
  const id = ui.editing?.id ?? null
  const entry = id === null ? undefined : entries.byId.get(id)
  if (entry) {
    last.current = lastOf(entries, entry, last.current, link.presence.others())
    fresh.current = null
  } else if (id !== null && last.current?.entry.node.id === id && byOthers() && fresh.current === null) {
    const { entry: was, draft, visitors } = last.current
    // Who removes at once was never seen at it; where two are at the table it is the other one.
    const seen = visitors.size > 0 ? [...visitors.values()] : link.presence.others()
    const [one, ...more] = seen
    if (was.node.wording !== '')
      fresh.current = {
        draft: { ...draft, relation: freshId() },
        number: was.item.number,
        text: was.node.wording,
        by: one && more.length === 0 ? { role: one.role, seat: one.seat } : null,
      }
  }
  if (fresh.current && fresh.current.draft.id !== id) fresh.current = null
  const just = fresh.current
  const all = useMemo(
    () => (just === null || ui.taken.some(({ draft }) => draft.id === just.draft.id) ? ui.taken : [...ui.taken, just]),
    [just, ui.taken],
  )

  // Before anybody can type: from then on it is the screen's own.
  useLayoutEffect(() => {
    if (all === ui.taken) return
    act.set({
      taken: all,
      draft: null,
      ...(ui.editing?.where === 'map'
        ? { editing: { id: ui.editing.id, where: 'outline', start: 'end' }, side: 'outline' }
        : {}),
    })
  }, [all, ui.taken, ui.editing, act])
  // It came back by itself (who removed it took that back): what was typed meanwhile goes into it.
  useLayoutEffect(() => {
    const back = ui.taken.filter(({ draft }) => entries.byId.has(draft.id))
    if (back.length === 0) return
    for (const { draft, text } of back) reword(link, draft.id, text)
    act.set({ taken: ui.taken.filter((one) => !back.includes(one)) })
  }, [entries, ui.taken, link, act])

  const board = link.boardStatus()?.board ?? null
  const back = useCallback((kept: readonly Taken[]) => act.set({ taken: kept }), [act])
  useKeptTaken({ kind: 'entries', link, board }, ui.taken, isTaken, back)
  return all
}

/** This tab wrote it; what another version wrote is not read. */
const isTaken = (one: unknown): one is Taken =>
  typeof one === 'object' &&
  one !== null &&
  'draft' in one &&
  typeof one.draft === 'object' &&
  one.draft !== null &&
  'id' in one.draft &&
  'home' in one.draft &&
  'text' in one &&
  typeof one.text === 'string'

export const takenOf = (taken: readonly Taken[], id: NodeId): Taken | null =>
  taken.find(({ draft }) => draft.id === id) ?? null
