/**
 * Recovery: the time between a restore from a backup and the organiser's word that it is over. Devices hold what the
 * backup lacks and hand it in; observers see nothing meanwhile, because the curtains and policies that came after the
 * backup are lost and cannot be handed in by a device. Each dialogue's organiser ends it for that dialogue.
 */
import { createHash } from 'node:crypto'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { Database } from '../store/database.ts'
import { createHanded } from './handed.ts'

export type Recovery = Awaited<ReturnType<typeof createRecovery>>

type Places = {
  board(id: string): { readonly dialogue: DialogueId; readonly tableNumber: number; readonly session: number } | null
}
/** Bytes of conflicting updates kept per device; beyond that the device's own file has to do. */
const conflictBytes = 4 * 1024 * 1024

/**
 * Reads what was handed in so far first. Nothing runs on a folder that was never restored. What a device brings beyond
 * 4 MiB of conflicts is not kept here.
 */
export async function createRecovery({
  dialogue: own,
  database,
  journal,
  places,
  clock,
  kept,
}: {
  /** A restore of this dialogue counts here, and one of the whole folder; another dialogue's does not. */
  dialogue: DialogueId
  database: Database
  journal: Journal
  places: Places
  clock: Clock
  /** What was written beside the log lies wherever it has to. */
  kept: () => Promise<void>
}) {
  const last = database
    .prepare(
      'SELECT id, began, view_floor, dialogue IS NOT NULL AND made IS NULL AS behind FROM recovery WHERE dialogue IS NULL OR dialogue = ? ORDER BY id DESC LIMIT 1',
    )
    .get(own)
  const current =
    last === undefined
      ? null
      : {
          id: Number(last['id']),
          began: Number(last['began']),
          viewFloor: Number(last['view_floor']),
          // Put back by nobody: the log itself was found behind.
          behind: last['behind'] === 1,
        }
  const find = {
    ended: database.prepare('SELECT dialogue FROM recovery_ended WHERE recovery = ?'),
    conflicts: database.prepare(
      'SELECT board, device, author, at, sha256, length(data) AS bytes FROM recovery_conflict WHERE recovery = ? ORDER BY at, sha256',
    ),
    kept: database.prepare(
      'SELECT coalesce(sum(length(data)), 0) AS bytes FROM recovery_conflict WHERE recovery = ? AND device = ?',
    ),
  }
  const write = {
    end: database.prepare('INSERT OR IGNORE INTO recovery_ended (recovery, dialogue, at, by) VALUES (?, ?, ?, ?)'),
    conflict: database.prepare(
      'INSERT OR IGNORE INTO recovery_conflict (recovery, board, device, author, at, sha256, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
  }
  const ended = new Set<string>(
    current === null ? [] : find.ended.all(current.id).map((row) => String(row['dialogue'])),
  )
  const listeners = new Set<(dialogue: DialogueId) => void>()
  const ofConflicts = new Set<() => void>()
  const running = (dialogue: string): boolean => current !== null && !ended.has(dialogue)
  function active(board: BoardId): boolean {
    if (current === null) return false
    const place = places.board(board)
    return place !== null && running(place.dialogue)
  }
  const handed = current === null ? null : await createHanded({ database, journal, recovery: current.id, active })

  return {
    /** Epochs of views begin here; 0 on a database that was never restored. */
    viewFloor: current?.viewFloor ?? 0,
    running,
    active,
    /** Resolves when it is kept; rejects where it could not be. */
    async conflict(board: BoardId, device: string, author: string, update: Uint8Array): Promise<void> {
      if (current === null || Number(find.kept.get(current.id, device)?.['bytes']) + update.length > conflictBytes)
        return
      write.conflict.run(
        current.id,
        board,
        device,
        author,
        clock(),
        createHash('sha256').update(update).digest('hex'),
        update,
      )
      await kept()
      for (const listener of ofConflicts) listener()
    },
    report(dialogue: DialogueId): RecoveryAnswer {
      if (current === null || handed === null) return { running: false, began: null, boards: [] }
      const of = (board: unknown) => {
        const place = places.board(String(board))
        return place?.dialogue === dialogue ? place : null
      }
      const conflicts = find.conflicts.all(current.id)
      const touched = new Set([...handed.boards(), ...conflicts.map((row) => row['board'] as BoardId)])
      const boards = [...touched].flatMap((board) => {
        const place = of(board)
        if (place === null) return []
        return [
          {
            board,
            table: place.tableNumber,
            session: place.session,
            ...handed.of(board),
            conflicts: conflicts
              .filter((each) => each['board'] === board)
              .map((each) => ({
                // Enough to tell two apart: who has a device's whole name speaks for its seat.
                device: String(each['device']).slice(0, 6),
                author: String(each['author']),
                at: Number(each['at']),
                bytes: Number(each['bytes']),
                sha256: String(each['sha256']),
              })),
          },
        ]
      })
      return {
        running: running(dialogue),
        ...(current.behind ? { behind: true } : {}),
        began: current.began,
        boards,
      }
    },
    /**
     * The organiser's word: from then on only a device's own writing is taken, and observers see the boards again. Rejects,
     * and it goes on, where that could not be kept.
     */
    async end(dialogue: DialogueId, by: string): Promise<void> {
      if (current === null || ended.has(dialogue)) return
      database.transaction(() => {
        for (const board of handed?.boards() ?? []) if (places.board(board)?.dialogue === dialogue) handed?.keep(board)
        write.end.run(current.id, dialogue, clock(), by)
      })
      await kept()
      if (ended.has(dialogue)) return
      ended.add(dialogue)
      for (const listener of listeners) listener(dialogue)
    },
    onConflict: (listener: () => void): void => void ofConflicts.add(listener),
    onEnded(listener: (dialogue: DialogueId) => void): void {
      listeners.add(listener)
    },
  }
}
