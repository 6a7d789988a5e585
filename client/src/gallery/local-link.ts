/**
 * A TableLink without a network, on a real document: the gallery's screens are the real ones, and writing in them works.
 * Commands take effect as the server's own verbs would.
 */
import { correct, redact, withdraw } from '@tablee/shared/board/command'
import { readBoard } from '@tablee/shared/board/read'
import { undoFor } from '@tablee/shared/board/undo'
import { readWhole } from '@tablee/shared/board/whole'
import { printedMap } from '@tablee/shared/formats/printed'
import type { PrintedMap } from '@tablee/shared/wire/printed'
import { isLang, type WordsId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { BoardCommand, BoardStatus } from '@tablee/shared/wire/board'
import type * as Y from 'yjs'
import { noCeiling } from '@tablee/shared/dialogue/rule'
import { defaultPolicy, nothingHeld, type TablePolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { withheldBy } from '@tablee/shared/view/withheld'
import type { Light } from '../link/light.ts'
import type { LinkStatus, PendingCommand, Present, TableLink } from '../link/link.ts'
import type { PolicyPort } from '../table/observers/policy.ts'

export type Local = {
  readonly doc: Y.Doc
  readonly status: BoardStatus
  /** False: nobody has told how the board stands since the page was opened. */
  readonly told?: boolean
  readonly role?: Role
  readonly seat?: string | null
  readonly mayEdit?: boolean
  readonly light?: Light
  readonly link?: Partial<LinkStatus>
  /** What becomes of the link a moment after the screen was read. */
  readonly afterwards?: {
    readonly link?: Partial<LinkStatus>
    readonly light?: Light
    readonly status?: BoardStatus
  }
  readonly others?: readonly Present[]
  readonly pending?: readonly PendingCommand[]
  /** What observers may see; `refuses` lets every change fail. */
  readonly policy?: Partial<TablePolicy>
  readonly refuses?: boolean
}

export function localLink({
  doc,
  status,
  told = true,
  role = 'reporter',
  seat = null,
  mayEdit = true,
  light = { kind: 'saved' },
  link = {},
  afterwards,
  others = [],
  pending = [],
}: Local): TableLink {
  const listeners = new Set<() => void>()
  let board = status
  const who = seat === null ? role : `${role}:${seat}`
  let state: LinkStatus = {
    state: 'live',
    since: Date.now() - 60_000,
    problem: null,
    retryAt: null,
    seen: true,
    renewed: null,
    ...link,
  }
  let shown = light
  let version = 0
  const tell = () => {
    version += 1
    for (const run of Array.from(listeners)) run()
  }
  if (afterwards)
    setTimeout(() => {
      state = { ...state, ...afterwards.link }
      shown = afterwards.light ?? shown
      board = afterwards.status ?? board
      tell()
    }, 100)
  function take(command: BoardCommand): void {
    const by = { who, why: command.kind }
    const now = Date.now()
    if (command.kind === 'withdraw') withdraw(doc, by, command.words as WordsId, now, who)
    if (command.kind === 'redact') redact(doc, by, command.words as WordsId, now, who)
    if (command.kind === 'correct' && isLang(command.lang))
      correct(doc, by, {
        words: command.words as WordsId,
        newWords: command.newWords as WordsId,
        text: command.text,
        lang: command.lang,
        at: command.at,
        now,
        by: who,
      })
    if (command.kind === 'curtain') board = { ...board, curtain: command.to }
    if (command.kind === 'release') board = { ...board, held: 0 }
    tell()
  }
  return {
    doc,
    undo: undoFor(doc, who),
    me: { role, seat, who, mayEdit },
    presence: { others: () => others, show: () => undefined, subscribe: () => () => undefined },
    status: () => state,
    light: () => shown,
    boardStatus: () => (told ? board : null),
    at: null,
    clockOffset: () => 0,
    version: () => version,
    subscribe: (run) => {
      listeners.add(run)
      return () => listeners.delete(run)
    },
    command: take,
    pendingCommands: () => pending,
    refusedFile: (id) => ({ name: `refused-${id}.json`, text: '{}' }),
    dismissRefused: () => {
      shown = { kind: 'saved' }
      tell()
    },
    retry: tell,
    close: () => undefined,
    parted: () => null,
    leave: async () => undefined,
  }
}

/** The policy of observation in the gallery's memory. */
export function localPolicy({ doc, policy = {}, refuses = false, role = 'reporter' }: Local): PolicyPort {
  let now: TablePolicy = { ...defaultPolicy, ceiling: noCeiling, ...policy }
  return {
    read: async () => ok(now),
    write: async (change) =>
      refuses ? fail({ code: 'not-allowed', role, action: 'policy.write' }) : ok((now = { ...now, ...change })),
    look: async () => {
      const board = readWhole(doc)
      return ok({
        version: 'local',
        view: project(board, now, nothingHeld, (id) => id),
        withheld: withheldBy(board, now, nothingHeld),
      })
    },
  }
}

/** What a table may show outside, where nobody was asked whether they want to be quoted. */
export const localPrint =
  ({ doc, status }: Local) =>
  async (): Promise<Result<PrintedMap>> =>
    ok(
      printedMap(
        readBoard(doc),
        { question: status.question, site: status.site, table: status.tableNumber, session: status.clock.session },
        0,
      ),
    )
