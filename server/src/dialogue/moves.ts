/** Which sessions a dialogue's tables have been in, read from its log: every move stands there, with its time. */
import { boardDoc, dialogueDoc } from '@tablee/shared/documents'
import { readDialogueCommand } from '@tablee/shared/dialogue/commands'
import { noticeMs, type Ran } from '@tablee/shared/dialogue/ran'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'

export type Moves = {
  /** When the tables were first moved to a session, and whether they ever stayed there for longer than the notice. */
  readonly reached: ReadonlyMap<number, { readonly at: number; readonly stayed: boolean }>
  /** Of each session that the tables left with its clock begun; of several times the last. */
  readonly ran: ReadonlyMap<number, Ran>
}

type Standing = { readonly session: number; readonly startedAt: number | null; readonly at: number }

export function movesOf(journal: Journal, id: DialogueId): Moves {
  const reached = new Map<number, { at: number; stayed: boolean }>()
  const ran = new Map<number, Ran>()
  const text = new TextDecoder()
  const doc = dialogueDoc(id)
  let now: Standing | null = null
  for (const row of journal.since(doc, journal.head(doc).epoch, 0)) {
    const command = row.kind === 'command' ? readDialogueCommand(text.decode(row.data)) : null
    if (command?.kind !== 'found' && command?.kind !== 'move') continue
    const { session, startedAt } = command.kind === 'found' ? command.dialogue : command
    if (now !== null && now.session !== session) {
      if (now.startedAt !== null) ran.set(now.session, { startedAt: now.startedAt, leftAt: row.at })
      const left = reached.get(now.session)
      if (left !== undefined && row.at - now.at > noticeMs) left.stayed = true
    }
    if (!reached.has(session)) reached.set(session, { at: row.at, stayed: false })
    const since: number = now?.session === session ? now.at : row.at
    now = { session, startedAt, at: since }
  }
  return { reached, ran }
}

/**
 * Somebody wrote on the board since then: they went along at once, before the move was taken back. What the server puts
 * there is nobody's, and a curtain is drawn over all boards of a table.
 */
export function touchedSince(journal: Journal, board: BoardId, since: number): boolean {
  const doc = boardDoc(board)
  for (const row of journal.since(doc, journal.head(doc).epoch, 0))
    if (row.kind === 'update' && row.author !== 'server' && row.at > since) return true
  return false
}
