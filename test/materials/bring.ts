/** A file that is brought, as a browser brings it: begun, part after part, put where it belongs. */
import type { UploadTold } from '@tablee/shared/wire/uploads'
import type { Materials } from '@tablee/shared/wire/materials'
import { unique } from '../voices/hall.ts'
import type { Reply, TestServer } from '../support/server.ts'

type Server = Pick<TestServer, 'url' | 'dialogue' | 'api'>

export function bringing({ url, dialogue, api }: Server, as: string) {
  const at = `${url}/api/dialogues/${dialogue}`
  const headers = { Authorization: `Bearer ${as}`, 'Tus-Resumable': '1.0.0' }
  const begin = (length: number | string, name = 'film.mp4'): Promise<Response> =>
    fetch(`${at}/uploads`, {
      method: 'POST',
      headers: {
        ...headers,
        'Upload-Length': String(length),
        'Upload-Metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
    })
  const patch = (
    id: string,
    offset: number | string,
    bytes: Uint8Array,
    more: { signal?: AbortSignal; headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    fetch(`${at}/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        ...headers,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
        ...more.headers,
      },
      body: new Uint8Array(bytes),
      ...(more.signal === undefined ? {} : { signal: more.signal }),
    })
  const head = (id: string): Promise<Response> => fetch(`${at}/uploads/${id}`, { method: 'HEAD', headers })
  const read = async (id: string): Promise<UploadTold> =>
    (await api(`/api/dialogues/${dialogue}/uploads/${id}`, { as })).body as UploadTold
  /** Until it was looked at. */
  async function looked(id: string): Promise<UploadTold> {
    for (;;) {
      const told = await read(id)
      if (told.state !== 'looking') return told
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  /** The id of one that is whole. */
  async function bring(bytes: Uint8Array, name?: string): Promise<string> {
    const begun = await begin(bytes.length, name)
    if (begun.status !== 201) throw new Error(`could not begin: ${begun.status} ${await begun.text()}`)
    const { id } = (await begun.json()) as UploadTold
    const sent = await patch(id, 0, bytes)
    if (sent.status !== 204) throw new Error(`could not send: ${sent.status} ${await sent.text()}`)
    return id
  }
  const does = (body: object): Promise<Reply> =>
    api(`/api/dialogues/${dialogue}/materials`, { as, body: { id: unique('does'), ...body } })
  return {
    begin,
    patch,
    head,
    read,
    looked,
    bring,
    does,
    drop: (id: string): Promise<Response> => fetch(`${at}/uploads/${id}`, { method: 'DELETE', headers }),
    /** A material with this file: its id, and what is told then. */
    async material(
      bytes: Uint8Array,
      {
        of = 'film',
        step = null,
        title = 'The harbour',
        lang = null,
        name = 'film.mp4',
      }: {
        of?: string
        step?: { session: number; step: number | null } | null
        title?: string
        lang?: string | null
        name?: string
      } = {},
    ): Promise<{ id: string; told: Materials; hash: string }> {
      const id = unique('material')
      const added = await does({ id, kind: 'add', of, title: { en: title }, step })
      if (added.status !== 200) throw new Error(`not added: ${JSON.stringify(added.body)}`)
      const put = await does({ kind: 'put-file', material: id, upload: await bring(bytes, name), lang })
      if (put.status !== 200) throw new Error(`not put: ${JSON.stringify(put.body)}`)
      const told = put.body as Materials
      return { id, told, hash: told.materials.find((one) => one.id === id)?.files.at(-1)?.hash ?? '' }
    },
  }
}
export type Bringing = ReturnType<typeof bringing>
