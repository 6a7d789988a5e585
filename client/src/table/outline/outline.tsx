/**
 * The outline: the fast way in, and the map for anyone who does not see the map. A tree by the ARIA pattern whose rows
 * become fields; one Tab stop, arrows within. It shows what the map shows: folded branches are folded in both.
 */
import type { NodeId } from '@tablee/shared/ids'
import { useMemo, type KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable, type Table } from '../context.ts'
import type { Entries, Entry } from '../board/entries.ts'
import { keysMessages, messages } from '../messages/index.ts'
import { depthOf, useRows } from './outline-rows.ts'
import { takenOf } from '../actions/taken.ts'
import { OutlineRow } from './row.tsx'
import { idOf, type ListedRow } from '../actions/rows-of.ts'
import { Rows } from '../rows.tsx'
import { SearchButton } from '../search-panel.tsx'
import { useSheetDrop } from '../voices/use-drop.ts'
import { WordsList } from '../entry/words-list.tsx'

const nobody: readonly never[] = []

export function Outline() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const keys = useT(keysMessages)
  const table = useTable()
  const { link, entries, shown, found, ui, act, mayEdit, writers, taken, nameOf, arrived, refused, unseen, locked } =
    table
  const { linked, loose, places, reachable, keep, listed } = useRows()
  const issue = entries.list.find((entry) => entry.node.kind === 'issue')

  /** `edge`: the depth that stands at the column's edge. */
  const draw = (part: readonly ListedRow[], edge: number) => (at: number) => {
    const row = part[at]
    if (!row) return null
    const id = idOf(row)
    const entry = row.kind === 'entry' ? row.entry : null
    const draft = row.kind === 'draft' ? row.draft : null
    const gone = row.kind === 'draft' ? takenOf(taken, id) : null
    const parentId = entry ? entry.item.parent : (draft?.parent ?? null)
    const parent = parentId === null ? null : (entries.byId.get(parentId) ?? null)
    const branch = entry !== null && entry.item.children.length > 0 && entry.node.id !== ui.focus
    return (
      <OutlineRow
        key={id}
        id={id}
        entry={entry}
        draft={draft}
        taken={gone}
        parent={parent}
        depth={depthOf(row)}
        indent={Math.max(0, depthOf(row) - edge)}
        coming={gone ? gone.number : draft && parent ? comingNumber(parent, places.at.get(row) ?? 1, entries) : ''}
        place={places.at.get(row) ?? 1}
        of={parentId === null && part === linked ? places.roots : (places.count.get(parentId) ?? 1)}
        folded={branch ? (shown.holds.get(id) ?? 0) : null}
        found={found?.has(id) ?? false}
        selected={ui.selected === id}
        reachable={reachable === id}
        start={ui.editing?.id === id && ui.editing.where === 'outline' ? ui.editing.start : null}
        mayEdit={mayEdit}
        arrived={arrived.has(id)}
        refused={refused.has(id)}
        locked={locked.has(id)}
        unseen={unseen.has(id)}
        writers={writers.get(id) ?? nobody}
        doc={link.doc}
        act={act}
        nameOf={nameOf}
      />
    )
  }
  const drops = useSheetDrop()
  const unplaced = useUnplaced()
  // The issue and what answers it stand at the edge; whatever is alone in sight, its children one step further in.
  const edge = Math.max(1, shown.path.length - 1)

  return (
    <div className="entries" onKeyDown={(event) => walk(event, [...linked, ...loose], table)} {...drops}>
      {linked.length > 0 ? (
        <ul className="tree" role="tree" aria-label={t('outline')}>
          <Rows rows={listed[0] ?? nobody} keep={keep} draw={draw(linked, edge)} />
        </ul>
      ) : null}
      {entries.list.length === 0 && ui.draft === null ? (
        <div className="first">
          <p>
            <b>{t('emptyOutline')}</b> {t(mayEdit ? 'emptyOutlineHow' : 'emptyOutlineRead')}
          </p>
          {mayEdit ? (
            <Button onClick={() => act.begin(null, null, 'issue')}>
              <Icon name="issue" />
              {t('firstIssue')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {entries.list.length > 0 ? (
        <div className="under">
          {mayEdit && shown.path.length === 0 ? (
            <p className="add">
              <Button
                look="quiet"
                onClick={() => (issue ? act.beneath(issue.node.id) : act.begin(null, null, 'issue'))}
              >
                <Icon name="plus" />
                {t(issue ? 'addPosition' : 'firstIssue')}
              </Button>
            </p>
          ) : null}
          <SearchButton />
          <Button
            look="quiet"
            className="all-keys"
            aria-keyshortcuts="?"
            onClick={() => act.set({ dialog: { kind: 'keys' } })}
          >
            {keys('open')} <kbd aria-hidden="true">?</kbd>
          </Button>
        </div>
      ) : null}
      {loose.length > 0 ? (
        <>
          <h3 className="loose meta" id="not-linked">
            {shared('notLinked')}
          </h3>
          <ul className="tree" role="tree" aria-labelledby="not-linked">
            <Rows rows={listed[1] ?? nobody} keep={keep} draw={draw(loose, Math.max(0, shown.path.length - 1))} />
          </ul>
        </>
      ) : null}
      {unplaced.length > 0 && shown.path.length === 0 ? (
        <section className="unplaced" aria-labelledby="unplaced">
          <h3 className="loose meta" id="unplaced">
            {t('unplaced')}
          </h3>
          <WordsList words={unplaced} />
        </section>
      ) : null}
    </div>
  )
}

/** By arrows from row to row, as a tree is walked. */
function walk(event: KeyboardEvent<HTMLElement>, all: readonly ListedRow[], { entries, ui, act }: Table): void {
  if (
    event.defaultPrevented ||
    !(event.target instanceof HTMLElement) ||
    event.target.dataset['row'] === undefined ||
    event.altKey ||
    event.ctrlKey ||
    event.metaKey
  )
    return
  const at = all.findIndex((row) => idOf(row) === ui.selected)
  const entry = ui.selected === null ? null : (entries.byId.get(ui.selected) ?? null)
  const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
  let to: NodeId | null | undefined
  if (event.key === 'ArrowDown') to = all[at + 1] && idOf(all[at + 1] as ListedRow)
  else if (event.key === 'ArrowUp') to = at > 0 ? idOf(all[at - 1] as ListedRow) : null
  else if (event.key === 'Home') to = all[0] && idOf(all[0])
  else if (event.key === 'End') to = all.at(-1) && idOf(all.at(-1) as ListedRow)
  else if (event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) {
    // By the pattern of a tree: an open branch folds first, then the focus moves up; the other way round likewise.
    if (!entry || !act.fold(entry.node.id, 'folded')) to = entry?.item.parent
  } else if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) {
    if (!entry || !act.fold(entry.node.id, 'open')) to = entry?.item.children[0]
  } else return
  event.preventDefault()
  if (to) act.focusRow(to)
}

/** A revealed text that was placed and taken back lies in the tray again; struck out here it would stand twice. */
function useUnplaced() {
  const { board, voicing } = useTable()
  return useMemo(() => {
    const sheets = (voicing?.voices?.rounds ?? []).flatMap(({ task }) => (task.kind === 'write' ? task.sheets : []))
    const inTray = (id: string) => sheets.some((sheet) => id === sheet.id || id.startsWith(`${sheet.id}-`))
    return board.unplaced.flatMap((id) => {
      const words = board.words.get(id)
      return words === undefined || (words.withdrawn !== null && inTray(id)) ? [] : [words]
    })
  }, [board, voicing])
}

/** Only what an issue holds is numbered, and a single issue has no number of its own. */
function comingNumber(parent: Entry, place: number, entries: Entries): string {
  if (parent.item.number !== '') return `${parent.item.number}.${place}`
  return parent.node.kind === 'issue' && !entries.loose.has(parent.node.id) ? String(place) : ''
}
