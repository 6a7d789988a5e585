/**
 * Types a keystroke trace into a board's notes, one typist for each agent, in the trace's own time or faster. What falls
 * into one beat is one frame, so that any speed stays within the rates; pauses are shortened. The outcome is the trace's:
 * the plan says who may type at once, and the next stage waits until everybody has seen this one.
 */
import type { RandomBytes } from '@tablee/shared/ids'
import type { Typist } from './enter.ts'
import { beginNotes, notesText, type } from './notes.ts'
import { Plan } from './plan.ts'
import type { Stroke, Trace } from './trace.ts'

/** Between two frames of an editor: a little less often than the 20 a second that the server reads. */
const beat = 56
/** Nobody sits through a night in which nothing was typed. */
const longestPause = 3_000
/** Strokes of one beat, so that a frame stays small and a table that looks on can follow. */
const mostStrokes = 600
const mostLetters = 32 * 1024
/** Frames under way: more would only wait in the server's queue. */
const underWay = 8

export type Progress = { readonly strokes: number; readonly of: number; readonly at: number }
export type Replayed = {
  readonly strokes: number
  readonly frames: number
  readonly bytes: number
  readonly seconds: number
  /** Of the trace's own time (pauses shortened) that passed in a second. */
  readonly speed: number
  readonly stages: number
}

/** When each stroke is due, in milliseconds from the beginning, with pauses shortened. */
export function schedule(strokes: readonly Stroke[]): Float64Array {
  const due = new Float64Array(strokes.length)
  let now = 0
  let last = strokes[0]?.at ?? 0
  for (const [index, { at }] of strokes.entries()) {
    now += Math.min(longestPause, at - last)
    last = at
    due[index] = now
  }
  return due
}

/**
 * Ends early, with what was typed by then saved, when `stop` is aborted. Throws a `RangeError` where there are fewer
 * typists than agents, and what an editor ends with.
 */
export async function replay({
  trace,
  typists,
  speed,
  random,
  progress = () => undefined,
  stop,
}: {
  trace: Trace
  /** One for each agent, all on the same board, whose notes are empty. */
  typists: readonly Typist[]
  /** Times faster than it was typed; Infinity: as fast as the rates allow. */
  speed: number
  random: RandomBytes
  progress?: (progress: Progress) => void
  stop: AbortSignal
}): Promise<Replayed> {
  const { strokes } = trace
  const due = schedule(strokes)
  const plan = new Plan()
  const began = performance.now()
  let done = 0
  let stages = 0

  const everybody = async (made: ReadonlyMap<number, Uint8Array>): Promise<void> => {
    if (typists.length === 1) return typists[0]?.editor.roomFor(underWay)
    await Promise.all(
      [...made].flatMap(([agent, update]) =>
        typists.map((typist, other) => (other === agent ? typist.editor.roomFor(0) : typist.editor.has(update))),
      ),
    )
  }
  const typed = (agent: number, work: (typist: Typist) => void): [number, Uint8Array][] => {
    const typist = typists[agent]
    if (typist === undefined) throw new RangeError(`there is no typist for agent ${agent}`)
    const made: Uint8Array[] = []
    const listen = (update: Uint8Array): void => void made.push(update)
    typist.doc.on('update', listen)
    typist.doc.transact(() => work(typist), { who: typist.who, why: 'replay' })
    typist.doc.off('update', listen)
    return made.map((update) => [agent, update])
  }

  const opener = strokes[0]?.agent ?? 0
  await everybody(
    new Map(
      typed(opener, ({ doc }) => {
        for (const line of plan.paper.lines.slice(0, 1)) beginNotes(doc, line, random)
      }),
    ),
  )
  while (done < strokes.length && !stop.aborted) {
    const now = (performance.now() - began) * speed
    let to = done
    let letters = 0
    for (; to < strokes.length && to - done < mostStrokes && letters < mostLetters && (due[to] ?? 0) <= now; to += 1)
      letters += strokes[to]?.insert.length ?? 0
    if (to > done) {
      for (const stage of plan.next(strokes.slice(done, to))) {
        stages += 1
        await everybody(
          new Map(
            [...stage].flatMap(([agent, changes]) =>
              typed(agent, ({ doc }) => {
                for (const change of changes) type(doc, change, random)
              }),
            ),
          ),
        )
      }
      done = to
      progress({ strokes: done, of: strokes.length, at: strokes[done - 1]?.at ?? 0 })
    }
    const next = Math.max(beat, ((due[done] ?? 0) - (performance.now() - began) * speed) / speed)
    if (done < strokes.length) await pause(Number.isFinite(next) ? next : beat, stop)
  }
  await Promise.all(typists.map(({ editor }) => editor.saved()))
  const seconds = (performance.now() - began) / 1_000
  return {
    strokes: done,
    frames: typists.reduce((sum, { editor }) => sum + editor.frames, 0),
    bytes: typists.reduce((sum, { editor }) => sum + editor.bytes, 0),
    seconds,
    speed: (due[Math.max(0, done - 1)] ?? 0) / 1_000 / seconds,
    stages,
  }
}

/** Whether a board's notes say what the trace ends with. `typist` should be somebody who has just come in. */
export const endsAs = ({ doc }: Typist, { end }: Trace): boolean => notesText(doc) === end

/** Resolves after this time, or at once when everything stops. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer)
      stop.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, milliseconds)
    stop.addEventListener('abort', over)
  })
}
