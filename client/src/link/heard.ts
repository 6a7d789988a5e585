/** What the server says beside the document: what it has in its journal, how the document stands, what it refused. */
import type { Role } from '@tablee/shared/roles'
import type { ToEditor } from '@tablee/shared/wire/editor'
import type { Acks } from './acks.ts'
import type { Copy } from './copy.ts'
import { mayEdit, type LinkKind } from './kind.ts'
import type { Fact } from './facts.ts'
import type { Provenance } from './provenance.ts'
import { fromBase64 } from 'lib0/buffer'
import type { Replica } from './replica.ts'

export type HeardParts<Status> = {
  readonly kind: Pick<LinkKind<Status, never>, 'documents' | 'status' | 'state' | 'recovers'>
  readonly role: Role
  readonly acks: Acks
  readonly provenance: Provenance
  readonly replica: Replica
  readonly copy: () => Copy
  readonly status: (status: Status) => void
  readonly on: (fact: Fact) => void
  readonly changed: () => void
}

export function openHeard<Status>(parts: HeardParts<Status>) {
  const { kind, role, acks, provenance, replica, on, changed } = parts

  /** More of ours is in its journal: counted before and after `count`. */
  function saved(count: () => void): void {
    const before = acks.unsaved()
    count()
    const left = acks.unsaved()
    if (left === before) return
    on({ is: 'saved', left })
    const copy = parts.copy()
    if (copy.left > 0 && acks.waiting().every(({ update }) => update !== null)) copy.saved()
    copy.store?.own([...replica.wrote], left)
    changed()
  }

  function told(message: ToEditor): void {
    const status = kind.status(message)
    if (status !== null) {
      parts.status(status)
      const ended = provenance.recovery && provenance.restored && !kind.recovers(status)
      on({ is: 'status', mayEdit: mayEdit(kind, role, status), ended })
      return changed()
    }
    switch (message.type) {
      case 'saved':
        on({ is: 'storage', down: null })
        acks.vector(fromBase64(message.sv))
        saved(() => acks.answered(message.frames))
        return changed()
      case 'storage':
        on({ is: 'storage', down: message.state === 'down' ? { savedUntil: message.savedUntil } : null })
        return changed()
      case 'refused':
        return on({ is: 'explained', problem: message.problem, where: message.at })
    }
  }
  return { saved, told }
}
