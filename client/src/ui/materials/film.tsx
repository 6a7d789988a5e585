/**
 * A film without controls, at the second at which every screen of the hall is. It is steered by the server's time: a small
 * distance is caught up by playing a little faster or slower, which nobody hears; a large one by a jump.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Standing } from './standing.ts'

/** Seconds. Beyond the one the picture jumps; within the other it is where it should be. */
const far = 0.4
const near = 0.015
/** The most by which it is played faster or slower. */
const most = 0.06
const every = 200
/** Nothing has come for so long: it will not. */
const patience = 4_000
/** A jump takes its time where the film comes over the network. */
const restAfterJump = 2_000

export type Trouble =
  /** The browser lets no sound play until somebody has touched the page: it plays without. */
  | 'silent'
  /** What came cannot be shown by this browser. */
  | 'cannot'
  /** Nothing comes any more. */
  | 'lost'

/** `src` null: not known yet, the ground stays dark. `standing`: asked at each look. `trouble` null: there is none any more. */
export function Film({
  src,
  standing,
  muted,
  label,
  onTrouble,
}: {
  src: string | null
  standing: () => Standing
  muted: boolean
  /** For who does not see it. */
  label: string
  onTrouble: (trouble: Trouble | null) => void
}) {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ standing, onTrouble, muted })
  latest.current = { standing, onTrouble, muted }
  useLayoutEffect(() => {
    const of = video.current
    if (of === null) return
    // Touched: it may be heard from now on.
    of.muted = muted
  }, [muted])
  useEffect(() => {
    const of = video.current
    return of === null || src === null ? undefined : steered(of, src, latest)
  }, [src])
  // Its captions stand beneath the picture.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <video ref={video} aria-label={label} playsInline disablePictureInPicture disableRemotePlayback />
}

type Latest = {
  readonly current: {
    readonly standing: () => Standing
    readonly onTrouble: (trouble: Trouble | null) => void
    readonly muted: boolean
  }
}

function steered(video: HTMLVideoElement, src: string, latest: Latest): () => void {
  let begins: ReturnType<typeof setTimeout> | null = null
  let jumped = -Infinity
  let starting = false
  let stopped = false
  video.preload = 'auto'
  video.src = src

  const jump = (to: number): void => {
    if (video.seeking || performance.now() - jumped < restAfterJump) return
    jumped = performance.now()
    video.currentTime = to
  }
  function start(): void {
    if (!video.paused || starting) return
    starting = true
    video.muted = latest.current.muted
    video
      .play()
      .catch((problem: unknown) => {
        if (stopped || !(problem instanceof DOMException) || problem.name !== 'NotAllowedError') return
        // No sound is better than no picture, and the captions stand beneath.
        video.muted = true
        latest.current.onTrouble('silent')
        return video.play().catch(() => undefined)
      })
      .finally(() => {
        starting = false
      })
  }
  function steer(): void {
    const standing = latest.current.standing()
    if (begins !== null) clearTimeout(begins)
    begins = null
    if (video.readyState < 1) return
    if (standing.state !== 'plays') {
      if (!video.paused) video.pause()
      video.playbackRate = 1
      const still = Math.min(standing.at, Number.isFinite(video.duration) ? video.duration : standing.at)
      if (Math.abs(video.currentTime - still) > 0.05 && !video.seeking) video.currentTime = still
      if (standing.state === 'waiting' && standing.inMs < every * 2) begins = setTimeout(steer, standing.inMs)
      return
    }
    if (Number.isFinite(video.duration) && standing.at >= video.duration) return
    const off = standing.at - video.currentTime
    start()
    if (Math.abs(off) > far) {
      video.playbackRate = 1
      jump(standing.at)
    } else video.playbackRate = Math.abs(off) < near ? 1 : 1 + Math.max(-most, Math.min(most, off / 2))
  }
  function failed(): void {
    const code = video.error?.code
    const lost = code === MediaError.MEDIA_ERR_NETWORK || code === MediaError.MEDIA_ERR_ABORTED
    if (lost || src.startsWith('blob:')) return latest.current.onTrouble(lost ? 'lost' : 'cannot')
    // A browser says the same of a film that it cannot play and of one that it cannot get.
    fetch(src, { headers: { Range: 'bytes=0-0' } }).then(
      ({ ok }) => stopped || latest.current.onTrouble(ok ? 'cannot' : 'lost'),
      () => stopped || latest.current.onTrouble('lost'),
    )
  }
  let stalls: ReturnType<typeof setTimeout> | null = null
  const waits = (): void => {
    stalls ??= setTimeout(() => latest.current.onTrouble('lost'), patience)
  }
  const comes = (): void => {
    if (stalls !== null) clearTimeout(stalls)
    stalls = null
    latest.current.onTrouble(video.muted ? 'silent' : null)
  }
  video.addEventListener('error', failed)
  video.addEventListener('loadeddata', comes)
  video.addEventListener('playing', comes)
  video.addEventListener('waiting', waits)
  video.addEventListener('loadedmetadata', steer)
  video.addEventListener('seeked', steer)
  const timer = setInterval(steer, every)
  return () => {
    stopped = true
    clearInterval(timer)
    if (begins !== null) clearTimeout(begins)
    video.removeEventListener('error', failed)
    video.removeEventListener('loadeddata', comes)
    video.removeEventListener('playing', comes)
    video.removeEventListener('waiting', waits)
    if (stalls !== null) clearTimeout(stalls)
    video.removeEventListener('loadedmetadata', steer)
    video.removeEventListener('seeked', steer)
    video.removeAttribute('src')
    video.load()
  }
}
