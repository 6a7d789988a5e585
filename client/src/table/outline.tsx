/**
 * The outline: the fast way in, and the map for anyone who does not see the map. A tree by the ARIA pattern whose rows
 * become fields; one Tab stop, arrows within. It shows what the map shows: folded branches are folded in both.
 */
import type { NodeId } from '@tablee/shared/ids'
import { useMemo, type KeyboardEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { uiMessages } from '../ui/messages.ts'
import { idOf, rowsOf, type Row } from './rows-of.ts'
import { useTable } from './context.ts'
import type { Entries, Entry } from './entries.ts'
import { keysMessages } from './keys-messages.ts'
import { messages } from './messages.ts'
import { takenOf } from './taken.ts'
import { OutlineRow } from './row.tsx'
import { Rows } from './rows.tsx'
import { SearchButton } from './search-panel.tsx'
import { useSheetDrop } from './voices/use-drop.ts'
import { WordsList } from './words-list.tsx'

const depthOf = (row: Row): number => (row.kind === 'entry' ? row.entry.item.depth : row.depth)
const parentOf = (row: Row): NodeId | null => (row.kind === 'entry' ? row.entry.item.parent : row.draft.parent)
const nobody: readonly never[] = []
/** A row before it was drawn: 22 px a line, some 36 letters in each. */
const guess = (row: Row): number => {
  const wording = row.kind === 'entry' ? row.entry.node.wording : ''
  return 10 + 22 * Math.max(1, Math.ceil(wording.length / 36)) + (depthOf(row) < 2 ? 6 : 0)
}

export function Outline() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const keys = useT(keysMessages)
  const {
    link,
    board,
    entries,
    shown,
    found,
    ui,
    act,
    mayEdit,
    writers,
    taken,
    nameOf,
    arrived,
    refused,
    unseen,
    locked,
    voicing,
  } = useTable()
  const rows = useMemo(() => rowsOf(shown, ui.draft, taken), [shown, ui.draft, taken])
  const [linked, loose] = useMemo(() => {
    // A row is not linked yet if the top of its branch is not; the rows of a branch follow its top.
    const apart = new Set<Row>()
    let inLoose = false
    for (const row of rows) {
      if (row.kind === 'entry' && (row.entry.item.parent === null || row === rows[0]))
        inLoose = entries.loose.has(topOf(row.entry, entries.byId))
      else if (row.kind === 'draft' && row.draft.parent === null)
        inLoose = row.draft.move !== 'issue' && entries.list.length > 0
      if (inLoose) apart.add(row)
    }
    return [rows.filter((row) => !apart.has(row)), rows.filter((row) => apart.has(row))]
  }, [rows, entries])
  /** Where each row stands among its siblings, drafts included. */
  const places = useMemo(() => {
    const count = new Map<NodeId | null, number>()
    const at = new Map<Row, number>()
    for (const row of [...linked, null, ...loose]) {
      if (row === null) {
        count.delete(null)
        continue
      }
      const next = (count.get(parentOf(row)) ?? 0) + 1
      count.set(parentOf(row), next)
      at.set(row, next)
    }
    return { at, count, roots: linked.filter((row) => parentOf(row) === null).length }
  }, [linked, loose])
  const reachable = rows.some((row) => idOf(row) === ui.selected) ? ui.selected : rows[0] ? idOf(rows[0]) : null
  const issue = entries.list.find((entry) => entry.node.kind === 'issue')

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (
      event.defaultPrevented ||
      !(event.target instanceof HTMLElement) ||
      event.target.dataset['row'] === undefined ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    )
      return
    const all = [...linked, ...loose]
    const at = all.findIndex((row) => idOf(row) === ui.selected)
    const entry = ui.selected === null ? null : (entries.byId.get(ui.selected) ?? null)
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    let to: NodeId | null | undefined
    if (event.key === 'ArrowDown') to = all[at + 1] && idOf(all[at + 1] as Row)
    else if (event.key === 'ArrowUp') to = at > 0 ? idOf(all[at - 1] as Row) : null
    else if (event.key === 'Home') to = all[0] && idOf(all[0])
    else if (event.key === 'End') to = all.at(-1) && idOf(all.at(-1) as Row)
    else if (event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) {
      // By the pattern of a tree: an open branch folds first, then the focus moves up; the other way round likewise.
      if (!entry || !act.fold(entry.node.id, 'folded')) to = entry?.item.parent
    } else if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) {
      if (!entry || !act.fold(entry.node.id, 'open')) to = entry?.item.children[0]
    } else return
    event.preventDefault()
    if (to) act.focusRow(to)
  }

  const keep = useMemo(
    () =>
      new Set(
        [ui.selected, ui.editing?.id, ui.draft?.id, reachable, ...taken.map(({ draft }) => draft.id)].filter(
          (id) => typeof id === 'string',
        ),
      ),
    [ui.selected, ui.editing, ui.draft, reachable, taken],
  )
  const listed = useMemo(
    () => [linked, loose].map((part) => part.map((row) => ({ id: idOf(row), guess: guess(row) }))),
    [linked, loose],
  )

  /** `edge`: the depth that stands at the column's edge. */
  const draw = (part: readonly Row[], edge: number) => (at: number) => {
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
  // A revealed text that was placed and taken back lies in the tray again; struck out here it would stand twice.
  const unplaced = useMemo(() => {
    const sheets = (voicing?.voices?.rounds ?? []).flatMap(({ task }) => (task.kind === 'write' ? task.sheets : []))
    const inTray = (id: string) => sheets.some((sheet) => id === sheet.id || id.startsWith(`${sheet.id}-`))
    return board.unplaced.flatMap((id) => {
      const words = board.words.get(id)
      return words === undefined || (words.withdrawn !== null && inTray(id)) ? [] : [words]
    })
  }, [board, voicing])
  // The issue and what answers it stand at the edge; whatever is alone in sight, its children one step further in.
  const edge = Math.max(1, shown.path.length - 1)

  return (
    <div className="entries" onKeyDown={onKeyDown} {...drops}>
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

/** Only what an issue holds is numbered, and a single issue has no number of its own. */
function comingNumber(parent: Entry, place: number, entries: Entries): string {
  if (parent.item.number !== '') return `${parent.item.number}.${place}`
  return parent.node.kind === 'issue' && !entries.loose.has(parent.node.id) ? String(place) : ''
}

function topOf(entry: Entry, byId: ReadonlyMap<NodeId, Entry>): NodeId {
  let top = entry
  for (let above = top.item.parent; above !== null; above = top.item.parent) {
    const next = byId.get(above)
    if (!next) break
    top = next
  }
  return top.node.id
}
