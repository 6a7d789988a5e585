/** One line to the owner of a dialogue, until it ends. */
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { addressIn } from '@tablee/shared/wire/address'
import WebSocket, { type RawData } from 'ws'
import { bytesIn } from '../ops/frame.ts'
import { limits, readFromOwner, unpacked, type FromOwner, type FromWatch } from './messages.ts'
import type { Owner, Signs } from './ports.ts'

/** A line that is not there by then (ms) is called anew. */
const handshake = 1_000

export type Feed = {
  say(word: FromWatch): void
  /** Nothing of it is heard any more. */
  end(): void
}

/**
 * `hears` its words in the order in which they were said, `shows` what an observer of a channel gets, among them. `gone`
 * once, unless it was ended here: `notYet` where the other end said that the hall is not open there.
 */
export function openFeed(
  dialogue: DialogueId,
  owner: Owner,
  signs: Signs,
  to: {
    readonly hears: (word: FromOwner) => void
    readonly shows: (channel: number, frame: Uint8Array) => void
    readonly gone: (notYet: boolean) => void
  },
): Feed {
  const path = addressIn(dialogue, '/node/watch')
  const headers = { ...signs({ method: 'GET', path, to: owner.node, dialogue, address: null }) }
  const ws = new WebSocket(`${owner.address.replace(/^http/, 'ws')}${path}`, {
    headers,
    perMessageDeflate: false,
    maxPayload: limits.fromOwner,
    handshakeTimeout: handshake,
  })
  let ended = false
  let refused = false
  const gone = (notYet: boolean): void => {
    if (ended) return
    ended = true
    to.gone(notYet)
  }
  ws.on('error', () => ws.terminate())
  // A hall that is on its way is a 503, as it is to every request.
  ws.on('unexpected-response', (request, response) => {
    refused = response.statusCode === 503
    request.destroy()
    gone(refused)
  })
  ws.on('close', (code) => gone(refused || code === closeCodes.restart))
  ws.on('message', (data: RawData, binary: boolean) => {
    if (ended) return
    const bytes = bytesIn(data)
    if (binary) {
      const shown = unpacked(bytes)
      if (shown !== null) to.shows(shown.channel, shown.frame)
      return
    }
    const word = readFromOwner(new TextDecoder().decode(bytes))
    // A newer owner may say more than is understood here.
    if (word !== null) to.hears(word)
  })
  return {
    say(word) {
      if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(word))
    },
    end() {
      ended = true
      ws.terminate()
    },
  }
}
