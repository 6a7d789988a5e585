/**
 * What a person said, and where it comes from. Only words that were caught as spoken or written stand in the serif and
 * in the quotation marks of their language; from notes and paraphrase are the room's voice.
 */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim, type Capture } from '@tablee/shared/board/schema'
import type { ViewTranslations } from '@tablee/shared/view/translated'
import type { ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon, type IconName } from './icon.tsx'
import { languageName, otherLanguage } from './language-name.ts'
import { captureMessages, uiMessages } from './messages/index.ts'
import { useChairs } from './seats-here.ts'
import { TableMark } from './table-mark.tsx'
import { Translation } from './translation.tsx'

export const captureIcon: Readonly<Record<Capture, IconName>> = {
  'own-typing': 'own-typing',
  dictated: 'dictated',
  paper: 'on-paper',
  'from-notes': 'on-paper',
  paraphrase: 'own-typing',
}

export type QuoteProps = {
  readonly text: string
  readonly lang: string
  readonly capture: Capture
  /** `T3-04`, or null when nobody is named; left out where an audience never learns it. */
  readonly seat?: string | null
  readonly seats?: number
  /** `corrected`: withdrawn because it was said anew. */
  readonly state?: 'withdrawn' | 'corrected' | 'erased' | null
  /** A command on these words that the server has not taken yet. */
  readonly pending?: string | null
  /** It says anew what somebody had said before. */
  readonly corrects?: boolean
  /** For anyone who watches: the language as a word, where it is not the reader's. */
  readonly language?: boolean
  /** A link names these words. */
  readonly marked?: boolean
  readonly translations?: ViewTranslations | undefined
  readonly children?: ReactNode
}

function Language({ lang, inWords }: { lang: string; inWords: boolean }) {
  const { language } = useLanguage()
  const other = inWords ? otherLanguage(lang, language) : languageName(lang, language)
  return other === null ? null : (
    <>
      <span aria-hidden="true">·</span>
      <span>{other}</span>
    </>
  )
}

export function Quote({
  text,
  lang,
  capture,
  seat,
  seats = 6,
  state = null,
  pending = null,
  corrects = false,
  language: inWords = false,
  marked = false,
  translations,
  children,
}: QuoteProps) {
  const t = useT(uiMessages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const [open, close] = quotationMarks(lang)
  const spoken = verbatim.has(capture)
  const chairs = useChairs()
  const spoke = chairs(seat ? [seat] : [])
  return (
    <div
      data-marked={marked || undefined}
      className={`quote${spoken ? '' : ' told'}${state === null ? '' : state === 'erased' ? ' erased' : ' withdrawn'}`}
    >
      {state === 'erased' ? (
        <p className="said-text">{t('erased')}</p>
      ) : (
        <blockquote className={spoken ? 'said-text voice' : 'said-text'} lang={lang} dir="auto">
          {spoken ? `${open}${text}${close}` : text}
        </blockquote>
      )}
      {state === null ? <Translation of={{ lang, translations }} /> : null}
      <div className="said" lang={language}>
        {seat === undefined ? null : (
          <>
            <TableMark seats={seats} width={21} whole={spoke.size === 0} spoke={spoke} />
            {seat ? <span className="num">{seat}</span> : <span>{t('noSeat')}</span>}
            <span aria-hidden="true">·</span>
          </>
        )}
        <Icon name={captureIcon[capture]} />
        <span>{says(capture)}</span>
        <Language lang={lang} inWords={inWords} />
        {corrects ? <span>· {t('correction')}</span> : null}
        {state === 'withdrawn' || state === 'corrected' ? <span>· {t(state)}</span> : null}
        {pending ? <span>· {pending}</span> : null}
        {children}
      </div>
    </div>
  )
}
