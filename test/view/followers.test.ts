import { createFollowers, newFollower, slowness, type Follower, type Socket } from '@tablee/server/view/followers'
import { keptFrames } from '@tablee/server/view/frames'
import { createRelease } from '@tablee/server/view/release'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { LinkId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'

/** A socket whose reader can stop reading, and a clock that is moved by hand. */
function someFollowers() {
  let now = 0
  const every: (() => void)[] = []
  const after: { at: number; run: () => void }[] = []
  const state = new Uint8Array(1_000).fill(1)
  const followers = createFollowers({
    now: () => now,
    state: () => state,
    timers: {
      every: (_, run) => {
        every.push(run)
        return () => void every.splice(every.indexOf(run), 1)
      },
      after: (ms, run) => {
        after.push({ at: now + ms, run })
        return () => undefined
      },
    },
  })
  const join = (reads = true) => {
    const got: Uint8Array[] = []
    const socket = {
      readyState: 1,
      bufferedAmount: 0,
      reads,
      closed: 0,
      terminated: false,
      highest: 0,
      send(data: Uint8Array) {
        got.push(data)
        if (!socket.reads) socket.bufferedAmount += data.length
        socket.highest = Math.max(socket.highest, socket.bufferedAmount)
      },
      close: (code: number) => void (socket.closed = code),
      ping: () => undefined,
      terminate: () => void (socket.terminated = true),
    } satisfies Socket & Record<string, unknown>
    const follower: Follower = {
      socket,
      raw: null,
      link: 'l' as LinkId,
      page: null,
      lang: null,
      following: true,
      behindSince: null,
      heard: 0,
    }
    followers.add(follower)
    return { socket, got, follower }
  }
  return {
    followers,
    join,
    state,
    pass(ms: number): void {
      for (const end = now + ms; now < end; ) {
        now += slowness.look
        for (const run of every.slice()) run()
        for (const timer of after.splice(0))
          if (timer.at <= now) timer.run()
          else after.push(timer)
      }
    },
  }
}

const frame = new Uint8Array(100_000)

describe('a slow reader', () => {
  it('[VIEW13] [TRAP 9] is passed over, and gets one full state when it reads again; the others never wait', () => {
    const { followers, join, pass, state } = someFollowers()
    const slow = join(false)
    const quick = join()
    for (let n = 0; n < 400; n += 1) followers.broadcast(frame)
    expect(quick.got).toHaveLength(400)
    expect(slow.socket.highest).toBeLessThanOrEqual(slowness.behind + frame.length)
    const before = slow.got.length
    slow.socket.bufferedAmount = 0
    slow.socket.reads = true
    pass(slowness.look)
    expect(slow.got.slice(before)).toEqual([state])
    followers.broadcast(frame)
    expect(slow.got.at(-1)).toBe(frame)
    expect(slow.socket.terminated).toBe(false)
  })

  it('[VIEW14] [TRAP 9] is ended after 10 s, or at 4 MiB at once', () => {
    const { followers, join, pass } = someFollowers()
    const dead = join(false)
    for (let n = 0; n < 40; n += 1) followers.broadcast(frame)
    pass(slowness.tooLong)
    expect(dead.socket.terminated).toBe(false)
    pass(slowness.look)
    expect(dead.socket.terminated).toBe(true)
    const full = join(false)
    full.socket.bufferedAmount = slowness.tooMuch + 1
    followers.broadcast(frame)
    expect(full.socket.terminated).toBe(true)
    expect(followers.size).toBe(0)
  })

  it('[VIEW15] gets the same bytes as everybody: one frame, encoded once', () => {
    const { followers, join } = someFollowers()
    const all = Array.from({ length: 50 }, () => join())
    followers.broadcast(frame)
    for (const { got } of all) expect(got[0]).toBe(frame)
  })

  it('[VIEW16] a socket that does not answer its close is destroyed within a second', () => {
    const { followers, join, pass } = someFollowers()
    const { socket } = join()
    followers.close(4401, 'revoked')
    expect(socket.closed).toBe(4401)
    pass(1_000)
    expect(socket.terminated).toBe(true)
  })
})

describe('states that are asked for', () => {
  it('[VIEW15] are encoded once, and kept only as far as they weigh little', () => {
    let made = 0
    const frames = keptFrames((since) => {
      made += 1
      return new Uint8Array(1_000_000).fill(since)
    })
    expect(frames.of(0)).toBe(frames.of(0))
    expect(frames.of(1)).toBe(frames.of(1))
    expect(made).toBe(2)
    // A stranger who asks for every state there was fills nobody's memory; the hall still finds the whole one made.
    for (let since = 2; since < 500; since += 1) expect(frames.of(since).frame.at(-1)).toBe(since & 255)
    expect(frames.bytes).toBeLessThan(5_000_000)
    frames.of(0)
    expect(made).toBe(500)
    frames.clear()
    expect(frames.bytes).toBe(0)
    frames.of(0)
    expect(made).toBe(501)
  })
})

it('[LSE2] who asks for a view while it may be hidden elsewhere is told to come again, and is shown nothing of it', () => {
  let held = true
  const release = createRelease({
    timers: { every: () => () => undefined, after: () => () => undefined },
    clock: () => 0,
    document: () => ({ clock: 0, state: () => new Uint8Array(2) }),
    busy: () => false,
    holds: () => held,
  })
  release.committed(null)
  const asks = () => {
    const said: (number | Uint8Array)[] = []
    const socket: Socket = {
      readyState: 1,
      bufferedAmount: 0,
      send: (data) => void said.push(data),
      close: (code) => void said.push(code),
      ping: () => undefined,
      terminate: () => undefined,
    }
    const follower = newFollower(socket, 'l' as LinkId, {}, 0)
    release.followers.add(follower)
    release.join(follower, 0)
    return said
  }
  expect(asks()).toEqual([expect.any(Uint8Array)])
  held = false
  expect(asks()).toEqual([closeCodes.slow])
  held = true
  expect(asks()).toEqual([expect.any(Uint8Array)])
})
