/** A card of the table's map: the shared card with this table's words, writers and actions. */
import { relationKinds, type RelationKind } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import { memo } from 'react'
import type * as Y from 'yjs'
import { useList, useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages, uiMessages, problemMessages } from '../../ui/messages/index.ts'
import { NodeCard } from '../../ui/node-card.tsx'
import type { Actions } from '../actions/actions.ts'
import { OnCanvas } from '../canvas/of-node.tsx'
import { useTable } from '../context.ts'
import { Beneath } from './counts.tsx'
import type { Missing } from '../board/counts.ts'
import { countsOn, within } from '../board/shown.ts'
import { peopleOf, targetNumber, titleOf, type Entry } from '../board/entries.ts'
import { messages, foldingMessages } from '../messages/index.ts'
import { Unseen } from '../observers/observers.tsx'
import { FoldingIcon } from '../entry/folding-icon.tsx'
import { BeingVotedOn, votedAs, VotedAs } from '../voices/marks.tsx'
import { Carets, WordingField } from '../entry/wording-field.tsx'
import { WordsList } from '../entry/words-list.tsx'
import { Translated } from '../translated.tsx'

const nobody: readonly Present[] = []

/** Reads what this card needs of the table, and draws it only when some of that changed. */
export function TableCard({ id, far }: { id: NodeId; far: boolean }) {
  const { link, board, entries, onMap: shown, found, ui, act, mayEdit, seats, writers, nameOf, ...table } = useTable()
  const entry = entries.byId.get(id)
  const also = entry?.also.map((one) => `${one.kind} ${targetNumber(board, entries, one)}`).join('\n') ?? ''
  if (!entry) return null
  const { relation } = entry
  const bare = ui.depth !== 'all' && ui.focus === null
  const { counts, missing } = countsOn(entry, shown, bare)
  return (
    <Face
      id={id}
      far={far}
      entry={entry}
      also={also}
      first={ui.selected === null && shown.list[0] === entry}
      holds={shown.holds.get(id) ?? 0}
      beneath={counts.map(({ of, n }) => `${of} ${n}`).join('\n')}
      missing={missing}
      byHand={ui.folded.has(id)}
      alone={ui.focus === id}
      found={found?.has(id) ?? false}
      selected={ui.selected === id}
      start={ui.editing?.id === id && ui.editing.where === 'map' ? ui.editing.start : null}
      opened={ui.opened.has(id)}
      here={writers.get(id) ?? nobody}
      hidden={within(shown, writers, id).map(nameOf).join('\n')}
      arrived={table.arrived.has(id)}
      kept={table.kept.has(id)}
      isRefused={table.refused.has(id) || (relation !== null && table.refused.has(relation.id))}
      unseen={table.unseen.has(id)}
      locked={table.locked.has(id)}
      votedAs={votedAs(table.voicing?.votedAs, id, entry.node.wording)}
      mayEdit={mayEdit}
      seats={seats}
      doc={link.doc}
      act={act}
      nameOf={nameOf}
    />
  )
}

type FaceProps = {
  readonly id: NodeId
  readonly far: boolean
  readonly entry: Entry
  /** Further relations, a line each: kind and number of what it is about. */
  readonly also: string
  /** The card that Tab reaches while none is chosen. */
  readonly first: boolean
  readonly holds: number
  /** What is closed beneath it, a line each: kind and number. */
  readonly beneath: string
  readonly missing: Missing | null
  /** Folded by hand, and not only because the map shows no more than the positions. */
  readonly byHand: boolean
  readonly alone: boolean
  readonly found: boolean
  readonly selected: boolean
  readonly start: 'end' | number | null
  readonly opened: boolean
  readonly here: readonly Present[]
  /** Who is in its closed branch, a line each. */
  readonly hidden: string
  readonly arrived: boolean
  readonly kept: boolean
  readonly isRefused: boolean
  readonly unseen: boolean
  readonly locked: boolean
  /** The wording it was voted on with, where it has another now. */
  readonly votedAs: string | null
  readonly mayEdit: boolean
  readonly seats: number
  readonly doc: Y.Doc
  readonly act: Actions
  readonly nameOf: (present: { readonly seat: string | null; readonly role: string }) => string
}

const Face = memo(function Face(props: FaceProps) {
  const { id, far, entry, also, holds, found, selected, here, isRefused, mayEdit, seats, doc, act, nameOf } = props
  const t = useT(messages)
  const shared = useT(uiMessages)
  const kinds = useT(kindMessages)
  const folding = useT(foldingMessages)
  const list = useList()
  const { node, item, relation, words } = entry
  const writing = props.start !== null
  const { people, spoke } = peopleOf(words)
  return (
    <div
      role="group"
      aria-label={list([
        `${kinds(node.kind)} ${titleOf(entry)}`,
        ...(holds > 0 ? [folding('holds', { n: holds })] : []),
      ])}
      tabIndex={selected || props.first ? 0 : -1}
      className={['card', holds > 0 ? 'holds' : '', found ? 'found' : ''].filter(Boolean).join(' ')}
      onFocus={(event) => {
        if (event.target === event.currentTarget) act.select(id, 'outline')
      }}
      onClick={(event) => {
        if (writing || (event.target instanceof Element && event.target.closest('button'))) return
        act.point(id, 'outline')
      }}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.closest('.wording')) act.write(id, 'map')
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && act.key(event, id, 'map')) event.preventDefault()
      }}
    >
      {far ? null : (
        <NodeCard
          face={{
            kind: node.kind,
            wording: node.wording,
            lang: node.lang,
            number: item.number,
            relation: relation?.kind ?? null,
            also: alsoOf(also),
            state: isRefused ? 'refusal' : props.kept ? 'kept' : null,
          }}
          selected={selected}
          arrived={props.arrived}
          who={[...new Set([...here.map(nameOf), ...props.hidden.split('\n').filter(Boolean)])]}
          translation={writing ? null : <Translated id={id} lang={node.lang} wording={node.wording} />}
          editor={
            writing ? (
              <div className="text">
                <WordingField
                  doc={doc}
                  id={id}
                  lang={node.lang}
                  label={`${kinds(node.kind)} ${item.number}`.trim()}
                  placeholder={t('write-any')}
                  others={here}
                  name={nameOf}
                  start={props.start ?? 'end'}
                  onText={(value) => act.text(id, value)}
                  onFirstKey={(key) => act.firstKey(id, key)}
                  onKeyDown={(event) => {
                    event.stopPropagation()
                    if (act.writingKey(event, id, 'map')) event.preventDefault()
                  }}
                  onBlur={() => act.left(id)}
                  onCaret={(anchor, head) => act.caret(id, anchor, head)}
                  onHistory={act.history}
                  onPasted={(text, before, after) => act.pasted(id, text, before, after)}
                />
              </div>
            ) : here.length > 0 && node.wording !== '' ? (
              <p className="text" lang={node.lang} dir="auto">
                <Carets text={node.wording} doc={doc} others={here} name={() => ''} />
                <span className="away">{node.wording}</span>
              </p>
            ) : null
          }
          more={
            mayEdit || words.length > 0 || item.children.length > 0 ? (
              <button
                type="button"
                className="more"
                tabIndex={selected ? 0 : -1}
                aria-label={shared('more', { entry: item.number || kinds(node.kind) })}
                aria-haspopup="menu"
                onClick={(event) => act.menu(id, event.currentTarget, 'map')}
              >
                <Icon name="more" />
              </button>
            ) : null
          }
          counts={<Beneath lines={props.beneath} missing={props.missing} onOpen={() => act.deepen(id)} />}
          words={
            words.length > 0
              ? {
                  people,
                  seats,
                  spoke,
                  open: props.opened || people === 0,
                  onToggle: () => act.toggleWords(id),
                  quotes: <WordsList words={words} />,
                }
              : null
          }
          notice={
            <>
              <OnCanvas id={id} />
              {props.locked ? <BeingVotedOn /> : null}
              {props.votedAs === null ? null : <VotedAs wording={props.votedAs} lang={node.lang} />}
              {props.unseen ? <Unseen /> : null}
              {isRefused ? <Why id={id} /> : null}
            </>
          }
        />
      )}
      {far || item.children.length === 0 || props.alone || (holds > 0 && !props.byHand) ? null : (
        <button
          type="button"
          className={holds > 0 ? 'held' : 'held open'}
          tabIndex={selected ? 0 : -1}
          title={folding(holds > 0 ? 'unfold' : 'fold')}
          aria-label={holds > 0 ? list([folding('holds', { n: holds }), folding('unfold')]) : folding('fold')}
          onClick={() => act.deepen(id)}
        >
          <FoldingIcon name={holds > 0 ? 'unfold' : 'fold'} />
          {holds > 0 ? folding('holds', { n: holds }) : null}
        </button>
      )}
    </div>
  )
})

const alsoOf = (lines: string): { kind: RelationKind; number: string }[] =>
  (lines === '' ? [] : lines.split('\n')).flatMap((line) => {
    const [name = '', ...number] = line.split(' ')
    const kind = relationKinds.find((one) => one === name)
    return kind ? [{ kind, number: number.join(' ') }] : []
  })

/** A refusal hangs on its card: what happened, what is safe, what to do. */
function Why({ id }: { id: NodeId }) {
  const t = useT(messages)
  const problems = useT(problemMessages)
  const { link, entries } = useTable()
  const light = link.light()
  if (light.kind !== 'refused') return null
  const entry = entries.byId.get(id)
  const refused = light.refused.find(
    (one) => one.where.includes(id) || (entry?.relation && one.where.includes(entry.relation.id)),
  )
  if (!refused) return null
  return (
    <div className="why" role="alert">
      <Icon name="refused" />
      <p>
        <b>{t('cardRefused', { entry: entry?.item.number ?? '' })}</b>{' '}
        {refused.problem.code === 'voted-on' ? `${problems('voted-on')} ` : ''}
        {t('refusedSafe')}
      </p>
      <div className="acts">
        <button type="button" className="btn" onClick={() => keep(link.refusedFile(refused.id))}>
          {t('refusedKeep')}
        </button>
        <button type="button" className="btn" onClick={() => link.dismissRefused(refused.id)}>
          {t('understood')}
        </button>
      </div>
    </div>
  )
}

/** Hands the person a file of what was refused. */
export function keep(file: { readonly name: string; readonly text: string } | null): void {
  if (!file) return
  const url = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = file.name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
