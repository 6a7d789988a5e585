/** The dialogues that somebody watches here, and a heartbeat that asks the log who has each. */
import type { DialogueId } from '@tablee/shared/ids'
import { Refused } from '../access/allow.ts'
import type { Clock } from '../clock.ts'
import { topicsWatched } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Logger } from '../ops/logger.ts'
import type { Meters } from '../ops/meters.ts'
import type { Timers } from '../view/ports.ts'
import { createAnswers } from './answers.ts'
import { createChanges } from './changes.ts'
import { watchDialogue } from './dialogue.ts'
import { patience } from './freshness.ts'
import { createPhotos } from './photos.ts'
import type { Gone, Log, Signs } from './ports.ts'
import type { Asked } from './routes.ts'

/** How often (ms) the log is asked who has which hall: of a change of hands everybody here has to know within a second. */
const heartbeat = 250
const tick = 100
/** Nobody asked for anything of a dialogue for so long (ms). */
const idle = 120_000

type Parts = {
  readonly log: Pick<Log, 'owners'>
  readonly signs: Signs
  readonly waiting: Waiting
  readonly timers: Timers
  readonly clock: Clock
  readonly now: () => number
  readonly logger: Logger
  readonly meters: Meters
}

/** Opens one when it is first asked for. `close` it. */
export function createOpen({ log, signs, waiting, timers, clock, now, logger, meters }: Parts) {
  const refused = meters.counter('tablee_watch_refused_joins_total', 'Who was sent away because the log was not heard')
  const open = new Map<DialogueId, Asked & { used: number }>()
  /** Out of the cluster, as the log said last. */
  const moved = new Map<DialogueId, Gone>()
  const warn = (detail: object, message: string): void => logger.warn(detail, message)

  function begin(dialogue: DialogueId): Asked & { used: number } {
    const ended = (): void => {
      answers.forget()
      waiting.wake(...topicsWatched(dialogue))
    }
    const watched = watchDialogue({ dialogue, signs, timers, clock, now, ended, warn, refused: () => refused.add() })
    const answers = createAnswers({ dialogue, owner: () => watched.owner, signs, now })
    const changes = createChanges({ answers, timers, now, woken: ended })
    return { watched, answers, changes, photos: createPhotos(answers, watched.shows), used: now() }
  }
  function at(dialogue: DialogueId): Asked {
    const known = open.get(dialogue)
    if (known !== undefined) {
      known.used = now()
      return known
    }
    const made = begin(dialogue)
    open.set(dialogue, made)
    void beat()
    return made
  }

  let beating = false
  /** When the log was asked what it answered last. */
  let answered = Number.NEGATIVE_INFINITY
  async function beat(): Promise<void> {
    if (beating || open.size === 0) return
    beating = true
    const asked = now()
    try {
      const owners = await log.owners([...open.keys()])
      answered = asked
      for (const [dialogue, { watched }] of open) {
        const is = owners.get(dialogue) ?? null
        const gone = is !== null && 'to' in is ? is : null
        if (gone === null) moved.delete(dialogue)
        else if (!moved.has(dialogue)) {
          moved.set(dialogue, gone)
          waiting.wake(...topicsWatched(dialogue))
        }
        watched.owned(is !== null && 'to' in is ? null : is, asked)
      }
    } catch (cause) {
      warn({ cause: String(cause) }, 'watch: the log does not answer')
    } finally {
      beating = false
    }
  }
  function end({ watched, changes }: Asked): void {
    watched.close()
    changes.forget()
  }

  const stops = [
    timers.every(heartbeat, () => void beat()),
    timers.every(tick, () => {
      for (const [dialogue, asked] of open) {
        asked.watched.tick()
        if (asked.watched.rooms > 0 || now() - asked.used < idle) continue
        end(asked)
        open.delete(dialogue)
        moved.delete(dialogue)
      }
    }),
    timers.every(5_000, () => open.forEach(({ photos }) => photos.tidy())),
  ]

  return {
    at,
    /** Throws where nothing of it may be told just now. */
    standing(dialogue: DialogueId): Asked {
      const asked = at(dialogue)
      const gone = moved.get(dialogue)
      if (gone !== undefined) throw new Refused({ code: 'moved', ...gone })
      if (asked.watched.standing() === 'open') return asked
      refused.add()
      throw new Refused({ code: 'journal-unavailable' })
    },
    /** How long ago, at worst, what is shown here was heard of (ms); 0 where nothing is followed. */
    age: (): number => Math.max(0, ...[...open.values()].map(({ watched }) => (watched.rooms > 0 ? watched.age() : 0))),
    /** Whether the log answers; where nothing is followed it is asked now. One dialogue that nobody has is no reason to leave. */
    async well(): Promise<boolean> {
      if (open.size === 0) await log.owners([])
      return open.size === 0 || now() - answered < patience.joins
    },
    close(): void {
      for (const stop of stops) stop()
      for (const asked of open.values()) end(asked)
      open.clear()
    },
  }
}
