import { type Canvas, type CanvasShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { type MenuEntry } from '../../ui/menu.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { canvasMessages } from './messages/index.ts'
import { moveTo, nameOfPlace, nudge, type Places } from './places.ts'
import type { Sides } from './sides.ts'
import type { ListActions } from './list.tsx'

/** What can be done with one thing of the list. */
export function useRowMenu({
  shape,
  canvas,
  places,
  linked,
  mayWrite,
  onWrite,
  actions,
  moved,
}: {
  shape: CanvasShape
  canvas: Canvas
  places: Places
  linked: ReturnType<Sides['of']>['linked']
  mayWrite: boolean
  onWrite: (id: ShapeId | null) => void
  actions: ListActions
  moved: (where: string) => void
}): () => MenuEntry[] {
  const t = useT(canvasMessages)
  const { language } = useLanguage()
  const { link } = useTable()
  const { id } = shape
  return () => {
    const list: MenuEntry[] = []
    if (mayWrite && wordsOn(shape) !== null)
      list.push({ label: t('write'), icon: 'own-typing', run: () => onWrite(id) })
    if (shape.type === 'element' && mayWrite)
      list.push({ label: t('details'), icon: 'on-paper', run: () => actions.details(id) })
    if (shape.type === 'element') {
      if (mayWrite) list.push({ label: t('link'), icon: 'link', run: () => actions.link(id) })
      for (const one of linked)
        list.push({
          label: t('show', { entry: one.title.slice(0, 40) }),
          icon: 'position',
          run: () => actions.follow(id),
        })
    }
    if (mayWrite && shape.type !== 'arrow' && shape.type !== 'draw' && shape.type !== 'group')
      list.push({ label: t('arrowTo'), mark: <VisionIcon name="arrow" />, run: () => actions.arrow(id) })
    if (mayWrite && shape.type !== 'arrow') {
      list.push('line', { head: t('moveTo') })
      for (const zone of places.named) {
        const name = nameOfPlace(zone.part, language)
        list.push({
          label: t('toColumn', { column: name }),
          icon: 'next',
          run: () => moveTo(link, canvas, shape, { part: zone.part }, freshId()) && moved(name),
        })
      }
      if (shape.type !== 'element')
        for (const year of places.years)
          list.push({
            label: t('toColumn', { column: year }),
            icon: 'next',
            run: () => moveTo(link, canvas, shape, { horizon: year, level: null }, freshId()) && moved(String(year)),
          })
      const steps = [
        ['left', -48, 0],
        ['right', 48, 0],
        ['up', 0, -48],
        ['down', 0, 48],
      ] as const
      for (const [way, dx, dy] of steps)
        list.push({ label: t(way), icon: 'next', run: () => nudge(link, id, dx, dy, freshId()) && moved(t(way)) })
    }
    if (actions.show) {
      const { show } = actions
      list.push('line', { label: t('showOnCanvas'), mark: <VisionIcon name="select" />, run: () => show(id) })
    }
    if (mayWrite) list.push('line', { label: t('remove'), icon: 'reject', run: () => actions.remove(id) })
    return list
  }
}
