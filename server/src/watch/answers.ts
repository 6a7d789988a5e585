/**
 * What a page asks over HTTP, asked of the owner once for all who ask at that moment, and kept for a quarter of a second: of
 * what is hidden nothing is told longer than it takes to be hidden. The owner answers by the routes that it has.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { addressIn } from '@tablee/shared/wire/address'
import { Refused } from '../access/allow.ts'
import { createShortly } from '../hold/shortly.ts'
import type { Owner, Signs } from './ports.ts'

/** How long an answer is told to whoever asks the same (ms). */
const kept = 250
/** A page waits no longer for the owner (ms). */
const patience = 8_000

export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
  /** How long ago it came (ms). */
  readonly age: number
}

export type Answers = ReturnType<typeof createAnswers>

/** `owner`: who has the hall now; null: nobody is known to. Throws `journal-unavailable` where it cannot be asked. */
export function createAnswers({
  dialogue,
  owner,
  signs,
  now,
}: {
  readonly dialogue: DialogueId
  readonly owner: () => Owner | null
  readonly signs: Signs
  readonly now: () => number
}) {
  const shortly = createShortly<Omit<Answered, 'age'> & { readonly at: number }>(kept)
  const away = (): Refused => new Refused({ code: 'journal-unavailable' })

  async function send(
    rest: string,
    init: {
      readonly headers?: Readonly<Record<string, string>>
      readonly signal: AbortSignal
      readonly address?: string
    },
  ): Promise<Response> {
    const to = owner()
    if (to === null) throw away()
    const asked = addressIn(dialogue, rest)
    const url = new URL(asked, to.address)
    const path = `${url.pathname}${url.search}`
    // What reads otherwise as an address (`\..\`) leads to something else there, and is asked with a node's signature.
    if (path !== asked) throw new Refused({ code: 'not-found', what: 'route' })
    const signed = signs({ method: 'GET', path, to: to.node, dialogue, address: init.address ?? null })
    try {
      return await fetch(url, {
        headers: { ...init.headers, ...signed },
        signal: init.signal,
        redirect: 'error',
      })
    } catch {
      throw away()
    }
  }

  async function fetched(rest: string, address: string) {
    const answer = await send(rest, { signal: AbortSignal.timeout(patience), address })
    if (answer.status >= 500 || answer.status === 429) throw away()
    try {
      return {
        status: answer.status,
        headers: answer.headers,
        body: new Uint8Array(await answer.arrayBuffer()),
        at: now(),
      }
    } catch {
      throw away()
    }
  }

  return {
    send,
    /**
     * `rest`: within the dialogue's address. `address`: for whom the owner counts it, whoever is told the same with them; for
     * whom it were nobody's, one who asks for ever other things would use up what all have who watch here.
     */
    async of(rest: string, address: string): Promise<Answered> {
      const { at, ...answer } = await shortly.of(rest, () => fetched(rest, address))
      return { ...answer, age: Math.round(now() - at) }
    },
    /** Nothing of before is told any more. */
    forget: shortly.clear,
  }
}

/** An answer that says the time says it as it is by now. */
export function onTime(body: Uint8Array, age: number): unknown {
  const value: unknown = JSON.parse(new TextDecoder().decode(body))
  return later(value, age)
}

function later(value: unknown, age: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const fields = value as Readonly<Record<string, unknown>>
  const { now, clock } = fields
  return {
    ...fields,
    ...(typeof now === 'number' && { now: now + age }),
    ...(clock !== undefined && { clock: later(clock, age) }),
  }
}
