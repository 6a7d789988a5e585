/**
 * Films, slides and leaflets on their way to the second laptop: asked for a part at a time, given when nothing else waits for
 * the line. A line that tears costs the part that was under way.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isMaterialHash, type MaterialHash } from '@tablee/shared/ids'
import { hashOfFile, materialFolder } from '../materials/bytes.ts'
import { namedIn } from '../materials/named.ts'
import { syncFolder } from '../store/content.ts'
import type { Database } from '../store/database.ts'
import { filmBytes } from './frames.ts'

/** How long the line is looked at again, to see whether it is free (ms). */
const patience = 5

/** The first one's side. One part at a time, for the one that was asked for last. */
export function createFilms({
  folder,
  say,
  free,
  ended,
}: {
  readonly folder: string
  /** Null: it is not here. */
  readonly say: (hash: MaterialHash, at: number, bytes: Uint8Array | null) => void
  /** Nothing that people wrote is on its way. */
  readonly free: () => boolean
  readonly ended: () => boolean
}) {
  let asked = 0
  return {
    async give(hash: MaterialHash, at: number): Promise<void> {
      if (!isMaterialHash(hash) || !Number.isSafeInteger(at) || at < 0) return
      const mine = (asked += 1)
      while (!free()) {
        if (ended() || mine !== asked) return
        await new Promise((again) => setTimeout(again, patience))
      }
      try {
        const opened = await open(join(materialFolder(folder), hash), 'r')
        try {
          const bytes = new Uint8Array(filmBytes)
          const { bytesRead } = await opened.read(bytes, 0, bytes.length, at)
          if (!ended()) say(hash, at, bytes.subarray(0, bytesRead))
        } finally {
          await opened.close()
        }
      } catch {
        if (!ended()) say(hash, at, null)
      }
    },
  }
}

/** Synced after so many bytes: what a torn line and a pulled plug together cost. */
const syncEvery = 8 * 1024 * 1024

/**
 * The second one's side. What came lies in `materials/copied` until it is whole and is what it is called; what no row names any
 * more goes.
 */
export function createFilmCopy(folder: string, database: () => Database | null) {
  const place = materialFolder(folder)
  const coming = join(place, 'copied')
  const partOf = (hash: MaterialHash): string => join(coming, hash)
  let busy: Promise<void> = Promise.resolve()
  let since = 0
  /** Of those that the first one has no more: not asked for again on this line. */
  const gone = new Set<MaterialHash>()

  function named(): ReadonlyMap<MaterialHash, number> {
    const now = database()
    return now === null ? new Map() : namedIn(now)
  }
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

  /** Whole and here, or nothing of it: what was torn in its middle comes anew. */
  async function whole(hash: MaterialHash): Promise<void> {
    const part = partOf(hash)
    if ((await hashOfFile(part)) === hash) {
      await rename(part, join(place, hash))
      await syncFolder(place)
    } else await rm(part, { force: true })
  }

  return {
    /** Those that lack something, with how much of them is here. */
    missing(): readonly { readonly hash: MaterialHash; readonly bytes: number; readonly at: number }[] {
      return [...named()].flatMap(([hash, bytes]) =>
        gone.has(hash) || existsSync(join(place, hash))
          ? []
          : [{ hash, bytes, at: Math.min(bytes, sizeOf(partOf(hash))) }],
      )
    },
    /** Written, and synced now and then; `next` is called where the following part begins, or null when it is whole. */
    part(hash: MaterialHash, at: number, bytes: Uint8Array | null, next: (at: number | null) => void): void {
      if (!isMaterialHash(hash)) return
      if (bytes === null) {
        gone.add(hash)
        return next(null)
      }
      const wanted = named().get(hash)
      if (wanted === undefined) return next(null)
      const taken = new Uint8Array(bytes)
      busy = busy
        .then(async () => {
          mkdirSync(coming, { recursive: true, mode: 0o700 })
          const opened = await open(partOf(hash), existsSync(partOf(hash)) ? 'r+' : 'wx', 0o600)
          try {
            await opened.write(taken, 0, taken.length, at)
            since += taken.length
            const end = at + taken.length >= wanted || taken.length === 0
            if (end || since >= syncEvery) {
              await opened.datasync()
              since = 0
            }
          } finally {
            await opened.close()
          }
          if (at + taken.length < wanted && taken.length > 0) return next(at + taken.length)
          await whole(hash)
          next(null)
        })
        // A full disk: it is asked for again, later.
        .catch(() => next(null))
    },
    /** Bytes that no row names any more. Only where the copy is as the first one is: behind it, a row may still be coming. */
    tidy(): void {
      const known = named()
      gone.clear()
      for (const [folderOf, names] of [place, coming].map(
        (one) => [one, existsSync(one) ? readdirSync(one) : []] as const,
      ))
        for (const name of names)
          if (isMaterialHash(name) && !known.has(name)) rmSync(join(folderOf, name), { force: true })
    },
    settled: (): Promise<void> => busy,
  }
}

type Asks = (word: { readonly type: 'want-material'; readonly hash: MaterialHash; readonly at: number }) => void

/** Asks for one after the other, each from where it broke off; what no row names any more goes where the copy has everything. */
export function createFilmAsking(films: ReturnType<typeof createFilmCopy>) {
  /** That is on its way over this line. */
  let film: MaterialHash | null = null
  let missing = 0
  return {
    missing: (): number => missing,
    torn: (): void => void (film = null),
    ask(say: Asks, hasAll: boolean): void {
      const lacks = films.missing()
      missing = lacks.length
      if (lacks.length === 0 && hasAll) films.tidy()
      const [next] = lacks
      if (next === undefined || film !== null) return
      film = next.hash
      say({ type: 'want-material', hash: next.hash, at: next.at })
    },
    /** `bytes` null: the first one has it no more. */
    came(hash: MaterialHash, at: number, bytes: Uint8Array | null, say: Asks): void {
      films.part(hash, at, bytes, (next) => {
        // The line it was asked for on may be gone.
        if (film !== hash) return
        if (next === null) film = null
        else say({ type: 'want-material', hash, at: next })
      })
    },
  }
}
