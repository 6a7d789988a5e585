/**
 * The second laptop's folder: a copy of the first one's database, with what it has of it in the same transaction. Nobody is
 * served from it before a person has said so. The folder's lock is held; what was here before and was no copy stays aside.
 */
import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { isPhotoHash, type PhotoHash } from '@tablee/shared/ids'
import { setAside } from '../access/folder-key.ts'
import { keyFile, readSecret, same, writeSecret } from '../access/keys.ts'
import { hashOf, photoFolder } from '../photo/files.ts'
import { keep } from '../recovery/backup.ts'
import { beginRecovery } from '../recovery/begin.ts'
import { sync } from '../recovery/sync.ts'
import { applyChanges } from '../store/changes.ts'
import { hasTable, lockFolder, openDatabase, type Database } from '../store/database.ts'
import { createFilmCopy } from './films.ts'
import type { FromFirst } from './frames.ts'
import { markOf, setMark, termOf, type Mark } from './term.ts'

type File = Extract<FromFirst, { type: 'file' }>

/** The database is not what the changes were made from, or the file is not what was announced: begin with the whole file. */
export class Apart extends Error {}

/** Throws `DatabaseInUse`. */
export function openCopy(folder: string, clock: () => number) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = join(folder, 'tablee.sqlite')
  const partName = join(folder, 'coming.sqlite')
  const lock = lockFolder(name)
  const open = (): Database | null => (existsSync(name) ? openDatabase(name, { shared: true }) : null)
  const clean = (): void => {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${partName}${end}`, { force: true })
  }
  clean()
  let database = open()
  let mark: Mark | null = database === null ? null : markOf(database)
  /** Up to here what comes may stand there already. */
  let overlap = 0
  let closed = false
  let coming: { readonly file: File; readonly into: number; readonly sum: Hash; had: number } | null = null

  function received({ file, into, sum }: NonNullable<typeof coming>): void {
    coming = null
    fsyncSync(into)
    closeSync(into)
    if (sum.digest('hex') !== file.sha256) {
      clean()
      throw new Apart('the copy came torn')
    }
    const part = openDatabase(partName, { shared: true })
    try {
      part.transaction(() => setMark(part, file))
      part.exec('PRAGMA journal_mode = DELETE')
    } finally {
      part.close()
    }
    sync(partName)
    database?.close()
    database = null
    // What no other laptop has.
    if (mark === null && existsSync(name)) keep(folder, name, clock(), 'forked')
    for (const end of ['-wal', '-shm']) rmSync(`${name}${end}`, { force: true })
    renameSync(partName, name)
    sync(folder)
    database = open()
    mark = { run: file.run, n: file.n }
    overlap = file.until
  }

  return {
    mark: (): Mark | null => mark,
    term: (): number => (database === null ? 0 : termOf(database)),
    key(secret: Uint8Array): void {
      const own = readSecret(keyFile(folder))
      if (own !== null && same(own, secret)) return
      if (own !== null) setAside(folder, clock())
      writeSecret(keyFile(folder), secret)
    },
    file(file: File): void {
      if (coming !== null) closeSync(coming.into)
      clean()
      coming = { file, into: openSync(partName, 'wx', 0o600), sum: createHash('sha256'), had: 0 }
    },
    /** Whether the file is whole by now. */
    piece(bytes: Uint8Array): boolean {
      if (coming === null) throw new Apart('a piece of nothing')
      for (let at = 0; at < bytes.length; ) at += writeSync(coming.into, bytes, at)
      coming.sum.update(bytes)
      coming.had += bytes.length
      if (coming.had < coming.file.size) return false
      received(coming)
      return true
    },
    /** How much of a file that is on its way is here, from 0 to 1; null while none is. */
    arriving: (): number | null => (coming === null ? null : coming.had / Math.max(1, coming.file.size)),
    /** On the disk when it returns: the number up to which all is here. */
    changes({ first, sizes }: Extract<FromFirst, { type: 'changes' }>, bytes: Uint8Array): number {
      const into = database
      const now = mark
      if (into === null || now === null || first !== now.n + 1) throw new Apart('a number is missing')
      const n = now.n + sizes.length
      into.transaction(() => {
        let at = 0
        sizes.forEach((size, index) => {
          if (!applyChanges(into, bytes.subarray(at, at + size), first + index <= overlap))
            throw new Apart('the copy is not what the first laptop had')
          at += size
        })
        setMark(into, { run: now.run, n })
      })
      mark = { run: now.run, n }
      return n
    },
    scrub: (): void => database?.scrub(),
    /** Photos of boards that are not here. */
    missing(): readonly PhotoHash[] {
      if (database === null || !hasTable(database, 'photo')) return []
      return database
        .prepare('SELECT DISTINCT hash FROM photo')
        .all()
        .flatMap(({ hash }) => (isPhotoHash(hash) && !existsSync(join(photoFolder(folder), hash)) ? [hash] : []))
    },
    films: createFilmCopy(folder, () => database),
    photo(hash: PhotoHash, bytes: Uint8Array): void {
      if (!isPhotoHash(hash) || hashOf(bytes) !== hash) throw new Apart('a photo is not what it is called')
      const place = photoFolder(folder)
      mkdirSync(place, { recursive: true, mode: 0o700 })
      const part = join(place, `.${hash}.copied`)
      rmSync(part, { force: true })
      const file = openSync(part, 'wx', 0o600)
      try {
        writeFileSync(file, bytes)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(part, join(place, hash))
      sync(place)
    },
    /**
     * From the next start on this is the first: another incarnation, so that devices hand in what they had, and a higher
     * term, which ends the other one. In one transaction; the folder is free afterwards.
     */
    takeOver(laptop: string): number {
      const into = database
      if (into === null || mark === null) throw new Error('nothing is here to take over')
      const term = termOf(into) + 1
      into.transaction(() => {
        into.prepare('INSERT INTO term (term, at, laptop) VALUES (?, ?, ?)').run(term, clock(), laptop)
        into.exec(`DELETE FROM journal_meta WHERE key IN ('incarnation', 'copied')`)
        beginRecovery(into, clock())
      })
      return term
    },
    /** Once or again. */
    close(): void {
      if (closed) return
      closed = true
      if (coming !== null) closeSync(coming.into)
      coming = null
      clean()
      database?.close()
      database = null
      lock.close()
    },
  }
}
