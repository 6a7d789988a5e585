/** What the layers of a map (painted ground, overview) know of its window: where it stands, and when it moves. */
import { createContext, useContext } from 'react'
import type { Camera, Size } from './camera.ts'
import type { Box } from './types.ts'

export type MapHandle = {
  fit(): void
  zoom(factor: number): void
  /** Moves just so far that the card is in sight. */
  reveal(id: string): void
  /** Puts the middle of the window there, in the map's own coordinates. */
  centre(x: number, y: number): void
  /** The part of the map in the window; null before it was laid out. */
  sight(): Box | null
  /** As `sight`, but null also while nobody has had the time to look. */
  held(): Box | null
  camera(): Camera
  /** Whether its cards are painted: too small to be read, or under a hand that zooms. */
  far(): boolean
  size(): Size
  /** Called whenever the window moves; returns how to stop. */
  follow(moved: (camera: Camera, size: Size) => void): () => void
}

const Context = createContext<MapHandle | null>(null)
export const MapProvider = Context
export function useMap(): MapHandle {
  const map = useContext(Context)
  if (!map) throw new Error('outside of a map')
  return map
}
