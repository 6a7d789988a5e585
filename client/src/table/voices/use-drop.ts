/** Rows of the outline take what is dragged from the tray. By keyboard and touch the same is done in a dialog. */
import type { NodeId } from '@tablee/shared/ids'
import { useRef, type DragEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { partMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { readInHand, sheetType } from './drag.ts'
import { marksMessages } from '../messages/index.ts'

export function useSheetDrop() {
  const t = useT(marksMessages)
  const parts = useT(partMessages)
  const { latest } = useTable()
  const aimed = useRef<Element | null>(null)
  const rowOf = (event: DragEvent): HTMLElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
  const aim = (row: Element | null) => {
    if (aimed.current === row) return
    aimed.current?.classList.remove('aimed')
    row?.classList.add('aimed')
    aimed.current = row
  }
  return {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(sheetType)) return
      const row = rowOf(event)
      aim(row)
      if (row) event.preventDefault()
    },
    onDragLeave(event: DragEvent) {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) aim(null)
    },
    onDrop(event: DragEvent) {
      const row = rowOf(event)
      const inHand = readInHand(event.dataTransfer.getData(sheetType))
      aim(null)
      const node = row?.dataset['row'] as NodeId | undefined
      if (!inHand || node === undefined || !latest().entries.byId.has(node)) return
      event.preventDefault()
      void import('./take-back.ts')
        .then(({ drop }) => drop(latest, inHand, node, (entry) => t('placedBeneath', { entry })))
        .then((problem) => problem && latest().act.set({ problem }))
        // The part of the page that puts it there did not come.
        .catch(() => latest().act.set({ told: `${parts('missing')} ${parts('safe')}` }))
    },
  }
}
