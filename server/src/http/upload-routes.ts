/** Files on their way in, as tus 1.0 has it (creation, termination, expiration), each part from where the last one broke off. */
import { fail, ok, type Result } from '@tablee/shared/problem'
import { mostBytes } from '@tablee/shared/materials/faults'
import * as wire from '@tablee/shared/wire/uploads'
import type { UploadTold } from '@tablee/shared/wire/uploads'
import type { DialogueId } from '@tablee/shared/ids'
import type { Context, Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { MaterialBytes } from '../materials/bytes.ts'
import type { Uploads } from '../materials/uploads.ts'
import { on, routes } from './serve.ts'

const version = '1.0.0'
/** Of a file, in letters: longer ones are cut. */
const longestName = 120

/** A whole number as a header says it; null for anything else, a sign in front included. */
function whole(header: string | undefined): number | null {
  const value = /^\d{1,15}$/.test(header ?? '') ? Number(header) : Number.NaN
  return Number.isSafeInteger(value) ? value : null
}

/** `filename` of `Upload-Metadata`, without a path, and without what no name has. */
function nameIn(metadata: string | undefined): string {
  const [, value = ''] = /(?:^|,)\s*filename ([A-Za-z0-9+/=]*)\s*(?:,|$)/.exec(metadata ?? '') ?? []
  const name = Buffer.from(value, 'base64').toString('utf8').split(/[/\\]/).at(-1) ?? ''
  return name.replaceAll(/\p{C}/gu, '').trim().slice(0, longestName)
}

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* body
}

function spoken(c: Context<Env>, told: UploadTold): void {
  c.header('Tus-Resumable', version)
  c.header('Upload-Offset', String(told.offset))
  c.header('Upload-Length', String(told.length))
  c.header('Upload-Expires', new Date(told.until).toUTCString())
  c.header('Cache-Control', 'no-store')
}

/** A hundred parts at once, then fifty a second, for each session: of two megabytes each that is a fast line. */
export function uploadRoutes({
  uploads,
  bytes,
  usedBy,
  clock,
}: {
  readonly uploads: Uploads
  readonly bytes: Pick<MaterialBytes, 'room'>
  /** Bytes that the dialogue's materials have. */
  readonly usedBy: (dialogue: DialogueId) => number
  readonly clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 50, burst: 100 })
  const noUpload = fail({ code: 'not-found', what: 'upload' })
  const speaks = (c: Context<Env>): Result<null> => {
    const said = c.req.header('tus-resumable')
    return said === undefined || said === version
      ? ok(null)
      : fail({ code: 'bad-request', where: 'Tus-Resumable', why: `only ${version} is spoken` })
  }

  return routes(
    on(
      wire.createUpload,
      async ({ c, where: { dialogue } }) => {
        const spoke = speaks(c)
        if (!spoke.ok) return spoke
        const length = whole(c.req.header('upload-length'))
        if (length === null) return fail({ code: 'bad-request', where: 'Upload-Length', why: 'not a number of bytes' })
        const name = nameIn(c.req.header('upload-metadata'))
        const begun = await uploads.begin(dialogue, length, name, () => usedBy(dialogue))
        if (!begun.ok) return begun
        spoken(c, begun.value)
        c.header('Tus-Max-Size', String(mostBytes))
        c.header('Location', `uploads/${begun.value.id}`)
        return begun
      },
      ({ session }) => hands.take(session.id),
    ),
    on(wire.readUploads, async ({ where: { dialogue } }) => {
      const free = Math.max(0, (await bytes.room()) - uploads.toCome())
      const used = usedBy(dialogue) + uploads.weight(dialogue)
      return ok({ used, limit: mostBytes, free, uploads: [...uploads.list(dialogue)] })
    }),
    on(wire.readUpload, async ({ c, where: { dialogue }, param: { upload } }) => {
      const told = await uploads.read(dialogue, upload, c.req.raw.method === 'HEAD')
      if (told === null) return noUpload
      spoken(c, told)
      return ok(told)
    }),
    on(
      wire.patchUpload,
      async ({ c, where: { dialogue }, param: { upload }, still }) => {
        const spoke = speaks(c)
        if (!spoke.ok) return spoke
        const offset = whole(c.req.header('upload-offset'))
        if (offset === null) return fail({ code: 'bad-request', where: 'Upload-Offset', why: 'not a number of bytes' })
        if (c.req.header('content-type') !== 'application/offset+octet-stream')
          return fail({ code: 'bad-request', where: 'Content-Type', why: 'application/offset+octet-stream' })
        const written = await uploads.write(dialogue, upload, offset, {
          body: piecesOf(c.req.raw.body),
          size: whole(c.req.header('content-length')),
          still: () => still() === null,
        })
        if (!written.ok) {
          // The rest of the part is still on its way: anyone who used this connection again would find it cut.
          c.header('Connection', 'close')
          return fail(still() ?? written.problem)
        }
        spoken(c, written.value)
        return ok(null)
      },
      ({ session }) => hands.take(session.id),
    ),
    on(wire.dropUpload, ({ c, where: { dialogue }, param: { upload } }) => {
      c.header('Tus-Resumable', version)
      return uploads.drop(dialogue, upload) ? ok(null) : noUpload
    }),
  )
}
