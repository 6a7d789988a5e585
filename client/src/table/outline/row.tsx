/** One row of the outline: mark, wording, number; while it is written a field, and while it is empty its choices. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { NodeId } from '@tablee/shared/ids'
import { memo, useEffect, useRef, type CSSProperties } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages, uiMessages } from '../../ui/messages/index.ts'
import { RelationMark } from '../../ui/relation-mark.tsx'
import type { Actions } from '../actions/actions.ts'
import { peopleOf, type Entry } from '../board/entries.ts'
import { messages, foldingMessages, observersMessages, marksMessages } from '../messages/index.ts'
import { MoveMark } from '../entry/mark-of.tsx'
import { moveTable, relationUnder, wearsKind, type Move } from '../board/moves.ts'
import { Unseen } from '../observers/observers.tsx'
import type { Taken } from '../actions/taken.ts'
import { TakenNote } from '../entry/taken-note.tsx'
import type { Draft } from '../board/verbs.ts'
import { BeingVotedOn } from '../voices/marks.tsx'
import { Carets, WordingField } from '../entry/wording-field.tsx'
import { AskedMark, useAskedSaid } from '../asked.tsx'
import { Translated, useReadTranslation } from '../translated.tsx'
import type * as Y from 'yjs'

export type RowProps = {
  readonly id: NodeId
  readonly entry: Entry | null
  readonly draft: Draft | null
  /** Somebody removed it while this person wrote in it. */
  readonly taken: Taken | null
  readonly parent: Entry | null
  readonly depth: number
  /** Steps of indent: positions stand at the edge, as look/01 has it. */
  readonly indent: number
  /** The number that an empty row will have. */
  readonly coming: string
  readonly place: number
  readonly of: number
  /** How many entries its folded branch holds; 0 while it is open, null where there is nothing to fold. */
  readonly folded: number | null
  /** Found by the search that is open. */
  readonly found: boolean
  readonly selected: boolean
  /** The one row that Tab reaches. */
  readonly reachable: boolean
  readonly start: 'end' | number | null
  readonly mayEdit: boolean
  readonly arrived: boolean
  readonly refused: boolean
  /** Its wording is being voted on. */
  readonly locked: boolean
  /** Hidden from observers. */
  readonly unseen: boolean
  readonly writers: readonly Present[]
  readonly doc: Y.Doc
  readonly act: Actions
  readonly nameOf: (present: { readonly seat: string | null; readonly role: string }) => string
}

/** Deeper ones stand as deep as this, so that their words keep some room; their number tells the rest. */
const deepest = 6
const levels = (n: number): CSSProperties => ({ '--d': n }) as CSSProperties

export const OutlineRow = memo(function OutlineRow({
  id,
  entry,
  draft,
  taken,
  parent,
  depth,
  indent,
  coming,
  place,
  of,
  folded,
  found,
  selected,
  reachable,
  start,
  mayEdit,
  arrived,
  refused,
  locked,
  unseen,
  writers,
  doc,
  act,
  nameOf,
}: RowProps) {
  const t = useT(messages)
  const ui = useT(uiMessages)
  const kinds = useT(kindMessages)
  const kind = entry?.node.kind ?? (draft ? moveTable[draft.move].kind : 'argument')
  const relation = entry?.relation?.kind ?? (draft && parent ? relationUnder(draft.move, parent.node.kind) : null)
  const lang = entry?.node.lang ?? draft?.lang ?? 'en'
  const number = entry?.item.number ?? coming
  const wording = entry?.node.wording ?? taken?.text ?? ''
  const writing = start !== null
  const empty = wording === ''
  const beneath = [...useReadTranslation(id, lang, wording), ...useAskedSaid(id)]
  const name = useName({ entry, kind, relation, number, wording, beneath, folded, locked, unseen, writers, nameOf })
  const bold = kind === 'position' || kind === 'issue'
  const classes = [
    'row',
    bold ? 'bold' : '',
    kind === 'issue' ? 'top' : '',
    selected ? 'sel' : '',
    arrived ? 'arrived' : '',
    refused ? 'refusal' : '',
    found ? 'found' : '',
    writing ? 'writing' : '',
    taken ? 'taken' : '',
  ]
    .filter(Boolean)
    .join(' ')
  const placeholder = (draft && !taken) || empty ? t(`write-${draft?.move ?? 'any'}`) : ''
  return (
    <li
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={selected}
      {...(folded === null ? {} : { 'aria-expanded': folded === 0 })}
      // What is read on the screen stands together, number and wording; around it what the shapes say.
      {...(writing ? {} : { 'aria-label': name })}
      className={classes}
      data-row={id}
      style={levels(Math.min(indent, deepest))}
      tabIndex={reachable && !writing ? 0 : -1}
      onFocus={(event) => {
        if (event.target === event.currentTarget) act.select(id, 'map')
      }}
      onClick={(event) => {
        if (writing || (event.target instanceof Element && event.target.closest('button'))) return
        if (mayEdit && event.target instanceof Element && event.target.closest('.wording-of')) act.write(id)
        else act.point(id, 'map')
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        if (act.key(event, id, 'outline')) event.preventDefault()
      }}
    >
      {folded === null ? null : <Turn id={id} folded={folded} act={act} />}
      <span className="no num">{number}</span>{' '}
      {relation && !wearsKind(kind, relation) ? (
        <RelationMark kind={relation} bare />
      ) : bold && depth > 0 && relation === 'answers' ? null : (
        <span className="kind" title={kinds(kind)}>
          <Icon name={kind} />
        </span>
      )}
      <span className="wording-of">
        {writing ? (
          <WordingField
            key={id}
            doc={doc}
            id={id}
            lang={lang}
            label={`${kinds(kind)} ${number}`.trim()}
            placeholder={placeholder}
            others={writers}
            name={nameOf}
            start={start}
            adrift={taken?.text ?? null}
            onText={(value) => act.text(id, value)}
            onFirstKey={(key) => act.firstKey(id, key)}
            onKeyDown={(event) => {
              event.stopPropagation()
              if (act.writingKey(event, id, 'outline')) event.preventDefault()
            }}
            onBlur={() => act.left(id)}
            onCaret={(anchor, head) => act.caret(id, anchor, head)}
            onHistory={act.history}
            onPasted={(text, before, after) => act.pasted(id, text, before, after)}
          />
        ) : (
          <>
            <ReadWording wording={wording} lang={lang} doc={doc} writers={writers} nameOf={nameOf} />
            <Translated id={id} lang={lang} wording={wording} />
          </>
        )}
        <Flags id={id} folded={folded} locked={locked} unseen={unseen} act={act} />
      </span>
      {entry && !draft ? (
        <button
          type="button"
          className="more"
          tabIndex={selected ? 0 : -1}
          aria-label={ui('more', { entry: number || wording.slice(0, 30) })}
          aria-haspopup="menu"
          onClick={(event) => act.menu(id, event.currentTarget, 'outline')}
        >
          <Icon name="more" />
        </button>
      ) : null}
      {taken ? <TakenNote taken={taken} act={act} /> : null}
      {writing && empty && !taken ? (
        <Choices
          move={draft?.move ?? null}
          options={act.choicesFor(id)}
          parent={parent}
          onChoose={(move) => act.choose(id, move)}
        />
      ) : null}
    </li>
  )
})

type Named = Pick<RowProps, 'entry' | 'folded' | 'locked' | 'unseen' | 'writers' | 'nameOf'> & {
  readonly kind: NodeKind
  readonly relation: RelationKind | null
  readonly number: string
  readonly wording: string
  /** Its translation, and which it is. */
  readonly beneath: readonly string[]
}
/** What is read out of a row: what its shapes say, and what stands in it. */
function useName({
  entry,
  kind,
  relation,
  number,
  wording,
  beneath,
  folded,
  locked,
  unseen,
  writers,
  nameOf,
}: Named): string {
  const ui = useT(uiMessages)
  const kinds = useT(kindMessages)
  const watched = useT(observersMessages)
  const folding = useT(foldingMessages)
  const marks = useT(marksMessages)
  const list = useList()
  const people = entry ? peopleOf(entry.words).people : 0
  return list(
    [
      relation && relation !== 'answers' ? kinds(relation) : '',
      number,
      wording === '' ? ui('blank') : wording,
      ...beneath,
      folded ? folding('holds', { n: folded }) : '',
      locked ? marks('beingVoted') : '',
      unseen ? watched('unseen') : '',
      kinds(kind),
      people > 0 ? ui('peopleWords', { n: people }) : '',
      ...writers.map((present) => ui('writing', { who: nameOf(present) })),
    ].filter(Boolean),
  )
}

/** Folds a branch, and unfolds it. */
function Turn({ id, folded, act }: Pick<RowProps, 'id' | 'act'> & { folded: number }) {
  const folding = useT(foldingMessages)
  return (
    <button
      type="button"
      className="turn"
      tabIndex={-1}
      aria-label={folding(folded > 0 ? 'unfold' : 'fold')}
      title={folding(folded > 0 ? 'unfold' : 'fold')}
      onClick={() => act.fold(id)}
    >
      <Icon name={folded > 0 ? 'next' : 'open'} turns={folded > 0} />
    </button>
  )
}

/** A wording that is not being written here, with the carets of who does. */
function ReadWording({
  wording,
  lang,
  doc,
  writers,
  nameOf,
}: { wording: string; lang: string } & Pick<RowProps, 'doc' | 'writers' | 'nameOf'>) {
  const ui = useT(uiMessages)
  const empty = wording === ''
  return (
    <span className={empty ? 'blank' : ''} lang={empty ? undefined : lang} dir={empty ? undefined : 'auto'}>
      {empty ? (
        ui('blank')
      ) : writers.length > 0 ? (
        <Carets text={wording} doc={doc} others={writers} name={nameOf} />
      ) : (
        wording
      )}
      {writers.length > 0 ? <span className="away">{wording}</span> : null}
    </span>
  )
}

/** Behind the wording: what a folded branch holds, that it is voted on, that observers do not see it. */
function Flags({ id, folded, locked, unseen, act }: Pick<RowProps, 'id' | 'folded' | 'locked' | 'unseen' | 'act'>) {
  const folding = useT(foldingMessages)
  return (
    <>
      {folded ? (
        <>
          {' '}
          <button type="button" className="held" tabIndex={-1} onClick={() => act.fold(id, 'open')}>
            {folding('holds', { n: folded })}
          </button>
        </>
      ) : null}
      {locked ? (
        <>
          {' '}
          <BeingVotedOn />
        </>
      ) : null}
      {unseen ? (
        <>
          {' '}
          <Unseen />
        </>
      ) : null}
      <AskedMark id={id} inRow />
    </>
  )
}

/** What an empty row may be: each choice with its key, and a tap does the same. Gone with the first letter. */
function Choices({
  move,
  options,
  parent,
  onChoose,
}: {
  move: Move | null
  options: readonly Move[]
  parent: Entry | null
  onChoose: (move: Move) => void
}) {
  const t = useT(messages)
  const box = useRef<HTMLSpanElement>(null)
  // What it may be and the keys stand beneath the field; where there is no room for both, the field is what is in sight.
  // Again whenever the list changes its height: the composer makes room, a keyboard comes.
  useEffect(() => {
    const row = box.current?.closest('.row')
    const list = box.current?.closest('.entries')
    if (!row || !list) return
    const show = () => {
      box.current?.scrollIntoView({ block: 'nearest' })
      row.querySelector('.wording-of')?.scrollIntoView({ block: 'nearest' })
    }
    show()
    const heights = new ResizeObserver(show)
    heights.observe(list)
    heights.observe(row)
    return () => heights.disconnect()
  }, [])
  return (
    <span ref={box} className="choices" role="group" aria-label={t('choices')}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          tabIndex={-1}
          aria-pressed={option === move}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          <span aria-hidden="true">
            <MoveMark move={option} parent={parent?.node.kind ?? null} />
          </span>{' '}
          {t(`move-${option}`)} <kbd aria-hidden="true">{moveTable[option].keys[0]}</kbd>
        </button>
      ))}
      <span className="meta">{t('writingKeys')}</span>
    </span>
  )
}
