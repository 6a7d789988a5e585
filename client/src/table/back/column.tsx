/** One earlier board as a column: its question, what it holds, and how far it has come. */
import { forReader } from '@tablee/shared/wire/editor'
import { memo, useDeferredValue, useMemo, type CSSProperties } from 'react'
import type { TableVoices } from '@tablee/shared/wire/voices'
import { useFollowed, type AskAfter } from '../../hold/use-followed.ts'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import type { TableLink } from '../../link/link.ts'
import { Button } from '../../ui/button.tsx'
import { FigureView } from '../../ui/figures/figure.tsx'
import { Told } from '../../ui/figures/told.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Quote } from '../../ui/quote.tsx'
import { SeatsHereContext } from '../../ui/seats-here.ts'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { entriesOf, type Entries, type Entry } from '../board/entries.ts'
import { useBoard, useLink } from '../board/use-board.ts'
import { CanvasPicture } from '../canvas/picture.tsx'
import { useCanvas } from '../canvas/use-canvas.ts'
import type { Before } from './looking.ts'
import { backMessages } from './messages/index.ts'

export function Column({
  before,
  name,
  link,
  voices,
  onLarge,
}: {
  before: Before
  name: string
  /** Null while it is not open, and where there is none. */
  link: TableLink | null
  voices: ((board: string) => AskAfter<TableVoices>) | null
  onLarge: () => void
}) {
  const t = useT(backMessages)
  return (
    <section className="column" aria-label={name} aria-busy={before.board !== null && link === null}>
      <p className="eyebrow">{name}</p>
      {before.board === null ? (
        <p className="nothing">{t('never')}</p>
      ) : link === null ? (
        <p className="nothing" role="status">
          {t('reading')}
        </p>
      ) : (
        <Board
          board={before.board}
          session={before.session}
          name={name}
          link={link}
          voices={voices}
          onLarge={onLarge}
        />
      )}
    </section>
  )
}

function Board({
  board,
  session,
  name,
  link,
  voices,
  onLarge,
}: {
  board: string
  session: number
  name: string
  link: TableLink
  voices: ((board: string) => AskAfter<TableVoices>) | null
  onLarge: () => void
}) {
  const t = useT(backMessages)
  useLink(link)
  const { language } = useLanguage()
  const { seen, state, problem } = link.status()
  const { board: now } = useBoard(link.doc, seen, true)
  const entries = useDeferredValue(useMemo(() => entriesOf(now), [now]))
  const status = link.boardStatus()
  const told = status === null ? null : forReader(status, language)
  const canvas = useCanvas(link.doc)
  const drawn = [...canvas.shapes.values()].some(({ meta }) => meta.part === undefined)
  if (state === 'barred') return <p className="nothing">{t(problem?.code === 'not-allowed' ? 'others' : 'refused')}</p>
  if (!seen)
    return (
      <p className="nothing" role="status">
        {t(state === 'waiting' ? 'notYet' : 'reading')}
      </p>
    )
  return (
    <>
      {told === null ? null : (
        <h3 lang={told.spoken.question} dir={direction(told.spoken.question)}>
          {told.question}
        </h3>
      )}
      {state === 'waiting' ? (
        <p className="meta held" role="status">
          <Icon name="kept" />
          {t('asKept')}
        </p>
      ) : null}
      <p className="meta facts">
        {entries.list.length > 0 ? t('entries', { n: entries.list.length }) : ''}
        {status?.state === 'closed' ? (
          <span className="shut">
            <Icon name="lock" />
            {t('closed')}
          </span>
        ) : null}
        <Button look="quiet" data-large={session} aria-label={t('largeOf', { session: name })} onClick={onLarge}>
          {t('large')}
        </Button>
      </p>
      {entries.list.length === 0 && !drawn ? <p className="nothing">{t('empty')}</p> : null}
      {/* Whose mark is where is of that session: who sits here now may have sat elsewhere. */}
      <SeatsHereContext.Provider value={status?.chairs ?? null}>
        <List entries={entries} />
      </SeatsHereContext.Provider>
      {drawn ? (
        <section className="small" aria-label={t('canvas')}>
          <h4>{t('canvas')}</h4>
          <CanvasPicture canvas={canvas} lang={status?.lang ?? language} />
        </section>
      ) : null}
      {voices === null || state === 'waiting' ? null : <Votes board={board} voices={voices} />}
    </>
  )
}

/** The whole of it in the outline's order: a position, its reasons and its conditions stand beneath one another. */
const List = memo(function List({ entries }: { entries: Entries }) {
  const t = useT(backMessages)
  // What hangs beneath an entry that is not linked stands with it.
  const first = entries.list.findIndex(({ node }) => entries.loose.has(node.id))
  const linked = first === -1 ? entries.list : entries.list.slice(0, first)
  const rest = first === -1 ? [] : entries.list.slice(first)
  const rows = (some: readonly Entry[]) => (
    <ol>
      {some.map((entry) => (
        <Row key={entry.node.id} entry={entry} />
      ))}
    </ol>
  )
  return (
    <>
      {linked.length > 0 ? rows(linked) : null}
      {rest.length > 0 ? (
        <>
          <h4>{t('loose')}</h4>
          {rows(rest)}
        </>
      ) : null}
    </>
  )
})

const Row = memo(function Row({ entry: { node, item, relation, words } }: { entry: Entry }) {
  const t = useT(backMessages)
  const said = words.filter(({ withdrawn, redacted }) => withdrawn === null && redacted === null)
  return (
    <li
      className={node.kind === 'issue' || node.kind === 'position' ? 'bold' : undefined}
      style={{ '--d': Math.min(item.depth, 5) } as CSSProperties}
    >
      <span className="no num">{item.number}</span>
      {relation !== null && relation.kind !== 'answers' ? (
        <RelationMark kind={relation.kind} of={node.kind} bare />
      ) : (
        <Icon name={node.kind} />
      )}
      <span className="text">
        <span lang={node.lang} dir="auto">
          {node.wording}
        </span>
      </span>
      {said.length > 0 ? (
        <details className="said">
          <summary className="meta">{t('said', { n: said.length })}</summary>
          {said.map(({ id, text, lang, capture, seat }) => (
            <Quote key={id} text={text} lang={lang} capture={capture} seat={seat} />
          ))}
        </details>
      ) : null}
    </li>
  )
})

/** What its closed votes came to, as this table is told; nothing while there is nothing to tell. */
function Votes({ board, voices }: { board: string; voices: (board: string) => AskAfter<TableVoices> }) {
  const t = useT(backMessages)
  const ask = useMemo(() => voices(board), [voices, board])
  const { value } = useFollowed(ask, { rests: true })
  const figures = (value?.rounds ?? []).flatMap(({ step, task, calledBack }) =>
    task.kind === 'write' || calledBack === true
      ? []
      : (task.results?.figures ?? []).map((figure) => ({ step, figure })),
  )
  if (figures.length === 0) return null
  return (
    <section className="votes" aria-label={t('votes')}>
      <h4>{t('votes')}</h4>
      {figures.map(({ step, figure }) =>
        figure.unit === 'tables' && figure.valid === 0 ? (
          <Told key={`${step} ${figure.item}`} figure={figure} level={4} />
        ) : (
          <FigureView key={`${step} ${figure.item}`} figure={figure} level={4} />
        ),
      )}
    </section>
  )
}
