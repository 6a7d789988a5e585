/** A card of the table's map: the shared card with this table's words, writers and deeds. */
import { direction, useT } from '../i18n/index.tsx'
import type { NodeId } from '@tablee/shared/ids'
import { Icon } from '../ui/icon.tsx'
import { kindMessages, uiMessages } from '../ui/messages.ts'
import { anchorOf } from '../ui/menu.tsx'
import { NodeCard } from '../ui/node-card.tsx'
import { OnCanvas } from './canvas/of-node.tsx'
import { useTable } from './context.ts'
import { peopleOf, targetNumber, titleOf } from './entries.ts'
import { messages } from './messages.ts'
import { Unseen } from './observers.tsx'
import { SightIcon } from './sight-icon.tsx'
import { sightMessages } from './sight-messages.ts'
import { Carets, WordingField } from './wording-field.tsx'
import { WordsList } from './words-list.tsx'

export function TableCard({ id, far }: { id: NodeId; far: boolean }) {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const kinds = useT(kindMessages)
  const sights = useT(sightMessages)
  const {
    link,
    board,
    entries,
    shown,
    found,
    ui,
    act,
    mayEdit,
    seats,
    writers,
    nameOf,
    arrived,
    kept,
    refused,
    unseen,
  } = useTable()
  const entry = entries.byId.get(id)
  if (!entry) return null
  const { node, item, relation, also, words } = entry
  const selected = ui.selected === id
  const holds = shown.holds.get(id) ?? 0
  const here = writers.get(id) ?? []
  const writing = ui.editing?.id === id && ui.editing.where === 'map'
  const { people, spoke } = peopleOf(words)
  const isRefused = refused.has(id) || (relation !== null && refused.has(relation.id))
  return (
    <div
      role="group"
      aria-label={[`${kinds(node.kind)} ${titleOf(entry)}`, holds > 0 ? sights('holds', { n: holds }) : '']
        .filter(Boolean)
        .join(', ')}
      tabIndex={selected || (ui.selected === null && shown.list[0] === entry) ? 0 : -1}
      className={['card', holds > 0 ? 'holds' : '', found?.has(id) ? 'found' : ''].filter(Boolean).join(' ')}
      onFocus={(event) => {
        if (event.target === event.currentTarget) act.select(id, 'outline')
      }}
      onClick={(event) => {
        if (writing || (event.target instanceof Element && event.target.closest('button'))) return
        act.select(id, 'outline')
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
            also: also.map((one) => ({ kind: one.kind, number: targetNumber(board, entries, one) })),
            state: isRefused ? 'refusal' : kept.has(id) ? 'kept' : null,
          }}
          selected={selected}
          arrived={arrived.has(id)}
          who={here.map(nameOf)}
          editor={
            writing ? (
              <div className="text">
                <WordingField
                  doc={link.doc}
                  id={id}
                  lang={node.lang}
                  label={`${kinds(node.kind)} ${item.number}`.trim()}
                  placeholder={t('write-any')}
                  others={here}
                  name={nameOf}
                  start={ui.editing?.start ?? 'end'}
                  onText={(value) => act.text(id, value)}
                  onFirstKey={(key) => act.firstKey(id, key)}
                  onKeyDown={(event) => {
                    event.stopPropagation()
                    if (act.writingKey(event, id, 'map')) event.preventDefault()
                  }}
                  onBlur={() => act.left(id)}
                  onCaret={(anchor, head) => act.caret(id, anchor, head)}
                  onHistory={act.history}
                />
              </div>
            ) : here.length > 0 && node.wording !== '' ? (
              <p className="text" lang={node.lang} dir={direction(node.lang)}>
                <Carets text={node.wording} doc={link.doc} others={here} name={() => ''} />
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
                onClick={(event) => act.menu(id, anchorOf(event.currentTarget), 'map')}
              >
                <Icon name="silence" />
              </button>
            ) : null
          }
          words={
            words.length > 0
              ? {
                  people,
                  seats,
                  spoke,
                  open: ui.opened.has(id) || people === 0,
                  onToggle: () => act.toggleWords(id),
                  quotes: <WordsList words={words} />,
                }
              : null
          }
          notice={
            <>
              <OnCanvas id={id} />
              {unseen.has(id) ? <Unseen /> : null}
              {isRefused ? <Why id={id} /> : null}
            </>
          }
        />
      )}
      {far || item.children.length === 0 || ui.focus === id ? null : (
        <button
          type="button"
          className={holds > 0 ? 'held' : 'held open'}
          tabIndex={selected ? 0 : -1}
          title={sights(holds > 0 ? 'unfold' : 'fold')}
          aria-label={holds > 0 ? `${sights('holds', { n: holds })}, ${sights('unfold')}` : sights('fold')}
          onClick={() => act.fold(id)}
        >
          <SightIcon name={holds > 0 ? 'unfold' : 'fold'} />
          {holds > 0 ? sights('holds', { n: holds }) : null}
        </button>
      )}
    </div>
  )
}

/** A refusal hangs on its card: what happened, what is safe, what to do. */
function Why({ id }: { id: NodeId }) {
  const t = useT(messages)
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
        <b>{t('cardRefused', { entry: entry?.item.number ?? '' })}</b> {t('refusedSafe')}
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
