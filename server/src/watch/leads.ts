/** Where paths of links lead, and which dialogues there are, as far as it was asked here: what leads nowhere is asked again. */
import type { DialogueId } from '@tablee/shared/ids'
import { createDirectory } from '../directory/directory.ts'
import type { Log } from './ports.ts'

/** A stranger's guess is looked up once in so many ms. */
const unknownFor = 1_000
/** Guesses that are remembered; they push nobody's out who is led somewhere. */
const mostUnknown = 10_000

type What = Parameters<Log['leadsTo']>[0]

/** Holds hashes and ids alone, in memory. Nothing that leads somewhere is ever forgotten: what a link opens its dialogue says. */
export function createLeads(log: Pick<Log, 'leadsTo'>, now: () => number) {
  const nowhere = new Map<string, number>()
  const directory = createDirectory()
  const nameOf = (what: What, id: string): string => `${what} ${id}`
  return {
    directory,
    /** A path by its hash; null where it leads nowhere. Rejects where the log does not answer. */
    async to(what: What, id: string): Promise<DialogueId | null> {
      const known = directory.leadsTo(what, id)
      if (known !== null) return known
      const name = nameOf(what, id)
      if ((nowhere.get(name) ?? Number.NEGATIVE_INFINITY) > now() - unknownFor) return null
      const found = await log.leadsTo(what, id)
      if (found === null) {
        if (nowhere.size >= mostUnknown) nowhere.clear()
        nowhere.set(name, now())
        return null
      }
      nowhere.delete(name)
      directory.lead(found, what, id)
      directory.lead(found, 'dialogue', found)
      return found
    },
    /** As it was asked for last; undefined: nobody could say. */
    known: (what: What, id: string): DialogueId | null | undefined =>
      directory.leadsTo(what, id) ?? (nowhere.has(nameOf(what, id)) ? null : undefined),
  }
}
