/**
 * What the screen sees of its link: state, light and how the document stands, each the same object until it changes, and
 * one call per turn to whoever listens.
 */
import type { Role } from '@tablee/shared/roles'
import { createServerTime } from '../hold/server-time.ts'
import type { Acks } from './acks.ts'
import type { Copy } from './copy.ts'
import type { Environment } from './environment.ts'
import { light, type Light, type Refused } from './light.ts'
import type { LinkStatus } from './link.ts'
import { mayEdit, type LinkKind, type LinkCommand } from './kind.ts'
import type { Machine } from './machine.ts'
import type { Provenance } from './provenance.ts'

export type ScreenParts<Status> = {
  readonly kind: Pick<LinkKind<Status, never>, 'documents' | 'state' | 'clock'>
  readonly role: Role
  readonly now: () => number
  readonly environment: Pick<Environment, 'time'>
  readonly machine: () => Machine
  readonly acks: Acks
  readonly copy: () => Copy
  readonly provenance: Provenance
  /** Own clocks in the document are above what the server acknowledged. */
  readonly behind: () => boolean
  /** By the last ticket. */
  readonly mayEditAtTicket: () => boolean
  readonly commands: () => readonly { readonly command: LinkCommand; readonly at: number }[]
  /** Copies of other epochs that wait to be handed in. */
  readonly others: () => number
  readonly refused: () => readonly Refused[]
}

export function openScreen<Status>(parts: ScreenParts<Status>) {
  const { kind, role, now, environment, machine, acks, copy, provenance } = parts
  const time = environment.time ?? createServerTime(now)
  const listeners = new Set<() => void>()
  let told: Status | null = null
  let status: LinkStatus = { state: 'loading', since: now(), problem: null, retryAt: null, seen: false, renewed: null }
  let shown: Light = { kind: 'unread', n: 0, connected: false, since: now() }
  let version = 0
  let scheduled = false

  const unsaved = (): number => {
    const n = acks.unsaved()
    const counted = n === 0 && !machine().rebuilding && parts.behind() ? 1 : n
    return counted + parts.commands().length + parts.others()
  }
  function look(): Light {
    const { store, unread } = copy()
    const seen = light({
      unsaved: unsaved(),
      since: acks.since() ?? parts.commands()[0]?.at ?? null,
      // Until a restored server has what we hold, it is kept here, whatever travels.
      connected: machine().state === 'live' && (!provenance.restored || !parts.mayEditAtTicket()),
      storageDown: machine().storageDown,
      refused: parts.refused(),
      disk: store?.keeps() ?? false,
      writing: store?.keeps() ? store.unwritten() : null,
      unread,
    })
    if (JSON.stringify(seen) !== JSON.stringify(shown)) shown = seen
    return shown
  }

  return {
    unsaved,
    light: look,
    status: () => status,
    told: () => told,
    clockOffset: () => time.offset() ?? 0,
    version: () => version,
    /** False while a document is being made anew. */
    mayEdit: () => !machine().rebuilding && (told ? mayEdit(kind, role, told) : parts.mayEditAtTicket()),
    tell(next: Status): void {
      told = next
      time.heard(kind.clock(next), null)
    },
    /** The machine went on. */
    moved(was: Machine): void {
      const { state, problem, seen } = machine()
      if (state !== was.state) status = { ...status, state, since: now(), problem, retryAt: null }
      if (seen !== was.seen) status = { ...status, seen }
    },
    waits: (milliseconds: number) => void (status = { ...status, retryAt: now() + milliseconds }),
    renewed: () => void (status = { ...status, renewed: now() }),
    changed(): void {
      if (scheduled) return
      scheduled = true
      void Promise.resolve().then(() => {
        scheduled = false
        version += 1
        look()
        for (const listener of listeners) listener()
      })
    },
    subscribe(run: () => void): () => void {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
  }
}
