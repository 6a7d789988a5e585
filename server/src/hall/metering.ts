/** What the process counts of its halls: groups on their way to the disk, who is connected, who watches. No part counts itself. */
import type { Keeper, Through } from '../journal/queue.ts'
import { Unanswered } from '../journal/queue.ts'
import { waits, type Meters } from '../ops/meters.ts'
import { meterProcess } from '../ops/process-meters.ts'
import type { Readiness } from '../ops/readiness.ts'
import type { Hall } from './hall.ts'

const outcomes = ['kept', 'unanswered', 'lost', 'fenced'] as const
/** A lease that was lost; its class is of the log on Postgres, which not every process loads. */
const isFenced = (cause: unknown): boolean => cause instanceof Error && cause.name === 'Fenced'

/**
 * Around whatever keeps the rows, outermost: a commit lasts as long as people wait for it. Where the log gives no answer the
 * process is not ready, until it does.
 */
export function metered(meters: Meters, readiness: Pick<Readiness, 'not' | 'is'>, through?: Through): Through {
  const seconds = meters.histogram(
    'tablee_commit_seconds',
    'From handing a group of rows over until it is durable, second copy included.',
    waits,
  )
  const rowsOf = meters.histogram(
    'tablee_commit_rows',
    'Rows of a group: what came while the one before was under way.',
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
  )
  const rows = meters.counter('tablee_rows_total', 'Rows that are durable.')
  const groups = meters.counters(
    'tablee_groups_total',
    'Groups of rows by how they ended: kept; unanswered (asked again); lost (told as not saved); fenced (another owner has it).',
    'outcome',
    outcomes,
  )

  function around(keeper: Keeper): Keeper {
    return {
      ...keeper,
      step(staged, claims) {
        const began = performance.now()
        function kept(): void {
          seconds.observe((performance.now() - began) / 1_000)
          rowsOf.observe(staged.length)
          rows.add(staged.length)
          groups.kept.add()
          readiness.is('log')
        }
        function failed(cause: unknown): never {
          if (cause instanceof Unanswered) {
            groups.unanswered.add()
            readiness.not('log')
          } else groups[isFenced(cause) ? 'fenced' : 'lost'].add()
          throw cause
        }
        let onDisk: Promise<void> | null
        try {
          onDisk = keeper.step(staged, claims)
        } catch (cause) {
          return failed(cause)
        }
        if (onDisk === null) {
          kept()
          return null
        }
        return onDisk.then(kept, failed)
      },
    }
  }
  return { ...through, keeper: (keeper) => around(through?.keeper(keeper) ?? keeper) }
}

/** With what the process itself costs. `sockets`: those that are open, by path. Read when somebody asks; `close` it. */
export function meterHalls(
  meters: Meters,
  halls: () => readonly Hall[],
  sockets: () => Readonly<Record<string, number>>,
): { close(): void } {
  meters.gauge('tablee_halls', 'Dialogues that this process holds.', () =>
    // One is nobody's: in it nothing is.
    Math.max(0, halls().length - 1),
  )
  meters.gauge('tablee_observers', 'Pages that follow a view here.', () =>
    halls().reduce((sum, { views }) => sum + views.followers(), 0),
  )
  const kinds = ['collab', 'presence', 'observe', 'second'] as const
  meters.gauges('tablee_sockets', 'WebSockets that are open, by what they are for.', 'kind', kinds, () => {
    const open = sockets()
    return Object.fromEntries(kinds.map((kind) => [kind, open[`/${kind}`] ?? 0]))
  })
  return meterProcess(meters)
}

/** In milliseconds: from a row that is durable until those who watch its board have been sent it, where nothing is held back. */
export function viewLag(meters: Meters): (ms: number) => void {
  const seconds = meters.histogram(
    'tablee_view_lag_seconds',
    'From a row that is durable until it was sent to those who watch, where their view has no delay.',
    waits,
  )
  return (ms) => seconds.observe(ms / 1_000)
}
