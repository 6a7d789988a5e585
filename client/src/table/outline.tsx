/**
 * The outline: the fast way in, and the map for whoever does not see the map. A tree by the ARIA pattern whose rows
 * become fields; one Tab stop, arrows within.
 */
import type { NodeId } from '@tablee/shared/ids'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { uiMessages } from '../ui/messages.ts'
import { rowsOf, type Row } from './acts.ts'
import { useTable } from './context.ts'
import { messages } from './messages.ts'
import { OutlineRow } from './row.tsx'
import { WordsList } from './words-list.tsx'

const idOf = (row: Row): NodeId => (row.kind === 'entry' ? row.entry.node.id : row.draft.id)
const depthOf = (row: Row): number => (row.kind === 'entry' ? row.entry.item.depth : row.depth)
const nobody: readonly never[] = []

export function Outline() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const { link, board, entries, ui, act, mayEdit, writers, nameOf, arrived, refused, unseen } = useTable()
  const list = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(entries, ui.draft), [entries, ui.draft])
  const [linked, loose] = useMemo(() => {
    const isLoose = (row: Row): boolean => {
      let id: NodeId | null = row.kind === 'entry' ? row.entry.node.id : (row.draft.parent ?? null)
      if (id === null) return row.kind === 'draft' && row.draft.move !== 'issue' && entries.list.length > 0
      for (
        let entry = entries.byId.get(id);
        entry && entry.item.parent !== null;
        entry = entries.byId.get(entry.item.parent)
      )
        id = entry.item.parent
      return entries.loose.has(id)
    }
    return [rows.filter((row) => !isLoose(row)), rows.filter(isLoose)]
  }, [rows, entries])
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
    else if (event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) to = entry?.item.parent
    else if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) to = entry?.item.children[0]
    else return
    event.preventDefault()
    if (to) act.focusRow(to)
  }

  /** `edge`: the depth that stands at the column's edge. */
  const draw = (part: readonly Row[], edge: number) =>
    part.map((row) => {
      const id = idOf(row)
      const entry = row.kind === 'entry' ? row.entry : null
      const draft = ui.draft?.id === id && !entries.byId.has(id) ? ui.draft : null
      const parentId = entry ? entry.item.parent : (draft?.parent ?? null)
      const parent = parentId === null ? null : (entries.byId.get(parentId) ?? null)
      const among = part.filter(
        (other) => (other.kind === 'entry' ? other.entry.item.parent : other.draft.parent) === parentId,
      )
      return (
        <OutlineRow
          key={id}
          id={id}
          entry={entry}
          draft={draft}
          parent={parent}
          depth={depthOf(row)}
          indent={Math.max(0, depthOf(row) - edge)}
          place={
            entry && part.length > 60 ? (parent ? parent.item.children.indexOf(id) + 1 : 1) : among.indexOf(row) + 1
          }
          of={among.length}
          selected={ui.selected === id}
          reachable={reachable === id}
          start={ui.editing?.id === id && ui.editing.where === 'outline' ? ui.editing.start : null}
          mayEdit={mayEdit}
          arrived={arrived.has(id)}
          refused={refused.has(id)}
          unseen={unseen.has(id)}
          writers={writers.get(id) ?? nobody}
          doc={link.doc}
          act={act}
          nameOf={nameOf}
        />
      )
    })

  return (
    <div className="entries" ref={list} onKeyDown={onKeyDown}>
      {linked.length > 0 ? (
        <ul className="tree" role="tree" aria-label={t('outline')}>
          {draw(linked, 2)}
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
      {mayEdit && entries.list.length > 0 ? (
        <p className="add">
          <Button look="quiet" onClick={() => (issue ? act.beneath(issue.node.id) : act.begin(null, null, 'issue'))}>
            <Icon name="plus" />
            {t(issue ? 'addPosition' : 'firstIssue')}
          </Button>
        </p>
      ) : null}
      {loose.length > 0 ? (
        <>
          <h3 className="loose meta" id="not-linked">
            {shared('notLinked')}
          </h3>
          <ul className="tree" role="tree" aria-labelledby="not-linked">
            {draw(loose, 0)}
          </ul>
        </>
      ) : null}
      {board.unplaced.length > 0 ? (
        <section className="unplaced" aria-labelledby="unplaced">
          <h3 className="loose meta" id="unplaced">
            {t('unplaced')}
          </h3>
          <WordsList words={board.unplaced.flatMap((id) => board.words.get(id) ?? [])} />
        </section>
      ) : null}
    </div>
  )
}
