/** From what lies on the canvas to the entries that it is linked to: at once where it is one, by a menu where they are several. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import { useCallback, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Anchor, MenuEntry } from '../../ui/menu.tsx'
import type { Actions } from '../actions/actions.ts'
import { canvasMessages } from './messages/index.ts'
import type { useSides } from './use-sides.ts'

export function useGoing(sides: ReturnType<typeof useSides>, act: Actions) {
  const t = useT(canvasMessages)
  const [menu, setMenu] = useState<{ at: Anchor; entries: readonly MenuEntry[]; label: string } | null>(null)

  const goTo = useCallback(
    (node: NodeId) => {
      act.set({ tab: 'map', side: 'map', selected: node })
      // The map is laid out when it opens: the card is brought into sight as soon as it stands.
      let tries = 0
      const reveal = () => {
        act.select(node, 'map')
        tries += 1
        if (tries < 20 && !document.querySelector(`[data-card="${node}"]`)) setTimeout(reveal, 50)
      }
      requestAnimationFrame(reveal)
    },
    [act],
  )
  const follow = useCallback(
    (id: ShapeId, at: Anchor | null) => {
      const linked = sides.of(id).linked
      const [first] = linked
      if (!first) return
      if (linked.length === 1 || at === null) return goTo(first.id)
      setMenu({
        at,
        label: t('links'),
        entries: linked.map((one) => ({
          label: t('show', { entry: one.title.slice(0, 48) }),
          icon: 'position',
          run: () => goTo(one.id),
        })),
      })
    },
    [sides, goTo, t],
  )

  return { follow, menu, closeMenu: () => setMenu(null) }
}
