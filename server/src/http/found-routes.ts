/** A dialogue from a file: read strictly, founded whole or not at all. */
import { draftOf, type DialogueFile } from '@tablee/shared/dialogue/file'
import { BadFile } from '@tablee/shared/file'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import type { Problem, Spoilt } from '@tablee/shared/problem'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { FoundedAnswer } from '@tablee/shared/wire/http'
import { cards } from '@tablee/shared/wire/access'
import { Hono } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, readBytes, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Founding } from '../dialogue/found.ts'
import { textOf } from '../exchange/text.ts'

const founded = z
  .object({
    founded: z.boolean().meta({ description: 'false: a dialogue of this id stands already, unchanged' }),
    id: z.string(),
    title: z.string(),
    links: cards,
  })
  .meta({ id: 'Founded' })

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

export function foundRoutes({
  founding,
  linksOf,
  titleOf,
  clock,
  random,
}: {
  founding: Founding
  /** Every card of a dialogue, as the organiser's page has them. */
  linksOf: (dialogue: DialogueId) => readonly LinkEntry[]
  titleOf: (dialogue: DialogueId) => string
  clock: Clock
  random: RandomBytes
}): Hono<Env> {
  return new Hono<Env>().post(
    '/api/dialogues',
    allow('dialogue.found', 'none', {
      summary: 'Found a dialogue from a file (tablee-dialogue/1); once for each id',
      takes: 'application/json',
      query: { file: 'What the file is called, for what is said of it' },
      answer: founded,
      status: 201,
      also: [200],
    }),
    async (c) => {
      const name = fileName(c.req.query('file'))
      const bytes = await readBytes(c)
      const looked = lookedThrough(bytes, name)
      if ('faults' in looked) {
        // All of them at once: whoever mends a file by one mistake a time sends it twenty times.
        const [first, ...more] = looked.faults.map(spoiltBy)
        if (first === undefined) throw new Error(`${name}: refused for nothing`)
        const problem: Problem = { code: 'bad-file', file: name, ...first, ...(more.length === 0 ? {} : { more }) }
        return problemResponse(c, problem)
      }
      const draft = draftOf(looked.file, { now: clock(), random })
      const session = c.get('session')
      const done = await founding.found(draft, { author: authorOf(session), device: session.device })
      if (!done.ok) return problemResponse(c, done.problem)
      // Who founds gets its keys. Who only names a dialogue that stands does not: its organiser has them.
      const answer: FoundedAnswer = {
        founded: done.value.founded,
        id: draft.id,
        // What another's dialogue of this id is called is none of theirs either.
        title: done.value.founded ? titleOf(draft.id) : draft.title,
        links: done.value.founded ? linksOf(draft.id) : [],
      }
      return c.json(answer, done.value.founded ? 201 : 200)
    },
  )
}
