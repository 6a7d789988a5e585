/** The vision element as a shape of the editor: a card that holds its own text and grows with it. */
import { elementKinds, elementLevels, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { captures } from '@tablee/shared/board/schema'
import {
  BaseBoxShapeUtil,
  HTMLContainer,
  Rectangle2d,
  T,
  resizeBox,
  type RecordProps,
  type TLBaseShape,
  type TLResizeInfo,
} from 'tldraw'
import { silhouette } from '@tablee/shared/canvas-svg/element'
import { tallEnough } from '../verbs.ts'
import type { CardProps } from '../element-card.tsx'
import { Element } from './element.tsx'

/** The same fields as the document's element; tldraw wants them writable. */
type Writable<T> = { -readonly [K in keyof T]: T[K] }
export type ElementRecord = TLBaseShape<'element', Writable<CardProps>>

/** Least that holds a head and one line, and the narrowest that holds a word. */
const least = { w: 140, h: 72 }

/** A longer text makes the card taller than what was written down: others type on any device, in any font. */
const heightOf = ({ props }: ElementRecord): number => Math.max(props.h, tallEnough(props))

export class ElementShapeUtil extends BaseBoxShapeUtil<ElementRecord> {
  static override type = 'element' as const
  static override props: RecordProps<ElementRecord> = {
    kind: T.literalEnum(...elementKinds),
    w: T.nonZeroNumber,
    h: T.nonZeroNumber,
    text: T.string,
    lang: T.string,
    horizon: T.number.nullable(),
    level: T.literalEnum(...elementLevels).nullable(),
    seat: T.string.nullable(),
    capture: T.literalEnum(...captures).nullable(),
  }

  override getDefaultProps(): ElementRecord['props'] {
    return {
      kind: 'hope',
      w: 200,
      h: 112,
      text: '',
      lang: 'und',
      horizon: null,
      level: null,
      seat: null,
      capture: null,
    }
  }
  override canEdit = () => true
  override canResize = () => true
  override canCrop = () => false
  override hideRotateHandle = () => true
  override isAspectRatioLocked = () => false
  override getFontFaces = () => []
  override getText(shape: ElementRecord) {
    return shape.props.text
  }
  override getGeometry(shape: ElementRecord) {
    return new Rectangle2d({ width: shape.props.w, height: heightOf(shape), isFilled: true })
  }
  override onResize(shape: ElementRecord, info: TLResizeInfo<ElementRecord>) {
    return resizeBox(shape, info, { minWidth: least.w, minHeight: least.h })
  }
  override component(shape: ElementRecord) {
    return (
      <HTMLContainer className="vision-at">
        <Element id={shape.id as ShapeId} props={shape.props} height={heightOf(shape)} />
      </HTMLContainer>
    )
  }
  override indicator(shape: ElementRecord) {
    return (
      <path d={silhouette(shape.props.kind, shape.props.w, heightOf(shape), document.documentElement.dir === 'rtl')} />
    )
  }
}
