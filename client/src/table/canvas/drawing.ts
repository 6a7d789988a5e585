/**
 * The drawing surface, loaded when somebody wants to draw. A build with `TABLEE_CANVAS=list` has none, and holds no line
 * of tldraw: its canvas is the list and the picture of our own renderer.
 */
import { part } from '../../ui/part.tsx'

export const Drawing = import.meta.env.TABLEE_CANVAS === 'list' ? null : part(() => import('./tldraw/surface.tsx'))

/** The licence that tldraw is used under, shipped with every build that holds it. */
export const licence = import.meta.env.TABLEE_CANVAS === 'list' ? null : () => import('./tldraw/licence.ts')

/** The key of an operator who bought one; without it tldraw shows its mark, as its licence asks. */
export const licenceKey: string | undefined = import.meta.env.TLDRAW_LICENSE_KEY || undefined
