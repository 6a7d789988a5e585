/**
 * A board goes on in a new epoch: the same board in another document (server, `live/renew`). What this device has of the
 * old one and the server's kept last state lacks is handed in as it was made; the server carries it over. Only then is a
 * copy let go.
 */
import { newId } from '@tablee/shared/ids'
import { firstEpoch } from '@tablee/shared/wire/editor'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import type { Api, ClientProblem } from './api.ts'
import type { RefusedChanges } from './refused.ts'
import { catchUp } from './catchup.ts'
import type { Copy } from './copy.ts'
import type { Environment } from './environment.ts'
import { handIn, type HandedIn } from './hand-in.ts'
import { openOthers } from './others.ts'
import { textsOf, type Refusal } from './refusal.ts'

/** The document is being made anew. `refusal` is null where the board goes on in a new epoch and all was handed in. */
export type Rebuilding = {
  readonly refusal: Refusal | null
  readonly fresh: Y.Doc
  /** What was not taken, where clocks cannot tell it. */
  readonly lacking?: Uint8Array
}

/** In which epoch this page's document is, in which the board is, and how the page comes from the one to the other. */
export function openRenewal(parts: {
  readonly api: Api
  /** Where parts go. */
  readonly at: string
  readonly part: number | undefined
  readonly environment: Pick<Environment, 'now' | 'later' | 'random'>
  readonly acks: Acks
  readonly doc: () => Y.Doc
  /** clientIDs whose structs this device may bring. */
  readonly clients: () => readonly number[]
  readonly copy: () => Copy
  readonly refused: RefusedChanges
  readonly changed: () => void
}) {
  const { api, at, part, acks, doc, clients, copy, changed, environment } = parts
  /** Empty until the copy or the server has said it. */
  let epoch = ''
  /** By the last ticket. */
  let current = firstEpoch
  const bring =
    (of: string, own: readonly number[]) =>
    (update: Uint8Array, size = part) =>
      catchUp(api, at, update, own, size, of)
  const others = openOthers({
    handIn: (of, held) => handIn(held, bring(of, clients())),
    later: environment.later,
    changed,
    handed: (of) => copy().store?.leave(of),
    refused(problem, lacking) {
      const id = newId<string>(environment.random)
      parts.refused.add({
        id,
        at: environment.now(),
        problem,
        where: [],
        changes: 1,
        update: lacking,
        texts: textsOf(lacking),
      })
    },
  })

  return {
    others,
    get epoch() {
      return epoch
    },
    /** The board goes on in another document than this page's. */
    get over() {
      return epoch !== '' && epoch !== current
    },
    ticket(name: string): void {
      current = name
      if (epoch !== '') return
      epoch = name
      copy().store?.epoch(epoch)
    },
    /** What the device's store, or another page of it, says of the document. */
    found: (name: string) => void (epoch = name),
    /** What is here and not there is handed in; then the document may be made anew. `wait`: not now. */
    async leave(may: ClientProblem | null): Promise<Rebuilding | { readonly wait: ClientProblem }> {
      const old = doc()
      if (acks.unsaved() === 0 && !acks.behind(old, clients())) return { refusal: null, fresh: new Y.Doc() }
      const done: HandedIn =
        may === null
          ? await handIn(old, bring(epoch, [...clients(), old.clientID]))
          : { ok: false, problem: may, final: true, lacking: Y.encodeStateAsUpdate(old) }
      if (done.ok) return { refusal: null, fresh: new Y.Doc() }
      if (!done.final) return { wait: done.problem }
      const refusal = { problem: done.problem, where: [], changes: Math.max(1, acks.unsaved()) }
      return { refusal, fresh: new Y.Doc(), lacking: done.lacking }
    },
    /** The document was made anew. True when the board is in another epoch than the old one was. */
    left(): boolean {
      const from = epoch
      epoch = current
      if (from === epoch || from === '') {
        copy().rebuilt()
        return false
      }
      // Clocks of another document say nothing of this one.
      acks.forget()
      copy().renewed(epoch, from)
      return true
    },
  }
}

export type Renewal = ReturnType<typeof openRenewal>
