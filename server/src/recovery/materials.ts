/**
 * Films, slides and leaflets of a backup: they lie beside the database, and travel inside its copy in parts, so that a backup
 * stays one file and nobody has a film in memory.
 */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isMaterialHash } from '@tablee/shared/ids'
import { materialFolder } from '../materials/bytes.ts'
import { namedIn } from '../materials/named.ts'
import { hasTable, type Database } from '../store/database.ts'
import { sync } from './sync.ts'

const table = 'backup_material'
/** Bytes of one row. */
const part = 2 * 1024 * 1024
/** Rows of one transaction: what is not committed yet lies on the disk twice. */
const together = 16

function* partsOf(file: string): Generator<Uint8Array> {
  const opened = openSync(file, 'r')
  try {
    for (let at = 0; ; ) {
      const bytes = new Uint8Array(part)
      const read = readSync(opened, bytes, 0, part, at)
      if (read === 0) return
      at += read
      yield bytes.subarray(0, read)
    }
  } finally {
    closeSync(opened)
  }
}

/** What the copy's own rows name. One that is damaged is left out: half a film is not what its name says. */
export function packMaterials(database: Database, folder: string): void {
  const place = materialFolder(folder)
  const hashes = [...namedIn(database).keys()].filter((hash) => existsSync(join(place, hash)))
  if (hashes.length === 0) return
  database.exec(`CREATE TABLE ${table} (hash TEXT, part INTEGER, data BLOB NOT NULL, PRIMARY KEY (hash, part)) STRICT`)
  const insert = database.prepare(`INSERT INTO ${table} (hash, part, data) VALUES (?, ?, ?)`)
  for (const hash of hashes) {
    const sum = createHash('sha256')
    let [waiting, at]: [Uint8Array[], number] = [[], 0]
    const put = (): void => {
      database.transaction(() => {
        for (const bytes of waiting) insert.run(hash, at++, bytes)
      })
      waiting = []
    }
    for (const bytes of partsOf(join(place, hash))) {
      sum.update(bytes)
      waiting.push(bytes)
      if (waiting.length === together) put()
    }
    put()
    if (sum.digest('hex') !== hash) database.prepare(`DELETE FROM ${table} WHERE hash = ?`).run(hash)
  }
}

/** Back beside the database; what lies there already under the same name is the same. */
export function unpackMaterials(database: Database, folder: string): void {
  if (!hasTable(database, table)) return
  const place = materialFolder(folder)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const parts = database.prepare(`SELECT data FROM ${table} WHERE hash = ? ORDER BY part`)
  for (const { hash } of database.prepare(`SELECT DISTINCT hash FROM ${table}`).all()) {
    if (!isMaterialHash(hash) || existsSync(join(place, hash))) continue
    const file = join(place, `.${hash}.restored`)
    const into = openSync(file, 'w', 0o600)
    const sum = createHash('sha256')
    try {
      for (const { data } of parts.iterate(hash)) {
        if (!(data instanceof Uint8Array)) continue
        sum.update(data)
        for (let at = 0; at < data.length; ) at += writeSync(into, data, at)
      }
      fsyncSync(into)
    } finally {
      closeSync(into)
    }
    if (sum.digest('hex') === hash) renameSync(file, join(place, hash))
    else rmSync(file)
  }
  for (const path of [place, folder]) sync(path)
  database.exec(`DROP TABLE ${table}`)
  database.exec('VACUUM')
}
