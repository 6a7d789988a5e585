import { openBlobs, partBytes, type Blobs } from '@tablee/server/blob/blobs'
import { streamOf } from '@tablee/server/http/ranges'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { materialBytes } from '@tablee/server/materials/bytes'
import { materialsElsewhere } from '@tablee/server/materials/elsewhere'
import { photosElsewhere } from '@tablee/server/photo/elsewhere'
import type { DialogueId, MaterialHash, PhotoHash } from '@tablee/shared/ids'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { seeded } from '../support/random.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

const [here, elsewhere] = ['here', 'elsewhere'] as DialogueId[] as [DialogueId, DialogueId]
const random = seeded(7)
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = random.below(700_000) + 1
    yield bytes.subarray(at, at + length)
    at += length
  }
}
async function all(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const part of parts) found.push(part)
  return Buffer.concat(found)
}

describe.skipIf(postgresMissing !== null)('bytes on Postgres', () => {
  let server: Postgres
  let sql: Sql
  let blobs: Blobs
  const mine = { node: 'node', epoch: 2 }
  beforeAll(async () => {
    server = await startPostgres()
    sql = postgres(await server.database(), { max: 4, onnotice: () => {} })
    await migratePostgres(sql)
    await sql`INSERT INTO tablee.hall (dialogue, node, epoch) VALUES (${here}, ${mine.node}, ${mine.epoch})`
    blobs = openBlobs(sql, here, mine)
  })
  afterAll(async () => {
    await sql.end()
    await server.stop()
  })
  /** As another process finds it: nothing is known from before. */
  const anew = (held: typeof mine | null = null): Blobs => openBlobs(sql, here, held)

  it('[BSD7] are what was put, of their dialogue alone, and nothing that broke off in the middle is there', async () => {
    const bytes = Buffer.from(random.bytes(2 * partBytes + 77))
    const hash = hashOf(bytes)
    async function* breaksOff(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, partBytes + 5)
      throw new Error('the line broke')
    }
    await expect(blobs.put(hash, breaksOff())).rejects.toThrow('the line broke')
    expect(await anew().size(hash)).toBeNull()
    await expect(blobs.put(hash, [bytes.subarray(1)])).rejects.toThrow('not what their name says')
    expect(await anew().read(hash)).toBeNull()

    await blobs.put(hash, inPieces(bytes))
    expect(await anew().size(hash)).toBe(bytes.length)
    expect(bytes.equals((await anew().read(hash)) ?? new Uint8Array())).toBe(true)
    expect(bytes.equals(await all(anew().parts(hash)))).toBe(true)
    expect(bytes.subarray(partBytes, 2 * partBytes).equals((await anew().part(hash, 1)) ?? new Uint8Array())).toBe(true)
    expect(await openBlobs(sql, elsewhere, null).size(hash)).toBeNull()

    await sql`UPDATE tablee.blob SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) WHERE hash = ${hash} AND part = 1`
    expect(await anew().read(hash)).toBeNull()
    expect(await anew().part(hash, 1)).toBeNull()
    expect(await anew().part(hash, 0)).not.toBeNull()
  })

  it('[BSD8] go when their dialogue lets go of them, and an owner of before takes nothing away', async () => {
    const [kept, half] = [random.bytes(900), random.bytes(partBytes)]
    await blobs.put(hashOf(kept), [kept])
    await anew({ node: 'node', epoch: 1 }).drop(hashOf(kept))
    await anew().drop(hashOf(kept))
    expect(await anew().size(hashOf(kept))).toBe(900)
    await expect(blobs.put(hashOf(new Uint8Array(1)), [half])).rejects.toThrow()
    await blobs.drop(hashOf(kept))
    expect(await anew().read(hashOf(kept))).toBeNull()
    await blobs.sweep()
    const lying = await sql`SELECT DISTINCT hash FROM tablee.blob WHERE dialogue = ${here}`
    const named = await sql`SELECT hash FROM tablee.blob_done WHERE dialogue = ${here}`
    expect(lying.map(({ hash }) => String(hash)).sort()).toEqual(named.map(({ hash }) => String(hash)).sort())
  })

  it('[BSD9] a photo that the whole hall asks for is read once, and one that is damaged is none', async () => {
    const [photo, other] = [random.bytes(300_000), random.bytes(1_000)]
    const read = vi.spyOn(blobs, 'read')
    const photos = photosElsewhere(blobs)
    const [hash, damaged] = [photo, other].map((one) => hashOf(one) as PhotoHash) as [PhotoHash, PhotoHash]
    expect(await photos.room()).toBe(true)
    await photos.keep(hash, photo)
    await photos.keep(damaged, other)
    const seen = await Promise.all(Array.from({ length: 500 }, () => photos.read(hash)))
    expect(seen.every((one) => one !== null && hashOf(one) === hash)).toBe(true)
    expect(read).toHaveBeenCalledTimes(1)
    await sql`UPDATE tablee.blob SET bytes = ${Buffer.from('another')} WHERE hash = ${damaged}`
    expect(await photos.read(damaged)).toBeNull()
    await sql`UPDATE tablee.blob SET bytes = ${Buffer.from(other)} WHERE hash = ${damaged}`
    expect(hashOf((await photos.read(damaged)) ?? photo)).toBe(damaged)
  })

  it('[BSD10] a film is read by range from where it is kept when this disk was lost, and lies here again afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-films-'))
    let names = 0
    const unique = (): string => String((names += 1))
    let room = Number.MAX_SAFE_INTEGER
    const opened = () => {
      const local = materialBytes(folder, unique, () => Promise.resolve(room))
      return { local, films: materialsElsewhere(local, openBlobs(sql, here, mine), partBytes, unique) }
    }
    const film = Buffer.from(random.bytes(3 * partBytes + 12_345))
    const hash = hashOf(film) as MaterialHash
    const file = join(folder, 'brought')
    const first = opened()
    writeFileSync(file, film)
    await Promise.all([first.films.adopt(file, hash), first.films.adopt(file, hash)])
    expect(existsSync(file)).toBe(false)
    expect(await first.local.size(hash)).toBe(film.length)

    rmSync(first.local.place, { recursive: true })
    room = 0
    const second = opened()
    expect(await second.films.size(hash)).toBe(film.length)
    const reader = { still: () => true, goesOn: () => {}, over: () => {}, gives: new AbortController().signal }
    const range = async (from: number, to: number): Promise<Buffer> =>
      all(streamOf(() => second.films.open(hash), { from, to }, reader))
    for (const [from, to] of [
      [0, 0],
      [partBytes - 3, partBytes + 3],
      [0, film.length - 1],
      [film.length - 9, film.length - 1],
    ] as const)
      expect(film.subarray(from, to + 1).equals(await range(from, to)), `${from}-${to}`).toBe(true)
    expect(await second.local.size(hash)).toBeNull()

    // There is room again: whoever reads now has it copied here, whole or not at all.
    room = Number.MAX_SAFE_INTEGER
    expect(film.subarray(5, 10).equals(await range(5, 9))).toBe(true)
    await expect.poll(() => second.local.size(hash)).toBe(film.length)
    expect(film.equals(await range(0, film.length - 1))).toBe(true)

    await second.films.drop(hash)
    expect(await opened().films.size(hash)).toBeNull()
    expect(readdirSync(second.local.place)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})
