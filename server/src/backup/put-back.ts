/**
 * A backup that is put back: it comes in, is looked through, waits for its organiser's word, is brought beside while all go
 * on, and put in place while nobody is in this dialogue. Until that one moment everything is as it was.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import type { BackupRefusal, BackupSince, RestoreTold } from '@tablee/shared/wire/backup'
import { pausing, sweep } from './exchange.ts'
import type { Head } from './file.ts'
import { intoPlace, type Placing } from './into-place.ts'
import { fits } from './kept.ts'
import type { Hosted } from './ports.ts'
import { sinceThen } from './since.ts'
import { sealOf } from './take.ts'
import { look, removeDatabase } from './thread.ts'
import { openUpload, type Upload } from './upload.ts'

/** Of one upload: a day's words are some tens of MB, films may come with them. */
export const mostBytes = 8 * 1024 * 1024 * 1024

type Step =
  | { readonly step: 'receiving' }
  | { readonly step: 'looking' | 'bringing'; part: number }
  | { readonly step: 'refused'; readonly why: BackupRefusal; readonly title: string | null }
  | { readonly step: 'looked'; readonly since: BackupSince }
  | { readonly step: 'exchanging' }
type Restore = {
  readonly id: string
  readonly stop: AbortController
  readonly upload: Upload | null
  /** The file that is looked through. */
  readonly path: string
  now: Step
  head: Head | null
}

export type PuttingParts = Placing & {
  readonly newId: () => string
  /** Nothing that was deleted is left in the file. */
  readonly scrub: () => void
  readonly log: { readonly done: (dialogue: DialogueId) => void; readonly failed: (cause: unknown) => void }
}

/** One for each dialogue at a time; a further one waits for its turn to be put in place. */
export function createPutting(parts: PuttingParts) {
  const { source, place, database, stopwatch, newId, copied, scrub, log } = parts
  const all = new Map<DialogueId, Restore>()
  /** One at a time brings rows beside: whoever is next waits. What a stop left there goes first. */
  let turn: Promise<unknown> = clean()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }
  function clean(): Promise<void> {
    return sweep(database, pausing(copied), stopwatch).catch(log.failed)
  }
  const databaseOf = ({ id }: Restore): string => join(place, `.${id}.sqlite`)

  function drop(dialogue: DialogueId): boolean {
    const one = all.get(dialogue)
    if (one?.now.step === 'exchanging') return false
    all.delete(dialogue)
    if (one === undefined) return true
    one.stop.abort()
    one.upload?.drop()
    removeDatabase(databaseOf(one))
    return true
  }
  const refuse = (one: Restore, why: BackupRefusal, title: string | null = null): void => {
    one.now = { step: 'refused', why, title }
    one.upload?.drop()
    removeDatabase(databaseOf(one))
  }
  /** What is told of a failure that nobody foresaw; a person who ended it hears nothing. */
  const failed = (dialogue: DialogueId, one: Restore, cause: unknown): void => {
    if (all.get(dialogue) !== one || one.stop.signal.aborted) return removeDatabase(databaseOf(one))
    log.failed(cause)
    refuse(one, 'failed')
  }

  async function lookAt(dialogue: DialogueId, one: Restore, hall: Hosted): Promise<void> {
    const told = { step: 'looking' as const, part: 0 }
    one.now = told
    try {
      const looked = await look(
        {
          file: one.path,
          into: databaseOf(one),
          dialogue,
          seal: sealOf(dialogue, hall),
          migrations: source.migrations,
        },
        { signal: one.stop.signal, onPart: (part) => (told.part = part) },
      )
      if (one.stop.signal.aborted) return removeDatabase(databaseOf(one))
      one.upload?.drop()
      if (!looked.ok) return refuse(one, looked.why, looked.head?.title ?? null)
      one.head = looked.head
      const since = await sinceThen(looked, dialogue, hall)
      if (!one.stop.signal.aborted) one.now = { step: 'looked', since }
    } catch (cause) {
      failed(dialogue, one, cause)
    }
  }

  /** In place, or everything as it was. */
  async function put(dialogue: DialogueId, one: Restore, made: number, hall: Hosted): Promise<void> {
    const told = { step: 'bringing' as const, part: 0 }
    one.now = told
    await inTurn(async () => {
      let erased = 0
      try {
        erased = await intoPlace(parts, {
          dialogue,
          hall,
          made,
          id: one.id,
          from: databaseOf(one),
          signal: one.stop.signal,
          onPart: (part) => (told.part = part),
          onExchange: () => (one.now = { step: 'exchanging' }),
        })
        log.done(dialogue)
        if (all.get(dialogue) === one) all.delete(dialogue)
      } catch (cause) {
        one.now = told
        failed(dialogue, one, cause)
      } finally {
        removeDatabase(databaseOf(one))
        await clean()
        // What was erased since stood in what was brought.
        if (erased > 0) scrub()
      }
    })
  }

  return {
    /** In parts, or a file that lies here (`kept`). An earlier one that is not being put in place ends. */
    async begin(dialogue: DialogueId, hall: Hosted, size: number, kept: string | null): Promise<void> {
      // The file, the database that it holds, and that beside what it will replace.
      const room = await fits(place, Math.min(size, mostBytes) * 4 + statSync(source.live).size)
      // From here on without a pause: of two at once the second ends the first.
      if (!drop(dialogue)) return
      const id = newId()
      const path = kept ?? join(place, `.${id}`)
      const one = (upload: Upload | null, now: Step): Restore => {
        const made = { id, stop: new AbortController(), upload, path, now, head: null }
        all.set(dialogue, made)
        return made
      }
      const refused = (why: BackupRefusal): unknown => one(null, { step: 'refused', why, title: null })
      if (size > mostBytes) return void refused('too-large')
      if (!room) return void refused('no-room')
      if (kept !== null) return void lookAt(dialogue, one(null, { step: 'looking', part: 0 }), hall)
      const begun = one(openUpload(path, size), { step: 'receiving' })
      if (size === 0) refuse(begun, 'not-a-backup')
    },
    /** Null: there is no such upload. */
    take(dialogue: DialogueId, hall: Hosted, id: string, at: number, bytes: Uint8Array): boolean {
      const one = all.get(dialogue)
      if (one?.id !== id) return false
      if (one.now.step !== 'receiving' || one.upload === null) return true
      one.upload.take(at, bytes)
      if (one.upload.got() === one.upload.size) void lookAt(dialogue, one, hall)
      return true
    },
    confirm(dialogue: DialogueId, hall: Hosted, id: string): boolean {
      const one = all.get(dialogue)
      if (one?.id !== id || one.head === null) return false
      if (one.now.step === 'looked') void put(dialogue, one, one.head.at, hall)
      return true
    },
    drop,
    told(dialogue: DialogueId): RestoreTold | null {
      const one = all.get(dialogue)
      if (one === undefined) return null
      const { id, now, upload } = one
      const made = one.head?.at ?? 0
      switch (now.step) {
        case 'receiving':
          return { step: 'receiving', id, got: upload?.got() ?? 0, size: upload?.size ?? 0 }
        case 'looking':
          return { step: 'looking', id, part: now.part }
        case 'bringing':
          return { step: 'bringing', id, made, part: now.part }
        case 'refused':
          return { id, ...now }
        case 'looked':
          return { id, made, ...now }
        case 'exchanging':
          return { id, made, ...now }
      }
    },
    /** Whatever is under way has ended: nothing is written any more. */
    async close(): Promise<void> {
      for (const one of all.values()) one.stop.abort()
      await turn
      for (const one of all.values()) {
        one.upload?.drop()
        removeDatabase(databaseOf(one))
      }
    },
  }
}
