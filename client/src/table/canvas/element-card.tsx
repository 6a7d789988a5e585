/**
 * A vision element as it lies on the canvas: a silhouette that says its kind without colour, its icon and word, the
 * table's text, and beneath it what it is linked to and who spoke. It knows nothing of tldraw.
 */
import type { ElementProps } from '@tablee/shared/board/canvas/schema'
import type { ReactNode } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, type Anchor } from '../../ui/menu.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { canvasMessages } from './messages/index.ts'
import type { Side } from './sides.ts'

/** An element as a drawing surface holds it: its language and seat have been checked where they came in. */
export type CardProps = Omit<ElementProps, 'lang' | 'seat'> & { readonly lang: string; readonly seat: string | null }

export function ElementCard({
  props,
  side,
  seats,
  who,
  height,
  editor = null,
  onLinks = null,
}: {
  props: CardProps
  side: Side
  seats: number
  /** Names of who writes here, or holds it. */
  who: readonly string[]
  height: number
  editor?: ReactNode
  /** Goes to what it is linked to. */
  onLinks?: ((at: Anchor) => void) | null
}) {
  const kinds = useT(visionMessages)
  const shared = useT(uiMessages)
  const t = useT(canvasMessages)
  const { language } = useLanguage()
  const classes = ['vision', props.kind]
  if (side.arrived) classes.push('arrived')
  if (side.kept) classes.push('kept')
  if (side.refused) classes.push('refusal')
  if (side.adrift) classes.push('adrift')
  if (who.length > 0) classes.push('taken')
  const place = [props.horizon === null ? '' : String(props.horizon), props.level === null ? '' : kinds(props.level)]
    .filter((part) => part !== '')
    .join(' · ')
  const chairs = useChairs()
  const spoke = chairs([...side.spoke, ...(props.seat === null ? [] : [props.seat])])
  return (
    <div className={classes.join(' ')} dir={direction(language)} style={{ inlineSize: props.w, minBlockSize: height }}>
      {who.length > 0 ? (
        <div className="tag">
          {who.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      ) : null}
      <div className="ground-of" />
      <header>
        <VisionIcon name={props.kind} />
        <b>{kinds(props.kind)}</b>
      </header>
      {editor ??
        (props.text === '' ? (
          <p className="text blank">{shared('blank')}</p>
        ) : (
          <p className="text" lang={props.lang} dir="auto">
            {props.text}
          </p>
        ))}
      <footer>
        {side.linked.length > 0 ? (
          <button
            type="button"
            className="linked"
            tabIndex={-1}
            title={t('linkedTo', { entries: side.linked.map((one) => one.title).join(' · ') })}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={(event) => onLinks?.(anchorOf(event.currentTarget))}
          >
            <Icon name="link" />
            <span className="num">{side.linked.map((one) => one.label).join(' · ')}</span>
          </button>
        ) : (
          <span>{place}</span>
        )}
        {side.people > 0 || spoke.size > 0 ? (
          <span
            className="spoke"
            title={side.people > 0 ? shared('peopleWords', { n: side.people }) : (props.seat ?? '')}
          >
            {side.people > 0 ? <span className="num">{side.people}</span> : null}
            <TableMark seats={seats} spoke={spoke} whole={spoke.size === 0} width={21} />
          </span>
        ) : null}
      </footer>
    </div>
  )
}
