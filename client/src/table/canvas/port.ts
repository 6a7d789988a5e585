/** What the canvas asks over HTTP besides commands: photos, who moved what, and what its picture may be drawn from. The gallery brings a port of its own. */
import type { Movers } from '@tablee/shared/wire/board'
import type { PrintedCanvas } from '@tablee/shared/view/printed'
import { createContext } from 'react'
import { addressFor, headersFor, openApi, type Answer } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import { knownSession } from '../../link/session.ts'
import { dataUrl } from '../../ui/picture.ts'

export type PhotoKept = { readonly hash: string }

export type CanvasPort = {
  hands(since: number): Promise<Answer<Movers>>
  /** Stores a photo; the answer names it by its content. Sending it again changes nothing. */
  send(bytes: Uint8Array): Promise<Answer<PhotoKept>>
  /** A photo of this board as a `data:` address (the page's policy lets images come from nowhere else). */
  photo(hash: string): Promise<string | null>
  /** What of the canvas may leave, as it stands now. */
  drawing(): Promise<Answer<PrintedCanvas>>
}

export function canvasPort(board: string): CanvasPort {
  const environment = browser()
  const who = () => knownSession(environment, { board })
  const api = openApi(environment, who)
  return {
    hands: (since) => api.get(`/api/boards/${board}/hands?since=${Math.floor(since)}`),
    drawing: () => api.get(`/api/boards/${board}/drawing`),
    send: (bytes) => api.send(`/api/boards/${board}/photos`, bytes),
    async photo(hash) {
      const asker = who()
      try {
        const answer = await environment.fetch(
          environment.origin + addressFor(asker, `/api/boards/${board}/photos/${hash}`),
          {
            headers: headersFor(asker),
            credentials: 'omit',
          },
        )
        return answer.ok ? await dataUrl(await answer.blob()) : null
      } catch {
        return null // offline: asked again when somebody looks again
      }
    },
  }
}

/** Null: the board's own server. */
export const PortContext = createContext<CanvasPort | null>(null)
