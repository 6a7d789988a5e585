/** How much of the map is open: a small one whole, a large one with its positions, deeper by a click. */
import { useLayoutEffect, useState, type RefObject } from 'react'
import { useT } from '../../i18n/index.tsx'
import { fitWhole, readable, sides } from '../../ui/map/camera.ts'
import { layOut } from '../../ui/map/layout.ts'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { useTable } from '../context.ts'
import { mapMessages } from '../messages/index.ts'
import { mapInput } from '../board/shown.ts'

/** More than this cannot be read at once in any window. */
const most = 40

/** Decides once, when the map is first seen, whether all of it can be read; gives the width that cards may take. */
export function useDepth(handle: RefObject<MapHandle | null>, measured: ReadonlyMap<string, number>): number {
  const { shown, ui, act } = useTable()
  const [room, setRoom] = useState(0)
  const some = shown.list.length > 0
  const undecided = ui.depth === null && some
  useLayoutEffect(() => {
    if (!some) return
    return handle.current?.follow((_, size) => {
      if (size.width === 0) return
      setRoom(size.width - 2 * sides(size))
      if (!undecided) return
      const whole = shown.list.length <= most && fitWhole(layOut(mapInput(shown, measured)), size).scale >= readable
      act.set({ depth: whole ? 'all' : 'positions' })
    })
    // Decided by what is there when the window is known, and not again with every card.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [handle, some, undecided])
  return room
}

export function Depths() {
  const t = useT(mapMessages)
  const { shown, entries, ui, act } = useTable()
  // Where nothing lies deeper, or one branch is looked at alone, there is nothing to choose.
  const deep = entries.list.some((entry) => entry.node.kind !== 'issue' && entry.item.children.length > 0)
  if (ui.focus !== null || !deep) return null
  const now = ui.depth === 'all' ? 'all' : 'positions'
  return (
    <div className="depths map-overlay" role="group" aria-label={t('depth')}>
      {(['positions', 'all'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={one === now} onClick={() => act.openTo(one)}>
          {t(one, { n: shown.list.length })}
        </button>
      ))}
    </div>
  )
}
