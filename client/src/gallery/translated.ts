/** What translators made of a sample board: English beneath everything that it says. */
import { readWhole } from '@tablee/shared/board/whole'
import type { NodeId } from '@tablee/shared/ids'
import type { TranslationsOf } from '@tablee/shared/view/translated'
import type * as Y from 'yjs'

const texts = ['Who answers for it?', 'A bus that comes', 'Because nobody stays behind', 'Only if it is lit']

export function sampleTranslations(doc: Y.Doc): TranslationsOf {
  const { nodes, words } = readWhole(doc)
  const made = (ids: readonly string[], wording: (id: string) => string | null) =>
    ids.map((id, n) => {
      const text = texts[n % texts.length] ?? ''
      const en = { text, state: n % 2 === 0 ? ('human' as const) : ('checked' as const), wording: wording(id), at: 0 }
      return [id, { en }] as const
    })
  return Object.fromEntries([
    ...made([...nodes.keys()], (id) => nodes.get(id as NodeId)?.wording ?? ''),
    ...made([...words.keys()], () => null),
  ])
}
