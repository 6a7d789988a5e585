/**
 * A condition that somebody typed is named by a keyed digest of it, and what was said of it (the same as another, not the
 * same) names it so. Where its letters are erased the name would go on to answer guesses: it becomes what is left of the
 * sentence, named in the same way, or a number by chance, which is no sentence's. Whatever was one stays one.
 */
import { synthesisDoc, voicesDoc } from '@tablee/shared/documents'
import { isBlack } from '@tablee/shared/board/blacken'
import { readItemKey } from '@tablee/shared/dialogue/items'
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import { isTypedName, typedName, type ConditionName } from '@tablee/shared/synthesis/conditions'
import { idIn, kindIn } from '@tablee/shared/synthesis/entries'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'
import { changeCommand } from './blacken-row.ts'
import { answersIn, typedIn } from './typed.ts'

export type TypedNames = {
  /** A row of people's voices, as it was and as it will be: of all of them, before the first name. */
  readonly typed: (before: unknown, after: unknown) => void
  /** A row that may name what was typed. */
  readonly named: (value: unknown) => unknown
  /** Whether an entry is an answer of which letters were erased (`codebook/answers`): its name would go on to answer guesses. */
  readonly isGone: (entry: string) => boolean
}
/** Changes none: where it is only asked what an erasure would change in what people said. */
export const noNames: TypedNames = {
  typed: () => undefined,
  named: (value) => value,
  isGone: () => false,
}

/** As many signs as a digest has none: so it is known, and chosen once. */
const byChance = /\.own\.~/

/** For one rewriting of a dialogue's rows; it may be done once more, when its answer was lost. */
export function createTypedNames(digest: (parts: readonly string[]) => string, random: RandomBytes): TypedNames {
  const stands = new Set<ConditionName>()
  const became = new Map<ConditionName, ConditionName>()
  const goneAnswers = new Set<string>()
  const namesIn = (value: unknown) =>
    typedIn(value).map((one) => {
      const { item } = readItemKey(one.item)
      return { text: one.text, name: typedName(one.step, item, one, digest) }
    })
  function drawn(name: ConditionName): ConditionName {
    const sign = Buffer.from(random(6)).toString('base64url')
    return name.replace(/\.own\..*$/, `.own.~${sign}`)
  }
  function renamed(name: ConditionName): ConditionName {
    if (!isTypedName(name) || byChance.test(name) || stands.has(name)) return name
    const known = became.get(name) ?? drawn(name)
    became.set(name, known)
    return known
  }
  return {
    isGone: (entry) => kindIn(entry) === undefined && goneAnswers.has(idIn(entry)),
    typed(before, after) {
      const [was, is] = [answersIn(before), answersIn(after)]
      for (const [n, { step, item, text }] of was.entries())
        if (is[n]?.text !== text) goneAnswers.add(`${step}.${item}.${digest([step, item, text])}`)
      const left = namesIn(after)
      for (const [n, { name }] of namesIn(before).entries()) {
        const next = left[n]
        if (next === undefined || next.name === name || isBlack(next.text.trim())) continue
        became.set(name, next.name)
      }
      for (const { text, name } of left) if (!isBlack(text.trim())) stands.add(name)
    },
    named: (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value).map(([field, one]: readonly [string, unknown]) => [
              field,
              (field === 'a' || field === 'b' || field === 'entry') && typeof one === 'string' ? renamed(one) : one,
            ]),
          )
        : value,
  }
}

/** Of what is typed nowhere any more: erased by a version that left its names. Before anybody is served; whether there were any. */
export async function forgetStrays({
  journal,
  dialogue,
  digest,
  random,
}: {
  readonly journal: Journal
  readonly dialogue: DialogueId
  readonly digest: (parts: readonly string[]) => string
  readonly random: RandomBytes
}): Promise<boolean> {
  const names = createTypedNames(digest, random)
  const typed = ({ data }: JournalRow): Uint8Array =>
    changeCommand(data, (value) => {
      names.typed(value, value)
      return value
    })
  const named = ({ data }: JournalRow): Uint8Array => changeCommand(data, names.named)
  const changes = async (doc: DocName, change: (row: JournalRow) => Uint8Array): Promise<boolean> => {
    let any = false
    for await (const row of journal.commands(doc)) any = change(row) !== row.data || any
    return any
  }
  const [voices, said] = [voicesDoc(dialogue), synthesisDoc(dialogue)]
  const every = createTypedNames(digest, random)
  // Where nothing typed was put together with anything, people's voices are not read for it.
  if (!(await changes(said, ({ data }) => changeCommand(data, every.named)))) return false
  await changes(voices, typed)
  if (!(await changes(said, named))) return false
  const state = (before: Uint8Array): Uint8Array => before
  await journal.rewrite([
    { doc: voices, row: typed, state },
    { doc: said, row: named, state },
  ])
  return true
}
