/**
 * What is asked of answers, at whichever cut: one question after the other, each in slices, so that no keystroke waits for it.
 * What was told at a cut is told again as it was, but for words that may not be read any more.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { askInside } from '@tablee/shared/results/ask'
import type { Cut, Question } from '@tablee/shared/results/question'
import type { Cases } from '@tablee/shared/results/cases'
import { listedOf, placesOf } from '@tablee/shared/results/listed'
import { changeInside, type ChangeQuestion } from '@tablee/shared/results/pairs'
import type { ResultsAnswered, ResultsChanged, ResultsItems } from '@tablee/shared/wire/results'
import { versionOf } from '../hold/waiting.ts'
import { createCasesAt } from './cases-at.ts'
import type { AtCut, Cuts } from './cuts.ts'
import { inSlices } from './slices.ts'
import type { Words } from './words.ts'

/** Answers to as many questions are kept of a cut: somebody goes back and forth between them. */
const mostKept = 200

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
  const kept = new WeakMap<Cases, Map<string, unknown>>()

  /** Made once of these cases, by its name. */
  function* once<T>(of: Cases, name: string, make: () => Generator<undefined, T>): Generator<undefined, T> {
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

  return {
    async inside(dialogue: DialogueId, question: Question, cut: Cut | null): Promise<Result<ResultsAnswered>> {
      const done = await found(dialogue, cut, function* (at, read) {
        const of = yield* casesAt(at, read)
        return yield* once(of, `ask ${JSON.stringify(question)}`, () => askInside(of, question))
      })
      if (!done.ok) return done
      const { of, made } = done.value
      return ok({ cut: of.cut, at: of.at, ...('why' in made ? { refused: made } : { told: made }) })
    },
    async changeInside(
      dialogue: DialogueId,
      question: ChangeQuestion,
      cut: Cut | null,
    ): Promise<Result<ResultsChanged>> {
      const done = await found(dialogue, cut, function* (at, read) {
        const of = yield* casesAt(at, read)
        return yield* once(of, `change ${JSON.stringify(question)}`, () => changeInside(of, question))
      })
      if (!done.ok) return done
      const { of, made } = done.value
      return ok({ cut: of.cut, at: of.at, ...('why' in made ? { refused: made } : { pairs: made }) })
    },
    /** All that can be asked, with no number that may not leave. */
    async items(dialogue: DialogueId): Promise<Result<ResultsItems>> {
      const done = await found(dialogue, null, function* (at, read) {
        const cases = yield* casesAt(at, read)
        const all = yield* listedOf(cases)
        // How many answered is told with its figure, and a number that somebody gave is somebody's: neither stands in a list.
        const items = all.map((one) => ({ ...one, answered: null, ...(one.type === 'number' ? { options: [] } : {}) }))
        return { places: placesOf(cases), items }
      })
      if (!done.ok) return done
      const { of, made } = done.value
      // A later cut at which the same is told is no news.
      return ok({ version: versionOf(made), cut: of.cut, at: of.at, ...made })
    },
    forget(): void {
      cuts.forget()
    },
  }
}
