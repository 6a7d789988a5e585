/** Where the paths of links lead, as far as they were asked for here: what leads somewhere stays, what does not is asked again. */
import type { DialogueId } from '@tablee/shared/ids'
import { createDirectory } from '../directory/directory.ts'
import type { Log } from './ports.ts'

/** A stranger's guess is looked up once in so many ms. */
const unknownFor = 1_000
/** Guesses that are remembered; they push nobody's out who is led somewhere. */
const mostUnknown = 10_000

/** Holds hashes alone, in memory. Nothing that leads somewhere is ever forgotten: what a link opens its dialogue says. */
export function createLeads(log: Pick<Log, 'leadsTo'>, now: () => number) {
  const led = new Map<string, DialogueId>()
  const nowhere = new Map<string, number>()
  const directory = createDirectory()
  return {
    directory,
    /** By the hash of a path; null where it leads nowhere. Rejects where the log does not answer. */
    async to(hash: string): Promise<DialogueId | null> {
      const known = led.get(hash)
      if (known !== undefined) return known
      if ((nowhere.get(hash) ?? Number.NEGATIVE_INFINITY) > now() - unknownFor) return null
      const found = await log.leadsTo(hash)
      if (found === null) {
        if (nowhere.size >= mostUnknown) nowhere.clear()
        nowhere.set(hash, now())
        return null
      }
      nowhere.delete(hash)
      led.set(hash, found)
      directory.lead(found, 'watch', hash)
      directory.lead(found, 'dialogue', found)
      return found
    },
    /** As it was asked for last; undefined: nobody could say. */
    known: (hash: string): DialogueId | null | undefined => led.get(hash) ?? (nowhere.has(hash) ? null : undefined),
  }
}
