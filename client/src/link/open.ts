/**
 * A document's link: the document on this device, kept in step with the server, and what the screen may say about it.
 * `machine.ts` decides what happens next, `parts.ts` puts together what does it. Time, chance, network and storage come
 * in as an `Environment`, what is of the kind of document as a `LinkKind`.
 *
 * Invariants: an own change is in the offline copy before or while it travels; the light says `saved` only for what the
 * server has committed; a clientID is used by one page load only; every connection begins with a fresh ticket that
 * names all clientIDs whose structs this device may bring.
 */
import { patience } from './copy.ts'
import { browser } from './environment.ts'
import type { LinkCommand, LinkKind } from './kind.ts'
import type { DocumentLink } from './link.ts'
import { openParts, type LinkOptions } from './parts.ts'

export function openLink<Status, Command extends LinkCommand>(
  kind: LinkKind<Status, Command>,
  options: LinkOptions,
): DocumentLink<Command> & { told(): Status | null } {
  const environment = options.environment ?? browser()
  const { id, session } = options
  const { role, seat } = session.me
  const parts = openParts(kind, options, environment)
  const { on, replica, refused, outbox, presence, screen, copy } = parts
  // A store that is late is merged when it answers; the table does not wait for it so long.
  parts.later(patience, () => on({ is: 'loaded' }))

  const retry = () => on({ is: 'retry' })
  const offs = [
    environment.onOnline(retry),
    // A device that lost its Wi-Fi keeps an open socket for a minute; the light must not say "saving" for so long.
    environment.onOffline(() => parts.lose('offline')),
    environment.onHide(() => copy.store?.hurry()),
  ]
  function close(): void {
    on({ is: 'close' })
    for (const off of offs) off()
    outbox.close()
    parts.renewal.others.close()
    presence.close()
    replica.close()
    copy.close()
  }

  return {
    get doc() {
      return replica.doc
    },
    get undo() {
      return replica.undo
    },
    get me() {
      return { role, seat, who: parts.who, mayEdit: screen.mayEdit() && !parts.parting.away() }
    },
    presence,
    status: screen.status,
    light: screen.light,
    told: screen.told,
    clockOffset: screen.clockOffset,
    version: screen.version,
    subscribe: screen.subscribe,
    command: outbox.add,
    pendingCommands: outbox.pending,
    refusedFile: refused.file,
    dismissRefused: refused.dismiss,
    parted: parts.parting.told,
    retry,
    close,
    async leave() {
      on({ is: 'close' })
      kind.forget(environment, session, id, 'left')
      // A store that is late is wiped when it answers; nobody is kept at the table by it.
      await Promise.race([
        copy.loaded.then(() => copy.store?.wipe()),
        new Promise<void>((resolve) => void environment.later(patience, resolve)),
      ])
      close()
    },
  }
}
