/**
 * Snapshots: a board, or a whole dialogue at one cut, frozen as canonical JSON and named by its hash. Taken from the
 * journal's rows; what it adds to the journal is one row with the cut, the name and the salts it had to draw.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { diffSnapshots, type SnapshotDiff } from '@tablee/shared/snapshot/diff'
import {
  digestsOf,
  snapshotFormat,
  snapshotText,
  structureOf,
  type Sidecar,
  type Snapshot,
} from '@tablee/shared/snapshot/structure'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { Database } from '../store/database.ts'
import { foldBoard, foldDialogue, type Head } from './fold.ts'
import { freezer, nameOf, type Frozen } from './freeze.ts'
import { readSnapshotRow, type Salt, type SnapshotRow } from './row.ts'

export type SnapshotEntry = {
  readonly hash: string
  readonly of: 'board' | 'dialogue'
  readonly dialogue: DialogueId
  readonly board: BoardId | null
  /** When it was first taken, by the server's clock, and by which role. */
  readonly at: number
  readonly author: string
  readonly boards: number
  readonly nodes: number
  readonly relations: number
  readonly words: number
}
export type TakenBy = { readonly author: string; readonly device: string }
export type Snapshots = ReturnType<typeof createSnapshots>

export function createSnapshots({
  database,
  journal,
  clock,
  random,
}: {
  database: Database
  journal: Journal
  clock: Clock
  random: RandomBytes
}) {
  const insert = database.prepare(
    'INSERT INTO snapshot (hash, of, dialogue, board, at, author, nodes, relations, words, boards, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertText = database.prepare('INSERT OR IGNORE INTO snapshot_text (digest, salt, text) VALUES (?, ?, ?)')
  const columns = 'hash, of, dialogue, board, at, author, nodes, relations, words, boards'
  const byHash = database.prepare(`SELECT ${columns}, body FROM snapshot WHERE hash = ?`)
  const ofDialogue = database.prepare(
    `SELECT ${columns} FROM snapshot WHERE dialogue = ? AND of = 'dialogue' ORDER BY at DESC, rowid DESC`,
  )
  const ofBoard = database.prepare(`SELECT ${columns} FROM snapshot WHERE board = ? ORDER BY at DESC, rowid DESC`)
  const all = database.prepare(`SELECT ${columns} FROM snapshot WHERE dialogue = ? ORDER BY at DESC, rowid DESC`)
  const textOf = database.prepare('SELECT salt, text FROM snapshot_text WHERE digest = ?')

  const entryOf = (row: Record<string, unknown>): SnapshotEntry => ({
    hash: String(row['hash']),
    of: row['of'] === 'board' ? 'board' : 'dialogue',
    dialogue: row['dialogue'] as DialogueId,
    board: row['board'] as BoardId | null,
    at: Number(row['at']),
    author: String(row['author']),
    boards: Number(row['boards']),
    nodes: Number(row['nodes']),
    relations: Number(row['relations']),
    words: Number(row['words']),
  })

  // One at a time: two at once would draw two salts for one text, and one state would have two names.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  async function take(dialogue: DialogueId, board: BoardId | null, by: TakenBy): Promise<Result<SnapshotEntry>> {
    await journal.settled()
    // The cut: all heads at one moment of this process, which is the only writer. What comes later is not in it.
    const top = journal.head(`dialogue:${dialogue}`)
    const plan = foldDialogue(journal, dialogue, top)
    if (plan === null) return fail({ code: 'not-found', what: 'dialogue' })
    const boards = board === null ? plan.draft.boards.map((one) => one.id) : [board]
    const heads = new Map(boards.map((id) => [id, journal.head(`board:${id}`)]))
    const made = await freeze(journal, dialogue, board, top, heads, random)
    if (made === null) return fail({ code: 'not-found', what: 'board' })

    const hash = nameOf(made.snapshot)
    const known = byHash.get(hash)
    if (known !== undefined) return ok(entryOf(known))
    const at = clock()
    const count = (pick: 'nodes' | 'relations' | 'words') =>
      made.snapshot.boards.reduce((sum, one) => sum + one[pick].length, 0)
    const row: SnapshotRow = {
      kind: 'snapshot',
      command: newId<CommandId>(random),
      of: made.snapshot.of,
      dialogue,
      board,
      hash,
      cut: made.snapshot.cut,
      salts: made.drawn,
    }
    const doc = board === null ? `dialogue:${dialogue}` : `board:${board}`
    const appended = await journal.append({
      doc,
      epoch: journal.head(doc).epoch,
      kind: 'command',
      author: by.author,
      device: by.device,
      writers: [],
      deps: [],
      data: new TextEncoder().encode(JSON.stringify(row)),
      also: () => {
        for (const one of made.texts) insertText.run(one.digest, one.salt, one.text)
        insert.run(
          hash,
          row.of,
          dialogue,
          board,
          at,
          by.author,
          count('nodes'),
          count('relations'),
          count('words'),
          made.snapshot.boards.length,
          deflateRawSync(snapshotText(made.snapshot)),
        )
      },
    })
    if (!appended.ok) return fail({ code: 'journal-unavailable' })
    const stored = byHash.get(hash)
    return stored === undefined ? fail({ code: 'unexpected' }) : ok(entryOf(stored))
  }

  const bodyOf = (hash: string): string | null => {
    const row = byHash.get(hash)
    return row === undefined ? null : inflateRawSync(row['body'] as Uint8Array).toString('utf8')
  }
  const get = (hash: string): Snapshot | null => {
    const body = bodyOf(hash)
    return body === null ? null : (JSON.parse(body) as Snapshot)
  }

  return {
    take: (
      board: { readonly id: BoardId; readonly dialogue: DialogueId },
      by: TakenBy,
    ): Promise<Result<SnapshotEntry>> => inTurn(() => take(board.dialogue, board.id, by)),
    takeDialogue: (dialogue: DialogueId, by: TakenBy): Promise<Result<SnapshotEntry>> =>
      inTurn(() => take(dialogue, null, by)),
    list: (dialogue: DialogueId): readonly SnapshotEntry[] => all.all(dialogue).map(entryOf),
    listDialogue: (dialogue: DialogueId): readonly SnapshotEntry[] => ofDialogue.all(dialogue).map(entryOf),
    listBoard: (board: BoardId): readonly SnapshotEntry[] => ofBoard.all(board).map(entryOf),
    entry(hash: string): SnapshotEntry | null {
      const row = byHash.get(hash)
      return row === undefined ? null : entryOf(row)
    },
    /** The canonical bytes, exactly as they were hashed. */
    body: bodyOf,
    get,
    sidecar(hash: string): Sidecar | null {
      const snapshot = get(hash)
      if (snapshot === null) return null
      const texts = [...digestsOf(snapshot)].sort().flatMap((digest) => {
        const row = textOf.get(digest)
        return row === undefined ? [] : [{ digest, salt: String(row['salt']), text: String(row['text']) }]
      })
      return { format: 'tablee-snapshot-text/1', snapshot: hash, texts }
    },
    diff(first: string, second: string): Result<SnapshotDiff> {
      const a = get(first)
      const b = get(second)
      if (a === null || b === null) return fail({ code: 'not-found', what: 'snapshot' })
      return ok(diffSnapshots(a, b, { first, second }))
    },
    rebuild: (hash: string): Promise<Result<Snapshot>> => rebuildSnapshot(journal, hash),
  }
}

/** Board by board, at the heads given. `random` null: every salt must be in the journal already. */
async function freeze(
  journal: Journal,
  dialogue: DialogueId,
  board: BoardId | null,
  top: Head,
  heads: ReadonlyMap<BoardId, Head>,
  random: RandomBytes | null,
): Promise<{ snapshot: Snapshot; texts: readonly Frozen[]; drawn: readonly Salt[] } | null> {
  const plan = foldDialogue(journal, dialogue, top)
  if (plan === null) return null
  const cut: Record<string, Head> = {}
  const boards: Snapshot['boards'][number][] = []
  const texts: Frozen[] = []
  const drawn: Salt[] = []
  for (const [id, head] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place = plan.place(id)
    if (place === null) return null
    const folded = await foldBoard(journal, `board:${id}`, head)
    const freezing = freezer([...folded.salts, ...plan.salts], random)
    cut[`board:${id}`] = folded.content
    boards.push(
      structureOf(folded.board, place, { ...plan.policy(id), curtain: folded.curtain }, folded.held, freezing.freeze),
    )
    texts.push(...freezing.texts)
    drawn.push(...freezing.drawn)
  }
  // A board's snapshot names the last row of the dialogue that is about it: moving on to the next session leaves its name alone.
  cut[`dialogue:${dialogue}`] = board === null ? plan.content : plan.concerns(board)
  return {
    snapshot: { format: snapshotFormat, of: board === null ? 'dialogue' : 'board', dialogue, cut, boards },
    texts,
    drawn,
  }
}

/** From the journal alone: finds the snapshot's row, folds the rows up to its cut, and checks the name. */
export async function rebuildSnapshot(journal: Journal, hash: string): Promise<Result<Snapshot>> {
  const text = new TextDecoder()
  for (const doc of [...journal.documents('board:'), ...journal.documents('dialogue:')]) {
    for (const row of journal.since(doc, journal.head(doc).epoch, 0)) {
      if (row.kind !== 'command') continue
      const found = readSnapshotRow(text.decode(row.data))
      if (found === null || found.hash !== hash) continue
      const dialogue = found.dialogue as DialogueId
      const heads = new Map<BoardId, Head>()
      for (const [name, head] of Object.entries(found.cut))
        if (name.startsWith('board:')) heads.set(name.slice('board:'.length) as BoardId, head)
      const top = found.cut[`dialogue:${dialogue}`]
      if (top === undefined) return fail({ code: 'not-found', what: 'snapshot' })
      const made = await freeze(journal, dialogue, found.board as BoardId | null, top, heads, null)
      return made !== null && nameOf(made.snapshot) === hash
        ? ok(made.snapshot)
        : fail({ code: 'refused', why: 'the journal gives another snapshot' })
    }
  }
  return fail({ code: 'not-found', what: 'snapshot' })
}
