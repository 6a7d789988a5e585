/**
 * What a node knows of where halls are, and how it comes to have them: it takes one that nobody has when somebody asks for it,
 * and looks twice a second for those whose owner died or let go, so that clocks and due snapshots go on without a visitor.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import type { ServerKey } from '../access/keys.ts'
import type { Named, Whereabouts } from '../directory/directory.ts'
import type { Halls } from '../hall/halls.ts'
import { movedIn } from '../move/mark.ts'
import type { Logger } from '../ops/logger.ts'
import { program } from '../record/known.ts'
import type { Leads } from './leads.ts'
import type { Lease } from './lease.ts'
import { answers, isGone, type HallRow, type Looking } from './looking.ts'

export type Cluster = {
  /** As others call this node; another one for each start of a process. */
  readonly node: string
  readonly sql: Sql
  readonly key: ServerKey
  /**
   * Takes the hall where nobody has it. Rejects with `Unavailable` where the log does not answer: `nowhere` is certain. `anew`:
   * what was seen a moment ago does not count, because whoever asks knows better.
   */
  whereIs(dialogue: DialogueId, anew?: boolean): Promise<Whereabouts>
  /** What was found is remembered. Rejects as `whereIs`; null is certain. */
  leadsTo(what: Named, id: string): Promise<DialogueId | null>
  /** What was said to the directory so far stands in the database. Rejects where that takes longer than 2 s. */
  led(): Promise<void>
  /** The database's time in ms: clocks of machines may be a day off. */
  now(): number
  /** The lease of a hall that is here. */
  lease(dialogue: DialogueId): Lease | null
}

/** What was seen less long ago is as good as asked. */
const fresh = 1_000
/** Whoever comes back to the log after a break lets owners renew first. */
const ownersFirst = 2_000
/** One that could not be opened is not tried again before. */
const failedFor = 5_000
/** How long somebody who asks waits for a hall to open before they are told to come again, and the next hall for this one. */
const opensWithin = 5_000

/** Takes nothing before `start`, and looks no more after `stop`. */
export function createCluster({
  node,
  sql,
  key,
  halls,
  leases,
  leads,
  looking,
  died,
  logger,
}: {
  readonly node: string
  readonly sql: Sql
  readonly key: ServerKey
  readonly halls: Pick<Halls, 'enter' | 'asked' | 'of'>
  readonly leases: ReadonlyMap<DialogueId, Lease>
  readonly leads: Pick<Leads, 'leadsTo' | 'led'>
  readonly looking: Omit<Looking, 'look' | 'gone'>
  /** Told of whom this node knows that they died: the dialogue, and the epoch that they had. */
  readonly died: Map<DialogueId, number>
  readonly logger: Logger
}) {
  /** Until when it is not tried again; monotonic. */
  const failed = new Map<DialogueId, number>()
  let leaving = false
  let sweeping: Promise<void> | null = null

  const mayTake = ({ dialogue, moved, needs }: HallRow): boolean =>
    !leaving && moved === null && needs <= program && (failed.get(dialogue) ?? 0) < performance.now()

  /** True when it is here; false where another was faster, or where it cannot be opened. */
  async function take({ dialogue, epoch }: Pick<HallRow, 'dialogue' | 'epoch'>): Promise<boolean> {
    const began = performance.now()
    try {
      await halls.enter(dialogue)
      logger.info({ dialogue, after: epoch, ms: Math.round(performance.now() - began) }, 'this hall is here now')
      return true
    } catch (cause) {
      // The log gave no answer: what was to be opened is as well as it was.
      if (isNamed(cause, 'Unavailable') || isNamed(cause, 'Unanswered'))
        logger.warn({ dialogue, cause: String(cause) }, 'this hall was not opened')
      else if (leases.has(dialogue) || !isNamed(cause, 'Refused')) {
        failed.set(dialogue, performance.now() + failedFor)
        const said = cause instanceof Error ? cause.stack : String(cause)
        logger.error({ dialogue, cause: said }, 'this dialogue cannot be opened: nobody is let in there')
      }
      return false
    } finally {
      died.delete(dialogue)
    }
  }

  /** The same, as far as it is known in time: what hangs is waited for by nobody, and goes on. */
  async function taken(row: HallRow): Promise<boolean> {
    let late: NodeJS.Timeout | undefined
    const waits = new Promise<false>((resolve) => (late = setTimeout(() => resolve(false), opensWithin)))
    return Promise.race([take(row), waits]).finally(() => clearTimeout(late))
  }

  /** Its process is gone, though its lease is not over. */
  async function hasDied({ dialogue, node: owner, address, epoch }: HallRow): Promise<boolean> {
    if (owner === null || address === null || !(await isGone(owner, address))) return false
    died.set(dialogue, epoch)
    return true
  }

  async function sweep(): Promise<void> {
    const rows = [...looking.halls().values()].filter((row) => halls.of(row.dialogue) === null && mayTake(row))
    const over = looking.answersFor() < ownersFirst ? [] : rows.filter(({ held }) => !held)
    // Whoever was named comes first; beyond that each node in an order of its own, so that all get some.
    const named = rows.filter(({ held, next }) => !held && next === node)
    for (const row of named) await taken(row)
    const dead: HallRow[] = []
    for (const row of rows) if (row.held && !row.locked && row.node !== node && (await hasDied(row))) dead.push(row)
    for (const row of shuffled([...dead, ...over.filter(({ next }) => next !== node)])) await taken(row)
  }
  /** One at a time: opening a hall may take longer than the next look. */
  function again(): void {
    if (!leaving) sweeping ??= sweep().finally(() => (sweeping = null))
  }

  async function entered(row: HallRow): Promise<Whereabouts> {
    return (await taken(row)) && halls.asked(row.dialogue) !== null ? { is: 'here' } : { is: 'away' }
  }
  function told(row: HallRow): Whereabouts | null {
    const moved = movedIn(row.moved)
    if (moved !== null) return { is: 'moved', ...moved }
    if (row.moved !== null || row.needs > program) return { is: 'away' }
    if (!row.held || row.node === node) return null
    if (row.node === null || row.address === null) return { is: 'away' }
    return { is: 'there', node: row.node, address: row.address }
  }

  async function whereIs(dialogue: DialogueId, anew = false): Promise<Whereabouts> {
    if (halls.asked(dialogue) !== null) return { is: 'here' }
    if (halls.of(dialogue) !== null) return { is: 'away' }
    const seen = !anew && looking.silent() < fresh ? (looking.halls().get(dialogue) ?? null) : null
    const known = seen === null ? null : told(seen)
    if (known?.is === 'there') return known
    const row = await looking.row(dialogue)
    if (row === null) return { is: 'nowhere' }
    const now = told(row)
    if (now !== null) return now
    return mayTake(row) ? entered(row) : { is: 'away' }
  }

  /** Those that did not answer when this node began to give its halls back. */
  let silent: ReadonlySet<string> = new Set()
  /** Each hall that is given back goes to another node, one after the other. */
  let turn = 0
  function next(): string | null {
    const others = leaving ? looking.nodes().filter(({ id }) => !silent.has(id)) : []
    turn += 1
    return others[turn % Math.max(1, others.length)]?.id ?? null
  }

  const cluster: Cluster = {
    node,
    sql,
    key,
    whereIs,
    leadsTo: leads.leadsTo,
    led: leads.led,
    now: looking.now,
    lease: (dialogue) => leases.get(dialogue) ?? null,
  }
  return {
    cluster,
    next,
    /** From now on it takes what nobody has. */
    start(): void {
      looking.onSeen(again)
      again()
    },
    /**
     * Who is named as the next one has the hall for itself for three seconds: one that was killed a moment ago, and still
     * stands in the list, is not named.
     */
    async askOthers(): Promise<void> {
      const asked = await Promise.all(looking.nodes().map(async (row) => ((await answers(row)) ? [] : row.id)))
      silent = new Set(asked.flat())
    },
    /** Takes nothing any more. */
    async stop(): Promise<void> {
      leaving = true
      await looking.stop()
      await sweeping
    },
  }
}

const isNamed = (cause: unknown, name: string): boolean => cause instanceof Error && cause.name === name

function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
