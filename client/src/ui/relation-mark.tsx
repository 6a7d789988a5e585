import type { RelationKind } from '@tablee/shared/board/schema'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { kindMessages } from './messages.ts'

export const ifWord = { en: 'if', fr: 'si', de: 'wenn', es: 'si', ar: 'إن' } as const

/** Shape, glyph and word; then colour. `bare` keeps the word for the screen reader only (the outline's rows). */
export function RelationMark({ kind, bare = false }: { kind: RelationKind; bare?: boolean }) {
  const t = useT(kindMessages)
  const { language } = useLanguage()
  return (
    <span className={`rel ${kind}${bare ? ' bare' : ''}`}>
      <span className="g" aria-hidden="true">
        {kind === 'qualifies' ? <b data-word={ifWord[language]} /> : <Icon name={kind} />}
      </span>{' '}
      <span>{t(kind)}</span>
    </span>
  )
}
