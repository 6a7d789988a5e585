/** A dialogue from a file: read strictly, founded whole or not at all. And what the server's own link is told of those that stand. */
import { draftOf, type DialogueFile } from '@tablee/shared/dialogue/file'
import { BadFile } from '@tablee/shared/file'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import { minutesOf } from '@tablee/shared/dialogue/programme'
import { fail, ok, type Problem, type Result, type Spoilt } from '@tablee/shared/problem'
import type { LinkEntry } from '@tablee/shared/wire/access'
import * as wire from '@tablee/shared/wire/dialogue'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import * as founding from '@tablee/shared/wire/founding'
import type { Standing } from '@tablee/shared/wire/founding'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { Founding } from '../dialogue/found.ts'
import { textOf } from '../exchange/text.ts'
import { fileName } from './file-asked.ts'
import { on, routes } from './serve.ts'

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

const badFile = (file: string, faults: readonly BadFile[]): Problem => {
  // All of them at once: whoever mends a file by one mistake a time sends it twenty times.
  const [first, ...more] = faults.map(spoiltBy)
  if (first === undefined) throw new Error(`${file}: refused for nothing`)
  return { code: 'bad-file', file, ...first, ...(more.length === 0 ? {} : { more }) }
}

/** Where the server's own link leads in a browser; the secret stands in the fragment, which nothing sends. */
export const foundUrl = (token: string, origin: string): string => `${origin}/found#${token}`

export type FoundParts = {
  readonly found: Founding['found']
  /** Every card of a dialogue, as the organiser's page has them. */
  readonly linksOf: (dialogue: DialogueId) => readonly LinkEntry[]
  /** In the order in which they begin. */
  readonly standing: () => Promise<readonly (Omit<Standing, 'stands' | 'ours'> & { readonly id: DialogueId })[]>
  /** Whether it was founded by the server's own link. */
  readonly isOurs: (dialogue: DialogueId) => Promise<boolean>
  /** The first organiser's link as it was issued; null once its organiser made it theirs alone, or withdrew it. */
  readonly firstLink: (dialogue: DialogueId) => LinkEntry | null
  readonly serverLink: { readonly token: () => string; readonly renew: () => Promise<void> }
  readonly origin: () => string
  readonly clock: Clock
  readonly random: RandomBytes
}

/**
 * 201 with every card where it was founded (the server's own link gets the organiser's alone); 200 and no cards where one
 * of this id stands, of which nothing changes. `bad-file` names all mistakes of the file.
 */
export function foundRoutes({
  found,
  linksOf,
  standing,
  isOurs,
  firstLink,
  serverLink,
  origin,
  clock,
  random,
}: FoundParts): Hono<Env> {
  const gone: Result<never> = fail({ code: 'not-found', what: 'dialogue' })
  // Nobody mends faster; a file is read in the turn in which everybody waits.
  const looks = buckets({ clock, perSecond: 0.5, burst: 30 })
  const told = () => ok({ url: foundUrl(serverLink.token(), origin()) })

  return routes(
    on(
      founding.checkFile,
      async ({ query, bytes }) => {
        const name = fileName(query.file, 'dialogue')
        const looked = lookedThrough(await bytes(), name)
        if ('faults' in looked) return fail(badFile(name, looked.faults))
        const { file } = looked
        const draft = draftOf(file, { now: clock(), random })
        return ok({
          id: file.id,
          title: file.title,
          languages: file.languages,
          sites: file.sites.map(({ key, name: called, country }) => {
            const there = file.tables.filter(({ site }) => site === key)
            return {
              name: called,
              country,
              tables: there.length,
              seats: there.reduce((sum, { seats }) => sum + seats, 0),
            }
          }),
          sessions: draft.sessions.map((session) => ({ title: session.title, minutes: minutesOf(session) })),
          consent: file.consent !== null,
          opensAt: draft.opensAt,
          closesAt: draft.closesAt,
          stands: (await standing()).some(({ id }) => id === file.id),
        })
      },
      ({ session }) => looks.take(session.id),
    ),
    on(wire.found, async ({ c, session, query, bytes }) => {
      const name = fileName(query.file, 'dialogue')
      const looked = lookedThrough(await bytes(), name)
      if ('faults' in looked) return fail(badFile(name, looked.faults))
      const draft = draftOf(looked.file, { now: clock(), random })
      const done = await found(draft, handOf(session))
      if (!done.ok) return done
      const links = done.value.founded ? linksOf(draft.id) : []
      // Who founds gets its keys. Who only names a dialogue that stands does not: its organiser has them.
      const answer: FoundedAnswer = {
        founded: done.value.founded,
        id: draft.id,
        // As the file has it: what another's dialogue of this id is called is none of theirs.
        title: draft.title,
        // Whoever holds the server's own link hands one key out, and has no use for the tables'.
        links: session.server === 'only' ? links.filter(({ role }) => role === 'organiser') : links,
      }
      return c.json(answer, done.value.founded ? 201 : 200)
    }),
    on(founding.standingList, async () => {
      const now = clock()
      return ok(
        await Promise.all(
          (await standing()).map(async (one) => ({
            ...one,
            stands:
              now < one.opensAt ? ('before' as const) : now <= one.closesAt ? ('today' as const) : ('after' as const),
            ours: await isOurs(one.id),
          })),
        ),
      )
    }),
    on(founding.organisersLink, async ({ param }) => {
      const one = (await standing()).find(({ id }) => id === param.dialogue)
      if (one === undefined || !(await isOurs(one.id))) return gone
      const link = firstLink(one.id)
      return link === null ? fail({ code: 'not-found', what: 'link' }) : ok(link)
    }),
    on(founding.serverLink, told),
    on(founding.renewServerLink, async () => {
      try {
        await serverLink.renew()
      } catch {
        return fail({ code: 'journal-unavailable' })
      }
      return told()
    }),
  )
}
