import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { kindMessages, signWords } from './messages/index.ts'

/**
 * Shape, glyph and word; then colour. `bare` keeps the word for the screen reader only (the outline's rows). `of` is what
 * speaks: a question qualifies too, and wears its own sign, never the "if" of a condition.
 */
export function RelationMark({
  kind,
  bare = false,
  of,
}: {
  kind: RelationKind
  bare?: boolean
  of?: NodeKind | undefined
}) {
  const t = useT(kindMessages)
  const { language } = useLanguage()
  if (kind === 'qualifies' && of === 'question')
    return (
      <span className={bare ? 'rel asks bare' : 'rel asks'}>
        <span className="g" aria-hidden="true">
          <Icon name="question" />
        </span>{' '}
        <span>{t('question')}</span>
      </span>
    )
  return (
    <span className={`rel ${kind}${bare ? ' bare' : ''}`}>
      <span className="g" aria-hidden="true">
        {kind === 'qualifies' ? <b data-word={signWords[language].if} /> : <Icon name={kind} />}
      </span>{' '}
      <span>{t(kind)}</span>
    </span>
  )
}
