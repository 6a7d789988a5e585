/**
 * Bytes of one dialogue under their SHA-256, in parts of 2 MiB in Postgres: photos, films, slides and leaflets. Three things
 * can be done with them, put, read and drop, so that another store can take their place. Nothing here holds a film in memory.
 */
import { createHash } from 'node:crypto'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'

/** Of each part but the last. */
export const partBytes = 2 * 1024 * 1024

export type Blobs = ReturnType<typeof openBlobs>

/** Who has the hall: nobody else takes anything away. */
type Held = { readonly node: string; readonly epoch: number }

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** As they come, gathered to whole parts. */
async function* partsOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; ) {
      const some = piece.subarray(at, at + partBytes - size)
      waiting.push(some)
      size += some.length
      at += some.length
      if (size < partBytes) continue
      yield Buffer.concat(waiting)
      waiting = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** `held`: null for who only reads. Rejects as the database does. */
export function openBlobs(sql: Sql, dialogue: DialogueId, held: Held | null) {
  type Stands = { readonly size: number; readonly parts: number }
  /** Of a name nothing changes but whether it is there. */
  const known = new Map<string, Stands>()

  async function stands(hash: string): Promise<Stands | null> {
    const before = known.get(hash)
    if (before !== undefined) return before
    const [found] = await sql<{ parts: number; size: string }[]>`
      SELECT parts, size FROM tablee.blob_done WHERE dialogue = ${dialogue} AND hash = ${hash}
    `
    if (found === undefined) return null
    const is = { size: Number(found.size), parts: found.parts }
    known.set(hash, is)
    return is
  }

  /** Null where there is none such, or it is not what was put. */
  async function part(hash: string, n: number): Promise<Buffer | null> {
    const [found] = await sql<{ bytes: Buffer; sha256: Buffer }[]>`
      SELECT bytes, sha256 FROM tablee.blob WHERE dialogue = ${dialogue} AND hash = ${hash} AND part = ${n}
    `
    return found !== undefined && digest(found.bytes).equals(found.sha256) ? found.bytes : null
  }

  return {
    /** There once it resolves; what broke off in the middle is not there, and is put over by whoever comes again. */
    async put(hash: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
      if ((await stands(hash)) !== null) return
      const whole = createHash('sha256')
      let [parts, size] = [0, 0]
      for await (const one of partsOf(bytes)) {
        whole.update(one)
        await sql`
          INSERT INTO tablee.blob (dialogue, hash, part, bytes, sha256)
          VALUES (${dialogue}, ${hash}, ${parts}, ${one}, ${digest(one)})
          ON CONFLICT (dialogue, hash, part) DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256
        `
        parts += 1
        size += one.length
      }
      if (whole.digest('hex') !== hash) throw new Error('these bytes are not what their name says')
      // Another one may have swept what lay there without a name.
      const done = await sql`
        INSERT INTO tablee.blob_done (dialogue, hash, parts, size)
        SELECT ${dialogue}, ${hash}, ${parts}, ${size}
         WHERE (SELECT count(*) FROM tablee.blob WHERE dialogue = ${dialogue} AND hash = ${hash} AND part < ${parts}) = ${parts}
        ON CONFLICT (dialogue, hash) DO UPDATE SET parts = excluded.parts, size = excluded.size
        RETURNING size
      `
      if (done.length === 0) throw new Error('parts of it are gone')
    },
    /** Null where they are not here. */
    size: async (hash: string): Promise<number | null> => (await stands(hash))?.size ?? null,
    part,
    /** One after the other; throws where one is not what was put. */
    async *parts(hash: string): AsyncGenerator<Buffer> {
      const is = await stands(hash)
      if (is === null) throw new Error('there are no such bytes')
      for (let n = 0; n < is.parts; n += 1) {
        const bytes = await part(hash, n)
        if (bytes === null) throw new Error('some of the bytes are not what was put')
        yield bytes
      }
    },
    /** All of it, of something small; null where it is not here or not what its name says. */
    async read(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
      const is = await stands(hash)
      if (is === null) return null
      const parts: Buffer[] = []
      for (let n = 0; n < is.parts; n += 1) {
        const bytes = await part(hash, n)
        if (bytes === null) return null
        parts.push(bytes)
      }
      const whole = new Uint8Array(Buffer.concat(parts))
      return digest(whole).toString('hex') === hash ? whole : null
    },
    /** Parts of what broke off in the middle go. While nothing is being put: as the hall opens. */
    async sweep(): Promise<void> {
      await sql`
        DELETE FROM tablee.blob WHERE dialogue = ${dialogue} AND NOT EXISTS (
          SELECT 1 FROM tablee.blob_done AS done WHERE done.dialogue = blob.dialogue AND done.hash = blob.hash
        )
      `
    },
    /** By who has the hall; of another one nothing goes. */
    async drop(hash: string): Promise<void> {
      if (held === null) return
      known.delete(hash)
      await sql.begin(async (tx) => {
        const mine = await tx`
          SELECT 1 FROM tablee.hall
           WHERE dialogue = ${dialogue} AND node = ${held.node} AND epoch = ${held.epoch} FOR SHARE
        `
        if (mine.length === 0) return
        await tx`DELETE FROM tablee.blob_done WHERE dialogue = ${dialogue} AND hash = ${hash}`
        await tx`DELETE FROM tablee.blob WHERE dialogue = ${dialogue} AND hash = ${hash}`
      })
    },
  }
}
