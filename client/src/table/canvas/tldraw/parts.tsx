/**
 * The ground of a template inside the editor. Its parts are plain shapes that any editor could show; here they are drawn
 * as a table knows them (look 02): an ink axis, hairlines between the levels, linen beneath the future.
 */
import { backcastSize } from '@tablee/shared/board/canvas/templates'
import { richTextPlain, richText } from '@tablee/shared/board/canvas/values'
import { SVGContainer } from 'tldraw'

type Marked = { readonly type: string; readonly meta: object }
export const partOf = ({ meta }: Marked): string | null =>
  'part' in meta && typeof meta.part === 'string' ? meta.part : null

/** Frames and parts are the facilitator's; nobody else's tool or gesture may change one. */
export const isGround = (shape: Marked): boolean => shape.type === 'frame' || partOf(shape) !== null

const rich = richText(10_000)
const words = (value: unknown): string => (rich.is(value) ? richTextPlain(value) : '')

export function PartArea({
  part,
  w,
  h,
  fill,
  text,
}: {
  part: string
  w: number
  h: number
  fill: string
  text: unknown
}) {
  const [what = ''] = part.split(':')
  const title = words(text)
  return (
    <>
      <SVGContainer className={fill === 'semi' ? 'part linen' : 'part'}>
        {fill === 'semi' ? <path className="wash" d={`M0 0H${w}V${h}H0Z`} /> : null}
        {what === 'column' ? (
          <path className="axis" d={`M0 ${backcastSize.header - 10}H${w}`} />
        ) : what === 'row' ? (
          <path className="rule" d={`M0 ${h}H${w}`} />
        ) : what === 'field' ? (
          <path className="axis" d={`M0 0V${h}H${w}`} />
        ) : (
          <path className="rule" d={`M0 0H${w}V${h}H0Z`} />
        )}
      </SVGContainer>
      {title === '' ? null : (
        <div className="part-title" dir="auto" style={{ inlineSize: w }}>
          {title}
        </div>
      )}
    </>
  )
}

export function PartLabel({ part, w, text }: { part: string; w: number; text: unknown }) {
  const [what = ''] = part.split(':')
  const [first = '', ...rest] = words(text).split('  ')
  return (
    <div className={`part-label ${what}`} dir="auto" style={{ inlineSize: w }}>
      <b>{first}</b>
      {rest.length > 0 ? <span>{rest.join('  ')}</span> : null}
    </div>
  )
}
