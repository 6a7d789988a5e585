/** What is another now, part by part: a page holds one request for all that it shows, whatever that is. */
import { ok } from '@tablee/shared/problem'
import { can, type Action } from '@tablee/shared/roles'
import { changes, watchedChanges, type Changes } from '@tablee/shared/wire/changes'
import type { DialogueId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { oncePerTurn } from '../hold/once.ts'
import { topicsOfChanges, topicsWatched } from '../hold/topics.ts'
import { versionOf, type Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { routes } from './serve.ts'

/** Anything that is another when the part is. */
type Stamp = unknown
export type Part = {
  /** Without it nobody is told of this part. */
  readonly action: Action
  readonly stamp: (dialogue: DialogueId, session: Session) => Stamp
}

async function changed(parts: Readonly<Record<string, Stamp>>): Promise<Changes> {
  const stamps = await Promise.all(
    Object.entries(parts).map(async ([name, stamp]) => [name, versionOf({ stamp: await stamp })] as const),
  )
  const versions = Object.fromEntries(stamps)
  return { version: versionOf(versions), parts: versions }
}

/**
 * A page is told which of its parts changed, never what is in them. A part whose `action` the asker may not do is not
 * told of.
 */
export function changesRoutes({
  waiting,
  parts,
  watched,
}: {
  waiting: Waiting
  parts: Readonly<Record<string, Part>>
  /** The same for all of an audience. */
  watched: Readonly<Record<string, (dialogue: DialogueId, audience: Audience) => Stamp>>
}): Hono<Env> {
  // A hall of screens is woken at once: what all of them are told is made once.
  const toWatchers = oncePerTurn((audience: Audience, dialogue: DialogueId) =>
    changed(Object.fromEntries(Object.entries(watched).map(([name, stamp]) => [name, stamp(dialogue, audience)]))),
  )
  return routes(
    held(
      waiting,
      changes,
      ({ where }) => topicsOfChanges(where.dialogue),
      async ({ where: { dialogue }, session }) => {
        const own = Object.entries(parts).filter(([, { action }]) => can(session.role, action))
        return ok(await changed(Object.fromEntries(own.map(([name, { stamp }]) => [name, stamp(dialogue, session)]))))
      },
    ),
    held(
      waiting,
      watchedChanges,
      ({ where }) => topicsWatched(where.dialogue),
      async ({ where }) => ok(await toWatchers(where.audience, where.dialogue)),
    ),
  )
}
