/** What a browser says was pointed at or selected in a text, as places of that text. */
import { lengthOf, signsBefore, type Range } from './spans.ts'

/** Every piece of the text has where it begins, in code points, in `data-at`. */
function placeOf(within: Element, node: Node, units: number): number | null {
  if (!within.contains(node)) return null
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement?.closest<HTMLElement>('[data-at]')
    if (piece === null || piece === undefined || !within.contains(piece)) return null
    return Number(piece.dataset['at']) + signsBefore(node.textContent ?? '', units)
  }
  // Between two pieces: where the next one begins, else where the last one ends.
  const pieces = [...within.querySelectorAll<HTMLElement>('[data-at]')]
  const after = node.childNodes[units]
  const next =
    after === undefined
      ? undefined
      : pieces.find(
          (piece) =>
            after.contains(piece) || (after.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
        )
  if (next !== undefined) return Number(next.dataset['at'])
  const last = pieces.at(-1)
  return last === undefined ? null : Number(last.dataset['at']) + lengthOf(last.textContent)
}

/** What is selected of a text; null: nothing, or what does not lie in it alone. */
export function selectedIn(within: Element): Range | null {
  const selection = getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0)
  const all = [...within.querySelectorAll<HTMLElement>('[data-at]')]
  const last = all.at(-1)
  const length = last === undefined ? 0 : Number(last.dataset['at']) + lengthOf(last.textContent)
  const before = (node: Node): boolean =>
    (within.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) !== 0 || node.contains(within)
  const start = placeOf(within, startContainer, startOffset) ?? (before(startContainer) ? 0 : null)
  const end = placeOf(within, endContainer, endOffset) ?? (before(endContainer) ? null : length)
  return start === null || end === null || end <= start ? null : { start, end }
}

/** The place that lies under a pointer; null: none does. */
export function placeUnder(within: Element, x: number, y: number): number | null {
  // Firefox has had the first for long, Chrome since 128, Safari the second.
  if ('caretPositionFromPoint' in document) {
    const at = document.caretPositionFromPoint(x, y)
    return at === null ? null : placeOf(within, at.offsetNode, at.offset)
  }
  const range = (document as Document).caretRangeFromPoint(x, y)
  return range === null ? null : placeOf(within, range.startContainer, range.startOffset)
}
