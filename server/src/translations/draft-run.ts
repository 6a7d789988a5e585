/**
 * One run of machine drafts into one language. What observers get is what may be given, so whatever is refused (being watched or
 * quoted), hidden, held back or taken back never leaves; it is looked up for each text before it is given, and again when its draft
 * comes.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { madeOf } from '@tablee/shared/translations/fold'
import type { MachineState } from '@tablee/shared/wire/translations'
import type { Session } from '../access/session.ts'
import { handOf } from '../access/session.ts'
import type { TranslationLog } from './log.ts'
import type { DraftingEngine } from './ports.ts'
import type { At, Found } from './verbs.ts'

/** Two at once: an engine answers one while the other is on its way. */
const workers = 2
const busyPause = 500

export type Wanted = At & { readonly from: string }
export type Run = ReturnType<typeof beginRun>

/** By which a text is known in a run. */
export const keyOf = ({ table, session, entry }: Pick<At, 'table' | 'session' | 'entry'>): string =>
  `${table}/${session}/${entry}`

const states: Readonly<Record<string, MachineState>> = {
  unreachable: 'unreachable',
  slow: 'slow',
  resting: 'resting',
  cannot: 'cannot',
}
/** What is said of an engine that did not answer. */
export const troubleState = (trouble: string): MachineState => states[trouble] ?? 'wrong'

/** It works until nothing waits, the engine is left alone, somebody stops it, or who asked may not any more. */
export function beginRun({
  log,
  engine,
  find,
  told,
  newId,
  session,
  dialogue,
  still,
}: {
  readonly log: TranslationLog
  readonly engine: DraftingEngine
  readonly find: (dialogue: DialogueId, at: At) => Promise<Result<Found>>
  readonly told: () => void
  readonly newId: () => string
  readonly session: Session
  readonly dialogue: DialogueId
  readonly still: () => boolean
}) {
  const queue: Wanted[] = []
  const asked = new Set<string>()
  const ends = new AbortController()
  let [done, left] = [0, 0]
  let state: MachineState = 'working'

  /** Whether it brought a draft; null: to be asked again. */
  async function drafted({ from, ...at }: Wanted): Promise<boolean | null> {
    // It may take its time to say who it is: nothing is looked up before that which is given after it.
    const who = await engine.about()
    const found = await find(dialogue, at)
    if (!found.ok) return false
    const { text: given } = found.value
    const to = { text: given, from, to: at.into, signal: ends.signal }
    const came = who.ok ? await engine.translate(to) : who
    if (!came.ok) {
      if (came.trouble === 'busy') return null
      // Left alone for a while: what it was before says more.
      if (came.trouble !== 'stopped' && (came.trouble !== 'resting' || state === 'working'))
        state = troubleState(came.trouble)
      if (came.trouble === 'resting') ends.abort()
      return false
    }
    state = 'working'
    // It may have been withdrawn, hidden or reworded while it was out.
    const now = await find(dialogue, at)
    if (!now.ok || now.value.text !== given || !still()) return false
    const { of, wording } = now.value
    const { text, engine: name, version } = came.value
    const row = { ...of, kind: 'drafted' as const, command: newId(), wording, text, engine: name, version }
    const kept = await log.append(dialogue, { ...row, by: session.device }, handOf(session), (state) => {
      const made = madeOf(state, of)
      // A person was faster.
      return made !== null && made.wording === wording ? { code: 'changed' } : null
    })
    return kept.ok
  }

  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (ends.signal.aborted || !still()) return
      // A board that cannot be read now costs its text, and no run.
      const brought = await drafted(next).catch(() => false)
      if (brought === true) done += 1
      else if (brought === false) left += 1
      else {
        queue.push(next)
        await pause(busyPause, ends.signal)
      }
      told()
    }
  }

  return {
    /** Each once. */
    take(all: readonly Wanted[]): void {
      for (const one of all) {
        if (asked.has(keyOf(one))) continue
        asked.add(keyOf(one))
        queue.push(one)
      }
    },
    /** Answers when it has ended. */
    async work(): Promise<void> {
      await Promise.all(Array.from({ length: workers }, work))
      if (state === 'working') state = 'idle'
      ends.abort()
      told()
    },
    stop: (): void => ends.abort(),
    goesOn: (): boolean => !ends.signal.aborted,
    told: () => ({ state, done, of: asked.size, left }),
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
