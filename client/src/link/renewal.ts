/**
 * A board goes on in a new epoch: the same board in another document (server, `live/renew`). What this device has of the
 * old one and the server's kept last state lacks is handed in as it was made; the server carries it over. Only then is a
 * copy let go.
 */
import { newId } from '@tablee/shared/ids'
import { firstEpoch } from '@tablee/shared/wire/editor'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import { passing, type Api, type ClientProblem } from './api.ts'
import type { RefusedChanges } from './refused.ts'
import { catchUp } from './catchup.ts'
import type { Copy } from './copy.ts'
import { splitUpdate } from './split-update.ts'
import type { Environment } from './environment.ts'
import { openOthers } from './others.ts'
import { fromBase64 } from 'lib0/buffer'
import { textsOf, type Refusal } from './refusal.ts'

/** After a refusal: parts of this size, so that a refused one takes little with it. */
const carefulPart = 4 * 1024
const nothing = new Uint8Array([0, 0])

export type HandedIn =
  | { readonly ok: true }
  /** Nobody knows yet; the same again does no harm. */
  | { readonly ok: false; readonly problem: ClientProblem; readonly final: false }
  /** No for good. `lacking`: what the server did not take. */
  | { readonly ok: false; readonly problem: ClientProblem; readonly final: true; readonly lacking: Uint8Array }

async function handIn({
  api,
  at,
  epoch,
  doc,
  clients,
  part,
}: {
  readonly api: Api
  readonly at: string
  readonly epoch: string
  readonly doc: Y.Doc
  readonly clients: readonly number[]
  readonly part: number | undefined
}): Promise<HandedIn> {
  const bring = (update: Uint8Array, size = part) => catchUp(api, at, update, clients, size, epoch)
  /** What the server's last state of that epoch lacks, or its problem. */
  const ask = async () => {
    const told = await bring(nothing)
    return told.ok ? { ok: true as const, lacking: Y.encodeStateAsUpdate(doc, fromBase64(told.value.sv)) } : told
  }
  const no = (problem: ClientProblem, lacking: Uint8Array): HandedIn =>
    passing.has(problem.code) ? { ok: false, problem, final: false } : { ok: false, problem, final: true, lacking }

  const first = await ask()
  if (!first.ok) return no(first.problem, Y.encodeStateAsUpdate(doc))
  const whole = await bring(first.lacking)
  if (whole.ok) return { ok: true }
  if (passing.has(whole.problem.code)) return no(whole.problem, first.lacking)
  // Once more in small parts: what stands before the refused one goes in.
  const left = await ask()
  if (!left.ok) return no(left.problem, first.lacking)
  for (const piece of splitUpdate(left.lacking, carefulPart)) {
    const done = await bring(piece, carefulPart)
    if (done.ok) continue
    const rest = await ask()
    return no(done.problem, rest.ok ? rest.lacking : left.lacking)
  }
  return { ok: true }
}

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
  const others = openOthers({
    handIn: (of, held) => handIn({ api, at, epoch: of, doc: held, clients: clients(), part }),
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
          ? await handIn({ api, at, epoch, doc: old, clients: [...clients(), old.clientID], part })
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
