/**
 * Where an address leads: from what it names to the dialogue that it is of. Each hall tells it what it holds, and stays
 * known while it is closed or elsewhere: this is what is asked before it is known whom to ask. What would open something
 * (a short code, an observers' address, a session's secret) stands here as its hash.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Scope } from '@tablee/shared/wire/declare'
import { siteIn } from '../access/allow.ts'
import { pathHash } from '../access/links.ts'

/** `watch`, `code` and `session` by their hashes. */
export type Named = Exclude<Scope, 'none'> | 'table' | 'code' | 'session'

/** Where a dialogue is, as one of several nodes knows it. */
export type Whereabouts =
  | { readonly is: 'here' }
  | { readonly is: 'there'; readonly node: string; readonly address: string }
  /** There is no such dialogue. */
  | { readonly is: 'nowhere' }
  /** It was moved out of the cluster; `to`: where, as far as people may be told. */
  | { readonly is: 'moved'; readonly to: string | null }
  /** It is being taken, moved or opened by a newer program: come again. */
  | { readonly is: 'away' }

/** `all`: of one that holds everything that leads anywhere. */
export type Directory = Omit<ReturnType<typeof createDirectory>, 'all'> &
  Partial<Pick<ReturnType<typeof createDirectory>, 'all'>>

/** Empty at first, in memory alone; null for what leads nowhere. */
export function createDirectory() {
  const named = new Map<Named, Map<string, DialogueId>>()
  return {
    // A site is asked for with its dialogue's id.
    leadsTo: (what: Named, id: string): DialogueId | null =>
      named.get(what === 'site' ? 'dialogue' : what)?.get(id) ?? null,
    /** All that leads to one dialogue. */
    all: (dialogue: DialogueId): readonly { readonly what: Named; readonly id: string }[] =>
      [...named].flatMap(([what, ids]) => [...ids].flatMap(([id, of]) => (of === dialogue ? [{ what, id }] : []))),
    /** The answer takes it back, unless it leads elsewhere by then. */
    lead(dialogue: DialogueId, what: Named, id: string): () => void {
      const ids = named.get(what) ?? new Map<string, DialogueId>()
      named.set(what, ids.set(id, dialogue))
      return () => void (ids.get(id) === dialogue && ids.delete(id))
    },
  }
}

/** What stands in a path, as it is known here. */
export const idInPath = (what: Exclude<Scope, 'none'>, id: string): string =>
  what === 'watch'
    ? pathHash(id)
    : what === 'snapshot'
      ? id.replace(/\.json$/, '')
      : what === 'site'
        ? siteIn(id).dialogue
        : id
