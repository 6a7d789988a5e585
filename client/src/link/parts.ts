/**
 * A link's parts, put together: `machine.ts` decides, `runner.ts` runs it, the parts do its effects and bring it facts.
 */
import { addressOf, nameOf } from '@tablee/shared/documents'
import { can, editing, opening, type Role } from '@tablee/shared/roles'
import { openAcks } from './acks.ts'
import { openAdmission } from './admission.ts'
import { openApi } from './api.ts'
import { largestFrame } from './catchup.ts'
import { openCopy, type Copy } from './copy.ts'
import type { Environment } from './environment.ts'
import { openExchange } from './exchange.ts'
import { openHeard } from './heard.ts'
import type { Asks, LinkCommand, LinkKind } from './kind.ts'
import { connected } from './machine.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { openPresence } from './presence.ts'
import { openParting } from './parting.ts'
import { openProvenance } from './provenance.ts'
import { openRebuild } from './rebuild.ts'
import { openRefused } from './refused.ts'
import { openRenewal } from './renewal.ts'
import { openReplica } from './replica.ts'
import { openRunner } from './runner.ts'
import { openScreen } from './screen.ts'
import type { Session } from './session.ts'
import { openStorage, type DeviceStorage } from './storage.ts'

export type LinkOptions = {
  readonly id: string
  readonly session: Session
  /** Nobody there is told that this page is: it only reads along. */
  readonly unshown?: boolean
  readonly environment?: Environment
  /** For tests: the largest frame, so that catching up can be seen with little text. */
  readonly frame?: number
  /** For tests: a disk that is slow, or that a page leaves in the middle of writing. */
  readonly storage?: () => Promise<DeviceStorage>
}

type Wired = {
  readonly admission: ReturnType<typeof openAdmission>
  readonly exchange: ReturnType<typeof openExchange>
  readonly outbox: Pick<Outbox<LinkCommand>, 'wake'>
  readonly renewal: ReturnType<typeof openRenewal>
  readonly presence: ReturnType<typeof openPresence>
  readonly rebuild: ReturnType<typeof openRebuild>
  readonly provenance: ReturnType<typeof openProvenance>
  readonly screen: Pick<ReturnType<typeof openScreen>, 'waits' | 'moved' | 'changed'>
}
/** What the machine's effects are, in the parts. */
const effectsOf = (
  parts: () => Wired,
  {
    shows,
    unsent,
    finishRebuild,
  }: { readonly shows: boolean; readonly unsent: () => void; readonly finishRebuild: () => void },
): Parameters<typeof openRunner>[3] => ({
  ask: () => void parts().admission.ask(),
  attach: (ticket, mayWrite) => parts().exchange.attach(ticket, mayWrite),
  answer: (sv, careful) => parts().exchange.answer(sv, careful),
  bring: (difference) => void parts().exchange.bring(difference),
  hangUp: () => parts().exchange.hangUp(),
  goLive() {
    parts().outbox.wake()
    parts().renewal.others.wake()
    if (shows) parts().presence.start()
    unsent()
  },
  leave: () => parts().presence.stop(),
  rebuild(refusal) {
    parts().rebuild.refuse(refusal)
    parts().screen.changed()
  },
  finishRebuild,
  settle() {
    parts().provenance.settled()
    // What a command names is there now.
    parts().outbox.wake()
  },
  silence: () => parts().exchange.silence(),
  waits: (milliseconds) => parts().screen.waits(milliseconds),
  moved: (was) => parts().screen.moved(was),
  changed: () => parts().screen.changed(),
})

const denials = (documents: LinkKind<unknown, LinkCommand>['documents'], role: Role) =>
  ({
    open: { code: 'not-allowed', role, action: opening(documents) },
    edit: { code: 'not-allowed', role, action: editing(documents) },
  }) as const

export function openParts<Status, Command extends LinkCommand>(
  kind: LinkKind<Status, Command>,
  options: LinkOptions,
  environment: Environment,
) {
  const { id, session } = options
  const { role, seat } = session.me
  const who = seat === null ? role : `${role}:${seat}`
  const { now } = environment
  const chance = () => (environment.random(1)[0] ?? 0) / 256
  const changed = () => screen.changed()

  const { documents } = kind
  const address = addressOf(documents, id)
  const request = (asks: Asks) => ({ [documents]: id, ...asks })
  const denied = denials(documents, role)
  const { on, later, lose, machine } = openRunner(
    environment,
    chance,
    denied,
    effectsOf(() => ({ admission, exchange, outbox, renewal, presence, rebuild, provenance, screen }), {
      shows: options.unshown !== true && can(role, 'presence.show'),
      unsent: () => unsent(),
      finishRebuild,
    }),
  )
  const unsent = () => on({ is: 'unsent', unsaved: acks.unsaved() })
  function finishRebuild(): void {
    const whole = rebuild.finish()
    if (whole) {
      if (renewal.left()) screen.renewed()
      exchange.openForUpdates()
      copy.resume()
    } else queueMicrotask(() => on({ is: 'again' }))
    on({ is: 'rebuilt', whole })
    changed()
  }

  const api = openApi(environment, () => session)
  const acks = openAcks(now)
  const provenance = openProvenance((incarnation) => copy.store?.incarnation(incarnation))
  const refused = openRefused({ called: documents, id }, () => copy.store, changed)
  const base = {
    refused,
    environment,
    api,
    asker: session,
    acks,
    provenance,
    on,
    changed,
    chance,
    now,
    later: environment.later,
    role,
    copy: () => copy,
    rebuilding: () => rebuild.fresh !== null,
    fresh: () => rebuild.fresh,
    epoch: () => renewal.epoch,
    part: options.frame,
  }
  const replica = openReplica({
    ...base,
    undo: (doc) => kind.undo(doc, who),
    erases: kind.erases,
    made(update) {
      exchange.made(update)
      // After the transaction: the rebuilt document must not be swapped in beneath it.
      if (connected(machine()) && !machine().exchange.mayWrite) queueMicrotask(unsent)
      changed()
    },
    // Also while attaching: what is typed next would be nobody's.
    renamed: () => connected(machine()) && queueMicrotask(() => on({ is: 'again' })),
  })
  const rebuild = openRebuild({ ...base, replica })
  const status = (next: Status) => screen.tell(next)
  const { saved, told } = openHeard<Status>({ ...base, kind, replica, status })
  const at = `${address}/catch-up`
  const exchange = openExchange({
    ...base,
    name: nameOf(documents, id),
    at,
    frame: options.frame ?? largestFrame,
    replica,
    comesBack: (doc, update, apply, own) => (kind.comesBack ? kind.comesBack(doc, update, apply, own, who) : apply()),
    told,
    saved,
  })
  const outbox: Outbox<Command> = openOutbox({
    ...base,
    at: `${address}/commands`,
    store: {
      putCommand: (stored) => void copy.loaded.then(() => copy.store?.putCommand(stored)),
      removeCommand: (command) => void copy.loaded.then(() => copy.store?.removeCommand(command)),
    },
    // What the device's store has not said yet may be on its way too.
    early: () => copy.unread !== null || acks.unsaved() > 0,
    refused: (command, problem) => refused.command(command.id, kind.said(command), problem, now()),
  })
  const renewal = openRenewal({
    ...base,
    at,
    doc: () => replica.doc,
    clients: replica.clients,
  })
  const parting = openParting({
    ...base,
    at: documents === 'board' && role === 'citizen' && seat !== null ? `${address}/hand-in` : null,
    replica,
    saved,
    commands: () => outbox.wake(),
  })
  const presence = openPresence({ ...base, request: request({ path: 'presence', clients: [] }) })
  const admission = openAdmission({
    ...base,
    request,
    mayEditAtFirst: session.me.mayEdit,
    replica,
    rebuild,
    renewal,
    parting,
    mayNotEdit: denied.edit,
    asking: () => machine().state === 'asking',
    presence: presence.ticket,
    gone: () => kind.forget(environment, session, id, 'gone'),
    saved,
  })
  const screen = openScreen<Status>({
    ...base,
    kind,
    machine,
    // From a board that one has left nothing is heard: what earlier pages had saved there stays so.
    behind: () => !parting.away() && acks.behind(replica.doc, replica.clients()),
    mayEditAtTicket: () => admission.mayEdit,
    commands: outbox.pending,
    others: renewal.others.count,
    refused: refused.refused,
  })
  const copy: Copy<Command> = openCopy({
    ...base,
    storage: options.storage ?? (() => openStorage(environment)),
    scope: `${kind.kept(id)}/${who}`,
    doc: () => replica.doc,
    other: renewal.others.add,
    outbox,
    over: () => machine().state === 'closed',
    wrote: () => replica.wrote,
    read(found) {
      renewal.found(found.epoch)
      // The connection's ticket names none of these clients, and nothing of this may count as sent by it.
      on({ is: 'read', held: found.board, anew: found.elsewhere || screen.unsaved() > 0 })
      changed()
    },
  })

  return { who, on, later, lose, replica, refused, outbox, renewal, parting, presence, screen, copy }
}
