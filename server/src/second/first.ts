/**
 * The first laptop's side: what its database changes is noted, numbered and sent, and a group of the journal is answered
 * when the second has it on its disk as well. Without a second laptop nothing of this happens.
 */
import { rmSync } from 'node:fs'
import type { Logger } from '../ops/logger.ts'
import { same } from '../access/keys.ts'
import type { Clock } from '../clock.ts'
import type { Keeper } from '../journal/queue.ts'
import type { Database } from '../store/database.ts'
import type { PhotoHash } from '@tablee/shared/ids'
import type { CopiesTold } from '@tablee/shared/wire/second'
import { createBacklog } from './backlog.ts'
import { copyIn } from './copying.ts'
import { newBeside, readBeside, writeBeside, type Beside } from './beside.ts'
import { createGuests, type Guest } from './guest.ts'
import { createInvitation } from './invitation.ts'
import type { Made } from './made.ts'
import { termOf } from './term.ts'
import { createWaits, Ended, timing as usual, type Timing } from './waits.ts'

/** How often (ms) whoever stands here is told of another version. */
const tellsOfOther = 60_000

export type Reached = NonNullable<Beside['reached']>

export type FirstParts = {
  readonly database: Database
  readonly folder: string
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  readonly logger: Logger
  readonly timing?: Timing | undefined
  readonly made: Made
  /** Another version stands at the door, and is not taken. */
  readonly other?: ((theirs: string, ours: string, from: string) => void) | undefined
  /** A code for whoever stands here; null when it counts no more. */
  readonly show?: ((code: string | null, from: string) => void) | undefined
}

/** Begins with nobody. `fenced` when another laptop has taken over: from then on no group lands. */
export function createFirst(parts: FirstParts) {
  const { database, folder, clock, random, logger, timing = usual } = parts
  const hex = (length: number): string => Buffer.from(random(length)).toString('hex')
  // Of one who was killed while it was made: what is erased from now on would stand in it for ever.
  rmSync(copyIn(folder), { force: true })
  let beside: Beside = readBeside(folder) ?? newBeside(hex(8))
  const note = (more: Partial<Beside>): void => {
    beside = { ...beside, ...more }
    writeBeside(folder, beside)
  }
  const backlog = createBacklog(database, clock, hex(8))
  const waits = createWaits(clock, timing, beside.secret !== null)
  const invitation = createInvitation(clock, random, parts.show ?? (() => undefined))
  const ofFence = new Set<() => void>()
  const photos = new Map<PhotoHash, (() => void)[]>()
  let guest: Guest | null = null
  let toldOfOther = -Infinity

  function fence(term: number): void {
    if (beside.fenced !== null || term <= termOf(database)) return
    note({ fenced: { term, at: clock() } })
    logger.error({ term }, 'another laptop has taken over: nothing is taken here any more')
    waits.end(new Ended('another laptop is the first by now'))
    guest?.end()
    for (const listener of ofFence) listener()
  }

  /** What was changed goes on its way. The number that holds it. */
  function send(): number {
    const n = backlog.take()
    // One that is here and this far behind gets the file again.
    if (backlog.tooMuch() && guest === null) backlog.end()
    else if (backlog.tooMuch()) backlog.drop(n)
    guest?.pump()
    return n
  }
  const flushing = setInterval(() => {
    if (backlog.noting()) send()
  }, timing.flush)
  flushing.unref()

  /** As pages reach this laptop, known once it listens. */
  let reached: (() => Reached) | null = null
  const guests = createGuests({
    ...parts,
    timing,
    reached: () => reached?.() ?? { origins: null, port: 0, tls: null, title: '' },
    backlog,
    waits,
    fence,
    invitation,
    other(version, address) {
      // It comes again each second.
      if (clock() - toldOfOther < tellsOfOther) return
      toldOfOther = clock()
      logger.warn({ version, address }, 'a second laptop of another version is not taken')
      parts.other?.(version, parts.made.version, address)
    },
    knows: (pair) =>
      beside.pair !== null && beside.secret !== null && same(Buffer.from(pair), Buffer.from(beside.pair))
        ? Buffer.from(beside.secret, 'hex')
        : null,
    pairs(known) {
      const pair = known ? beside.pair : null
      const agreed = { pair: pair ?? hex(8), secret: (known ? beside.secret : null) ?? hex(32) }
      if (!known) note(agreed)
      return agreed
    },
    came(next, second) {
      guest?.end()
      guest = next
      if (beside.second !== second) note({ second })
    },
    went(gone) {
      if (guest !== gone) return
      guest = null
      waits.went()
    },
    photoKept(hash) {
      for (const done of photos.get(hash) ?? []) done()
      photos.delete(hash)
    },
  })

  database.scrubbed = scrubbed
  function scrubbed(): void {
    if (!backlog.noting()) return
    send()
    // What was struck out stands in what waits for a laptop that is away.
    if (guest === null) backlog.end()
    else guest.scrub()
  }

  const landed = (): Promise<void> | null => waits.reached(send())
  return {
    /** Around what keeps the journal's groups. */
    keeper: (keeper: Keeper): Keeper => ({
      step(rows, claims) {
        if (beside.fenced !== null) throw new Ended('another laptop is the first by now')
        const here = keeper.step(rows, claims)
        if (!backlog.noting()) return here
        if (here === null) return landed()
        // On its way while this disk is waited for; a log that keeps it later has it sent then.
        send()
        return here.then(() => landed() ?? undefined)
      },
      settle: keeper.settle,
      async rewrite(changes) {
        const done = await keeper.rewrite(changes)
        if (backlog.noting()) await landed()
        return done
      },
    }),
    /** A photo lies here; resolves when it lies there as well, or nobody waits for that. */
    async photo(hash: PhotoHash, bytes: Uint8Array): Promise<void> {
      if (guest === null || waits.state() !== 'two') return
      const kept = new Promise<void>((done) => {
        const late = setTimeout(done, timing.wait * 2)
        photos.set(hash, [...(photos.get(hash) ?? []), () => (clearTimeout(late), done())])
      })
      guest.photo(hash, bytes)
      await kept
    },
    /** What was written beside the journal lies on both disks, or nobody waits for that. */
    async copied(): Promise<void> {
      if (backlog.noting()) await landed()
    },
    accept: guests.accept,
    reachedAt: (found: () => Reached): void => void (reached = found),
    told(): CopiesTold {
      const oldest = backlog.oldestAfter(waits.kept())
      const state = waits.state()
      return {
        state,
        since: state === 'one' ? waits.since() : null,
        behind: state === 'behind' ? Math.max(1, clock() - (oldest ?? clock())) : 0,
      }
    },
    onTold: waits.onChange,
    code: invitation.shown,
    fence,
    fenced: (): boolean => beside.fenced !== null,
    onFenced: (listener: () => void): void => void ofFence.add(listener),
    /** Where the second one is asked whether it has taken over. */
    second: (): string | null => beside.second,
    close(): void {
      clearInterval(flushing)
      guests.close()
    },
  }
}
