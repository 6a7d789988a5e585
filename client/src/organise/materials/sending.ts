/** One file on its way by tus 1.0, over `tus-js-client`: it asks the server how much is there, and goes on from that byte. */
import type { Problem } from '@tablee/shared/problem'
import type { ClientProblem } from '../../link/api.ts'
import { problemOf } from '../../link/api.ts'

export type Ears = {
  /** The server has a place for it: from here on it can be gone on with. */
  readonly placed: (url: string) => void
  readonly moved: (sent: number) => void
  readonly arrived: (url: string) => void
  readonly failed: (problem: ClientProblem) => void
}
export type Sending = {
  /** Stops; what is there stays there. */
  readonly stop: () => void
}
/** `url`: where it was begun, null for a new one. */
export type Send = (file: File, url: string | null, about: Readonly<Record<string, string>>, ears: Ears) => Sending

/**
 * So much goes in one request. Short ones: what a break costs is at most one of them, and the server, which gives every
 * request half a minute, waits for none of a slow network.
 */
const part = 1024 * 1024

/** `headers` is asked before each request: a session may be exchanged meanwhile. */
export function tusSending(endpoint: () => string, headers: () => Readonly<Record<string, string>>): Send {
  return (file, url, about, ears) => {
    let stopped = false
    let stop = (): void => undefined
    const failed = (problem: ClientProblem) => {
      if (!stopped) ears.failed(problem)
    }
    import('tus-js-client').then(
      ({ Upload, DetailedError }) => {
        if (stopped) return
        const upload = new Upload(file, {
          endpoint: endpoint(),
          uploadUrl: url,
          chunkSize: part,
          metadata: about,
          // Trying again has one law, and what was begun is kept by this page itself.
          retryDelays: null,
          storeFingerprintForResuming: false,
          onBeforeRequest(request) {
            for (const [name, value] of Object.entries(headers())) request.setHeader(name, value)
          },
          onUploadUrlAvailable: () => {
            if (!stopped && upload.url !== null) ears.placed(upload.url)
          },
          onProgress: (sent) => {
            if (!stopped) ears.moved(sent)
          },
          onSuccess: () => {
            if (!stopped && upload.url !== null) ears.arrived(upload.url)
          },
          onError: (error) => failed(reasonOf(error instanceof DetailedError ? error.originalResponse : null)),
        })
        stop = () => void upload.abort(false).catch(() => undefined)
        upload.start()
      },
      // The page came without this part: the network is gone.
      () => failed({ code: 'offline' }),
    )
    return {
      stop() {
        stopped = true
        stop()
      },
    }
  }
}

/** Why a request came to nothing: what the server says, or that nobody answered. */
function reasonOf(response: { getStatus(): number; getBody(): string } | null): ClientProblem {
  if (response === null) return { code: 'offline' }
  const status = response.getStatus()
  try {
    const said: Problem | unknown = JSON.parse(response.getBody())
    return problemOf(said, status)
  } catch {
    return status === 404 || status === 410 ? { code: 'not-found', what: 'upload' } : problemOf(null, status)
  }
}
