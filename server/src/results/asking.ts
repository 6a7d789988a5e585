/**
 * What is asked of answers, at whichever cut: one question after the other, each in slices, so that no keystroke waits for it.
 * What was told at a cut is told again as it was, but for words that may not be read any more.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { askInside } from '@tablee/shared/results/ask'
import type { Asked, Cases } from '@tablee/shared/results/cases'
import { hallCases } from '@tablee/shared/results/hall-cases'
import type { Cut, Question } from '@tablee/shared/results/question'
import { setCases } from '@tablee/shared/results/set-cases'
import type { Refused, Told } from '@tablee/shared/results/told'
import { notShown } from '@tablee/shared/voices/stances'
import type { AtCut, Cuts } from './cuts.ts'
import { hallAt } from './hall-at.ts'
import { inSlices } from './slices.ts'
import type { Words } from './words.ts'

/** As it stood at the cut. */
export type Answered =
  | { readonly cut: Cut; readonly at: number; readonly told: Told }
  | { readonly cut: Cut; readonly at: number; readonly refused: Refused }

/** Answers to as many questions are kept of a cut: somebody goes back and forth between them. */
const mostKept = 200

type Kept = { readonly words: string; readonly cases: Cases; readonly answers: Map<string, Told | Refused> }

/** `words`: what was frozen of maps, as it may be read now. */
export function createAsking({
  cuts,
  words,
}: {
  readonly cuts: Cuts
  readonly words: (dialogue: DialogueId) => Promise<Words>
}) {
  const kept = new WeakMap<AtCut, Kept>()

  function* casesOf(of: AtCut, read: Words): Generator<undefined, Kept> {
    const before = kept.get(of)
    if (before?.words === read.version) return before
    const [imported] = of.voices.imports
    const cases =
      imported === undefined
        ? yield* hallCases(hallAt(of, read.item), { published: false })
        : setCases(imported.set, of.cut)
    const made = { words: read.version, cases: readable(cases, read), answers: new Map<string, Told | Refused>() }
    kept.set(of, made)
    return made
  }
  function* answer(of: AtCut, question: Question, read: Words): Generator<undefined, Told | Refused> {
    const { cases, answers } = yield* casesOf(of, read)
    const name = JSON.stringify(question)
    const before = answers.get(name)
    if (before !== undefined) return before
    const told = yield* askInside(cases, question)
    for (const oldest of answers.keys()) if (answers.size >= mostKept) answers.delete(oldest)
    answers.set(name, told)
    return told
  }

  return {
    /** Exactly. `not-found` for a cut that never was. */
    async inside(dialogue: DialogueId, question: Question, cut: Cut | null): Promise<Result<Answered>> {
      const of = await cuts.at(dialogue, cut)
      if (of === null) return fail({ code: 'not-found', what: cut === null ? 'dialogue' : 'cut' })
      const read = await words(dialogue)
      const told = await inSlices(() => answer(of, question, read))
      const { cut: asked, at } = of
      return ok('why' in told ? { cut: asked, at, refused: told } : { cut: asked, at, told })
    },
  }
}

/** The wording of an entry that was voted on is somebody's. */
function readable(cases: Cases, read: Words): Cases {
  const items = new Map(
    [...cases.items].map(([name, asked]) => [name, read.entry(asked.entry?.node ?? null) ? asked : unread(asked)]),
  )
  return { ...cases, items }
}
function unread({ entry: _entry, ...asked }: Asked): Asked {
  return { ...asked, item: { ...asked.item, text: notShown.entry } }
}
