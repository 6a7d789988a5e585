/** One call of the second laptop at the first one's door, until it ends. */
import WebSocket from 'ws'
import { framesOf } from './frames-of.ts'
import {
  largestFrame,
  packed,
  printable,
  readHello,
  readProof,
  unpacked,
  type FromFirst,
  type FromSecond,
} from './frames.ts'
import { otherClose, refusedClose } from './guest.ts'
import type { Made } from './made.ts'
import { lineOf, ownOffer, type Line } from './handshake.ts'
import { createSilence, silenceLooks } from './silence.ts'

/** Without a sign of life (ms) it is said that the first one is silent; the line is torn later. */
const silentAfter = 800
const tornAfter = 2_500
const handshake = 30_000
/** For who goes and reads a code. */
const untilTyped = 15 * 60_000

export type Call = {
  readonly end: () => void
  /** Nothing was heard for a moment. */
  readonly silent: () => boolean
}

/** `met` when both have shown that they know the secret; `gone` in any case, once: `refused`, before they had. */
export function dial(
  first: string,
  to: {
    readonly random: (length: number) => Uint8Array
    readonly pair: string | null
    readonly secret: () => Promise<Buffer>
    readonly met: () => void
    readonly hears: (word: FromFirst, bytes: Buffer, say: (word: FromSecond) => void) => void
    readonly made: Made
    /** It runs this version, and copies nothing here. */
    readonly other: (version: string) => void
    readonly gone: (refused: boolean) => void
  },
): Call {
  // Who it is, the line itself proves; a hall's certificate is of the name on its cards.
  const ws = new WebSocket(`${first.replace(/^http/, 'ws')}/second`, {
    rejectUnauthorized: false,
    perMessageDeflate: false,
    maxPayload: largestFrame,
    handshakeTimeout: 5_000,
  })
  const frames = framesOf(ws)
  let line: Line | null = null
  const silence = createSilence()
  let ago = 0
  const looking = setInterval(() => {
    ago = silence.look()
    if (line !== null && ago > tornAfter) ws.terminate()
  }, silenceLooks)

  async function meet(): Promise<Line> {
    const own = ownOffer(to.random(32))
    const hello = { public: own.public.toString('base64'), nonce: own.nonce.toString('base64') }
    ws.send(JSON.stringify({ ...hello, ...to.made, pair: to.pair }))
    const answer = readHello(await frames.next(handshake))
    if (answer === null) throw new Error('no answer')
    // One of before takes whoever comes.
    if (answer.made.form !== to.made.form) {
      to.other(answer.made.version)
      throw new Error('another version')
    }
    const made = lineOf('second', own, answer, await to.secret())
    ws.send(JSON.stringify({ proof: made.proof.toString('base64') }))
    const proof = readProof(await frames.next(to.pair === null ? untilTyped : handshake))
    if (proof === null || !made.proves(proof)) throw new Error('another one answered')
    return made
  }

  function attend(made: Line): void {
    line = made
    silence.heard()
    to.met()
    const say = (word: FromSecond): void => {
      if (ws.readyState === ws.OPEN) ws.send(made.seal(packed(word)))
    }
    frames.done((frame) => {
      const opened = made.open(frame)
      const said = opened === null ? null : unpacked<FromFirst>(opened)
      if (said === null) return ws.terminate()
      silence.heard()
      ago = 0
      to.hears(said.word, said.bytes, say)
    })
  }

  ws.on('error', () => undefined)
  ws.on('open', () => void meet().then(attend, () => ws.terminate()))
  ws.on('close', (code, reason) => {
    clearInterval(looking)
    if (code === otherClose) to.other(printable(reason.toString()))
    to.gone(code === refusedClose && line === null)
  })
  return { end: () => ws.terminate(), silent: () => line !== null && ago > silentAfter }
}
