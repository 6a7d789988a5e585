/** Texts told to translators as what changed since the version that they have: what each was told last is kept for it, in memory. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { TextsTold } from '@tablee/shared/wire/translations'
import { changedSince, type Part } from '@tablee/shared/wire/translations-parts'
import type { Clock } from '../clock.ts'
import type { TranslationLog } from './log.ts'
import type { TranslatedPlaces } from './ports.ts'
import type { createTexts } from './texts.ts'

type Head = Pick<TextsTold, 'title' | 'langs' | 'here' | 'machine' | 'terms'>
type Last = { readonly version: string; readonly head: string; readonly parts: readonly Part[] }

/** So many pages go on from what they were told; any other is told all of it. */
const mostKept = 60
/** Of each page: an answer that was lost on its way is asked for again by the version before. */
const versionsKept = 3

/**
 * `beside`: what is told with them. `id`: a new name for a version. Nothing that is not known at this moment counts as gone: the
 * first answer waits for it (`journal-unavailable`), later ones leave it as it was told.
 */
export function createTold({
  log,
  places,
  texts,
  beside,
  newId,
  clock,
}: {
  log: Pick<TranslationLog, 'state'>
  places: Pick<TranslatedPlaces, 'dialogue'>
  texts: Pick<ReturnType<typeof createTexts>, 'parts'>
  beside: (dialogue: DialogueId, into: string) => Pick<Head, 'machine'>
  newId: () => string
  clock: Clock
}) {
  const kept = new Map<string, readonly Last[]>()
  function keep(key: string, last: Last): void {
    const before = kept.get(key) ?? []
    kept.delete(key)
    kept.set(key, [...before.slice(1 - versionsKept), last])
    for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest)
  }

  return {
    async told(
      dialogue: DialogueId,
      into: string,
      { device, after }: { readonly device: string; readonly after: string | undefined },
    ): Promise<Result<TextsTold>> {
      const found = places.dialogue(dialogue)
      if (found === null) return fail({ code: 'not-found', what: 'dialogue' })
      const all = await texts.parts(dialogue, into, device)
      const now = clock()
      const { leases, asides } = log.state(dialogue)
      const here = [...leases].filter(([by, { until }]) => by !== device && until > now).length
      const terms = asides.terms.flatMap(({ lang, ...term }) => (lang === into ? [term] : []))
      const head: Head = { title: found.title, langs: found.langs, here, terms, ...beside(dialogue, into) }
      const key = `${dialogue} ${into} ${device}`
      const last = kept.get(key)?.find(({ version }) => version === after) ?? null
      const parts = all.flatMap((part): readonly Part[] => {
        const { table, session, texts: found } = part
        if (found !== null) return [{ ...part, texts: found }]
        return last?.parts.filter((one) => one.table === table && one.session === session) ?? []
      })
      if (last === null && all.some((part) => part.texts === null)) return fail({ code: 'journal-unavailable' })
      const since = last?.version ?? null
      const changed = changedSince(last?.parts ?? [], parts)
      const said = JSON.stringify(head)
      if (last !== null && changed.length === 0 && last.head === said)
        return ok({ version: last.version, since, ...head, parts: [] })
      const version = newId()
      keep(key, { version, head: said, parts })
      return ok({ version, since, ...head, parts: changed })
    },
    /** What was told is kept no more: all of it is told anew. */
    forget: (): void => kept.clear(),
  }
}
