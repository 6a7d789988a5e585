/** Which entries are voted on: the outline as check marks, by mouse, thumb and keyboard (Tab or arrows, space). */
import type { NodeId } from '@tablee/shared/ids'
import { useId, type KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages } from '../../ui/messages/index.ts'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { useTable } from '../context.ts'
import { wearsKind } from '../board/moves.ts'
import { voicesMessages } from './messages/index.ts'

/** The next or previous of the controls of a list, for arrows. */
export function stepThrough(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (way === 0) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const at = all.findIndex((one) => one === document.activeElement)
  event.preventDefault()
  all[(at + way + all.length) % all.length]?.focus()
}

export function EntriesPicker({
  chosen,
  legend,
  how,
  most,
  onChoose,
}: {
  chosen: readonly NodeId[]
  /** What they are picked for, and how; without it to be voted on. */
  legend?: string
  how?: string
  most?: number
  onChoose: (nodes: readonly NodeId[]) => void
}) {
  const t = useT(voicesMessages)
  const kinds = useT(kindMessages)
  const { entries } = useTable()
  const id = useId()
  // The question is what all of them answer: nobody agrees with it.
  const list = entries.list.filter(({ node }) => node.wording.trim() !== '' && node.kind !== 'issue')
  const positions = list.filter(({ node }) => node.kind === 'position').map(({ node }) => node.id)
  const has = new Set(chosen)
  // In the order of the outline, whatever order they were ticked in: that is how people read them.
  const choose = (next: ReadonlySet<NodeId>) =>
    onChoose(list.flatMap(({ node }) => (next.has(node.id) ? [node.id] : [])))
  if (list.length === 0) return <p className="held">{t('noEntries')}</p>
  return (
    <fieldset className="pick-entries" aria-describedby={id}>
      <legend>{legend ?? t('pick')}</legend>
      <p className="meta" id={id}>
        {how ?? t('pickHow')}
      </p>
      <p className="acts quick">
        {positions.length > 0 && legend === undefined ? (
          <Button look="quiet" onClick={() => choose(new Set(positions))}>
            {t('pickPositions')}
          </Button>
        ) : null}
        <Button look="quiet" disabled={chosen.length === 0} onClick={() => choose(new Set())}>
          {t('pickNone')}
        </Button>
        <span role="status">{t('picked', { n: chosen.length })}</span>
      </p>
      <ul onKeyDown={(event) => stepThrough(event, 'input')}>
        {list.map(({ node, item, relation }) => (
          <li key={node.id} data-in={Math.min(item.depth, 3)}>
            <label>
              <input
                type="checkbox"
                checked={has.has(node.id)}
                disabled={most !== undefined && chosen.length >= most && !has.has(node.id)}
                onChange={() => {
                  const next = new Set(has)
                  if (!next.delete(node.id)) next.add(node.id)
                  choose(next)
                }}
              />
              <span className="num meta">{item.number}</span>
              {relation === null || wearsKind(node.kind, relation.kind) ? (
                <>
                  <Icon name={node.kind} />
                  <span className="away">{kinds(node.kind)}</span>
                </>
              ) : (
                <RelationMark kind={relation.kind} of={node.kind} bare />
              )}
              <span lang={node.lang} dir="auto">
                {node.wording}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
