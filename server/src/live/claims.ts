/** Whose clientIDs are whose, in one document and epoch. */
import * as Y from 'yjs'
import type { DocName, Journal } from '../journal/port.ts'
import type { Claim, HandingIn } from './gate.ts'

/** Devices of the server's own hand begin so (writer.ts). */
export const serverDevice = 'server-'

type Where = { readonly name: DocName; readonly epoch: number; readonly document: Y.Doc }

export class Claims {
  private readonly devices = new Map<number, string>()
  private readonly journal: Journal
  private readonly where: Where

  constructor(journal: Journal, where: Where) {
    this.journal = journal
    this.where = where
  }

  private owner(client: number): string | null {
    return this.devices.get(client) ?? this.journal.owner(this.where.name, this.where.epoch, client)
  }

  claim(client: number, device: string, author: string, listed: readonly number[]): Claim {
    const known = this.devices.get(client)
    if (known !== undefined) return known === device ? 'yours' : 'another'
    const { name, epoch } = this.where
    // Bound to anyone who brings it first, an offline device's structs would be lost to a neighbour that carries them.
    if (!listed.includes(client) && this.journal.owner(name, epoch, client) !== device) return 'another'
    const claim = this.journal.claim(name, epoch, client, device, author)
    if (claim !== 'another') this.devices.set(client, device)
    return claim
  }

  /** Whether this device wrote with that clientID. Never binds one that nobody holds. */
  wrote(client: number, device: string, author: string): boolean {
    return Y.getState(this.where.document.store, client) > 0 && this.claim(client, device, author, []) !== 'another'
  }

  handingIn(device: string, listed: readonly number[]): HandingIn {
    return {
      foreign: (client) => {
        const held = this.owner(client)
        return held === null ? !listed.includes(client) : held !== device
      },
      server: (client) => (this.owner(client) ?? serverDevice).startsWith(serverDevice),
    }
  }
}
