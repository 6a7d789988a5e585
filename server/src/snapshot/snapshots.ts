/**
 * Snapshots: a board, or a whole dialogue at one cut, frozen as canonical JSON and named by its hash. Taken from the
 * journal's rows; what it adds to the journal is one row with the cut, the name and the salts it had to draw.
 */
import { boardDoc, boardOf, dialogueDoc, prefixOf, voicesDoc } from '@tablee/shared/documents'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { diffSnapshots, type SnapshotDiff } from '@tablee/shared/snapshot/diff'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { digestsOf, snapshotText, type Sidecar, type Snapshot } from '@tablee/shared/snapshot/structure'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { commandEntry } from '../journal/command.ts'
import type { Journal } from '../journal/port.ts'
import type { Hand } from '../record/record.ts'
import type { Database } from '../store/database.ts'
import { foldDialogue, type Head } from './fold.ts'
import { nameOf, type Frozen } from './freeze.ts'
import { freeze } from './make.ts'
import { readSnapshotRow, type SnapshotRow } from './row.ts'

export type Snapshots = ReturnType<typeof createSnapshots>

export function createSnapshots({
  database,
  journal,
  random,
}: {
  database: Database
  journal: Journal
  random: RandomBytes
}) {
  const insert = database.prepare(
    'INSERT INTO snapshot (hash, of, dialogue, board, at, author, nodes, relations, words, boards, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertText = database.prepare('INSERT OR IGNORE INTO snapshot_text (digest, salt, text) VALUES (?, ?, ?)')
  const columns = 'hash, of, dialogue, board, at, author, nodes, relations, words, boards'
  const byHash = database.prepare(`SELECT ${columns}, body FROM snapshot WHERE hash = ?`)
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

  /** The row that the tables keep, and its texts. */
  function store(
    hash: string,
    { snapshot, texts }: { readonly snapshot: Snapshot; readonly texts: readonly Frozen[] },
    { at, author }: { readonly at: number; readonly author: string },
  ): void {
    const count = (pick: 'nodes' | 'relations' | 'words') =>
      snapshot.boards.reduce((sum, one) => sum + one[pick].length, 0)
    for (const one of texts) insertText.run(one.digest, one.salt, one.text)
    if (byHash.get(hash) !== undefined) return
    insert.run(
      hash,
      snapshot.of,
      snapshot.dialogue,
      snapshot.of === 'board' ? (snapshot.boards[0]?.id ?? null) : null,
      at,
      author,
      count('nodes'),
      count('relations'),
      count('words'),
      snapshot.boards.length,
      deflateRawSync(snapshotText(snapshot)),
    )
  }

  const keep: typeof store = (...kept) => database.transaction(() => store(...kept))

  /** A row whose body or texts are not in the tables. */
  let behind = false
  /**
   * From the journal: what was committed and not put into the tables, because the process ended between the two; `whole`:
   * also what a damaged file lacks beside. The answer is how many snapshots the journal could not give back.
   */
  async function complete(whole: boolean): Promise<number> {
    let left = 0
    for await (const { found, at, author } of takenIn(journal)) {
      if (!whole && byHash.get(found.hash) !== undefined) continue
      const made = await makeAgain(journal, found).catch(() => null)
      if (made?.ok === true) keep(found.hash, made.value, { at, author })
      else left += 1
    }
    behind = false
    return left
  }

  async function take(dialogue: DialogueId, board: BoardId | null, by: Hand): Promise<Result<SnapshotEntry>> {
    if (behind) await complete(false)
    await journal.settled()
    const plan = await foldDialogue(journal, dialogue, journal.head(dialogueDoc(dialogue)))
    if (plan === null) return fail({ code: 'not-found', what: 'dialogue' })
    const boards = board === null ? plan.draft.boards.map((one) => one.id) : [board]
    // The cut: all heads at one moment of this process, which is the only writer. What comes later is not in it.
    const top = journal.head(dialogueDoc(dialogue))
    const heads = new Map(boards.map((id) => [id, journal.head(boardDoc(id))]))
    const spoken = journal.head(voicesDoc(dialogue))
    const made = await freeze(
      journal,
      dialogue,
      board,
      top,
      heads,
      { epoch: spoken.epoch, until: spoken },
      random,
      true,
    )
    if (made === null) return fail({ code: 'not-found', what: 'board' })

    const hash = nameOf(made.snapshot)
    const known = byHash.get(hash)
    if (known !== undefined) return ok(entryOf(known))
    const row: SnapshotRow = {
      kind: 'snapshot',
      command: newId<CommandId>(random),
      of: made.snapshot.of,
      dialogue,
      board,
      hash,
      cut: made.snapshot.cut,
      salts: made.drawn,
      places: true,
    }
    const doc = board === null ? dialogueDoc(dialogue) : boardDoc(board)
    const appended = await journal.append(commandEntry(doc, row, by))
    if (!appended.ok) return fail({ code: 'journal-unavailable' })
    try {
      keep(hash, made, appended.row)
    } catch {
      // The log has it: it is made again from there before the next one is taken.
      behind = true
    }
    const stored = byHash.get(hash)
    return stored === undefined ? fail({ code: 'journal-unavailable' }) : ok(entryOf(stored))
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
    take: (board: { readonly id: BoardId; readonly dialogue: DialogueId }, by: Hand): Promise<Result<SnapshotEntry>> =>
      inTurn(() => take(board.dialogue, board.id, by)),
    takeDialogue: (dialogue: DialogueId, by: Hand): Promise<Result<SnapshotEntry>> =>
      inTurn(() => take(dialogue, null, by)),
    list: (dialogue: DialogueId): readonly SnapshotEntry[] => all.all(dialogue).map(entryOf),
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
    /** Nothing is taken while this runs: what it takes away must not be in a snapshot that is just being made. */
    inTurn,
    /** All of a dialogue. */
    *of(dialogue: DialogueId): Generator<Snapshot> {
      for (const row of all.all(dialogue)) {
        const found = get(String(row['hash']))
        if (found !== null) yield found
      }
    },
    rebuild: (hash: string): Promise<Result<Snapshot>> => rebuildSnapshot(journal, hash),
    /** At the start, before anybody asks. */
    resume: async (): Promise<void> => void (await complete(false)),
    /** After damage: all is made again, an erased text excepted; how many could not be given back whole. */
    mend: (): Promise<number> => complete(true),
  }
}

type Taken = { readonly found: SnapshotRow; readonly at: number; readonly author: string }

/** Every snapshot that was ever taken, as the journal says. */
async function* takenIn(journal: Journal): AsyncGenerator<Taken> {
  const text = new TextDecoder()
  for (const doc of [...journal.documents(prefixOf('board')), ...journal.documents(prefixOf('dialogue'))]) {
    for await (const row of journal.commands(doc)) {
      const found = readSnapshotRow(text.decode(row.data))
      if (found !== null) yield { found, at: row.at, author: row.author }
    }
  }
}

/** From the journal alone: finds the snapshot's row, folds the rows up to its cut, and checks the name. */
export async function rebuildSnapshot(journal: Journal, hash: string): Promise<Result<Snapshot>> {
  for await (const { found } of takenIn(journal)) {
    if (found.hash !== hash) continue
    const made = await makeAgain(journal, found)
    return made.ok ? ok(made.value.snapshot) : made
  }
  return fail({ code: 'not-found', what: 'snapshot' })
}

async function makeAgain(
  journal: Journal,
  found: SnapshotRow,
): Promise<Result<{ readonly snapshot: Snapshot; readonly texts: readonly Frozen[] }>> {
  const dialogue = found.dialogue as DialogueId
  const heads = new Map<BoardId, Head>()
  for (const [name, head] of Object.entries(found.cut)) {
    const board = boardOf(name)
    if (board !== null) heads.set(board, head)
  }
  const top = found.cut[dialogueDoc(dialogue)]
  if (top === undefined) return fail({ code: 'not-found', what: 'snapshot' })
  const shown = found.cut[voicesDoc(dialogue)]
  const spoken = { epoch: shown?.epoch ?? 0, until: { shown: shown?.seq ?? 0 } }
  const made = await freeze(
    journal,
    dialogue,
    found.board as BoardId | null,
    top,
    heads,
    spoken,
    null,
    found.places === true,
  )
  return made !== null && nameOf(made.snapshot) === found.hash
    ? ok(made)
    : fail({ code: 'refused', why: 'the journal gives another snapshot' })
}
