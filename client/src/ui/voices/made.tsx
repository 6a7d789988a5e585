/** Beneath a text of an item, what translators made of it. */
import type { ViewTranslations } from '@tablee/shared/view/translated'
import { Translation } from '../translation.tsx'
import type { TextInLang } from './texts.ts'

/** By the text that it is of. */
export type Made = Readonly<Record<string, ViewTranslations>>

export function MadeOf({
  said: { text, lang },
  made,
}: {
  said: Pick<TextInLang, 'text' | 'lang'>
  made: Made | undefined
}) {
  const translations = made !== undefined && Object.hasOwn(made, text) ? made[text] : undefined
  return translations === undefined ? null : <Translation of={{ lang, translations }} />
}
