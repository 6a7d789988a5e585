/** The sentence on which a table agrees, and its reasons: entries of its map, which go along as they stand. */
import { limits } from '@tablee/shared/board/schema'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { NodeId } from '@tablee/shared/ids'
import { mostReasons } from '@tablee/shared/voices/answer'
import { useId, useState } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { WrittenIn } from '../../ui/voices/fields.tsx'
import { useTable } from '../context.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { EntriesPicker } from './entries-picker.tsx'
import { voicesMessages } from './messages/index.ts'

export function Recommending({
  item,
  answer,
  lang,
  onAnswer,
}: {
  item: Item
  answer: Answer | null
  /** What the table writes in. */
  lang: string
  /** With reasons and no sentence yet it is not to be said. */
  onAnswer: (answer: Answer | null) => void
}) {
  const t = useT(voicesMessages)
  const { language } = useLanguage()
  const { entries } = useTable()
  const id = useId()
  const recent = useRecentTongues()
  const given = answer?.type === 'recommendation' ? answer : null
  const [tag, setTag] = useState(given?.lang ?? lang)
  const chosen = given?.reasons.map(({ node }) => node) ?? []
  const put = (sentence: string, of: string, nodes: readonly NodeId[]) => {
    const reasons = nodes.flatMap((node) => {
      const found = entries.byId.get(node)
      return found === undefined ? [] : [{ node, wording: found.node.wording, lang: found.node.lang }]
    })
    onAnswer(sentence === '' && nodes.length === 0 ? null : { type: 'recommendation', sentence, lang: of, reasons })
  }
  const sentence = given?.sentence ?? ''
  return (
    <div className="recommending">
      <label className="away" htmlFor={id}>
        {shownIn(item.text, language)}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={limits.title}
        lang={tag}
        dir={direction(tag)}
        placeholder={t('recommendHow')}
        value={sentence}
        onChange={(event) => put(event.currentTarget.value, tag, chosen)}
      />
      <WrittenIn
        langs={[...new Set([lang, ...recent])]}
        value={tag}
        onChange={(next) => {
          setTag(next)
          if (sentence !== '') put(sentence, next, chosen)
        }}
      />
      <EntriesPicker
        legend={t('reasons')}
        how={t('reasonsHow', { n: mostReasons })}
        most={mostReasons}
        chosen={chosen}
        onChoose={(nodes) => put(sentence, tag, nodes)}
      />
    </div>
  )
}
