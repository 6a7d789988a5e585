/** The answers of a cut as cases, made once for each way in which they are told and for each way in which words are read. */
import type { Asked, Cases } from '@tablee/shared/results/cases'
import { hallCases } from '@tablee/shared/results/hall-cases'
import type { Leaving } from '@tablee/shared/results/outside'
import { setCases } from '@tablee/shared/results/set-cases'
import { notShown } from '@tablee/shared/voices/stances'
import type { Way } from './asking.ts'
import type { AtCut } from './cuts.ts'
import { hallAt } from './hall-at.ts'
import type { Words } from './words.ts'

type Kept = { readonly words: string; readonly made: Leaving }

/** Of a dialogue with a poll or survey of another tool that set is told, whole: its rows can be downloaded. */
export function createCasesAt() {
  const kept: Readonly<Record<Way, WeakMap<AtCut, Kept>>> = { inside: new WeakMap(), outside: new WeakMap() }
  return function* (at: AtCut, way: Way, read: Words): Generator<undefined, Leaving> {
    const before = kept[way].get(at)
    if (before?.words === read.version) return before.made
    const [imported] = at.voices.imports
    const hall = hallAt(at, read.item)
    const cases =
      imported === undefined ? yield* hallCases(hall, { published: way === 'outside' }) : setCases(imported.set, at.cut)
    const made: Leaving =
      imported === undefined
        ? { hall, cases: readable(cases, read), set: null }
        : { hall: null, cases, set: imported.set }
    kept[way].set(at, { words: read.version, made })
    return made
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
