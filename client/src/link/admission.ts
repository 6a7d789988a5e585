/**
 * Asking to be let in: every connection begins with a fresh ticket that names all clientIDs whose structs this device may
 * bring. The ticket says of which server and which epoch the document is: where it is another one than the copy's, what
 * is here has to be handed in, or put aside, before anything of it counts as saved.
 */
import type { Ticket } from '@tablee/shared/wire/document'
import type { Acks } from './acks.ts'
import type { Api, ClientProblem } from './api.ts'
import type { Asks } from './kind.ts'
import type { Fact } from './facts.ts'
import type { Parting } from './parting.ts'
import type { Provenance } from './provenance.ts'
import type { Rebuild } from './rebuild.ts'
import type { Renewal } from './renewal.ts'
import type { Replica } from './replica.ts'

export type AdmissionParts = {
  readonly api: Api
  readonly request: (asks: Asks) => unknown
  readonly mayEditAtFirst: boolean
  readonly replica: Replica
  readonly rebuild: Rebuild
  readonly provenance: Provenance
  readonly renewal: Renewal
  readonly acks: Acks
  readonly parting: Parting
  /** What is told where changes may not be sent. */
  readonly mayNotEdit: ClientProblem
  /** Still wanted: the link has not been closed meanwhile. */
  readonly asking: () => boolean
  /** One for presence came along, or none. */
  readonly presence: (ticket: string | null) => void
  /** The document is no more. */
  readonly gone: () => void
  readonly saved: (run: () => void) => void
  readonly on: (fact: Fact) => void
}

export function openAdmission(parts: AdmissionParts) {
  const { replica, rebuild, provenance, renewal, acks, on } = parts
  let mayEdit = parts.mayEditAtFirst

  /** A restored server lacks what it once acknowledged. */
  function met({ incarnation, recovery }: Ticket): void {
    if (provenance.ticket(incarnation, recovery === true)) {
      acks.forget()
      // Counts as kept here until it was handed in.
      if (mayEdit && acks.unsaved() === 0) acks.restored(1)
    }
    // Who may not write has nobody to hand it to: the document is made anew from the server's, what it lacks becomes a
    // file.
    if (provenance.restored && !provenance.recovery && !mayEdit)
      rebuild.refuse({ problem: { code: 'refused', why: 'restored' }, where: [], changes: 0 })
  }

  async function ask(): Promise<void> {
    const live = rebuild.fresh?.clientID ?? replica.doc.clientID
    const clients = [...replica.clients().filter((client) => client !== live), live]
    const epoch = rebuild.fresh ? '' : renewal.epoch
    const asks: Asks = { path: 'collab', clients, presence: true, epoch }
    const answer = await parts.api.post<Ticket>('/api/tickets', parts.request(asks))
    if (!parts.asking()) return
    // The device's store answered meanwhile: its clients belong in the ticket too.
    if (replica.clients().some((client) => !clients.includes(client))) return void ask()
    if (!answer.ok) {
      if (answer.problem.code === 'not-found') parts.gone()
      const problem = await parts.parting.part(answer.problem)
      return parts.asking() ? on({ is: 'no-ticket', problem }) : undefined
    }
    const granted = answer.value
    parts.presence(granted.presence ?? null)
    mayEdit = granted.mayEdit
    met(granted)
    renewal.ticket(granted.epoch)
    if (renewal.over && rebuild.fresh === null) {
      const upTo = acks.last()
      const left = await renewal.leave(mayEdit ? null : parts.mayNotEdit)
      if (!parts.asking()) return
      if ('wait' in left) return on({ is: 'no-ticket', problem: left.wait })
      if (left.refusal === null) parts.saved(() => acks.savedUpTo(upTo))
      rebuild.begin(left)
    }
    on({ is: 'ticket', ticket: granted.ticket, mayWrite: mayEdit, anew: rebuild.fresh !== null })
  }

  return {
    ask,
    /** By the last ticket, until the server has told how the document stands. */
    get mayEdit() {
      return mayEdit
    },
  }
}
