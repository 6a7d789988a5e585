/**
 * The code by which a second laptop is let in: made when one asks, shown at the first laptop to who stands there, good for
 * ten minutes, for one laptop and for five tries. Sixty bits: who hears the line cannot try them all.
 */
import type { Clock } from '../clock.ts'
import { newCode, secretOfCode, shownCode } from './handshake.ts'

const lasts = 10 * 60_000
const tries = 5
/** After five wrong ones nobody is asked for a code. */
const rests = 60_000

/** Of one who was asked for the code: what it is worth, and what they answered. */
export type Asked = {
  readonly secret: Buffer
  /** They know it. False where it counts no more, and nobody comes in by it. */
  right(): boolean
  /** The answer was no proof of it. */
  wrong(): void
}
export type Invitation = ReturnType<typeof createInvitation>

/** `show` is told each new code, once; null when it counts no more. */
export function createInvitation(
  clock: Clock,
  random: (length: number) => Uint8Array,
  show: (code: string | null, from: string) => void,
) {
  let code: string | null = null
  /** Slow to work out, so once for a code and not for each who asks. */
  let secret: Promise<Buffer> | null = null
  let until = 0
  let left = 0
  let closed = 0

  function end(): void {
    code = null
    secret = null
    show(null, '')
  }
  return {
    /** The code that counts, as it is shown. */
    shown: (): string | null => (code === null || clock() >= until ? null : shownCode(code)),
    /** Null: no code is given out now. */
    async asked(from: string): Promise<Asked | null> {
      if (clock() < closed) return null
      if (code === null || secret === null || clock() >= until) {
        code = newCode(random)
        secret = secretOfCode(code)
        until = clock() + lasts
        left = tries
        show(shownCode(code), from)
      }
      const mine = secret
      // Whoever waited at the door while it ended knows a code of before.
      const counts = (): boolean => secret === mine && clock() < until
      return {
        secret: await mine,
        right() {
          if (!counts()) return false
          end()
          return true
        },
        wrong() {
          if (!counts()) return
          left -= 1
          if (left > 0) return
          closed = clock() + rests
          end()
        },
      }
    },
  }
}
