/** Files in and out, as the page asks for them of the server: with progress, with a way back, and with what stays behind. */
import type { CodingsIn, ProjectIn } from '@tablee/shared/wire/coding-files'
import type { Imported, ImportedVoices } from '@tablee/shared/wire/files'
import { leftCodes, type Left, type LeftCode } from '@tablee/shared/file'
import type { Problem } from '@tablee/shared/problem'
import { importLimit, unpackedLimit, type Encoding, type MapFormat } from '@tablee/shared/wire/exchange'
import { askServer } from '../hold/term.ts'
import { addressFor, headersFor, type ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'

/** What a file said of itself, before or after it was put on a board. */
export type Sending<Found = Imported> =
  | { readonly at: 'reading' | 'writing'; readonly file: string; readonly part: number }
  | { readonly at: 'looked' | 'put'; readonly file: string; readonly found: Found }
  | { readonly at: 'refused'; readonly problem: FileProblem }
  | { readonly at: 'cancelled' }

/** Beside what the server says: a thing that this device cannot read (a folder, a file that is gone), two of one name. */
export type FileProblem =
  | ClientProblem
  | { readonly code: 'unreadable'; readonly file: string }
  | { readonly code: 'same-name'; readonly file: string }

/** What a poll or survey cannot say itself: which column is which, by name. */
export type Columns = {
  readonly [name in 'lang' | 'title' | 'id' | 'wave' | 'weight' | 'table' | 'after' | 'missing']?: string
}

export type Saved = { readonly name: string; readonly left: Left }

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

const isProblem = (value: unknown): value is Problem => typeof field(value, 'code') === 'string'
const isImported = (value: unknown): value is Imported =>
  typeof field(value, 'format') === 'string' && typeof field(value, 'nodes') === 'number'
const isVoices = (value: unknown): value is ImportedVoices =>
  typeof field(value, 'format') === 'string' && typeof field(value, 'people') === 'number'

const isCodings = (value: unknown): value is CodingsIn | ProjectIn =>
  typeof field(value, 'codes') === 'number' && typeof field(value, 'codings') === 'number'

export function leftOf(text: string | null): Left {
  const left: Partial<Record<LeftCode, number>> = {}
  if (text === null) return left
  const said: unknown = JSON.parse(text)
  for (const code of leftCodes) {
    const n = field(said, code)
    if (typeof n === 'number') left[code] = n
  }
  return left
}

type Bundle = { readonly name: string; readonly body: Blob }

/** From here on a single file is packed too: a table packs to a tenth. */
const packedFrom = 1024 * 1024

/** A project for coding texts brings its films and pages along: so many bytes are looked through for its texts. */
const mostCarried = 512 * 1024 * 1024
/** What of it is read, packed again; the rest has no place anywhere and stays on this device. */
async function withoutMedia(file: File): Promise<Bundle | FileProblem> {
  const bytes = await file.arrayBuffer().catch(() => null)
  if (bytes === null) return { code: 'unreadable', file: file.name }
  const { unzipSync, zipSync } = await import('fflate')
  try {
    const kept = unzipSync(new Uint8Array(bytes), { filter: ({ name }) => /\.(qde|txt)$/i.test(name) })
    const zip = zipSync(kept, { level: 6 })
    return zip.length > importLimit
      ? { code: 'too-large', limit: importLimit, size: zip.length }
      : { name: file.name, body: new Blob([new Uint8Array(zip)]) }
  } catch {
    return { code: 'unreadable', file: file.name }
  }
}

/** One file as it is; several that belong together, or a large one, as one zip. */
async function bundle(files: readonly File[]): Promise<Bundle | FileProblem> {
  const [first] = files
  if (first === undefined) throw new Error('no file')
  const size = files.reduce((sum, one) => sum + one.size, 0)
  if (files.length === 1 && /\.qdpx$/i.test(first.name) && size > importLimit && size <= mostCarried)
    return withoutMedia(first)
  if (size > unpackedLimit) return { code: 'too-large', limit: importLimit, size }
  const parts = new Map<string, Uint8Array>()
  for (const one of files) {
    if (parts.has(one.name)) return { code: 'same-name', file: one.name }
    const bytes = await one.arrayBuffer().catch(() => null)
    if (bytes === null) return { code: 'unreadable', file: one.name }
    parts.set(one.name, new Uint8Array(bytes))
  }
  if (files.length === 1 && (size <= packedFrom || /\.(zip|qdpx)$/i.test(first.name)))
    return size > importLimit ? { code: 'too-large', limit: importLimit, size } : { name: first.name, body: first }
  const { zipSync } = await import('fflate')
  const zip = zipSync(Object.fromEntries(parts), { level: size > packedFrom ? 6 : 0 })
  if (zip.length > importLimit) return { code: 'too-large', limit: importLimit, size: zip.length }
  const name = files.length === 1 ? `${first.name}.zip` : `${first.name} + ${files.length - 1}`
  return { name, body: new Blob([new Uint8Array(zip)]) }
}

export function openFiles(session: Session) {
  const headers = headersFor(session)

  /** `look`: only told what is in it. */
  async function send<Found>(
    to: string,
    files: readonly File[],
    of: { readonly [name: string]: string | boolean | undefined; readonly look: boolean },
    isFound: (value: unknown) => value is Found,
    tell: (sending: Sending<Found>) => void,
    signal: AbortSignal,
  ): Promise<Sending<Found>> {
    try {
      const at = of.look ? 'reading' : 'writing'
      tell({ at, file: files[0]?.name ?? '', part: 0 })
      const given = await bundle(files)
      if ('code' in given) return { at: 'refused', problem: given }
      const { name, body } = given
      const file = files[0]?.name ?? name
      const asked = new URLSearchParams({ file: name, ...(of.look ? { look: '1' } : {}) })
      for (const [key, value] of Object.entries(of))
        if (typeof value === 'string' && value !== '') asked.set(key, value)
      const answer = await askServer(addressFor(session, `${to}?${asked}`), {
        method: 'POST',
        headers: { ...headers, accept: 'application/x-ndjson, application/json' },
        body,
        signal,
        credentials: 'omit',
      })
      let last: unknown = null
      for await (const line of linesOf(answer)) {
        const said: unknown = JSON.parse(line)
        const part = field(said, 'progress')
        if (typeof part === 'number') tell({ at, file, part })
        else last = said
      }
      const problem = field(last, 'problem')
      if (isProblem(problem)) return { at: 'refused', problem }
      if (!isFound(last)) return { at: 'refused', problem: { code: 'unexpected' } }
      return { at: of.look ? 'looked' : 'put', file, found: last }
    } catch {
      return signal.aborted ? { at: 'cancelled' } : { at: 'refused', problem: { code: 'offline' } }
    }
  }

  return {
    send: (
      board: string,
      files: readonly File[],
      of: { readonly lang: string; readonly encoding: Encoding | undefined; readonly look: boolean },
      tell: (sending: Sending) => void,
      signal: AbortSignal,
    ) => send(`/api/boards/${board}/import`, files, of, isImported, tell, signal),
    /** A poll or survey, as a dialogue of its own. */
    sendVoices: (
      files: readonly File[],
      of: Columns & { readonly encoding: Encoding | undefined; readonly look: boolean },
      tell: (sending: Sending<ImportedVoices>) => void,
      signal: AbortSignal,
    ) => send('/api/voices/import', files, of, isVoices, tell, signal),
    /** A codebook or project: into this dialogue's codebook, or as a dialogue of its own. */
    sendCodings: (
      into: 'codebook' | 'dialogue',
      files: readonly File[],
      of: { readonly lang: string; readonly encoding: Encoding | undefined; readonly look: boolean },
      tell: (sending: Sending<CodingsIn | ProjectIn>) => void,
      signal: AbortSignal,
    ) =>
      send(
        into === 'dialogue' ? '/api/codings/import' : `/api/dialogues/${session.me.dialogue}/codebook/import`,
        files,
        of,
        isCodings,
        tell,
        signal,
      ),
    /** The bearer travels in a header, so a plain link cannot fetch it: the file goes through memory. */
    async save(path: string, otherwise: string, signal?: AbortSignal): Promise<Saved | ClientProblem> {
      try {
        const answer = await askServer(addressFor(session, path), {
          headers,
          credentials: 'omit',
          ...(signal === undefined ? {} : { signal }),
        })
        if (!answer.ok) {
          const problem = field(await answer.json().catch(() => null), 'problem')
          return isProblem(problem) ? problem : { code: 'unexpected' }
        }
        const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? otherwise
        const link = document.createElement('a')
        const whole = await answer.blob()
        if (signal?.aborted === true) return { code: 'closed' }
        link.href = URL.createObjectURL(whole)
        link.download = name
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // some browsers read it after the click
        return { name, left: leftOf(answer.headers.get('tablee-left')) }
      } catch {
        return { code: signal?.aborted === true ? 'closed' : 'offline' }
      }
    },
    boardPath: (board: string, format: MapFormat) => `/api/boards/${board}/export/${format}`,
  }
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    const lines = (rest + decoder.decode(next.value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
  }
  if (rest !== '') yield rest
}
