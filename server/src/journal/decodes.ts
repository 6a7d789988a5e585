import * as Y from 'yjs'

/** Whether these bytes are a Yjs v1 update at all; what it builds on nobody looks. */
export function decodes(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update)
    return true
  } catch {
    return false
  }
}
