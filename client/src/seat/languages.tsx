/** The language of this person, to be changed wherever they are: first those of the dialogue and of these pages, then any. */
import { languages, useT } from '../i18n/index.tsx'
import { OwnLanguageButton } from '../ui/language-picker.tsx'
import { messages } from './messages/index.ts'

export function Languages({
  langs,
  value,
  onLang,
}: {
  langs: readonly string[]
  value: string
  onLang: (lang: string) => void
}) {
  const t = useT(messages)
  const all = [...langs, ...languages.filter((one) => !langs.some((lang) => lang.split('-')[0] === one))]
  return (
    <OwnLanguageButton
      value={value}
      near={all.includes(value) ? all : [value, ...all]}
      label={t('language')}
      onChange={onLang}
    />
  )
}
