/** The table's vision canvas. */
export default function CanvasPanel() {
  return null
}
