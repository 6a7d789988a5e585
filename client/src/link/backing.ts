/** A dialogue's backups as its organiser's page asks for them: made, brought to this device, sent in parts, put back. */
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import { addressFor, headersFor, openApi, passing, problemOf, type Answer, type Asker } from './api.ts'
import type { Environment } from './environment.ts'

/** What goes into one request: the server takes no more; and over a line that does not carry it in time, no less. */
const [part, least] = [1024 * 1024, 32 * 1024]
/** So many parts that arrived, one after the other, and twice as much is tried again. */
const enough = 8
/** What was downloaded leaves the memory of the page in pieces of this size. */
const held = 16 * 1024 * 1024
/** ms. A network that was lost is tried again. */
const again = 1_000

export type Backing = ReturnType<typeof openBacking>

/** `who` is read at each call. */
export function openBacking(
  environment: Pick<Environment, 'origin' | 'fetch' | 'later' | 'time'>,
  dialogue: string,
  who: () => Asker | null,
) {
  const api = openApi(environment, who)
  const at = `/api/dialogues/${dialogue}`
  const pause = (signal: AbortSignal): Promise<void> =>
    new Promise((done) => {
      const stop = environment.later(again, done)
      signal.addEventListener('abort', () => (stop(), done()))
    })
  const ended = { ok: false, problem: { code: 'closed' } } as const

  return {
    state: (): Promise<Answer<BackupAnswer>> => api.get(`${at}/backup`),
    take: (): Promise<Answer<BackupAnswer>> => api.post(`${at}/backup`, {}),
    drop: (): Promise<Answer<BackupAnswer>> => api.delete(`${at}/backup`),
    /** To this device's disk, as its browser saves files. The bearer travels in a header, so a plain link cannot fetch it. */
    async save(name: string, onPart: (got: number) => void, signal: AbortSignal): Promise<Answer<null>> {
      try {
        const asker = who()
        const answer = await environment.fetch(
          environment.origin + addressFor(asker, `${at}/backup/files/${encodeURIComponent(name)}`),
          { headers: headersFor(asker), credentials: 'omit', cache: 'no-store', signal },
        )
        if (!answer.ok || answer.body === null)
          return { ok: false, problem: problemOf(await answer.json().catch(() => null), answer.status) }
        const whole = await collected(answer.body, onPart)
        const wanted = Number(answer.headers.get('content-length') ?? whole.size)
        if (whole.size !== wanted) return { ok: false, problem: { code: 'offline' } }
        const link = document.createElement('a')
        link.href = URL.createObjectURL(whole)
        link.download = name
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // some browsers read it after the click
        return { ok: true, value: null }
      } catch {
        return signal.aborted ? ended : { ok: false, problem: { code: 'offline' } }
      }
    },
    /** Part by part. A network that comes and goes is waited for; whoever ends it hears `closed`. */
    async send(file: Blob, onPart: (got: number) => void, signal: AbortSignal): Promise<Answer<BackupAnswer>> {
      const begun = await api.post<BackupAnswer>(`${at}/restore`, { size: file.size })
      if (!begun.ok || begun.value.restore?.step !== 'receiving') return begun
      const { id } = begun.value.restore
      for (let [got, size, arrived] = [0, part, 0]; ; ) {
        if (signal.aborted) return ended
        const bytes = new Uint8Array(await file.slice(got, got + size).arrayBuffer())
        const sent = await api.send<BackupAnswer>(`${at}/restore/${id}/parts/${got}`, bytes)
        if (!sent.ok) {
          if (!passing.has(sent.problem.code)) return sent
          arrived = 0
          size = Math.max(least, size / 2)
          await pause(signal)
          continue
        }
        const { restore } = sent.value
        if (restore?.id !== id || restore.step !== 'receiving') return sent
        arrived += 1
        if (arrived % enough === 0) size = Math.min(part, size * 2)
        got = restore.got
        onPart(got)
      }
    },
    /** What was replaced, and lies on the server. */
    lookAtKept: (kept: string): Promise<Answer<BackupAnswer>> => api.post(`${at}/restore`, { size: 0, kept }),
    confirm: (id: string): Promise<Answer<BackupAnswer>> => api.post(`${at}/restore/${id}`, {}),
    end: (): Promise<Answer<BackupAnswer>> => api.delete(`${at}/restore`),
    forget: (name: string): Promise<Answer<BackupAnswer>> =>
      api.delete(`${at}/backup/files/${encodeURIComponent(name)}`),
  }
}

async function collected(body: ReadableStream<Uint8Array<ArrayBuffer>>, onPart: (got: number) => void): Promise<Blob> {
  const reader = body.getReader()
  const pieces: Blob[] = []
  let open: Uint8Array<ArrayBuffer>[] = []
  let [got, size] = [0, 0]
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    open.push(next.value)
    size += next.value.length
    got += next.value.length
    if (size >= held) {
      pieces.push(new Blob(open))
      open = []
      size = 0
    }
    onPart(got)
  }
  return new Blob([...pieces, ...open])
}
