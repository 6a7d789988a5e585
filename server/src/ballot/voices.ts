/**
 * People's voices as they stand: a fold over the rows of `voices:<dialogue>`, kept in memory beside tables that hold
 * what must be unique. Every change goes through `append`: judged inside the transaction, after everything that was
 * appended before it, so that of two who want one seat, or of a vote and the close that comes with it, one is first.
 */
import { voicesDoc } from '@tablee/shared/documents'
import { tableSeat, voicesAfter, voicesFrom, type Voices } from '@tablee/shared/ballot/fold'
import { readVoiceRow, type VoiceRow } from '@tablee/shared/ballot/rows'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { Database } from '../store/database.ts'
import { ballotTables } from './migration.ts'

/** Who acts, as it stands in the journal. */
export type Hand = { readonly author: string; readonly device: string }
export type VoiceChange = { readonly dialogue: DialogueId; readonly row: VoiceRow; readonly at: number }
export type VoiceStore = ReturnType<typeof createVoices>

export function createVoices({ database, journal, clock }: { database: Database; journal: Journal; clock: Clock }) {
  const known = database.prepare('SELECT id FROM voice_command WHERE id = ?')
  const insertCommand = database.prepare('INSERT INTO voice_command (id, dialogue) VALUES (?, ?)')
  const putBallot = database.prepare(
    `INSERT INTO ballot (board, step, item, seat, how, dialogue, answer, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (board, step, item, seat, how) DO UPDATE SET answer = excluded.answer, sent = excluded.sent`,
  )
  const knownPlacement = database.prepare('SELECT id FROM sheet_placement WHERE id = ?')
  const insertPlacement = database.prepare('INSERT OR IGNORE INTO sheet_placement (id, dialogue) VALUES (?, ?)')
  /** A device names its own commands only: nobody's vote is taken for done because somebody else used its name before. */
  const nameOf = (command: string, { device }: Pick<Hand, 'device'>): string => `${device} ${command}`
  const text = new TextDecoder()
  const read = (data: Uint8Array): VoiceRow | null => readVoiceRow(text.decode(data))

  /** What is committed: the only state anybody is told of. */
  const committed = new Map<string, Voices>()
  /** With what is on its way to the disk: what the next row is judged by. Absent: as committed. */
  const pending = new Map<string, Voices>()
  const underWay = new Map<string, number>()
  const listeners = new Set<(change: VoiceChange) => void>()

  function* rowsOf(doc: string): Iterable<{ readonly row: VoiceRow; readonly at: number; readonly device: string }> {
    for (const { kind, data, at, device } of journal.since(doc, journal.head(doc).epoch, 0)) {
      const row = kind === 'command' ? read(data) : null
      if (row !== null) yield { row, at, device }
    }
  }

  function voices(dialogue: DialogueId): Voices {
    let found = committed.get(dialogue)
    if (found === undefined) {
      found = voicesFrom(rowsOf(voicesDoc(dialogue)))
      committed.set(dialogue, found)
    }
    return found
  }

  const stop = journal.follow((row) => {
    if (!row.doc.startsWith('voices:') || row.kind !== 'command') return
    const voice = read(row.data)
    if (voice === null) return
    const dialogue = row.doc.slice('voices:'.length) as DialogueId
    // Not loaded yet: the journal already holds this row, and loading reads it.
    const before = committed.get(dialogue)
    if (before !== undefined) committed.set(dialogue, voicesAfter(before, voice, row.at))
    for (const listener of listeners) listener({ dialogue, row: voice, at: row.at })
  })

  function project(dialogue: DialogueId, row: VoiceRow, by: Pick<Hand, 'device'>): void {
    insertCommand.run(nameOf(row.command, by), dialogue)
    if (row.kind !== 'answer') return
    for (const [item, answer] of Object.entries(row.answers))
      putBallot.run(
        row.board,
        row.step,
        item,
        row.seat ?? tableSeat,
        row.how,
        dialogue,
        JSON.stringify(answer),
        row.sent ? 1 : 0,
      )
  }

  return {
    voices,
    /** Whether this device's command with this id has taken effect. */
    done: (command: string, by: Pick<Hand, 'device'>): boolean => known.get(nameOf(command, by)) !== undefined,
    /**
     * Placements of sheets are the board's to keep, and it does not know by which request they came. That one was done is
     * noted here, so that it moves nothing when it comes again after a later one. Not from the journal: `rebuild` keeps it.
     */
    placed: (command: string, by: Pick<Hand, 'device'>): boolean =>
      knownPlacement.get(nameOf(command, by)) !== undefined,
    notePlaced: (dialogue: DialogueId, command: string, by: Pick<Hand, 'device'>): void =>
      void insertPlacement.run(nameOf(command, by), dialogue),
    /**
     * Writes a row unless `judge` objects to it. `judge` sees the state inside the transaction and must only look.
     * A command that was done already is `ok` and changes nothing.
     */
    async append(
      dialogue: DialogueId,
      row: VoiceRow,
      by: Hand,
      judge: (now: Voices) => Problem | null,
    ): Promise<Result<null>> {
      const name = nameOf(row.command, by)
      if (known.get(name) !== undefined) return ok(null)
      const doc = voicesDoc(dialogue)
      voices(dialogue)
      underWay.set(dialogue, (underWay.get(dialogue) ?? 0) + 1)
      let objection: Problem | null = null
      const now = (): Voices => pending.get(dialogue) ?? voices(dialogue)
      const appended = await journal.append({
        doc,
        epoch: journal.head(doc).epoch,
        kind: 'command',
        author: by.author,
        device: by.device,
        writers: [],
        deps: [],
        data: new TextEncoder().encode(JSON.stringify(row)),
        still: () => {
          objection = judge(now())
          return objection === null
        },
        also: () => {
          const before = now()
          project(dialogue, row, by)
          pending.set(dialogue, voicesAfter(before, row, clock()))
        },
      })
      // With nothing on its way any more, or after a failure, the committed state is the truth again.
      const left = (underWay.get(dialogue) ?? 1) - 1
      underWay.set(dialogue, left)
      if (left === 0 || !appended.ok) pending.delete(dialogue)
      if (appended.ok || known.get(name) !== undefined) return ok(null)
      return fail(objection ?? { code: 'journal-unavailable' })
    },
    /** Called after COMMIT with every row. */
    onChange(listener: (change: VoiceChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Empties the tables and fills them from the journal alone. */
    rebuild(): void {
      database.transaction(() => {
        for (const name of ballotTables) database.exec(`DELETE FROM ${name}`)
        for (const doc of journal.documents('voices:'))
          for (const { row, device } of rowsOf(doc)) project(doc.slice('voices:'.length) as DialogueId, row, { device })
      })
      committed.clear()
      pending.clear()
    },
    close: stop,
  }
}
