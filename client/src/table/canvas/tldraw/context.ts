/** What the cards inside the editor need from the table: one value that changes only with the document or the language. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { createContext } from 'react'
import * as Y from 'yjs'
import type { Present, PresenceState } from '../../../link/link.ts'
import type { Anchor } from '../../../ui/menu.tsx'
import { createSides, type Sides } from '../sides.ts'

export type SurfaceTable = {
  readonly doc: Y.Doc
  readonly sides: Sides
  readonly seats: number
  readonly nameOf: (present: Present) => string
  /** The whole text of an element as it should be. */
  readonly write: (id: ShapeId, text: string) => void
  readonly show: (state: PresenceState) => void
  readonly history: (which: 'undo' | 'redo') => void
  /** Goes to what an element is linked to. */
  readonly follow: (id: ShapeId, at: Anchor | null) => void
  /** The picture of a photo's hash, or null while it is not here. */
  readonly photo: (hash: string) => Promise<string | null>
}

export const SurfaceContext = createContext<SurfaceTable>({
  doc: new Y.Doc(),
  sides: createSides(),
  seats: 6,
  nameOf: () => '',
  write: () => undefined,
  show: () => undefined,
  history: () => undefined,
  follow: () => undefined,
  photo: async () => null,
})
