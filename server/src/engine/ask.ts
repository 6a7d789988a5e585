/**
 * One question to the operator's engine and what came back of it: JSON over HTTP, to the address of the setting and no other. A
 * redirect is not followed, an answer that grows too large or takes too long is cut off, and nothing that went or came is kept
 * in what is said about it.
 */

/**
 * `unreachable`: nobody answers there. `slow`: not in time. `wrong`: an answer that is none, too large, or of another engine than
 * the one that is named. `resting`: it failed again and again, and is left alone for a while. `busy`: as much is asked as may be at
 * once. `cannot`: it does not offer this. `stopped`: nobody waits for it any more.
 */
export type Trouble = 'unreachable' | 'slow' | 'wrong' | 'resting' | 'busy' | 'cannot' | 'stopped'
export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble }
/** An answer that is none, and why. */
export const troubled = (trouble: Trouble): Answered<never> => ({ ok: false, trouble })

/** `within`: milliseconds for the whole answer. `most`: bytes of it. */
export type Bounds = { readonly within: number; readonly most: number }
export type Ask = (
  path: string,
  body: object | null,
  bounds: Bounds,
  signal: AbortSignal | null,
) => Promise<Answered<unknown>>

/** `address` ends without a stroke: `path` begins with one, or is empty. */
export function asking(address: string): Ask {
  return async (path, body, { within, most }, signal) => {
    const late = AbortSignal.timeout(within)
    try {
      const response = await fetch(`${address}${path}`, {
        method: body === null ? 'GET' : 'POST',
        redirect: 'manual',
        signal: signal === null ? late : AbortSignal.any([signal, late]),
        headers: { accept: 'application/json', ...(body === null ? {} : { 'content-type': 'application/json' }) },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      })
      if (response.status !== 200) {
        await response.body?.cancel()
        return troubled('wrong')
      }
      const text = await textOf(response, most)
      return text === null ? troubled('wrong') : parsed(text)
    } catch {
      // What fetch throws names addresses, and its cause may hold more: it is said by what it was.
      if (signal?.aborted === true) return troubled('stopped')
      return troubled(late.aborted ? 'slow' : 'unreachable')
    }
  }
}

function parsed(text: string): Answered<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return troubled('wrong')
  }
}

/** Null where there is more of it than there may be: the rest is not read. */
async function textOf({ body }: Response, most: number): Promise<string | null> {
  if (body === null) return ''
  const parts: Uint8Array[] = []
  let size = 0
  // Left early, the stream is cancelled, and with it the connection.
  for await (const part of body) {
    size += part.byteLength
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
