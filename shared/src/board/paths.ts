/**
 * Which places of a board's document a role may touch. The gate resolves every struct and delete range of an update
 * to one of these paths before it asks; unknown roots never get this far.
 */
import { isSeatCode } from '../ids.ts'
import { can, type Actor, type BoardState } from '../roles.ts'

export type Touch =
  | { readonly root: 'nodes' | 'relations'; readonly change: 'write' | 'delete' }
  | { readonly root: 'placed'; readonly change: 'write' | 'delete' }
  /** The minutes are part of the board: anyone who may edit it writes them, citizens where their table lets them edit. */
  | { readonly root: 'notes'; readonly change: 'write' | 'delete' }
  /** A record of the canvas. Frames and the parts of the template hold still under everybody's hands but the facilitator's. */
  | { readonly root: 'canvas'; readonly record: CanvasRecordKind; readonly change: 'write' | 'delete' }
  /** A first value on a new key; anything else on `words` was refused already. */
  | { readonly root: 'words'; readonly change: 'write'; readonly seat: string | null }
  /** Written by the server's own commands only. */
  | { readonly root: 'meta' | 'withdrawn' | 'redacted'; readonly change: 'write' | 'delete' }

/** `server`: the page and the document's own record. */
export type CanvasRecordKind = 'shape' | 'frame' | 'part' | 'binding' | 'asset' | 'server'

/** Words with a seat are that seat's own. What only the server writes is nobody's, whatever their role. */
export function mayTouch(actor: Actor, state: BoardState, touch: Touch): boolean {
  switch (touch.root) {
    case 'nodes':
    case 'relations':
    case 'placed':
    case 'notes':
      return can(actor.role, 'board.edit', state)
    case 'canvas':
      if (touch.record === 'server') return false
      return can(
        actor.role,
        touch.record === 'frame' || touch.record === 'part' ? 'canvas.arrange' : 'board.edit',
        state,
      )
    case 'words':
      if (touch.seat !== null && !isSeatCode(touch.seat)) return false
      return can(actor.role, 'words.add', state, touch.seat === null || touch.seat === actor.seat)
    case 'meta':
    case 'withdrawn':
    case 'redacted':
      return false
  }
}
