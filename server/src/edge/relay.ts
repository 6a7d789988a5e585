/**
 * A socket of before, whose address names no dialogue: it was opened here, its first frame says where it leads, and every
 * frame goes on to the node that has that dialogue. Only programs of others open such ones.
 */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { WebSocket, type RawData } from 'ws'
import type { To } from './pipe-request.ts'
import { signedHeader } from './signed.ts'

/** Bytes that wait for one side, above which the other is not read. */
const full = 1024 * 1024

/** A close code that may be said; nobody says 1005 or 1006. */
const spoken = (code: number): number =>
  (code >= 3_000 && code <= 4_999) || (code >= 1_000 && code <= 1_013 && ![1_004, 1_005, 1_006].includes(code))
    ? code
    : closeCodes.restart

type Frame = { readonly data: RawData; readonly binary: boolean }

/** `path`: with the dialogue. `said`: before anybody listened. Gives what ends it; `over` is told once. */
export function relay(
  here: WebSocket,
  { path, address, signature }: To & { readonly path: string },
  said: readonly Frame[],
  over: () => void,
): () => void {
  const there = new WebSocket(address.replace(/^http/, 'ws') + path, {
    perMessageDeflate: false,
    handshakeTimeout: 10_000,
    headers: { [signedHeader]: signature },
  })
  let isOver = false
  function end(code: number, reason: string | Buffer): void {
    if (isOver) return
    isOver = true
    for (const one of [here, there]) {
      if (one.readyState === WebSocket.CONNECTING) one.terminate()
      if (one.readyState !== WebSocket.OPEN) continue
      one.close(spoken(code), reason)
      // Its own goodbye is behind what was not read.
      one.resume()
    }
    over()
  }
  const waiting = [...said]
  function pass(from: WebSocket, to: WebSocket): void {
    from.on('message', (data, binary) => {
      if (to.readyState === WebSocket.CONNECTING) return void waiting.push({ data, binary })
      to.send(data, { binary }, () => to.bufferedAmount < full && from.resume())
      if (to.bufferedAmount >= full) from.pause()
    })
    from.on('close', end)
    from.on('error', () => end(closeCodes.restart, ''))
  }
  pass(here, there)
  pass(there, here)
  there.once('open', () => {
    for (const { data, binary } of waiting.splice(0)) there.send(data, { binary })
    here.resume()
  })
  // It is read when it can be handed on.
  if (here.readyState === WebSocket.OPEN) here.pause()
  else end(closeCodes.restart, '')
  return () => end(closeCodes.restart, 'another node has this hall')
}
