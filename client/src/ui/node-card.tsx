/**
 * The node card: seven silhouettes, the wording a white sheet on the linen of its words. It knows nothing of links or
 * documents, so that a table, an observer and the gallery draw the same card.
 */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { kindMessages, uiMessages } from './messages/index.ts'
import { RelationMark } from './relation-mark.tsx'
import { useChairs } from './seats-here.ts'
import { TableMark } from './table-mark.tsx'

export type CardFace = {
  readonly kind: NodeKind
  readonly wording: string
  readonly lang: string
  /** Spoken number, the same in outline and map; empty for a card that is not linked yet. */
  readonly number: string
  /** The relation that places it: argument cards carry its colour at their start. */
  readonly relation: RelationKind | null
  /** Further relations: drawn as thin lines, and told on the card. */
  readonly also?: readonly { readonly kind: RelationKind; readonly number: string }[]
  readonly state?: 'kept' | 'refusal' | null
}

export type CardWords = {
  /** People (seats) or, where no seat is known, entries. */
  readonly people: number
  readonly seats: number
  /** Codes of seats. */
  readonly spoke: ReadonlySet<string>
  readonly open: boolean
  /** Null where there is only a count to tell. */
  readonly onToggle: (() => void) | null
  /** Instead of "n people's words": observers learn of entries, not of people. */
  readonly label?: string
  /** The quotes, drawn when open: beneath, oldest first. */
  readonly quotes?: ReactNode
}

export function NodeCard({
  face,
  words = null,
  counts = null,
  selected = false,
  arrived = false,
  who = [],
  editor = null,
  translation = null,
  more = null,
  notice = null,
}: {
  face: CardFace
  words?: CardWords | null
  /** What stands beneath it, while that is closed. */
  counts?: ReactNode
  selected?: boolean
  /** Somebody else made or changed it just now: it settles in once. */
  arrived?: boolean
  /** Who is writing here: seat code or role. */
  who?: readonly string[]
  /** Replaces the wording while this person writes it. */
  editor?: ReactNode
  /** Beneath the wording, in the reader's language. */
  translation?: ReactNode
  more?: ReactNode
  notice?: ReactNode
}) {
  const kinds = useT(kindMessages)
  const t = useT(uiMessages)
  const classes = ['node', face.kind]
  if (face.kind === 'argument' && face.relation) classes.push(face.relation)
  if (selected) classes.push('selected')
  if (arrived) classes.push('arrived')
  if (face.state) classes.push(face.state)
  return (
    <div className={classes.join(' ')}>
      {who.length > 0 ? (
        <div className="tag">
          {who.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      ) : null}
      <div className="leaf">
        <div className="wording">
          <header>
            <Icon name={face.kind} />
            <b>{kinds(face.kind)}</b>
            <span className="num">{face.number}</span>
            {more}
          </header>
          {editor ?? (
            <p
              className={face.wording === '' ? 'text blank' : 'text'}
              lang={face.wording === '' ? undefined : face.lang}
              dir={face.wording === '' ? undefined : 'auto'}
            >
              {face.wording === '' ? t('blank') : face.wording}
            </p>
          )}
          {translation}
          {face.also?.map((also, index) => (
            <p className="also" key={index}>
              <RelationMark kind={also.kind} /> <span className="num">{also.number}</span>
            </p>
          ))}
        </div>
        {counts}
        {face.state === 'kept' ? (
          <p className="words">
            <Icon name="kept" />
            {t('keptHere')}
          </p>
        ) : null}
        {words && (words.people > 0 || words.open) ? (
          words.open ? (
            <div className="beneath open">
              {words.quotes}
              <button type="button" className="fold" aria-expanded="true" onClick={words.onToggle ?? undefined}>
                {t('fold')}
              </button>
            </div>
          ) : words.onToggle === null ? (
            <p className="words">
              <Icon name="experience" />
              {words.label ?? t('peopleWords', { n: words.people })}
            </p>
          ) : (
            <button type="button" className="words" aria-expanded="false" onClick={words.onToggle}>
              <Icon name="experience" />
              {words.label ?? t('peopleWords', { n: words.people })}
              <Spoke seats={words.seats} codes={words.spoke} />
            </button>
          )
        ) : null}
      </div>
      {notice}
    </div>
  )
}

function Spoke({ seats, codes }: { seats: number; codes: ReadonlySet<string> }) {
  const spoke = useChairs()(codes)
  return <TableMark seats={seats} spoke={spoke} whole={spoke.size === 0} />
}
