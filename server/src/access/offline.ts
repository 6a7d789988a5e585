/**
 * Links and sessions read from a database's file, without opening its journal: what a backup lacks, how many cards a key
 * opens. Rows of a record are never covered by a checkpoint, so they all lie in one table.
 */
import { accessAfter, nobody, type AccessState, type LinkState } from '@tablee/shared/access/fold'
import { readAccessRow, type AccessRow } from '@tablee/shared/access/rows'
import { idIn, prefixOf } from '@tablee/shared/documents'
import type { DialogueId, LinkId } from '@tablee/shared/ids'
import { rowIn } from '../journal/row.ts'
import { hasTable, type Database } from '../store/database.ts'

export type LinkStand = Pick<LinkState, 'generation' | 'revokedAt'> & { readonly dialogue: DialogueId }

/** `replaced`: of the file that is attached under this name. */
export function linksOf(database: Database, schema: 'main' | 'replaced' = 'main'): ReadonlyMap<LinkId, LinkStand> {
  const links = new Map<LinkId, LinkStand>()
  if (hasTable(database, 'link', schema))
    for (const cells of database.prepare(`SELECT id, dialogue, generation, revoked_at FROM ${schema}.link`).all())
      links.set(cells['id'] as LinkId, {
        dialogue: cells['dialogue'] as DialogueId,
        generation: Number(cells['generation']),
        revokedAt: cells['revoked_at'] === null ? null : Number(cells['revoked_at']),
      })
  for (const [dialogue, { state }] of statesOf(database, schema))
    for (const [id, { generation, revokedAt }] of state.links) links.set(id, { dialogue, generation, revokedAt })
  return links
}

/** Who was in by the backup, and had been put out, or had left, by the file that it replaces. */
export function leftSince(database: Database): readonly (readonly [DialogueId, string])[] {
  const replaced = statesOf(database, 'replaced')
  return [...statesOf(database, 'main')].flatMap(([dialogue, { state, rows }]) => {
    const later = replaced.get(dialogue)
    if (later === undefined) return []
    return [...rows].flatMap(([seq, row]) => {
      if (row.kind !== 'begin' || state.sessions.get(row.session) === undefined) return []
      // The same log, further on; its row is emptied once the session is over. Of another log nobody can say who had left.
      const now = later.rows.get(seq)
      const same = now?.kind === 'past' || (now?.kind === 'begin' && now.session === row.session)
      return same && later.state.sessions.get(row.session) === undefined ? [[dialogue, row.session] as const] : []
    })
  })
}

/**
 * Who came in by the file that `main` gives way to, and what let them in: links issued since, sessions begun since and
 * still going, and where one of before has sat down since. As rows that say it.
 */
export function cameSince(database: Database, dialogue: DialogueId): readonly AccessRow[] {
  const before = statesOf(database, 'main').get(dialogue)?.state
  const now = statesOf(database, 'replaced').get(dialogue)?.state
  if (before === undefined || now === undefined) return []
  const issued = [...now.links.values()].flatMap(({ id, revokedAt, ...of }): AccessRow[] =>
    before.links.has(id) || revokedAt !== null
      ? []
      : [{ kind: 'issue', command: `restore issued ${id}`, link: id, ...of }],
  )
  const sessions = [...now.sessions].flatMap(([session, of]): AccessRow[] => {
    const link = now.links.get(of.link)
    if (link === undefined || link.revokedAt !== null || link.generation !== of.generation) return []
    const known = before.sessions.get(session)
    if (known === undefined) return [{ kind: 'begin', command: `restore begun ${session}`, session, ...of }]
    return of.seat === null || known.seat === of.seat
      ? []
      : [{ kind: 'sit', command: `restore sat ${session} ${of.seat}`, session, seat: of.seat }]
  })
  return [...issued, ...sessions]
}

type Stand = { readonly state: AccessState; readonly rows: Map<number, AccessRow> }
function statesOf(database: Database, schema: 'main' | 'replaced'): ReadonlyMap<DialogueId, Stand> {
  const states = new Map<DialogueId, Stand>()
  if (!hasTable(database, 'journal_row', schema)) return states
  const text = new TextDecoder()
  const found = database
    .prepare(
      `SELECT name, row.document, row.epoch, seq, at, server, author, device, kind, data, crc
         FROM ${schema}.journal_row AS row JOIN ${schema}.journal_document AS doc ON doc.id = row.document
        WHERE name >= ? AND name < ? AND kind = 'command' ORDER BY document, row.epoch, seq`,
    )
    .all(prefixOf('access'), `${prefixOf('access')}\u{10ffff}`)
  // Read by the index, which repeats the rows: where its copy is not what was written, the row itself may be.
  const first = database.prepare(
    `SELECT epoch, seq, at, server, author, device, kind, data, crc FROM ${schema}.journal_row
      WHERE document = ? AND epoch = ? AND seq = ?`,
  )
  for (const { name, document, ...row } of found) {
    const doc = String(name)
    const dialogue = idIn<DialogueId>('access', doc)
    const data =
      rowIn(doc, row)?.data ?? rowIn(doc, first.get(Number(document), Number(row['epoch']), Number(row['seq'])))?.data
    const read = data === undefined ? null : readAccessRow(text.decode(data))
    if (dialogue === null || read === null) continue
    const { state, rows } = states.get(dialogue) ?? { state: nobody, rows: new Map<number, AccessRow>() }
    states.set(dialogue, { state: accessAfter(state, read), rows: rows.set(Number(row['seq']), read) })
  }
  return states
}
