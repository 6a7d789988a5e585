/** Where what somebody has open may belong, as a theme team is told it: learnt from what it read, and kept while it is open. */
import type { EntryName } from '@tablee/shared/synthesis/entries'
import { hasTheme, type Themes } from '@tablee/shared/synthesis/fold'
import { isRead, type SaidOf } from '@tablee/shared/synthesis/reading'
import { createSuggester, type Sentence, type Suggestion } from '@tablee/shared/synthesis/suggest'

type Readable = { readonly byName: ReadonlyMap<EntryName, Sentence> }

/** In memory alone: after a restart it is learnt anew, from the same steps. */
export function createSuggesting() {
  const suggester = createSuggester()
  let learnt: { readonly readable: Readable; readonly read: Themes['read'] } | null = null
  /** What was suggested first stays, whatever was learnt since: nobody's Enter takes another theme than they read. */
  const first = new Map<EntryName, Suggestion>()
  return {
    /** `near`: what says nearly the same, the nearest first. Null: nothing is near enough, or it was read already. */
    of(
      readable: Readable,
      one: Sentence,
      themes: Themes,
      saidOf: SaidOf,
      near: readonly EntryName[],
    ): Suggestion | null {
      if (learnt?.readable !== readable || learnt.read !== themes.read) {
        suggester.follow(readable.byName, themes)
        learnt = { readable, read: themes.read }
      }
      for (const entry of first.keys()) if (isRead(themes, entry, saidOf)) first.delete(entry)
      if (isRead(themes, one.entry, saidOf)) return null
      const mayBe = ({ theme }: Suggestion): boolean =>
        hasTheme(themes, theme) && themes.refused.get(one.entry)?.has(theme) !== true
      const before = first.get(one.entry)
      // What was a reason has to be one still, and to be there.
      const { like } = before ?? {}
      const stays =
        like === undefined || (near.includes(like) && themes.read.get(like)?.themes.has(before?.theme ?? ''))
      if (before !== undefined && stays === true && mayBe(before)) return before
      const [again] = near.flatMap((like) =>
        [...(themes.read.get(like)?.themes ?? [])]
          .map((theme): Suggestion => ({ theme, shared: [], like }))
          .filter(mayBe),
      )
      const found = again ?? suggester.rank(one).find(mayBe)
      if (found === undefined) return null
      const { theme, shared } = found
      const kept: Suggestion = { theme, shared, ...(found.like !== undefined && { like: found.like }) }
      first.set(one.entry, kept)
      return kept
    },
  }
}
