/**
 * Handing on: to which node, signed, and again to another one where nobody has begun. A dialogue that just changes hands is
 * waited for at the door, because a page that is told to come again comes later than that the second time.
 */
import type { IncomingMessage } from 'node:http'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import { callerOf, type Proxies } from '../ops/caller.ts'
import type { Meters } from '../ops/meters.ts'
import { withRequest } from '../ops/request-id.ts'
import type { Outcome, To } from './pipe-request.ts'
import type { Nodes } from './ports.ts'
import type { Signed } from './signed.ts'
import { createUnderWay } from './under-way.ts'

export type There = {
  readonly is: 'there'
  readonly dialogue: DialogueId
  readonly node: string
  readonly address: string
}
type Moved = { readonly is: 'moved'; readonly to: string | null }
type At = { readonly is: 'here' } | { readonly is: 'away' } | Moved | There
/** Gives what cuts it; `done` is told once. */
export type Pipe = (to: To, done: (outcome: Outcome) => void) => () => void

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100))

export type HandingOn = {
  readonly nodes: Nodes
  readonly signed: Signed
  readonly proxies: Proxies | null
  readonly meters: Meters
  readonly log: (event: string, detail: object) => void
  /** How often it is looked whether what was handed on is still with the node that has it. */
  readonly lookMs: number
  /** How long who comes while a dialogue changes hands waits at the door. */
  readonly waitMs: number
}

/** Looks after what was handed on until it is closed. */
export function createHandingOn({ nodes, signed, proxies, meters, log, lookMs, waitMs }: HandingOn) {
  const piped = meters.counters(
    'tablee_piped_requests_total',
    'What was handed on to the node that has its dialogue',
    'how',
    ['request', 'socket'],
  )
  const underWay = createUnderWay(nodes.whereIs, log, lookMs)
  let closed = false

  /** A hall of phones waits at the door together: it is asked for once at a time. */
  const asking = new Map<DialogueId, ReturnType<Nodes['whereIs']>>()
  function whereIs(dialogue: DialogueId): ReturnType<Nodes['whereIs']> {
    const known = asking.get(dialogue)
    if (known !== undefined) return known
    const one = nodes.whereIs(dialogue).finally(() => asking.delete(dialogue))
    asking.set(dialogue, one)
    return one
  }
  /** A directory that does not answer is no directory: whoever asks comes again. */
  async function whereTo(dialogue: DialogueId): Promise<At> {
    try {
      const at = await whereIs(dialogue)
      // What leads nowhere every node says as well.
      if (at.is === 'there') return { ...at, dialogue }
      return at.is === 'nowhere' ? { is: 'here' } : at.is === 'moved' ? at : { is: at.is }
    } catch (cause) {
      log('nobody says where a dialogue is', { dialogue, cause: String(cause) })
      return { is: 'away' }
    }
  }

  return {
    whereTo,
    /** `begin` hands it on; what it has not begun with is asked of whoever has the dialogue then. */
    async untilTaken(
      dialogue: DialogueId,
      gone: () => boolean,
      begin: (to: There) => Promise<Outcome>,
    ): Promise<'here' | 'away' | 'over' | Moved> {
      for (let until = performance.now() + waitMs; ; await pause()) {
        const to = await whereTo(dialogue)
        if (gone()) return 'over'
        if (to.is === 'here') return 'here'
        if (to.is === 'moved') return to
        const began = performance.now()
        if (to.is === 'there' && (await begin(to)) === 'over') return 'over'
        if (gone()) return 'over'
        // It was held there until that node had it no more.
        if (performance.now() - began > waitMs) until = performance.now() + waitMs
        if (closed || performance.now() > until) return 'away'
      }
    },
    /** `path`: where it is another one than what was asked here. */
    handOn(
      request: IncomingMessage,
      { dialogue, node, address }: There,
      how: keyof typeof piped,
      pipe: Pipe,
      path = request.url ?? '/',
    ): Promise<Outcome> {
      const { address: from, request: id } = callerOf(request, proxies)
      const asked = { method: request.method ?? 'GET', path }
      const signature = signed.header({ ...asked, to: node, dialogue, address: from, id })
      piped[how].add()
      return new Promise((resolve) =>
        withRequest(id, () =>
          underWay.follow(dialogue, node, (over) =>
            pipe({ address, signature }, (outcome) => {
              over()
              resolve(outcome)
            }),
          ),
        ),
      )
    },
    /** What is cut is not asked again of anybody. */
    letGo(withinMs: number, random: RandomBytes): Promise<void> {
      closed = true
      return underWay.letGo(withinMs, random)
    },
    /** Whoever is with another node comes again. */
    close(): void {
      closed = true
      underWay.close()
    },
  }
}
