/**
 * Erasure: sentences that were struck out leave everything that this server keeps. Their row stays and counts; snapshots
 * keep their bytes and names. In this order, each step durable before the next, so that one that was cut off is taken up
 * again: the intention (ids only), the living board, what the snapshots called it, then all history in one transaction,
 * and last the file's own remains.
 */
import { createHash } from 'node:crypto'
import {
  blacken,
  blackenBoard,
  blackened,
  isBlack,
  lettersOf,
  sought,
  type Letters,
} from '@tablee/shared/board/blacken'
import { struckOn } from '@tablee/shared/board/struck'
import { newId, type BoardId, type CommandId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Erasures } from '@tablee/shared/wire/http'
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { EraseRow } from '../snapshot/erased-row.ts'
import type { Salt } from '../snapshot/row.ts'
import { readSnapshotRow } from '../snapshot/row.ts'
import type { Database } from '../store/database.ts'
import { blackenCommand, blackenUpdate, type Sought } from './blacken-row.ts'

export type Erasing = ReturnType<typeof createErasing>
export type By = { readonly author: string; readonly device: string }
type Task = {
  readonly command: string
  readonly dialogue: DialogueId
  readonly board: BoardId
  readonly ids: ReadonlySet<string>
  readonly letters: readonly Letters[]
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export function createErasing({
  database,
  journal,
  boards,
  look,
  write,
  late,
  onRewritten,
  clock,
  random,
}: {
  database: Database
  journal: Journal
  boards: (dialogue: DialogueId) => readonly BoardId[]
  look: <T>(board: BoardId, read: (doc: Y.Doc) => T) => T
  write: (board: BoardId, author: string, change: (doc: Y.Doc) => void) => Promise<Result<unknown>>
  /** What devices brought of epochs that had ended, to be rewritten in the same transaction. */
  late: { rewrite(board: BoardId, change: (update: Uint8Array) => Uint8Array): void }
  /** What is kept in memory of these rows is read anew. */
  onRewritten: () => void
  clock: Clock
  random: RandomBytes
}) {
  const begin = database.prepare(
    'INSERT INTO erasure (command, dialogue, board, at, words, letters, done) VALUES (?, ?, ?, ?, ?, ?, 0)',
  )
  const end = database.prepare('UPDATE erasure SET done = 1 WHERE command = ?')
  const open = database.prepare('SELECT command, dialogue, board, words, letters FROM erasure WHERE done = 0')
  const list = database.prepare('SELECT words FROM erasure WHERE dialogue = ? AND done = 1')
  const texts = database.prepare('SELECT digest, text FROM snapshot_text')
  const dropText = database.prepare('DELETE FROM snapshot_text WHERE digest = ?')
  const noteErased = database.prepare('INSERT OR IGNORE INTO erased_text (digest, command) VALUES (?, ?)')
  const erasedOf = database.prepare(
    `SELECT erasure.command, erasure.at, erased_text.digest FROM erased_text
     JOIN erasure ON erasure.command = erased_text.command WHERE erasure.board = ? ORDER BY erasure.at, erased_text.digest`,
  )
  const idsOf = (value: unknown): readonly string[] => JSON.parse(String(value)) as string[]

  const struck = (board: BoardId) =>
    look(board, struckOn).filter(({ texts: said }) => said.some((one) => !isBlack(one)))

  async function append(board: BoardId, row: EraseRow, by: By, also: () => void): Promise<boolean> {
    const doc = `board:${board}`
    const done = await journal.append({
      doc,
      epoch: journal.head(doc).epoch,
      kind: 'command',
      author: by.author,
      device: by.device,
      writers: [],
      deps: [],
      data: encoder.encode(JSON.stringify(row)),
      also,
    })
    return done.ok
  }

  /** Every epoch of a document, oldest first. */
  const history = (doc: string) => journal.since(doc, journal.head(doc).epoch, 0)

  /** Where these sentences stand letter by letter: on the board as it is, and as each ended epoch left it. */
  function standing(board: BoardId, sentences: readonly string[]): readonly Letters[] {
    const doc = `board:${board}`
    const ended = journal.epochs(doc).slice(0, -1)
    return [
      ...look(board, (now) => lettersOf(now, sentences)),
      ...ended.flatMap(({ epoch }) => {
        const then = new Y.Doc()
        then.transact(() => {
          for (const update of journal.load(doc, epoch).updates) Y.applyUpdate(then, update)
        })
        return lettersOf(then, sentences)
      }),
    ]
  }

  /** What stands in the log under these ids: all versions, drafts of sheets too. Read from it, not remembered. */
  function said({ board, dialogue, ids }: Pick<Task, 'board' | 'dialogue' | 'ids'>): readonly string[] {
    const found = new Set<string>()
    for (const row of history(`board:${board}`)) {
      if (row.kind !== 'update') continue
      for (const struct of Y.decodeUpdate(row.data).structs) {
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue
        if ((struct.parent as unknown) !== 'words' || struct.parentSub === null || !ids.has(struct.parentSub)) continue
        for (const value of struct.content.arr as readonly { text?: unknown }[])
          if (typeof value.text === 'string') found.add(value.text)
      }
    }
    for (const row of history(`voices:${dialogue}`)) {
      const sheet = row.kind === 'command' ? sheetIn(JSON.parse(decoder.decode(row.data)), ids) : null
      if (sheet?.sent === true) found.add(sheet.text)
    }
    return [...found].filter((one) => !isBlack(one))
  }

  /** The salts of snapshots, by digest: with one of them a sentence could be guessed at. */
  function placesOf({ dialogue, ids }: Task): ReadonlySet<string> {
    const own = new Set<string>()
    const ofIt = ({ place }: Salt): boolean => {
      const [kind, id = ''] = [place.slice(0, place.indexOf(':')), place.slice(place.indexOf(':') + 1)]
      return (kind === 'words' || kind === 'sheet' || kind === 'element') && ids.has(id.replace(/^shape:/, ''))
    }
    for (const doc of [`dialogue:${dialogue}`, ...boards(dialogue).map((id) => `board:${id}`)])
      for (const row of history(doc)) {
        const snapshot = row.kind === 'command' ? readSnapshotRow(decoder.decode(row.data)) : null
        for (const salt of snapshot?.salts ?? []) if (ofIt(salt)) own.add(salt.digest)
      }
    return own
  }

  async function run(task: Task, by: By): Promise<Result<null>> {
    await journal.settled()
    const what: Sought = { ids: task.ids, sentences: sought(said(task)), letters: task.letters }
    const done = await write(task.board, by.author, (doc) =>
      blackenBoard(doc, { who: by.author, why: 'erase' }, task.ids, what.sentences),
    )
    if (!done.ok) return done
    const own = placesOf(task)
    const gone = texts.all().flatMap((row) => {
      const [digest, text] = [String(row['digest']), String(row['text'])]
      const next = own.has(digest) ? blackened(text) : blacken(text, what.sentences)
      return next === text ? [] : [{ digest, as: sha256(next) }]
    })
    const named = await append(task.board, { kind: 'erased', command: task.command, texts: gone }, by, () => {
      for (const { digest } of gone) noteErased.run(digest, task.command)
    })
    if (!named) return fail({ code: 'journal-unavailable' })
    await journal.settled()
    rewrite(task, what, new Set(gone.map(({ digest }) => digest)))
    return ok(null)
  }

  function rewrite(task: Task, what: Sought, digests: ReadonlySet<string>): void {
    const unsalted = (value: unknown): unknown => {
      const snapshot = readSnapshotRow(JSON.stringify(value))
      if (snapshot === null) return value
      return {
        ...snapshot,
        salts: snapshot.salts.map((one) => (digests.has(one.digest) ? { ...one, salt: '' } : one)),
      }
    }
    const update = (data: Uint8Array): Uint8Array => blackenUpdate(data, what)
    const ofBoard = (doc: string): number =>
      journal.rewrite(doc, {
        row: ({ kind, data }) => (kind === 'update' ? update(data) : blackenCommand(data, what, unsalted)),
        state: update,
      })
    database.transaction(() => {
      for (const id of boards(task.dialogue)) {
        ofBoard(`board:${id}`)
        late.rewrite(id, update)
        for (const doc of journal.documents(`view:${id}:`)) ofBoard(doc)
      }
      for (const doc of [`dialogue:${task.dialogue}`, `voices:${task.dialogue}`])
        journal.rewrite(doc, {
          row: ({ data }) =>
            blackenCommand(data, what, (value) => {
              const sheet = sheetIn(value, task.ids)
              return sheet === null ? unsalted(value) : { ...sheet, text: blackened(sheet.text) }
            }),
          state: (state) => state,
        })
      for (const digest of digests) dropText.run(digest)
      end.run(task.command)
    })
    onRewritten()
  }

  // One after the other: each rewrites what the next one reads.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const state = (dialogue: DialogueId): Erasures => ({
    struck: boards(dialogue).reduce((sum, board) => sum + struck(board).length, 0),
    erased: list.all(dialogue).reduce((sum, row) => sum + idsOf(row['words']).length, 0),
  })

  return {
    state,
    /** All that was struck out of this dialogue's boards by now. */
    erase: (dialogue: DialogueId, by: By): Promise<Result<Erasures>> =>
      inTurn(async () => {
        for (const board of boards(dialogue)) {
          const sentences = struck(board)
          if (sentences.length === 0) continue
          const ids = new Set(sentences.flatMap((one) => [...one.ids]))
          const looked = sought(said({ board, dialogue, ids }))
          const letters = standing(board, looked)
          const row: EraseRow = { kind: 'erase', command: newId<CommandId>(random), words: [...ids].sort(), letters }
          const begun = await append(board, row, by, () =>
            begin.run(row.command, dialogue, board, clock(), JSON.stringify(row.words), JSON.stringify(letters)),
          )
          if (!begun) return fail({ code: 'journal-unavailable' })
          const done = await run({ command: row.command, dialogue, board, ids, letters }, by)
          if (!done.ok) return done
        }
        database.scrub()
        return ok(state(dialogue))
      }),
    /** What a stop cut off is done to its end, before anybody is served. */
    resume: (): Promise<void> =>
      inTurn(async () => {
        const left = open.all()
        for (const row of left)
          await run(
            {
              command: String(row['command']),
              dialogue: row['dialogue'] as DialogueId,
              board: row['board'] as BoardId,
              ids: new Set(idsOf(row['words'])),
              letters: JSON.parse(String(row['letters'])) as Letters[],
            },
            { author: 'server', device: 'server' },
          )
        if (left.length > 0) database.scrub()
      }),
    /** By board, oldest first: since when which digests have no text any more. */
    errata: (board: string): readonly { readonly at: number; readonly digests: readonly string[] }[] => {
      const all = new Map<string, { at: number; digests: string[] }>()
      for (const row of erasedOf.all(board)) {
        const one = all.get(String(row['command'])) ?? { at: Number(row['at']), digests: [] }
        one.digests.push(String(row['digest']))
        all.set(String(row['command']), one)
      }
      return [...all.values()]
    },
  }
}

type Sheet = { readonly kind: 'write'; readonly sheet: string; readonly text: string; readonly sent: boolean }
function sheetIn(value: unknown, ids: ReadonlySet<string>): Sheet | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'write') return null
  const sheet = value as Sheet
  return ids.has(sheet.sheet) ? sheet : null
}
