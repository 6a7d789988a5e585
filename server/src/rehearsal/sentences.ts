/** What is said at a table of a rehearsal when nothing else is given, and how each is linked to what it is about. */
import type { Capture, NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { Language } from '@tablee/shared/i18n/index'
import { spokenMessages } from './messages/index.ts'

export type Sentence = {
  readonly kind: NodeKind
  /** How it is linked to what it is about; an answer goes to the issue. */
  readonly as: Exclude<RelationKind, 'undercuts'>
  readonly text: string
  /** The tidied wording that somebody makes of it later. */
  readonly again?: string
  readonly words?: { readonly text: string; readonly capture: Capture }
}

type Row = readonly [name: keyof typeof spokenMessages.en, kind: NodeKind, as: Sentence['as'], capture?: Capture]
const rows: readonly Row[] = [
  ['shuttles', 'position', 'answers'],
  ['mother', 'argument', 'supports'],
  ['tuesdays', 'experience', 'illustrates'],
  ['train', 'argument', 'attacks'],
  ['button', 'condition', 'qualifies'],
  ['oldTown', 'position', 'answers'],
  ['children', 'argument', 'supports'],
  ['tracks', 'question', 'supports'],
  ['baker', 'argument', 'attacks'],
  ['data', 'position', 'answers'],
  ['sleep', 'argument', 'supports'],
  ['deleted', 'condition', 'qualifies'],
  ['phone', 'experience', 'illustrates', 'own-typing'],
  ['parking', 'argument', 'attacks'],
  ['network', 'question', 'supports'],
  ['report', 'source', 'cites'],
]

/**
 * In the order in which they are said. `again` and `words` are left out where there is nothing to reword or to lay
 * beneath.
 */
export const sentencesIn = (language: Language): readonly Sentence[] =>
  rows.map(([name, kind, as, capture = 'dictated']) => {
    const said: Readonly<Record<string, string>> = spokenMessages[language]
    const [text = '', again, words] = [said[name], said[`${name}Again`], said[`${name}Words`]]
    return {
      kind,
      as,
      text,
      ...(again ? { again } : {}),
      ...(words === undefined ? {} : { words: { text: words, capture } }),
    }
  })
