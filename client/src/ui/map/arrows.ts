/** Arrow keys on a map: up and down along the lines, sideways to the nearest card. */
import type { MapLayout } from './types.ts'

/**
 * Where an arrow leads from a card; null: nowhere. `first`: the card beneath it, where it has one. `rtl`: the map is mirrored,
 * and its arrows with it.
 */
export function arrowFrom(
  key: string,
  from: string,
  layout: MapLayout,
  rtl: boolean,
  { parent, first }: { readonly parent: string | null; readonly first: string | null },
): string | null {
  const box = layout.cards.find((card) => card.id === from)
  if (!box || !key.startsWith('Arrow')) return null
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight'
  const forward = sideways ? (key === 'ArrowRight') !== rtl : key === 'ArrowDown'
  const along = sideways ? null : forward ? first : parent
  if (along !== null) return along
  let to: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const other of layout.cards) {
    const dx = other.x + other.w / 2 - box.x - box.w / 2
    const dy = other.y - box.y
    const way = (sideways ? dx : dy) * (forward ? 1 : -1)
    const away = way + 3 * Math.abs(sideways ? dy : dx)
    if (way > 4 && away < least) {
      least = away
      to = other.id
    }
  }
  return to
}
