/** What two snapshots of a canvas say differently, thing by thing. The ground of a template is nobody's word: it is left out. */
import type { BoardDiff } from '@tablee/shared/snapshot/diff'
import type { SnapshotShape } from '@tablee/shared/snapshot/shapes'
import type { SnapshotBoard } from '@tablee/shared/snapshot/structure'

export type CanvasLine = {
  readonly what: 'canvas'
  readonly change: 'came' | 'went' | 'reworded' | 'changed'
  /** The kind of an element, else the type of the shape. */
  readonly kind: string
  readonly text: string
  readonly before: string
  readonly lang: string
}
export type CanvasChange = {
  readonly lines: readonly CanvasLine[]
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number }
}
type Side = { readonly board: SnapshotBoard | undefined; readonly texts: ReadonlyMap<string, string> }

export function canvasChange(diff: BoardDiff['canvas'], first: Side, second: Side): CanvasChange {
  const shapesOf = ({ board }: Side): ReadonlyMap<string, SnapshotShape> =>
    new Map((board?.canvas?.shapes ?? []).filter((one) => one.part === undefined).map((one) => [one.id, one]))
  const [then, now] = [shapesOf(first), shapesOf(second)]
  const lang = second.board?.lang ?? first.board?.lang ?? 'en'
  const say = ({ texts }: Side, shape: SnapshotShape | undefined): string =>
    shape?.text == null ? '' : (texts.get(shape.text) ?? '')
  const line = (id: string, change: 'came' | 'went' | 'changed'): CanvasLine[] => {
    const [old, shape] = [then.get(id), now.get(id)]
    const one = shape ?? old
    if (one === undefined) return []
    const before = say(first, old)
    const text = shape === undefined ? before : say(second, shape)
    return [
      {
        what: 'canvas',
        change: change === 'changed' && old?.text !== shape?.text ? 'reworded' : change,
        kind: one.type === 'element' ? (one.kind ?? 'hope') : one.type,
        text,
        before,
        lang: one.lang ?? lang,
      },
    ]
  }
  const came = diff.added.flatMap((id) => line(id, 'came'))
  const went = diff.removed.flatMap((id) => line(id, 'went'))
  const changed = diff.changed.flatMap(({ id }) => line(id, 'changed'))
  return {
    // What is an arrow or a stroke has no words: it counts, and is not told one by one.
    lines: [...came, ...went, ...changed].filter(({ text, before }) => text !== '' || before !== ''),
    counts: { added: came.length, removed: went.length, changed: changed.length },
  }
}
