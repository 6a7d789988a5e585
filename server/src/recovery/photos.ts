/** The photos of a backup: they lie beside the database, and travel inside its copy, so that a backup stays one file. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPhotoHash } from '@tablee/shared/ids'
import { hashOf, photoFolder } from '../photo/files.ts'
import { hasTable, type Database } from '../store/database.ts'
import { sync } from './sync.ts'

const table = 'backup_photo'

/** One after the other: a day's photos are more than belongs into memory at once. One that is missing or damaged is left out. */
export function packPhotos(database: Database, folder: string): void {
  if (!hasTable(database, 'photo')) return
  database.exec(`CREATE TABLE ${table} (hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT`)
  const insert = database.prepare(`INSERT INTO ${table} (hash, data) VALUES (?, ?)`)
  for (const { hash } of database.prepare('SELECT DISTINCT hash FROM photo').all()) {
    const file = join(photoFolder(folder), String(hash))
    if (!isPhotoHash(hash) || !existsSync(file)) continue
    const data = new Uint8Array(readFileSync(file))
    if (hashOf(data) === hash) insert.run(hash, data)
  }
}

/** Back beside the database; what lies there already under the same name is the same photo. */
export function unpackPhotos(database: Database, folder: string): void {
  if (!hasTable(database, table)) return
  const place = photoFolder(folder)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const find = database.prepare(`SELECT data FROM ${table} WHERE hash = ?`)
  for (const { hash } of database.prepare(`SELECT hash FROM ${table}`).all()) {
    if (!isPhotoHash(hash) || existsSync(join(place, hash))) continue
    const data = find.get(hash)?.['data']
    if (!(data instanceof Uint8Array) || hashOf(data) !== hash) continue
    const part = join(place, `.${hash}.restored`)
    const file = openSync(part, 'w', 0o600)
    try {
      writeFileSync(file, data)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, join(place, hash))
  }
  for (const path of [place, folder]) sync(path)
  database.exec(`DROP TABLE ${table}`)
  database.exec('VACUUM')
}
