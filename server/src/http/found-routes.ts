/** A dialogue from a file: read strictly, founded whole or not at all. */
import { draftOf, type DialogueFile } from '@tablee/shared/dialogue/file'
import { BadFile } from '@tablee/shared/file'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import { fail, type Spoilt } from '@tablee/shared/problem'
import type { LinkEntry } from '@tablee/shared/wire/access'
import * as wire from '@tablee/shared/wire/dialogue'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Founding } from '../dialogue/found.ts'
import { textOf } from '../exchange/text.ts'
import { on, routes } from './serve.ts'

const fileName = (asked: string | undefined): string =>
  (asked ?? 'dialogue').replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 120)

const spoiltBy = ({ at: { line = null, column = null, place = null }, fault: why }: BadFile): Spoilt => ({
  line,
  column,
  place,
  why,
})

function lookedThrough(
  bytes: Uint8Array,
  name: string,
): { readonly file: DialogueFile } | { readonly faults: readonly BadFile[] } {
  try {
    return lookThrough(textOf(bytes, name))
  } catch (cause) {
    if (!(cause instanceof BadFile)) throw cause
    return { faults: [cause] }
  }
}

/**
 * 201 with every card where it was founded; 200 and no cards where one of this id stands, of which nothing changes.
 * `bad-file` names all mistakes of the file.
 */
export function foundRoutes({
  found,
  linksOf,
  titleOf,
  clock,
  random,
}: {
  found: Founding['found']
  /** Every card of a dialogue, as the organiser's page has them. */
  linksOf: (dialogue: DialogueId) => readonly LinkEntry[]
  titleOf: (dialogue: DialogueId) => string
  clock: Clock
  random: RandomBytes
}): Hono<Env> {
  return routes(
    on(wire.found, async ({ c, session, query, bytes }) => {
      const name = fileName(query.file)
      const looked = lookedThrough(await bytes(), name)
      if ('faults' in looked) {
        // All of them at once: whoever mends a file by one mistake a time sends it twenty times.
        const [first, ...more] = looked.faults.map(spoiltBy)
        if (first === undefined) throw new Error(`${name}: refused for nothing`)
        return fail({ code: 'bad-file', file: name, ...first, ...(more.length === 0 ? {} : { more }) })
      }
      const draft = draftOf(looked.file, { now: clock(), random })
      const done = await found(draft, handOf(session))
      if (!done.ok) return done
      // Who founds gets its keys. Who only names a dialogue that stands does not: its organiser has them.
      const answer: FoundedAnswer = {
        founded: done.value.founded,
        id: draft.id,
        // What another's dialogue of this id is called is none of theirs either.
        title: done.value.founded ? titleOf(draft.id) : draft.title,
        links: done.value.founded ? linksOf(draft.id) : [],
      }
      return c.json(answer, done.value.founded ? 201 : 200)
    }),
  )
}
