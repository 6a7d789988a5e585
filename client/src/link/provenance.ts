/**
 * Which server this device's copy of a board is of. Another incarnation is that server restored from an older backup: it
 * may lack what we have, and until it has acknowledged all of it, nothing that it once acknowledged is certain.
 */
export type Provenance = {
  /** What the offline copy says. True when a ticket has come from another server meanwhile: a new one must be asked. */
  loaded(incarnation: string | null): boolean
  /** A ticket came from this server. True when it is another one than before: nothing counts as acknowledged any more. */
  ticket(incarnation: string, recovery: boolean): boolean
  /** The restored server has not acknowledged everything yet. */
  readonly restored: boolean
  /** By the last ticket: it takes what others wrote too, until its organiser ends the recovery. */
  readonly recovery: boolean
  /** What was handed in, as it stood before the server's answer: where both say different things, this is ours. */
  readonly handedIn: Uint8Array | null
  handsIn(state: Uint8Array): void
  /** All is handed in, or put aside. Only now is it kept: a page that is closed before begins again with it. */
  settled(): void
  /** The copy was lost: says again what it was of. */
  again(): void
}

export function openProvenance(keep: (incarnation: string) => void): Provenance {
  let known: string | null = null
  let restored: string | null = null
  let recovery = false
  let handedIn: Uint8Array | null = null
  const settle = (incarnation: string) => {
    restored = null
    handedIn = null
    if (known === incarnation) return
    known = incarnation
    keep(incarnation)
  }
  return {
    loaded(incarnation) {
      const met = known
      if (incarnation !== null) known = incarnation
      else if (met !== null) keep(met)
      return met !== null && known !== met
    },
    ticket(incarnation, running) {
      recovery = running
      if (known === null || known === incarnation) {
        settle(incarnation)
        return false
      }
      const first = restored !== incarnation
      if (first) handedIn = null
      restored = incarnation
      return first
    },
    get restored() {
      return restored !== null
    },
    get recovery() {
      return recovery
    },
    get handedIn() {
      return handedIn
    },
    handsIn: (state) => void (handedIn ??= state),
    again: () => void (known !== null && keep(known)),
    settled: () => void (restored !== null && settle(restored)),
  }
}
