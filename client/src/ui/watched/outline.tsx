/**
 * What a view shows of a table, as a list: on the observers' page, and at the table itself when it looks through their
 * eyes. Both draw this, so that the table sees what they see.
 */
import './watched.css'
import type { Capture } from '@tablee/shared/board/schema'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../icon.tsx'
import { Quote } from '../quote.tsx'
import { RelationMark } from '../relation-mark.tsx'
import { Translation } from '../translation.tsx'
import type { Entry } from './entries.ts'
import { watchedMessages } from './messages/index.ts'

/** What stands beside an entry, or beside somebody's words (null: the entry itself). */
export type Beside = (entry: Entry, words: Entry['words'][number] | null) => ReactNode

export function WatchedOutline({
  entries,
  selected = null,
  marked = null,
  opened = null,
  onShow,
  beside,
}: {
  entries: readonly Entry[]
  selected?: string | null
  /** The words that a link names. */
  marked?: string | null
  /** Entries whose words are shown; null: all of them. */
  opened?: ReadonlySet<string> | null
  onShow?: (id: string) => void
  beside?: Beside
}) {
  const t = useT(watchedMessages)
  const linked = entries.filter(({ loose }) => !loose)
  const rest = entries.slice(linked.length)
  const rows = (some: readonly Entry[]) => (
    <ol>
      {some.map((entry) => (
        <Row
          key={entry.id}
          entry={entry}
          selected={selected === entry.id}
          marked={marked}
          open={opened?.has(entry.id) ?? true}
          onShow={onShow}
          beside={beside}
        />
      ))}
    </ol>
  )
  return (
    <div className="watched">
      {rows(linked)}
      {rest.length > 0 ? (
        <>
          <h3 className="meta">{t('notLinked')}</h3>
          {rows(rest)}
        </>
      ) : null}
    </div>
  )
}

function Row({
  entry,
  selected,
  marked,
  open,
  onShow,
  beside,
}: {
  entry: Entry
  selected: boolean
  marked: string | null
  open: boolean
  onShow: ((id: string) => void) | undefined
  beside: Beside | undefined
}) {
  const t = useT(watchedMessages)
  const { node, relation, words } = entry
  const issue = node.depth === 0 && !entry.loose
  const inner = (
    <>
      {relation && relation !== 'answers' ? (
        <RelationMark kind={relation} of={entry.kind} bare />
      ) : (
        <Icon name={entry.kind} />
      )}
      <span className="text">
        <span lang={node.lang} dir="auto">
          {node.wording}
        </span>
        <Translation of={node} />
      </span>
      <span className="no num">{node.number}</span>
    </>
  )
  return (
    <li
      className={`depth-${Math.min(6, node.depth)}${issue ? ' issue' : ''}`}
      aria-current={selected ? 'true' : undefined}
    >
      {onShow === undefined ? (
        <div className="row">{inner}</div>
      ) : (
        <button
          type="button"
          className="row"
          aria-expanded={words.length > 0 ? open : undefined}
          onClick={() => onShow(entry.id)}
        >
          {inner}
        </button>
      )}
      {open && words.length > 0 ? (
        <div className="said-list">{quotes(entry, beside, marked)}</div>
      ) : node.words > 0 ? (
        <span className="meta count">{t('words', { n: node.words })}</span>
      ) : null}
      {open && beside ? beside(entry, null) : null}
    </li>
  )
}

export const quotes = (entry: Entry, beside?: Beside, marked: string | null = null): ReactNode =>
  entry.words.map((one) => (
    <Quote
      key={one.id}
      text={one.text}
      lang={one.lang}
      capture={one.capture as Capture}
      marked={one.id === marked}
      translations={one.translations}
      language
    >
      {beside?.(entry, one)}
    </Quote>
  ))
