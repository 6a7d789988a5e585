/**
 * Catching up: an offline spell is one frame, and a frame above the socket's cap would be refused and sent again for
 * ever (SPEC, TRAP 18). So a large difference goes first over HTTP in parts, through the same gate and journal, and the
 * socket follows. A part that arrived twice changes nothing.
 */
import type { Api, Answer } from './api.ts'
import { splitUpdate } from './split-update.ts'

/** Below the socket's 256 KiB, with room for the frame's head and for what is typed meanwhile. */
export const largestFrame = 192 * 1024
/** Below the body limit of 256 KiB for one part of a catch-up. */
const largestPart = 224 * 1024

export type CatchUpAnswer = { readonly seq: number; readonly sv: string }

export async function catchUp<T extends { readonly sv: string } = CatchUpAnswer>(
  api: Api,
  at: string,
  difference: Uint8Array,
  clients: readonly number[],
  part: number = largestPart,
  /** The epoch that the difference was made in, if the board is in another one now. */
  epoch: string | null = null,
): Promise<Answer<T>> {
  let last: Answer<T> = { ok: false, problem: { code: 'unexpected' } }
  for (const bytes of splitUpdate(difference, part)) {
    last = await api.send<T>(
      `${at}?clients=${clients.slice(-256).join(',')}${epoch === null ? '' : `&epoch=${encodeURIComponent(epoch)}`}`,
      bytes,
    )
    if (!last.ok) return last
  }
  return last
}
