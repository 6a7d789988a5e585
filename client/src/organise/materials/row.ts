/** One file on its way, as the page drives it: sent, broken off, tried again, looked into, refused. */
import type { ClientProblem } from '../../link/api.ts'
import { passing } from '../../link/api.ts'
import { network, pauseOf } from '../../hold/retry.ts'
import type { World } from '../../hold/world.ts'
import type { Answer } from '../../hold/answer.ts'
import { paceAfter, type Pace } from './pace.ts'
import type { Send, Sending } from './sending.ts'
import type { Target, Unfinished, UnfinishedStore } from './unfinished.ts'

/**
 * `waits`: for those before it. `away`: nobody answers, it goes on by itself. `looks`: all is there, and the server looks
 * into it. `lost`: begun before this page was loaded, its file has to be chosen again. `refused`: it does not go so.
 */
export type Is = 'waits' | 'sends' | 'held' | 'away' | 'looks' | 'lost' | 'refused'
export type Row = {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly size: number
  readonly target: Target
  readonly command: string
  file: File | null
  url: string | null
  is: Is
  sent: number
  pace: Pace
  tries: number
  problem: ClientProblem | null
  line: number | null
  sending: Sending | null
  calm: () => void
}

export type UploadParts = {
  readonly send: Send
  /** What is there is to stand as this: the server looks into its bytes. */
  readonly put: (target: Target, url: string, command: string) => Promise<Answer<unknown>>
  /** Which line of captions cannot be read; null: none. */
  readonly lineOf: (file: File) => Promise<number | null>
  /** The server may forget what is there. */
  readonly forget: (url: string) => Promise<unknown>
  /** Of a command: asked again, it is the same. */
  readonly newId: () => string
  readonly kept: UnfinishedStore
  readonly world: Pick<World, 'now' | 'later' | 'chance' | 'onOnline'>
}

/** Nothing moved for so long: a pulled cable ends no request. */
const silence = 20_000
/** So often it is asked whether the server has looked into a file: of 2 GB it takes a moment. */
const glance = 500

/** A row that does nothing yet; `command` is what puts it into its material. */
export const newRow = (
  { file: key, name, size, target, url }: Unfinished,
  is: Is,
  file: File | null,
  id: number,
  command: string,
): Row => ({
  id,
  key,
  name,
  size,
  target,
  command,
  file,
  url,
  is,
  sent: 0,
  pace: [],
  tries: 0,
  problem: null,
  line: null,
  sending: null,
  calm: () => undefined,
})

/** Ends what a row does, whatever that is. */
export function rest(one: Row, is: Is, problem: ClientProblem | null = null): void {
  one.sending?.stop()
  one.sending = null
  one.calm()
  one.pace = []
  one.is = is
  one.problem = problem
}

/** `isHere`: it was not called off. `ends`: the next may go. Returns what begins one, or goes on with it. */
export function driving(
  { send, put, lineOf, forget, kept, world }: UploadParts,
  {
    tell,
    isHere,
    ends,
  }: {
    readonly tell: () => void
    readonly isHere: (one: Row) => boolean
    readonly ends: (arrived: Row | null) => void
  },
): (one: Row) => void {
  function begin(one: Row): void {
    const { file } = one
    if (file === null) return
    rest(one, 'sends')
    watch(one)
    one.sending = send(
      file,
      one.url,
      { filename: one.name },
      {
        placed(url) {
          one.url = url
          kept.put({ file: one.key, name: one.name, size: one.size, target: one.target, url })
        },
        moved(sent) {
          if (sent > one.sent) one.tries = 0
          one.sent = sent
          one.pace = paceAfter(one.pace, world.now(), sent)
          watch(one)
          tell()
        },
        arrived: (url) => void arrived(one, url),
        failed: (problem) => failed(one, problem),
      },
    )
  }
  function watch(one: Row): void {
    one.calm()
    one.calm = world.later(silence, () => failed(one, { code: 'offline' }))
  }
  async function arrived(one: Row, url: string): Promise<void> {
    rest(one, 'looks')
    one.sent = one.size
    tell()
    const answer = await put(one.target, url, one.command)
    if (!isHere(one) || one.is !== 'looks') return
    if (answer.ok) {
      kept.drop({ file: one.key, target: one.target })
      return ends(one)
    }
    if (answer.problem.code !== 'not-yet') return failed(one, answer.problem)
    one.calm = world.later(glance, () => void arrived(one, url))
  }
  function failed(one: Row, problem: ClientProblem): void {
    if (!isHere(one)) return
    // The server kept it for as long as it said, or was restored: what is here is sent once more from its beginning.
    const gone = problem.code === 'not-found' && one.url !== null && one.tries < 3
    if (gone) one.url = null
    if (!gone && !passing.has(problem.code)) return refused(one, problem)
    rest(one, 'away', problem)
    const pause = pauseOf(network, one.tries, world.chance(), problem)
    one.tries += 1
    one.calm = world.later(pause, () => begin(one))
    tell()
  }
  function refused(one: Row, problem: ClientProblem): void {
    rest(one, 'refused', problem)
    kept.drop({ file: one.key, target: one.target })
    if (one.url !== null) void forget(one.url)
    one.url = null
    if (one.target.what === 'captions' && one.file !== null)
      lineOf(one.file).then(
        (line) => {
          one.line = line
          tell()
        },
        () => undefined,
      )
    ends(null)
  }
  return begin
}
