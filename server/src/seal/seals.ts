/**
 * A dialogue seals its snapshots: each as it is taken, what is erased of one as it is erased, and who stands by it as they
 * say so. What a stop cut off is sealed at the next start, and so is what a version before took.
 */
import { newId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { Erasures } from '@tablee/shared/snapshot/erasures'
import {
  erasureName,
  sealFormat,
  type CountersignStatement,
  type ErasureStatement,
  type Sealed,
  type SnapshotStatement,
} from '@tablee/shared/snapshot/seals'
import type { Archive } from '@tablee/shared/snapshot/taken'
import type { Clock } from '../clock.ts'
import type { Hand } from '../record/record.ts'
import { fingerprintOf, sealed, sealKey, type SealKey } from './key.ts'
import type { SealLog } from './log.ts'
import type { ServerKey } from '../access/keys.ts'

const server: Hand = { author: 'server', device: 'server' }

export type Seals = ReturnType<typeof createSeals>
/** All that a download of a snapshot needs to be sealed; goes to a worker. */
export type Sealing = SealKey & {
  readonly dialogue: string
  readonly snapshot: string
  readonly earlier: readonly string[]
  /** Of the snapshot, of what was erased of it since, of who stands by it. */
  readonly seals: readonly Sealed<SnapshotStatement | ErasureStatement | CountersignStatement>[]
}

/** What could not be written is answered as a problem, and done by the next `settle`. */
export function createSeals({
  dialogue,
  log,
  archive,
  erasures,
  keyOf,
  clock,
  random,
}: {
  readonly dialogue: DialogueId
  readonly log: SealLog
  readonly archive: () => Archive
  readonly erasures: () => Erasures
  readonly keyOf: (dialogue: DialogueId) => ServerKey
  readonly clock: Clock
  readonly random: RandomBytes
}) {
  const own = (): SealKey => sealKey(keyOf(dialogue), dialogue)
  const saying = (key: SealKey) => ({ format: sealFormat, dialogue, key: key.key, at: clock() }) as const
  const ofSnapshot = (key: SealKey, snapshot: string): Sealed<SnapshotStatement> =>
    sealed(key, { ...saying(key), what: 'snapshot', snapshot })

  /** What is to be sealed of erasures; the same board and time are one. */
  function gone(): readonly { readonly board: string; readonly at: number; readonly digests: readonly string[] }[] {
    const all = new Map<string, { readonly board: string; readonly at: number; readonly digests: Set<string> }>()
    for (const { board, at, digests } of erasures().values()) {
      if (digests.size === 0) continue
      const one = all.get(erasureName(board, at)) ?? { board, at, digests: new Set() }
      for (const digest of digests) one.digests.add(digest)
      all.set(erasureName(board, at), one)
    }
    return [...all.values()].map((one) => ({ ...one, digests: [...one.digests].sort() }))
  }

  async function begin(): Promise<Result<null>> {
    const { key } = own()
    if (log.state(dialogue).keys.at(-1)?.key === key) return ok(null)
    return log.append(dialogue, { kind: 'seal-key', command: newId<CommandId>(random), key }, server)
  }
  async function settle(): Promise<Result<null>> {
    const begun = await begin()
    if (!begun.ok) return begun
    const key = own()
    for (const hash of archive().taken.keys()) {
      if (log.state(dialogue).snapshots.has(hash)) continue
      const row = { kind: 'seal', command: `seal ${hash}`, ...ofSnapshot(key, hash) } as const
      const done = await log.append(dialogue, row, server)
      if (!done.ok) return done
    }
    for (const { board, at, digests } of gone()) {
      const known = log.state(dialogue).erasures.get(erasureName(board, at))
      if (known?.statement.digests.length === digests.length) continue
      const statement: ErasureStatement = { ...saying(key), what: 'erasure', board, erased: at, digests }
      const command = `seal ${erasureName(board, at)} ${digests.length}`
      const done = await log.append(dialogue, { kind: 'seal', command, ...sealed(key, statement) }, server)
      if (!done.ok) return done
    }
    return ok(null)
  }

  // One after the other: two at once would each seal the same.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    /** Before the dialogue's first row, so that whatever is taken of it is sealed. */
    begin: () => inTurn(begin),
    /** All that is to be sealed by now. */
    settle: () => inTurn(settle),
    /** Null: nothing was ever sealed here. */
    since: (): number | null => log.state(dialogue).keys[0]?.since ?? null,
    /** The public key and those of before, as pages show them. */
    told() {
      const { keys } = log.state(dialogue)
      const last = keys.at(-1)
      if (last === undefined) return null
      const shown = ({ key, since }: { readonly key: string; readonly since: number }) => ({
        key,
        fingerprint: fingerprintOf(key),
        since,
      })
      return { ...shown(last), earlier: keys.slice(0, -1).map(shown) }
    },
    of(hash: string) {
      const { snapshots, countersigned } = log.state(dialogue)
      const seal = snapshots.get(hash)?.statement
      const by = countersigned.get(hash) ?? []
      return {
        ...(seal === undefined ? {} : { seal: { at: seal.at, key: seal.key } }),
        ...(by.length === 0 ? {} : { countersigned: by.map(({ statement: { who, at } }) => ({ who, at })) }),
      }
    },
    /** `who` stands by the snapshot of this name; once, however often they say so. */
    async countersign(hash: string, who: string, command: string, by: Hand): Promise<Result<null>> {
      const said = log.state(dialogue).countersigned.get(hash) ?? []
      if (said.some(({ statement }) => statement.who === who)) return ok(null)
      const key = own()
      const statement: CountersignStatement = { ...saying(key), what: 'countersign', snapshot: hash, who }
      return log.append(dialogue, { kind: 'seal', command, ...sealed(key, statement) }, by)
    },
    /** For a download of it: `boards` are those that it holds. */
    forDownload(hash: string, boards: ReadonlySet<string>, holds: ReadonlySet<string>): Sealing {
      const key = own()
      const { keys, snapshots, erasures: struck, countersigned } = log.state(dialogue)
      return {
        ...key,
        dialogue,
        snapshot: hash,
        earlier: keys.map((one) => one.key).filter((one) => one !== key.key),
        seals: [
          snapshots.get(hash) ?? ofSnapshot(key, hash),
          ...[...struck.values()].filter(
            ({ statement: { board, digests } }) => boards.has(board) && digests.some((one) => holds.has(one)),
          ),
          ...(countersigned.get(hash) ?? []),
        ],
      }
    },
  }
}
