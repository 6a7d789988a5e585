/**
 * How a node leaves while people work: hall after hall goes to the node that it names, which takes it at once, and whoever
 * comes meanwhile is led to where theirs is by then. Nobody waits for a phone that sleeps, nor for another hall.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Logger } from '../ops/logger.ts'
import type { Readiness } from '../ops/readiness.ts'
import type { Step } from '../ops/shutdown.ts'
import type { Looking } from './looking.ts'

/** Sockets that only pass through here are cut one after the other within this time: theirs goes on until then. */
const spreadMs = 1_000
/** By then whoever spreads people over nodes has asked `/readyz` and sends nobody here: who is told to come back comes elsewhere. */
const noticeMs = 2_000
/** What was answered at the last moment leaves before its connection closes. */
const lastMs = 1_000
/** Halls that go at once, and after one another: a node has to be gone in time, and who takes them opens so many at once. */
const [together, behind] = [2, 8]

/** What stands between nodes (`edge`). */
type Leaving = {
  /** That node is told that a dialogue is nobody's. */
  knock(to: { readonly id: string; readonly address: string }, dialogue: DialogueId): Promise<void>
  letGo(withinMs: number): Promise<void>
  leave(): void
}
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

type Named = { readonly dialogue: DialogueId }
export type Drain = {
  readonly halls: {
    all(): readonly Named[]
    readonly nobodys: Named
    leave(dialogue: DialogueId): Promise<void>
  }
  readonly nodes: { stop(): Promise<void>; askOthers(): Promise<void> }
  readonly looking: Pick<Looking, 'row' | 'nodes'>
  readonly sockets: { close(): void }
  readonly edge: () => Leaving | null
  readonly door: { closeIdle(): void }
  readonly readiness: Readiness
  readonly logger: Logger
  /** Tests have nobody to tell. */
  readonly notice?: number | undefined
}

/** The first two steps of leaving; new people are taken during the first, and told by `/readyz` not to come. */
export function drainOf({ halls, nodes, looking, sockets, edge, door, readiness, logger, notice = noticeMs }: Drain): {
  readonly handOver: Step
  readonly letGo: Step
} {
  async function handOver(dialogue: DialogueId): Promise<void> {
    const began = performance.now()
    await halls.leave(dialogue)
    const next = (await looking.row(dialogue))?.next
    const to = looking.nodes().find(({ id }) => id === next)
    if (to !== undefined) await edge()?.knock(to, dialogue)
    logger.info({ dialogue, to: to?.id, ms: Math.round(performance.now() - began) }, 'this hall was handed over')
  }
  return {
    handOver: {
      name: 'hand over the halls',
      within: 7_000,
      async run() {
        readiness.not('draining')
        edge()?.leave()
        door.closeIdle()
        await nodes.stop()
        if (looking.nodes().length > 0) await pause(notice)
        await nodes.askOthers()
        sockets.close()
        const left = halls.all().flatMap((hall) => (hall === halls.nobodys ? [] : hall.dialogue))
        const lane = async (): Promise<void> => {
          for (let one = left.pop(); one !== undefined; one = left.pop())
            await handOver(one).catch((err: unknown) => logger.error({ err, dialogue: one }, 'it was not handed over'))
        }
        const lanes = Math.max(together, Math.ceil(left.length / behind))
        await Promise.all(Array.from({ length: lanes }, lane))
      },
    },
    letGo: {
      name: 'let go of what others have',
      within: 1_500,
      run: () => Promise.all([edge()?.letGo(spreadMs), pause(Math.min(notice, lastMs))]),
    },
  }
}
