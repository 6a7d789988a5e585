/** What a key makes of the entry that is open, and what was read here. */
import type { ThemeCommand, ThemeEntry } from '@tablee/shared/wire/synthesis'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type Step = Without<ThemeCommand>

type Next = { readonly next: string }

/** An entry as it is worded: worded otherwise, it is unread again. */
export type Worded = Pick<ThemeEntry, 'entry' | 'said'>
/** What was read here, whatever an answer says that was written before the step arrived. */
export function createDone() {
  const done = new Map<string, string | undefined>()
  return {
    has: ({ entry, said }: Worded): boolean => done.has(entry) && done.get(entry) === said,
    add: ({ entry, said }: Worded): void => void done.set(entry, said),
    delete: ({ entry }: Pick<Worded, 'entry'>): void => void done.delete(entry),
  }
}
export type Done = ReturnType<typeof createDone>

/**
 * The one that stands behind this one, that nobody reads; behind the last it begins anew with what was put by. `null`: from the
 * first on.
 */
export function nextOf<One extends Worded & { readonly by: unknown }>(
  queue: readonly One[],
  done: Done,
  but: string | null,
): One | null {
  const at = queue.findIndex(({ entry }) => entry === but)
  const round = [...queue.slice(at + 1), ...queue.slice(0, Math.max(at, 0))]
  return round.find((one) => one.by === null && one.entry !== but && !done.has(one)) ?? null
}

/** As a step names it. */
export const worded = ({ entry, said }: Worded): { entry: string; said?: string } => ({
  entry,
  ...(said !== undefined && { said }),
})

/** In this theme; `along`: with what says the same. Who reads it as the second answers alone. */
export const putStep = (entry: ThemeEntry, theme: string, along: readonly Worded[], next: Next): Step =>
  entry.second === true
    ? { kind: 'second', entry: entry.entry, themes: [theme], ...next }
    : {
        kind: 'put',
        theme,
        ...worded(entry),
        // However it was put there: what was suggested was right.
        ...(entry.suggested?.theme === theme ? { suggested: true } : {}),
        ...(along.length > 0 && { along: along.map(worded) }),
        ...next,
      }

/** In no theme. */
export const noneStep = (entry: ThemeEntry, next: Next): Step =>
  entry.second === true
    ? { kind: 'second', entry: entry.entry, themes: [], ...next }
    : { kind: 'none', ...worded(entry), ...next }
