/**
 * What is asked of answers, at whichever cut: one question after the other, each in slices, so that no keystroke waits for it.
 * What was told at a cut is told again as it was, but for words that may not be read any more.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { askInside } from '@tablee/shared/results/ask'
import type { Cut, Question } from '@tablee/shared/results/question'
import { askOutside, type Leaving } from '@tablee/shared/results/outside'
import { changeOutside } from '@tablee/shared/results/outside-change'
import { changeInside, type ChangeQuestion } from '@tablee/shared/results/pairs'
import type { Pairs, Refused, Told } from '@tablee/shared/results/told'
import type { ResultsChanged, ResultsItems, ResultsSince, ResultsAnswered } from '@tablee/shared/wire/results'
import { versionOf } from '../hold/waiting.ts'
import { createCasesAt } from './cases-at.ts'
import type { AtCut, Cuts } from './cuts.ts'
import { createFacts, type Facts } from './facts.ts'
import { inSlices } from './slices.ts'
import type { Words } from './words.ts'

/** `inside`: exactly, to the session of who asks. `outside`: what may leave the house. */
export type Way = 'inside' | 'outside'

/** Answers to as many questions are kept of a cut: somebody goes back and forth between them. */
const mostKept = 200

const ask: Readonly<Record<Way, (of: Leaving, question: Question) => Generator<undefined, Told | Refused>>> = {
  inside: ({ cases }, question) => askInside(cases, question),
  outside: askOutside,
}
const change: Readonly<Record<Way, (of: Leaving, question: ChangeQuestion) => Generator<undefined, Pairs | Refused>>> =
  {
    inside: ({ cases }, question) => changeInside(cases, question),
    outside: changeOutside,
  }

export type Asking = ReturnType<typeof createAsking>

/** `words`: what was frozen of maps, as it may be read now. `not-found` for a cut that never was. */
export function createAsking({
  cuts,
  words,
}: {
  readonly cuts: Cuts
  readonly words: (dialogue: DialogueId) => Promise<Words>
}) {
  const casesAt = createCasesAt()
  const facts = createFacts()
  const kept = new WeakMap<Leaving, Map<string, unknown>>()

  /** Made once of these cases, by its name. */
  function* once<T>(of: Leaving, name: string, make: () => Generator<undefined, T>): Generator<undefined, T> {
    const all = kept.get(of) ?? new Map<string, unknown>()
    kept.set(of, all)
    // Only what `make` gave stands under a name, and a name is of one kind of question.
    if (all.has(name)) return all.get(name) as T
    const made = yield* make()
    for (const oldest of all.keys()) if (all.size >= mostKept) all.delete(oldest)
    all.set(name, made)
    return made
  }

  async function found<T>(
    dialogue: DialogueId,
    cut: Cut | null,
    make: (of: AtCut, read: Words) => Generator<undefined, T>,
  ): Promise<Result<{ readonly of: AtCut; readonly made: T }>> {
    const of = await cuts.at(dialogue, cut)
    if (of === null) return fail({ code: 'not-found', what: cut === null ? 'dialogue' : 'cut' })
    const read = await words(dialogue)
    return ok({ of, made: await inSlices(() => make(of, read)) })
  }

  type OfCut = { readonly cut: Cut; readonly at: number; readonly facts: Facts }
  async function factsOf(dialogue: DialogueId, cut: Cut | null): Promise<Result<OfCut>> {
    const known = cut === null ? null : facts.known(cut)
    if (cut !== null && known !== null) return ok({ cut, at: 0, facts: known })
    const done = await found(dialogue, cut, function* (at, read) {
      return yield* facts.told(at, yield* casesAt(at, 'outside', read))
    })
    return done.ok ? ok({ cut: done.value.of.cut, at: done.value.of.at, facts: done.value.made }) : done
  }

  return {
    async ask(dialogue: DialogueId, way: Way, question: Question, cut: Cut | null): Promise<Result<ResultsAnswered>> {
      const done = await found(dialogue, cut, function* (at, read) {
        const of = yield* casesAt(at, way, read)
        return yield* once(of, `ask ${JSON.stringify(question)}`, () => ask[way](of, question))
      })
      if (!done.ok) return done
      const { of, made } = done.value
      return ok({ cut: of.cut, at: of.at, ...('why' in made ? { refused: made } : { told: made }) })
    },
    async change(
      dialogue: DialogueId,
      way: Way,
      question: ChangeQuestion,
      cut: Cut | null,
    ): Promise<Result<ResultsChanged>> {
      const done = await found(dialogue, cut, function* (at, read) {
        const of = yield* casesAt(at, way, read)
        return yield* once(of, `change ${JSON.stringify(question)}`, () => change[way](of, question))
      })
      if (!done.ok) return done
      const { of, made } = done.value
      return ok({ cut: of.cut, at: of.at, ...('why' in made ? { refused: made } : { pairs: made }) })
    },
    /** All that can be asked, with no number that may not leave. */
    async items(dialogue: DialogueId): Promise<Result<ResultsItems>> {
      const done = await found(dialogue, null, function* (at, read) {
        return yield* facts.listed(at, yield* casesAt(at, 'outside', read))
      })
      if (!done.ok) return done
      const { of, made } = done.value
      // A later cut at which the same is told is no news.
      return ok({ version: versionOf(made), cut: of.cut, at: of.at, ...made })
    },
    /** Of which items something else is told outside by now than at a cut that somebody has. */
    async since(dialogue: DialogueId, cut: Cut): Promise<Result<ResultsSince>> {
      const then = await factsOf(dialogue, cut)
      if (!then.ok) return then
      const now = await factsOf(dialogue, null)
      if (!now.ok) return now
      const [before, by] = [then.value.facts, now.value.facts]
      const items = [...by.keys()].filter((name) => by.get(name)?.digest !== before.get(name)?.digest)
      const gone = [...before.keys()].filter((name) => !by.has(name))
      const { cut: newest, at } = now.value
      const version = versionOf([...by].map(([name, { digest }]) => [name, digest]))
      return ok({ version, cut: newest, at, items, gone })
    },
    forget(): void {
      cuts.forget()
      facts.forget()
    },
  }
}
