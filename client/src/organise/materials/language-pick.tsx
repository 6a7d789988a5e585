/** The language of a file, among those of the dialogue. */
import type { Lang } from '@tablee/shared/ids'
import { useId } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { languageName } from '../../ui/language-name.ts'
import type { Named } from './from-name.ts'
import { materialsMessages } from './messages/index.ts'

/** `all`: it may be for all languages, which is null. */
export function LanguagePick({
  label,
  value,
  named,
  all,
  onPick,
}: {
  label: string
  value: Lang | null
  named: readonly Named[]
  all: boolean
  onPick: (lang: Lang | null) => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="pick"
        value={value ?? ''}
        onChange={({ target }) => onPick(named.find(({ tag }) => tag === target.value)?.tag ?? null)}
      >
        {all ? <option value="">{t('forAll')}</option> : null}
        {named.map(({ tag }) => (
          <option key={tag} value={tag}>
            {languageName(tag, language)}
          </option>
        ))}
      </select>
    </p>
  )
}
