/** One second laptop at the first one's door: who it is, where it stands, what it still lacks. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { WebSocket } from 'ws'
import { isPhotoHash, type PhotoHash } from '@tablee/shared/ids'
import { keyFile, readSecret } from '../access/keys.ts'
import { photoFolder } from '../photo/files.ts'
import type { Backlog } from './backlog.ts'
import { copyFile, copyIn, type CopiedFile } from './copying.ts'
import type { FirstParts } from './first.ts'
import { packed, pieceBytes, readHello, readProof, unpacked, type FromFirst, type FromSecond } from './frames.ts'
import { createFilms } from './films.ts'
import { framesOf } from './frames-of.ts'
import { lineOf, ownOffer, type Line } from './handshake.ts'
import type { Invitation } from './invitation.ts'
import { createSigns } from './signs.ts'
import { termOf } from './term.ts'
import type { createWaits, Timing } from './waits.ts'

export type Guest = {
  pump(): void
  photo(hash: PhotoHash, bytes: Uint8Array): void
  scrub(): void
  end(): void
}

/** Closed with this: whoever comes has shown nothing that lets it in. */
export const refusedClose = 4_401
/** Closed with this and this one's version: the other cannot keep a folder of this one. */
export const otherClose = 4_409
/** Nothing came in time, as over a bad cable: what was agreed on stands. */
export const lateClose = 4_408
/** No more than this is under way and not answered. */
const ahead = 4 * 1024 * 1024
const waitsForHello = 10_000
/** At once, before they have shown who they are. */
const mostStrangers = 8

type GuestParts = FirstParts & {
  readonly timing: Timing
  readonly backlog: Backlog
  readonly waits: ReturnType<typeof createWaits>
  readonly invitation: Invitation
  fence(term: number): void
  /** One that runs another version stands at the door. */
  other(version: string, address: string): void
  knows(pair: string): Buffer | null
  pairs(known: boolean): { readonly pair: string; readonly secret: string }
  came(guest: Guest, second: string): void
  went(guest: Guest): void
  photoKept(hash: PhotoHash): void
  /** How pages reach this laptop; what it is called. */
  reached(): Pick<Extract<FromFirst, { type: 'welcome' }>, 'origins' | 'port' | 'tls' | 'title'>
}

/** Takes sockets as they come; one second laptop at a time, the newest. */
export function createGuests(parts: GuestParts) {
  const { invitation, logger, random, made } = parts
  const sockets = new Set<WebSocket>()
  const strangers = new Set<WebSocket>()

  /** Whoever does not know the secret is not told whether the code or the name was wrong. */
  async function accept(ws: WebSocket, request: IncomingMessage): Promise<void> {
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    // Whoever waits longest makes room: somebody who types a code comes again by themselves.
    const [oldest] = strangers
    if (strangers.size >= mostStrangers) oldest?.terminate()
    strangers.add(ws)
    sockets.add(ws)
    const frames = framesOf(ws)
    ws.once('close', () => sockets.delete(ws))
    const late = setTimeout(() => ws.close(lateClose, 'no proof in time'), 10 * 60_000)
    late.unref()
    try {
      const hello = readHello(await frames.next(waitsForHello))
      if (hello === null) return void ws.close(refusedClose, 'no hello')
      // Before any code is asked for: there is nothing to type where nothing can be copied.
      if (hello.made.form !== made.form) {
        parts.other(hello.made.version, address)
        return void ws.close(otherClose, made.version)
      }
      const known = hello.pair === null ? null : parts.knows(hello.pair)
      // One that we do not know any more has to be let in by its code, as a new one.
      const code = hello.pair === null ? await invitation.asked(address) : null
      const secret = code?.secret ?? known
      if (secret === null) return void ws.close(refusedClose, hello.pair === null ? 'no code now' : 'unknown')
      const own = ownOffer(random(32))
      let line: Line
      try {
        line = lineOf('first', own, hello, secret)
      } catch {
        return void ws.close(refusedClose, 'no hello')
      }
      const offer = { public: own.public.toString('base64'), nonce: own.nonce.toString('base64') }
      ws.send(JSON.stringify({ ...offer, ...made, pair: null }))
      const proof = readProof(await frames.next(known === null ? 10 * 60_000 : waitsForHello))
      const proved = proof !== null && line.proves(proof)
      if (!proved) code?.wrong()
      if (!proved || code?.right() === false) return void ws.close(refusedClose, 'wrong')
      ws.send(JSON.stringify({ proof: line.proof.toString('base64') }))
      logger.info({ address }, 'the second laptop is here')
      attend(ws, line, request, parts, known !== null, frames.done)
    } catch {
      ws.close(lateClose, 'nothing said')
    } finally {
      clearTimeout(late)
      strangers.delete(ws)
    }
  }
  return {
    accept: (ws: WebSocket, request: IncomingMessage): void => void accept(ws, request),
    close: (): void => {
      for (const ws of sockets) ws.terminate()
    },
  }
}

/** It has shown that it knows the secret. */
function attend(
  ws: WebSocket,
  line: Line,
  request: IncomingMessage,
  parts: GuestParts,
  known: boolean,
  listen: (then: (frame: Buffer) => void) => void,
): void {
  const { backlog, waits, timing, clock, database, folder, logger } = parts
  let sent = 0
  /** Once what was numbered up to here is sent, what it overwrote is to be gone as well. */
  let scrubAt: number | null = null
  /** Not before it has said where it stands, and not while the file is on its way. */
  let following = false
  let ended = false

  const say = (word: FromFirst, bytes?: Uint8Array): void => {
    if (ws.readyState === ws.OPEN) ws.send(line.seal(packed(word, bytes)), () => guest.pump())
  }
  const guest: Guest = {
    pump() {
      while (following && ws.bufferedAmount < ahead && sent < backlog.last()) {
        const next = backlog.after(sent, pieceBytes)
        if (next === null) return void copy()
        const [first] = next
        if (first === undefined) return
        sent = first.n + next.length - 1
        const sizes = next.map(({ bytes }) => bytes.length)
        say(
          { type: 'changes', first: first.n, sizes, at: next.at(-1)?.at ?? first.at },
          Buffer.concat(next.map(({ bytes }) => bytes)),
        )
      }
      if (following && scrubAt !== null && sent >= scrubAt) {
        scrubAt = null
        say({ type: 'scrub' })
      }
    },
    photo: (hash, bytes) => say({ type: 'photo', hash }, bytes),
    scrub() {
      scrubAt = backlog.last()
      guest.pump()
    },
    end: () => ws.terminate(),
  }

  async function copy(): Promise<void> {
    following = false
    backlog.begin()
    const n = backlog.take()
    const file = copyIn(folder)
    waits.came(-1) // nothing that is numbered lies there
    try {
      const copied = await copyFile(database.file, file)
      if (!ended) await sendFile(file, copied, n, backlog.take())
    } catch (cause) {
      logger.error({ cause: String(cause) }, 'the copy for the second laptop failed')
      ws.close(1011, 'no copy')
    } finally {
      rmSync(file, { force: true })
    }
  }
  async function sendFile(file: string, { size, sha256 }: CopiedFile, n: number, until: number): Promise<void> {
    say({ type: 'file', run: backlog.run, n, until, size, sha256 })
    const opened = openSync(file, 'r')
    try {
      const piece = Buffer.alloc(pieceBytes)
      for (let at = 0; at < size && !ended; ) {
        const read = readSync(opened, piece, 0, pieceBytes, at)
        if (read === 0) throw new Error('the copy is shorter than it was')
        say({ type: 'piece' }, piece.subarray(0, read))
        at += read
        while (ws.bufferedAmount > ahead && !ended) await new Promise((again) => setTimeout(again, 10))
        await new Promise((again) => setImmediate(again))
      }
    } finally {
      closeSync(opened)
    }
    sent = n
    following = true
    guest.pump()
  }

  function stands({ run, n, term }: Extract<FromSecond, { type: 'at' }>): void {
    if (term > termOf(database)) return parts.fence(term)
    backlog.take()
    if (run !== backlog.run || backlog.after(n, 1) === null) return void copy()
    waits.came(n)
    backlog.drop(n)
    sent = n
    following = true
    guest.pump()
  }

  async function give(hash: PhotoHash): Promise<void> {
    if (!isPhotoHash(hash)) return
    try {
      say({ type: 'photo', hash }, await readFile(join(photoFolder(folder), hash)))
    } catch {
      say({ type: 'photo', hash, missing: true })
    }
  }

  function hears(frame: Buffer): void {
    const opened = line.open(frame)
    const said = opened === null ? null : unpacked<FromSecond>(opened)
    if (said === null) return ws.terminate()
    signs.heard()
    const { word } = said
    if (word.type === 'at') {
      const scheme = parts.reached().tls === null ? 'http' : 'https'
      const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
      const host = address.includes(':') ? `[${address}]` : address
      parts.came(guest, `${scheme}://${host}:${word.port}`)
      stands(word)
    }
    if (word.type === 'kept' && following) {
      waits.keeps(word.n)
      backlog.drop(word.n)
      guest.pump()
    }
    if (word.type === 'want') void give(word.hash)
    if (word.type === 'want-material') void films.give(word.hash, word.at)
    if (word.type === 'photo-kept') parts.photoKept(word.hash)
    if (word.type === 'beat') signs.answered(word.id)
  }

  const films = createFilms({
    folder,
    say: (hash, at, bytes) =>
      say({ type: 'material', hash, at, ...(bytes === null ? { missing: true } : {}) }, bytes ?? undefined),
    // Behind everything else: what people write has the line first.
    free: () => following && ws.bufferedAmount === 0 && sent >= backlog.last() && waits.kept() >= backlog.last(),
    ended: () => ended,
  })
  const signs = createSigns({
    waits,
    timing,
    ask: (id) => say({ type: 'beat', id, at: clock(), two: waits.state() === 'two' }),
    hasAll: () => following && waits.kept() >= backlog.last(),
    tear: () => ws.terminate(),
  })
  listen(hears)
  ws.once('close', () => {
    ended = true
    signs.end()
    parts.went(guest)
  })
  const key = readSecret(keyFile(folder))
  say({
    type: 'welcome',
    ...parts.pairs(known),
    key: key === null ? '' : Buffer.from(key).toString('base64'),
    term: termOf(database),
    ...parts.reached(),
  })
}
