/**
 * Files on their way to the server (tus 1.0), a part at a time. Two gigabytes over bad Wi-Fi come in many pieces: what is on
 * the disk stays, a server that was killed goes on where it was, and what a file is stands fast when it is whole, by its bytes.
 */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { newId, type DialogueId, type MaterialHash, type RandomBytes, type UploadId } from '@tablee/shared/ids'
import { mostBytes, whyOf, type MaterialFault } from '@tablee/shared/materials/faults'
import { writeCaptions } from '@tablee/shared/materials/captions'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { UploadTold } from '@tablee/shared/wire/uploads'
import type { Clock } from '../clock.ts'
import { hashOfFile, type MaterialBytes } from './bytes.ts'
import { comingIn, type Coming } from './coming.ts'
import { reading } from './kinds/reader.ts'
import { captionsIn, whatItIs } from './kinds/what.ts'
import type { Brought, Bringing } from './ports.ts'
import { writePart } from './writing.ts'

/** An upload that nobody goes on with, or puts anywhere, is forgotten: a film is brought on one day and the next. */
const lifetime = 48 * 3_600_000
/** At once, of one dialogue. */
const mostComing = 40
/** How long who puts a file waits for it to be looked at, and again for it to be put away (ms); then they ask again. */
const patience = 15_000

/** Whether it was done within what a request may take; it goes on meanwhile. */
async function soon(doing: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), patience)))
  try {
    return (await Promise.race([doing, late])) !== 'late'
  } finally {
    clearTimeout(timer)
  }
}

export type Uploads = ReturnType<typeof createUploads>

type Known = {
  coming: Coming
  /** Of what is written so far, where this process has seen all of it. */
  hashing: { readonly hash: Hash; at: number } | null
  /** The part that is being written: who comes with the next one ends it, since its line may hang for minutes. */
  part: { done: Promise<unknown>; readonly end: AbortController } | null
  /** Captions are kept as other bytes than they came. */
  captions: MaterialHash | null
  looking: Promise<void> | null
}

const noUpload: Problem = { code: 'not-found', what: 'upload' }
const refused = (fault: MaterialFault): Problem => ({ code: 'refused', why: whyOf(fault) })

/** What a command puts somewhere: what it is, and where its bytes lie from then on. */
function bringingOf({
  of,
  looked,
  forget,
  bytes,
  store,
}: {
  readonly of: (dialogue: DialogueId, id: string) => Known | null
  readonly looked: (known: Known) => Promise<void>
  readonly forget: (known: Known) => void
  readonly bytes: MaterialBytes
  readonly store: ReturnType<typeof comingIn>
}): Bringing {
  /** Looked at, within what a request may take. */
  async function ready(
    dialogue: DialogueId,
    upload: UploadId,
  ): Promise<Result<{ readonly coming: Coming; readonly is: Extract<Coming['is'], { hash: unknown }> }>> {
    const known = of(dialogue, upload)
    if (known === null) return fail(noUpload)
    try {
      await soon(looked(known))
    } catch {
      return fail({ code: 'journal-unavailable' })
    }
    const { coming } = known
    if (coming.is === null) return fail({ code: 'not-yet' })
    return 'fault' in coming.is ? fail(refused(coming.is.fault)) : ok({ coming, is: coming.is })
  }

  return {
    async file(dialogue, upload) {
      const found = await ready(dialogue, upload)
      if (!found.ok) return found
      const { coming, is } = found.value
      if (is.found.type === 'text/vtt') return fail(refused('wrong-kind'))
      // Put once already, by a command whose row did not land, or by two at once.
      if ((await bytes.size(is.hash)) !== coming.length) {
        try {
          if (!(await soon(bytes.adopt(store.bytesOf(upload), is.hash)))) return fail({ code: 'not-yet' })
        } catch {
          if ((await bytes.size(is.hash)) !== coming.length) return fail({ code: 'journal-unavailable' })
        }
      }
      return ok({ ...is.found, hash: is.hash, bytes: coming.length, name: coming.name } satisfies Brought)
    },
    async captions(dialogue, upload) {
      const found = await ready(dialogue, upload)
      if (!found.ok) return found
      const { coming, is } = found.value
      if (is.found.type !== 'text/vtt') return fail(refused('wrong-kind'))
      const cues = await reading(store.bytesOf(upload), captionsIn)
      if (typeof cues === 'string') return fail(refused(cues))
      const written = new TextEncoder().encode(writeCaptions(cues))
      const hash = createHash('sha256').update(written).digest('hex') as MaterialHash
      const known = of(dialogue, upload)
      if (known === null) return fail(noUpload)
      known.captions = hash
      await bytes.keep(hash, written)
      return ok({ hash, bytes: written.length, name: coming.name })
    },
    holds: (dialogue, upload) => of(dialogue, upload) !== null,
    taken(dialogue, upload) {
      const known = of(dialogue, upload)
      if (known !== null) forget(known)
      return Promise.resolve()
    },
  }
}

/**
 * The next part, from `offset` on; `changed` where it does not go on from what is there. Answers how far it is on the disk,
 * also where its sender went away in the middle.
 */
function writingOf({
  of,
  looked,
  note,
  bytes,
  store,
  tell,
  clock,
}: {
  readonly of: (dialogue: DialogueId, id: string) => Known | null
  readonly looked: (known: Known) => Promise<void>
  readonly note: (known: Known, change: Partial<Coming>) => Promise<void>
  readonly bytes: MaterialBytes
  readonly store: ReturnType<typeof comingIn>
  readonly tell: (coming: Coming) => UploadTold
  readonly clock: Clock
}) {
  type Sent = {
    readonly body: AsyncIterable<Uint8Array>
    readonly size: number | null
    readonly still: () => boolean
  }
  async function take(known: Known, offset: number, signal: AbortSignal, sent: Sent): Promise<Result<UploadTold>> {
    const { length } = known.coming
    if (known.hashing?.at !== offset) known.hashing = null
    try {
      const written = await writePart(store.bytesOf(known.coming.id), sent.body, {
        from: offset,
        length,
        stops: () => !sent.still(),
        signal,
        hasRoom: async () => (await bytes.room()) > 0,
        each(written) {
          if (known.hashing === null) return
          known.hashing.hash.update(written)
          known.hashing.at += written.length
        },
        synced: (safe) => note(known, { offset: safe, at: clock() }),
      })
      if (written.offset !== known.coming.offset) await note(known, { offset: written.offset, at: clock() })
      if (written.stopped === 'too-long') return fail({ code: 'too-large', limit: length, size: null })
      if (written.stopped === 'full') return fail(refused('disk-full'))
      if (written.stopped === 'asked') return fail(sent.still() ? { code: 'changed' } : { code: 'closed' })
    } finally {
      known.part = null
      if (known.hashing !== null && known.hashing.at !== known.coming.offset) known.hashing = null
    }
    void looked(known).catch(() => undefined)
    return ok(tell(known.coming))
  }

  return async (dialogue: DialogueId, id: string, offset: number, sent: Sent): Promise<Result<UploadTold>> => {
    const known = of(dialogue, id)
    if (known === null) return fail(noUpload)
    while (known.part !== null) {
      known.part.end.abort()
      await known.part.done
    }
    const { length } = known.coming
    if (known.coming.is !== null || offset !== known.coming.offset || of(dialogue, id) !== known)
      return fail({ code: 'changed' })
    if (sent.size !== null && offset + sent.size > length)
      return fail({ code: 'too-large', limit: length, size: offset + sent.size })
    const end = new AbortController()
    const part: NonNullable<Known['part']> = { done: Promise.resolve(), end }
    known.part = part
    const done = take(known, offset, end.signal, sent)
    // Over once it stands there no more: whoever waits for it would else ask again and again, and nobody is served meanwhile.
    part.done = done.catch(() => undefined)
    return done
  }
}

/** Everything of the process before is known again, and looked at where that was not done yet. */
export function createUploads({
  bytes,
  clock,
  random,
  letGo,
}: {
  readonly bytes: MaterialBytes
  readonly clock: Clock
  readonly random: RandomBytes
  /** Nobody brings these any more: they go where nobody's rows name them. */
  readonly letGo: (hash: MaterialHash) => void
}) {
  const store = comingIn(bytes.place)
  const all = new Map<UploadId, Known>()
  for (const coming of store.load())
    all.set(coming.id, { coming, hashing: null, part: null, captions: null, looking: null })
  /** One after the other: each reads gigabytes. */
  let queue: Promise<void> = Promise.resolve()

  const of = (dialogue: DialogueId, id: string): Known | null => {
    const found = all.get(id as UploadId)
    return found?.coming.dialogue === dialogue ? found : null
  }
  const list = (dialogue: DialogueId): readonly Coming[] =>
    [...all.values()].flatMap(({ coming }) => (coming.dialogue === dialogue ? [coming] : []))
  /** What of it is or will be on this disk, and is no material's yet. */
  const weight = ({ is, length }: Coming): number => (is !== null && 'fault' in is ? 0 : length)
  const missing = ({ is, length, offset }: Coming): number => (is === null ? length - offset : 0)
  const toCome = (): number => [...all.values()].reduce((sum, { coming }) => sum + missing(coming), 0)

  async function note(known: Known, change: Partial<Coming>): Promise<void> {
    known.coming = { ...known.coming, ...change }
    if (all.get(known.coming.id) === known) await store.note(known.coming)
  }

  async function look(known: Known): Promise<void> {
    const { id } = known.coming
    const file = store.bytesOf(id)
    const found = await reading(file, whatItIs)
    if (typeof found === 'string') {
      await note(known, { is: { fault: found } })
      return
    }
    const { hashing } = known
    known.hashing = null
    const hash = await hashOfFile(file, hashing?.hash, hashing?.at)
    await note(known, { is: { hash, found } })
  }
  /** Once for each; a disk that cannot be read is asked again by whoever comes next. */
  function looked(known: Known): Promise<void> {
    if (known.coming.is !== null || known.coming.offset < known.coming.length) return Promise.resolve()
    const doing = known.looking ?? queue.then(() => look(known)).finally(() => (known.looking = null))
    known.looking = doing
    queue = doing.catch(() => undefined)
    return doing
  }
  for (const known of all.values()) void looked(known).catch(() => undefined)

  function forget(known: Known): void {
    const { id, is } = known.coming
    all.delete(id)
    known.part?.end.abort()
    store.forget(id)
    if (is !== null && 'hash' in is) letGo(is.hash)
    if (known.captions !== null) letGo(known.captions)
  }

  function tell({ id, name, length, offset, at, is }: Coming): UploadTold {
    const found = is !== null && 'found' in is ? is.found : null
    const state = is === null ? (offset < length ? 'coming' : 'looking') : found === null ? 'refused' : 'ready'
    return {
      id,
      name,
      length,
      offset,
      state,
      why: is !== null && 'fault' in is ? is.fault : null,
      type: found?.type ?? null,
      plays: found?.plays ?? null,
      until: at + lifetime,
    }
  }

  return {
    bringing: bringingOf({ of, looked, forget, bytes, store }),
    /** `used`: what the dialogue's materials have already. */
    async begin(dialogue: DialogueId, length: number, name: string, used: () => number): Promise<Result<UploadTold>> {
      if (length > mostBytes) return fail({ code: 'too-large', limit: mostBytes, size: length })
      if (length < 1) return fail(refused('empty'))
      const own = list(dialogue)
      if (own.length >= mostComing) return fail({ code: 'too-many', retryAfter: 60 })
      const room = await bytes.room()
      // From here on without a pause: of two at once the second is counted with the first.
      const coming = list(dialogue).reduce((sum, one) => sum + weight(one), 0)
      if (used() + coming + length > mostBytes) return fail(refused('dialogue-full'))
      if (room - toCome() < length) return fail(refused('disk-full'))
      const id = newId<UploadId>(random)
      const known: Known = {
        coming: { id, dialogue, name, length, offset: 0, at: clock(), is: null },
        hashing: { hash: createHash('sha256'), at: 0 },
        part: null,
        captions: null,
        looking: null,
      }
      all.set(id, known)
      try {
        await bytes.made()
        store.make()
        closeSync(openSync(store.bytesOf(id), 'wx', 0o600))
        await store.note(known.coming)
      } catch {
        forget(known)
        return fail(refused('disk-full'))
      }
      return ok(tell(known.coming))
    },
    write: writingOf({ of, looked, note, bytes, store, tell, clock }),
    /** Whoever asks has lost its line: a part that still hangs on the old one is ended first. */
    async read(dialogue: DialogueId, id: string, ends = false): Promise<UploadTold | null> {
      const known = of(dialogue, id)
      if (known === null) return null
      if (ends && known.part !== null) {
        known.part.end.abort()
        await known.part.done
      }
      void looked(known).catch(() => undefined)
      return tell(known.coming)
    },
    list: (dialogue: DialogueId): readonly UploadTold[] => list(dialogue).map(tell),
    /** Bytes that count for the dialogue and are no material's yet. */
    weight: (dialogue: DialogueId): number => list(dialogue).reduce((sum, one) => sum + weight(one), 0),
    /** What is still to come of all dialogues: the disk is promised to it. */
    toCome,
    /** Bytes that somebody has brought and not put anywhere yet. */
    holds: (hash: MaterialHash): boolean =>
      [...all.values()].some(
        ({ coming: { is }, captions }) => captions === hash || (is !== null && 'hash' in is && is.hash === hash),
      ),
    drop(dialogue: DialogueId, id: string): boolean {
      const known = of(dialogue, id)
      if (known !== null) forget(known)
      return known !== null
    },
    /** What nobody goes on with; asked every few seconds. */
    tend(): void {
      for (const known of all.values()) if (known.coming.at + lifetime <= clock() && known.part === null) forget(known)
    },
  }
}
