/** A sentence as it was said or written, and what it says in the reader's language. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { captures, verbatim } from '@tablee/shared/board/schema'
import { isLang } from '@tablee/shared/ids'
import { useLanguage } from '../../i18n/index.tsx'
import { useTranslation } from '../../ui/translation.tsx'
import { Fragment } from 'react'
import { runsIn } from './runs.ts'
import type { HallSentence } from './told.ts'

/** As what stands beneath originals reads it. */
export const translatable = ({ lang, translations = [] }: HallSentence) => ({
  lang,
  translations: Object.fromEntries(translations.map(({ lang: into, text, state }) => [into, { text, state }])),
})

const nothing: readonly string[] = []

function Runs({ text, marked }: { text: string; marked: readonly string[] }) {
  return runsIn(text, marked).map(([run, on], at) =>
    on ? <mark key={at}>{run}</mark> : <Fragment key={at}>{run}</Fragment>,
  )
}

/** In its own language and direction; only what was caught as it was said stands in the serif and in quotation marks. */
export function Sentence({
  of: { text, lang },
  spoken = false,
  marked = nothing,
}: {
  of: HallSentence
  spoken?: boolean
  /** What of it is underlined. */
  marked?: readonly string[]
}) {
  const [open, close] = quotationMarks(lang)
  return (
    <span className={spoken ? 'voice' : 'plainly'} dir="auto" {...(isLang(lang) ? { lang } : {})}>
      {spoken ? open : null}
      <Runs text={text} marked={marked} />
      {spoken ? close : null}
    </span>
  )
}

/** In the reader's language, beneath an original that is in another; nothing where nobody translated it. */
export function Beneath({ of, marked = nothing }: { of: HallSentence; marked?: readonly string[] }) {
  const { language } = useLanguage()
  const found = useTranslation(translatable(of))
  if (found === null) return null
  return (
    <span className="tr">
      <span lang={found.into} dir="auto">
        <Runs text={found.text} marked={marked} />
      </span>{' '}
      <span className="which" lang={language}>
        {found.which}
      </span>
    </span>
  )
}

export const wasSpoken = (capture: string | null): boolean => {
  const caught = captures.find((one) => one === capture)
  return caught !== undefined && verbatim.has(caught)
}
