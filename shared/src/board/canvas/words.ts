/** What is written on a shape, whatever its kind calls it. */
import type { CanvasRecord, CanvasShape } from './schema.ts'
import { plainRichText, richTextPlain, withSoundMarks } from './values.ts'

/** Null where nothing can be written. */
export function wordsOn(shape: CanvasShape): string | null {
  switch (shape.type) {
    case 'element':
    case 'arrow':
      return shape.props.text
    case 'note':
    case 'text':
    case 'geo':
      return richTextPlain(shape.props.richText)
    case 'frame':
      return shape.props.name
    case 'image':
      return shape.props.altText
    case 'draw':
    case 'group':
      return null
  }
}

/** The same shape with other words on it; itself where it holds none. */
export function withWords(shape: CanvasShape, text: string): CanvasShape {
  switch (shape.type) {
    case 'element':
      return { ...shape, props: { ...shape.props, text } }
    case 'arrow':
      return { ...shape, props: { ...shape.props, text } }
    case 'note':
      return { ...shape, props: { ...shape.props, richText: plainRichText(text) } }
    case 'text':
      return { ...shape, props: { ...shape.props, richText: plainRichText(text) } }
    case 'geo':
      return { ...shape, props: { ...shape.props, richText: plainRichText(text) } }
    case 'frame':
      return { ...shape, props: { ...shape.props, name: text } }
    case 'image':
      return { ...shape, props: { ...shape.props, altText: text } }
    case 'draw':
    case 'group':
      return shape
  }
}

/** The same record; its words are without what no canvas holds beside words. */
export function withSoundWords(record: CanvasRecord): CanvasRecord {
  switch (record.type) {
    case 'note':
      return { ...record, props: { ...record.props, richText: withSoundMarks(record.props.richText) } }
    case 'text':
      return { ...record, props: { ...record.props, richText: withSoundMarks(record.props.richText) } }
    case 'geo':
      return { ...record, props: { ...record.props, richText: withSoundMarks(record.props.richText) } }
    default:
      return record
  }
}
