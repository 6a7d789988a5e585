/**
 * People's voices, what translators and a theme team made of what was said, and materials, over a restore. A phone hands in
 * its own (`voices/again`); what tables did, paper that was typed in, what was translated or put in a theme, which films
 * there are, and whose phone is away by then, no device has. So what the backup lacks comes from the database that it
 * replaces, if that can be read.
 */
import { isDeepStrictEqual } from 'node:util'
import { prefixOf } from '@tablee/shared/documents'
import { rowIn } from '../journal/row.ts'
import { commandIndex } from '../journal/tables.ts'
import type { Database } from '../store/database.ts'

const tables = ['journal_document', 'journal_row'] as const
const columns = 'epoch, seq, at, server, author, device, kind, data, crc'
/** By what a row is known: what it says may have been erased since. */
const written = 'at, server, author, device, kind'

const [voices, dialogue] = [prefixOf('voices'), prefixOf('dialogue')]

type Kind = 'voices' | 'translations' | 'synthesis' | 'materials'
/** `damaged`: names of those of which a row came that is not what was written. */
export type Carried = { readonly came: number; readonly damaged: readonly string[] }

/** Those of them that hold somebody's own voice, where a no may be missing. */
export const voicesOf = (names: readonly string[]): readonly string[] => names.filter((name) => name.startsWith(voices))

/**
 * `replaced` is attached. Rows that follow on the backup's own are added, each from that of its two copies which is as it
 * was written; where backup and replaced say different things at one place the backup stands.
 */
export function carryRows(database: Database, kinds: readonly Kind[]): Carried {
  const known = database
    .prepare(
      `SELECT name FROM main.sqlite_master WHERE type = 'table' INTERSECT SELECT name FROM replaced.sqlite_master WHERE type = 'table'`,
    )
    .all()
    .map((row) => String(row['name']))
  if (!tables.every((name) => known.includes(name))) return { came: 0, damaged: [] }
  const documents = database
    .prepare(
      `SELECT old.id AS old, old.name AS name, old.epoch AS epoch, new.id AS new, new.epoch AS mine
         FROM replaced.journal_document AS old
         JOIN main.journal_document AS of ON substr(of.name, 1, ?2) = ?3
          AND old.name IN (${kinds.map((_, n) => `?${n + 4} || substr(of.name, ?1)`).join(', ')})
         LEFT JOIN main.journal_document AS new ON new.name = old.name`,
    )
    .all(dialogue.length + 1, dialogue.length, dialogue, ...kinds.map(prefixOf))
  const add = database.prepare('INSERT INTO main.journal_document (name, epoch) VALUES (?, ?) RETURNING id')
  const last = database.prepare(
    `SELECT seq, ${written} FROM main.journal_row WHERE document = ? AND epoch = ? ORDER BY seq DESC LIMIT 1`,
  )
  const there = database.prepare(
    `SELECT seq, ${written} FROM replaced.journal_row WHERE document = ? AND epoch = ? AND seq = ?`,
  )
  const after = database.prepare(
    `SELECT ${columns} FROM replaced.journal_row WHERE document = ? AND epoch = ? AND seq > ? ORDER BY seq`,
  )
  const hasCopies =
    database.prepare('SELECT 1 FROM replaced.sqlite_master WHERE name = ?').get(commandIndex) !== undefined
  const second = hasCopies
    ? database.prepare(
        `SELECT ${columns} FROM replaced.journal_row INDEXED BY ${commandIndex}
          WHERE document = ? AND epoch = ? AND seq = ? AND kind = 'command'`,
      )
    : null
  const put = database.prepare(
    `INSERT INTO main.journal_row (document, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let came = 0
  const damaged = new Set<string>()
  database.transaction(() => {
    for (const { old, name, epoch, new: mine, mine: mineEpoch } of documents) {
      if (mine !== null && mineEpoch !== epoch) continue
      const doc = String(name)
      const id = mine ?? add.get(doc, Number(epoch))?.['id']
      if (id === undefined) continue
      const end = last.get(Number(id), Number(epoch))
      const seq = Number(end?.['seq'] ?? 0)
      if (seq > 0 && !isDeepStrictEqual(there.get(Number(old), Number(epoch), seq), end)) continue
      for (const first of after.all(Number(old), Number(epoch), seq)) {
        const other =
          rowIn(doc, first) === null ? second?.get(Number(old), Number(epoch), Number(first['seq'])) : undefined
        const row = rowIn(doc, other) !== null && other !== undefined ? other : first
        if (rowIn(doc, row) === null) {
          damaged.add(doc)
          // Of what people said for themselves each further row counts, and what is missing is told. A theme or a
          // translation that follows on one that is lost may be about it: the log ends before it, whole.
          if (!doc.startsWith(voices)) break
        }
        put.run(Number(id), ...Object.values(row))
        came += 1
      }
    }
  })
  return { came, damaged: [...damaged] }
}

/** Those whose rows are not all there, neither in the backup nor carried over, so that somebody's no may be missing. */
export const incompleteVoices = (database: Database): readonly string[] =>
  database
    .prepare(
      `SELECT DISTINCT name FROM replaced.journal_quarantine AS aside
         JOIN replaced.journal_document AS document ON document.id = aside.document
        WHERE what = 'row' AND substr(name, 1, ?) = ? AND NOT EXISTS (
          SELECT 1 FROM main.journal_row AS row JOIN main.journal_document AS own ON own.id = row.document
           WHERE own.name = document.name AND row.epoch = aside.epoch AND row.seq = aside.seq AND row.crc IS NOT (
             SELECT crc FROM replaced.journal_row AS lost
              WHERE lost.document = aside.document AND lost.epoch = aside.epoch AND lost.seq = aside.seq))`,
    )
    .all(voices.length, voices)
    .map((row) => String(row['name']))
