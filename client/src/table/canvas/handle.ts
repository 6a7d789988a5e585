/** What the panel asks of the surface that draws, whichever that is. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'

export type Tool = 'select' | 'hand' | 'note' | 'text' | 'geometry' | 'arrow' | 'stroke' | 'frame' | 'kind'
export type Spot = { readonly x: number; readonly y: number }

export type SurfaceHandle = {
  /** Free room for a card of this size, near the middle of what is in sight. */
  freeSpot(size: { readonly w: number; readonly h: number }): Spot
  /** The nearest spot to this one from which a card of this size is in sight. */
  inSight(spot: Spot, size: { readonly w: number; readonly h: number }): Spot
  /** A place of the window on the canvas; null outside of it. */
  spotAt(client: Spot): Spot | null
  /** Selects it, brings it into sight and, where asked, begins to write. */
  open(id: ShapeId, write: boolean): void
  tool(name: Tool): void
  zoom(how: 'in' | 'out' | 'all'): void
  removeSelected(): void
  focus(): void
}
