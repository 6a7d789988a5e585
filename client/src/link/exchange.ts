/**
 * One connection and what goes over it: attach with a ticket, answer the server's state vector with what it lacks (in one
 * frame, one by one after a refusal, or by HTTP where it is too much), then own changes as they are made.
 */
import type { ToEditor } from '@tablee/shared/wire/editor'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import { socketFor, type Api, type Asker } from './api.ts'
import { catchUp } from './catchup.ts'
import type { Environment } from './environment.ts'
import type { Fact } from './facts.ts'
import type { Provenance } from './provenance.ts'
import { openProvider, type Connection } from './provider.ts'
import { fromBase64 } from 'lib0/buffer'
import type { Replica } from './replica.ts'
import { splitUpdate } from './split-update.ts'

/** A careful retry sends frames of this size, so that a refused one takes little with it. */
const carefulPart = 4 * 1024
const nothing = new Uint8Array([0, 0])

export type ExchangeParts = {
  readonly environment: Pick<Environment, 'origin' | 'WebSocket' | 'now'>
  readonly api: Api
  readonly asker: Asker
  /** The document's name on the wire, and where parts of a large difference go. */
  readonly name: string
  readonly at: string
  /** Largest frame; and largest part by HTTP, if that is another one than usual. */
  readonly frame: number
  readonly part: number | undefined
  readonly replica: Replica
  /** The document that is to take the replica's place. */
  readonly fresh: () => Y.Doc | null
  /** This device comes back with changes of its own. */
  readonly comesBack: (doc: Y.Doc, update: Uint8Array, apply: () => void, own: ReadonlySet<number>) => void
  readonly acks: Acks
  readonly provenance: Provenance
  readonly on: (fact: Fact) => void
  readonly told: (message: ToEditor) => void
  /** The server has more of ours: counted before and after `run`. */
  readonly saved: (run: () => void) => void
  readonly changed: () => void
}

export function openExchange(parts: ExchangeParts) {
  const { environment, replica, acks, provenance, on } = parts
  let connection: Connection | null = null
  let heardAt = 0

  /** A restored server gets the whole: only so can it see where two devices say different things about one clock. */
  function lacking(sv: Uint8Array): Uint8Array {
    const whole = provenance.restored && provenance.recovery
    const difference = whole ? Y.encodeStateAsUpdate(replica.doc) : Y.encodeStateAsUpdate(replica.doc, sv)
    if (whole) provenance.handsIn(difference)
    return difference
  }
  /** Whole transactions where they are known, so that no verb is halved; else parts. */
  function oneByOne(to: Connection, difference: Uint8Array): void {
    const waiting = acks.waiting()
    const known = waiting.every(({ update }) => update !== null)
    const pieces = known ? [] : splitUpdate(difference, carefulPart)
    if (known) for (const { n, update } of waiting) to.send(update ?? nothing, n)
    pieces.forEach((piece, i) => to.send(piece, i === pieces.length - 1 ? acks.last() : 0))
    to.answer(nothing)
  }

  return {
    /** For how long nothing was heard; null without a connection. */
    silence: (): number | null => (connection ? environment.now() - heardAt : null),
    attach(ticket: string, mayWrite: boolean): void {
      heardAt = environment.now()
      connection = openProvider({
        url: socketFor(environment.origin, parts.asker, '/collab'),
        WebSocket: environment.WebSocket,
        name: parts.name,
        doc: parts.fresh() ?? replica.doc,
        ticket,
        mayWrite,
        frame: parts.frame,
        heard: () => void (heardAt = environment.now()),
        events: {
          vector(sv) {
            acks.vector(sv)
            on({ is: 'vector', sv })
          },
          heard(update) {
            acks.heard(update)
            parts.changed()
          },
          document(update, apply) {
            const { doc } = replica
            const back = mayWrite && parts.fresh() === null && acks.unsaved() > 0
            if (back) parts.comesBack(doc, update, apply, new Set([...replica.clients(), doc.clientID]))
            else apply()
          },
          synced: () => on({ is: 'synced' }),
          sent(frames, covers) {
            const all = covers ?? acks.last()
            for (let i = 1; i < frames; i++) acks.sent(Math.min(all - 1, acks.last()))
            acks.sent(all)
          },
          told: parts.told,
          closed(code) {
            connection = null
            on({ is: 'closed', code, unsaved: acks.unsaved() })
          },
        },
      })
    },
    /** What the server lacks of ours goes out before anything typed from now on. */
    answer(sv: Uint8Array, careful: boolean): void {
      if (!connection) return
      const difference = lacking(sv)
      if (careful && acks.waiting().length > 0) oneByOne(connection, difference)
      else if (difference.length > parts.frame) return on({ is: 'large', difference })
      else connection.answer(difference)
      on({ is: 'answered' })
    },
    /** Too much for one frame: by HTTP, while the socket listens. What is typed meanwhile follows as updates, in order. */
    async bring(difference: Uint8Array): Promise<void> {
      const by = connection
      const upTo = acks.last()
      const clients = [...replica.clients(), replica.doc.clientID]
      const answer = await catchUp(parts.api, parts.at, difference, clients, parts.part)
      if (by === null || connection !== by) return
      if (!answer.ok) {
        const { problem } = answer
        const final = problem.code === 'refused' || problem.code === 'not-allowed' || problem.code === 'board-full'
        return on(final ? { is: 'refused', problem, unsaved: acks.unsaved() } : { is: 'lost', problem })
      }
      acks.vector(fromBase64(answer.value.sv))
      parts.saved(() => acks.savedUpTo(upTo))
      for (const { n, update } of acks.waiting()) by.send(update ?? nothing, n)
      by.openForUpdates()
      on({ is: 'answered' })
    },
    /** An own change: it goes out now, or with the answer to the server's vector. */
    made(update: Uint8Array): void {
      if (parts.fresh() === null) connection?.made(update)
    },
    openForUpdates: () => connection?.openForUpdates(),
    hangUp(): void {
      connection?.end()
      connection = null
      acks.lost()
    },
  }
}
