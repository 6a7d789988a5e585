/**
 * Photos of paper: kept by content, counted per board, seen by the board's own people. What observers get is decided by
 * the view (`policy.photos`), never here. A photo that no shape shows any more stays: undo and put-back bring it again.
 */
import type { BoardId, PhotoHash } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { hashOf, type PhotoFiles } from './files.ts'
import { readPicture, type Picture } from './image.ts'

export type Photo = Picture & { readonly hash: PhotoHash; readonly bytes: number }
export type Photos = ReturnType<typeof createPhotos>

/**
 * Problems of `keep`: `too-large`, `refused` (`photo-` and the fault), `board-full`, and `journal-unavailable` where
 * the disk is nearly full. Boards and roles are judged before.
 */
export function createPhotos({
  database,
  files,
  clock,
  kept = () => Promise.resolve(),
}: {
  database: Database
  files: PhotoFiles
  clock: Clock
  /** When the row is wherever it has to be. */
  kept?: (() => Promise<void>) | undefined
}) {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO photo (board, hash, type, width, height, bytes, at, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const find = database.prepare('SELECT * FROM photo WHERE board = ? AND hash = ?')
  const used = database.prepare('SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM photo WHERE board = ?')

  function photo(board: BoardId, hash: PhotoHash): Photo | null {
    const row = find.get(board, hash)
    return row === undefined
      ? null
      : {
          hash,
          type: row['type'] as Photo['type'],
          width: Number(row['width']),
          height: Number(row['height']),
          bytes: Number(row['bytes']),
        }
  }
  /** Being written: they count, or ten devices at once would each find room for the last one. */
  const coming = new Map<BoardId, number>()

  /** Who sends it again because no answer came is told that it is kept once it is. */
  const lies = (photo: Photo): Promise<Result<Photo>> =>
    kept().then(
      () => ok(photo),
      () => fail({ code: 'journal-unavailable' }),
    )

  return {
    /** Looked at, kept, synced, noted; only then the answer. The same photo again is the same answer. */
    async keep(board: BoardId, bytes: Uint8Array, author: string): Promise<Result<Photo>> {
      if (bytes.length > limits.photoBytes)
        return fail({ code: 'too-large', limit: limits.photoBytes, size: bytes.length })
      const picture = readPicture(bytes)
      if (typeof picture === 'string') return fail({ code: 'refused', why: `photo-${picture}` })
      const hash = hashOf(bytes)
      const known = photo(board, hash)
      if (known !== null) return lies(known)
      const waiting = coming.get(board) ?? 0
      if (Number(used.get(board)?.['count']) + waiting >= limits.photos)
        return fail({ code: 'board-full', what: 'photos', limit: limits.photos })
      coming.set(board, waiting + 1)
      try {
        // The device keeps it and is told to try again: a full disk would keep all tables from writing.
        if (!(await files.room())) return fail({ code: 'journal-unavailable' })
        await files.keep(hash, bytes)
      } finally {
        const left = (coming.get(board) ?? 1) - 1
        if (left > 0) coming.set(board, left)
        else coming.delete(board)
      }
      insert.run(board, hash, picture.type, picture.width, picture.height, bytes.length, clock(), author)
      return lies({ ...picture, hash, bytes: bytes.length })
    },
    find: photo,
    /** Null when this board has no such photo. */
    async read(board: BoardId, hash: PhotoHash): Promise<{ photo: Photo; bytes: Uint8Array<ArrayBuffer> } | null> {
      const found = photo(board, hash)
      const bytes = found === null ? null : await files.read(hash)
      return found === null || bytes === null ? null : { photo: found, bytes }
    },
  }
}
