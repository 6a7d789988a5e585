/**
 * One observer's socket, on the y-websocket protocol, read-only: it may ask for the state and is sent updates. We never
 * ask for its state and never apply a byte it sends; writes are answered with "permission denied", awareness is ignored.
 */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { WebSocket, RawData } from 'ws'
import { bytesIn } from '../ops/frame.ts'
import type { Follower } from './followers.ts'
import { clockOf, deniedFrame, readFrame } from './frames.ts'
import type { Projector } from './projector.ts'

export const observerLimits = {
  /** A state vector of one writer is 12 bytes; awareness of a stock client a few hundred. */
  frame: 16 * 1024,
  /** Frames per second and socket. A stock client says three things when it joins and one every 15 s. */
  rate: 20,
} as const

/** What is followed: a projector's view, or a watch node's copy of one. */
export type Followed = Pick<Projector, 'writer' | 'join' | 'leave'> & {
  readonly followers: Pick<Projector['followers'], 'add' | 'send'>
}

/** Answers the socket's frames until it closes. `now` is for the rate and for telling the dead. */
export function follow(
  socket: WebSocket,
  follower: Follower,
  projector: Followed,
  now: () => number,
  left: () => void,
): void {
  let windowStart = now()
  let inWindow = 0
  projector.followers.add(follower)

  socket.on('message', (data: RawData, isBinary: boolean) => {
    follower.heard = now()
    if (now() - windowStart >= 1_000) {
      windowStart = now()
      inWindow = 0
    }
    inWindow += 1
    if (inWindow > observerLimits.rate) return socket.close(closeCodes.policy, 'too many frames')
    if (!isBinary) return socket.close(closeCodes.policy, 'text frames are not spoken here')
    const bytes = bytesIn(data)
    if (bytes.length > observerLimits.frame) return socket.close(closeCodes.policy, 'frame too large')
    const frame = readFrame(bytes)
    if (frame.kind === 'malformed') return socket.close(closeCodes.policy, 'malformed frame')
    if (frame.kind === 'write') return void projector.followers.send(follower, deniedFrame)
    if (frame.kind === 'ignore') return
    const since = clockOf(frame.stateVector, projector.writer)
    if (since === null) return socket.close(closeCodes.policy, 'malformed state vector')
    projector.join(follower, since)
  })
  socket.on('pong', () => {
    follower.heard = now()
  })
  // A socket that breaks closes as well; without a listener its error would end the process.
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    projector.leave(follower)
    left()
  })
}
