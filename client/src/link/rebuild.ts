/**
 * The document is made anew from the server's, after a refusal or in a new epoch. Until the server's is there the old one
 * stays on the screen; then what it held more is put aside as a file, and the new one takes its place.
 */
import { newId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import type { Environment } from './environment.ts'
import type { Provenance } from './provenance.ts'
import { refusedOf, type Refusal } from './refusal.ts'
import type { RefusedChanges } from './refused.ts'
import type { Rebuilding } from './renewal.ts'
import type { Replica } from './replica.ts'

export type RebuildParts = {
  readonly environment: Pick<Environment, 'now' | 'random'>
  readonly replica: Replica
  readonly acks: Acks
  readonly provenance: Provenance
  readonly refused: RefusedChanges
}

export function openRebuild({ environment, replica, acks, provenance, refused }: RebuildParts) {
  let running: Rebuilding | null = null

  function keepRefused(refusal: Refusal, { fresh, lacking }: Rebuilding): void {
    const contradicts = refusal.problem.code === 'refused' && refusal.problem.why === 'writer-conflict'
    const whole = lacking ?? (contradicts ? provenance.handedIn : null)
    const id = newId<string>(environment.random)
    const one = refusedOf(replica.doc, fresh, refusal, id, environment.now(), whole)
    // A copy that holds nothing the server lacks is no loss worth a file.
    if (refusal.changes > 0 || Y.decodeUpdate(one.update).structs.length > 0) refused.add(one)
  }

  return {
    /** The document that is to take the place of the old one. */
    get fresh(): Y.Doc | null {
      return running?.fresh ?? null
    },
    begin(rebuilding: Rebuilding): void {
      running ??= rebuilding
    },
    refuse(refusal: Refusal): void {
      running ??= { refusal, fresh: new Y.Doc() }
    },
    /** The server's is there. False: something was typed between handing in and now, which has to go first. */
    finish(): boolean {
      if (!running) return true
      const rebuilding = running
      const { refusal, fresh } = rebuilding
      running = null
      if (refusal === null && acks.unsaved() > 0) return false
      if (refusal !== null) keepRefused(refusal, rebuilding)
      provenance.settled()
      replica.swap(fresh)
      acks.savedUpTo(acks.last())
      return true
    },
  }
}

export type Rebuild = ReturnType<typeof openRebuild>
