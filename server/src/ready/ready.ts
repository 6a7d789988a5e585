/** *Ready?*: what this machine says of itself before the doors open, looked at when somebody asks. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Fact, Ready } from '@tablee/shared/ready/fact'
import type { Clock } from '../clock.ts'
import { lookAtAddress, resolveName, type Resolve } from './address.ts'
import { judgeBackup } from './backup.ts'
import { judgeSecond, type Copies } from './second.ts'
import type { Came } from './came.ts'
import { lookAtCertificate } from './certificate.ts'
import { judgeClock } from './clock.ts'
import { lookAtDisk, lookAtSpeed } from './disk.ts'
import { answers, lookAtPort } from './port.ts'
import { lookAtVersions } from './versions.ts'

/** How long what was seen is told again: pages that are opened together look once. */
const fresh = 2_000

export type Machine = {
  /** Null: everything is in memory, and there is no disk. */
  readonly folder: string | null
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
  readonly version: string
  readonly clock: Clock
  /** ms, by a clock that nobody sets. */
  readonly stopwatch: () => number
  readonly port: () => number
  /** The settings name a proxy that stands before it. */
  readonly proxied: boolean
  /** The address on the cards. */
  readonly origin: () => string
  /** This machine's addresses in its networks, as they are now. */
  readonly addresses: () => readonly string[]
  readonly came: Came
  /** When the newest row was written. */
  readonly newest: () => number | null
  /** When the last dialogue ends. */
  readonly until: () => number | null
  /** The newest that has this dialogue: of everything, or of it alone. */
  readonly backup: (dialogue: DialogueId) => { readonly file: string | null; readonly at: number } | null
  /** Bytes of films that are on their way to this disk. */
  readonly promised: () => number
  /** The log lies on another machine, whose copies are made there: neither backup nor second laptop is of this one. */
  readonly keepsElsewhere?: boolean | undefined
  /** On how many laptops the day lies. */
  readonly copies: () => Copies
  readonly lacks: () => Promise<boolean>
  readonly resolve?: Resolve
}

/** Remembers when it was made: a clock that is set later is known by it. Looks when `look` is called, never by itself. */
export function createReady(machine: Machine) {
  const { folder, tls, proxied, version, clock, stopwatch, keepsElsewhere = false, resolve = resolveName } = machine
  const began = { at: clock(), by: stopwatch() }

  /** All but the backup, which is asked for each dialogue. */
  async function looked() {
    const at = clock()
    const origin = machine.origin()
    const own = machine.addresses()
    const newest = machine.newest()
    const disk = folder === null ? [] : [lookAtDisk(folder, machine.promised()), await lookAtSpeed(folder, stopwatch)]
    const clockNow = judgeClock({
      now: at,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      newest,
      ran: stopwatch() - began.by,
      passed: clock() - began.at,
    })
    const [address, port, lacks] = await Promise.all([
      lookAtAddress({ origin, own, proxied, came: machine.came.by(new URL(origin).host) }, resolve, answers),
      lookAtPort(machine.port(), own),
      machine.lacks(),
    ])
    const database: Fact = { what: 'database', is: lacks ? 'bad' : 'good', why: lacks ? 'lacking' : 'whole' }
    const certificate = lookAtCertificate(tls, { origin, now: at, until: machine.until() })
    const second = keepsElsewhere ? [] : [judgeSecond(machine.copies())]
    const before: readonly Fact[] = [...disk, clockNow, address, certificate, port, ...second]
    return { at, isKept: newest !== null, before, after: [database, lookAtVersions(version, process.versions)] }
  }

  let last: { readonly from: number; readonly ready: ReturnType<typeof looked> } | null = null
  return {
    /** Never while another one looks: who comes meanwhile is told the same of the machine. */
    async look(dialogue: DialogueId): Promise<Ready> {
      if (last === null || stopwatch() - last.from > fresh) last = { from: stopwatch(), ready: looked() }
      const { ready } = last
      ready.catch(() => (last = null))
      const { at, isKept, before, after } = await ready
      const backup = keepsElsewhere ? [] : [judgeBackup(machine.backup(dialogue), at, isKept)]
      return { at, facts: [...before, ...backup, ...after] }
    },
  }
}
