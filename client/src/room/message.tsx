/** A message to facilitators, all tables or one: in the site's language first, and in the others where somebody has the words. */
import { limits } from '@tablee/shared/board/schema'
import type { RoomTable } from '@tablee/shared/wire/room'
import { useEffect, useId, useState } from 'react'
import { direction, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { languageName } from '../ui/language-name.ts'
import type { Deeds } from './deeds.ts'
import { messages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import type { Acts } from './acts.ts'
import type { Seen } from './words.tsx'

/** Texts by language, kept while the page lives: who closes the dialog to look at a table finds them again. */
export type Draft = Readonly<Record<string, string>>
/** What had it is gone. */
const takesFocus = (one: HTMLElement | null): void => one?.focus()
type To = 'facilitators' | 'all' | 'these'

export function MessageDialog({
  seen,
  acts,
  deeds,
  tables,
  draft: texts,
  onDraft: setTexts,
  onClose,
}: {
  seen: Seen
  acts: Acts
  deeds: Deeds
  /** Those that are chosen; none: it goes to all. */
  tables: readonly RoomTable[]
  draft: Draft
  onDraft: (draft: Draft) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const list = useList()
  const { language } = useLanguage()
  const field = useId()
  const { site, langs } = seen.room
  const [to, setTo] = useState<To>(tables.length > 0 ? 'these' : 'facilitators')
  const [asked, setAsked] = useState(false)
  const [first, ...others] = [site.lang, ...langs.filter((lang) => lang !== site.lang)]
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
  const missing = [first, ...others].filter((lang) => written[lang] === undefined)
  const none = Object.keys(written).length === 0
  const outcome = acts.of('message')
  const busy = outcome?.state === 'sending'
  const gone = asked && outcome?.state === 'sent'
  useEffect(() => {
    if (gone) setTexts({})
  }, [gone, setTexts])
  const howMany = seen.room.tables.length
  const these =
    tables.length === 1 ? t('table', { n: tables[0]?.number ?? 0 }) : t('tablesChosen', { n: tables.length })
  const kinds: readonly (readonly [To, string])[] = [
    ['facilitators', t('toFacilitators')],
    ['all', t('toAll', { n: howMany })],
    ...(tables.length > 0 ? [['these', these] as const] : []),
  ]
  function send(): void {
    if (none || busy) return
    setAsked(true)
    acts.dismiss('message')
    deeds.message(to === 'facilitators' ? 'facilitators' : 'tables', to === 'these' ? tables : null, written)
  }
  if (gone)
    return (
      <Dialog title={t('messageSent')} onClose={onClose}>
        <p role="status">{t('messageStays')}</p>
        <div className="acts">
          <Button look="primary" ref={takesFocus} onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('message')} onClose={onClose}>
      <div className="seg" role="group" aria-label={t('messageTo')}>
        {kinds.map(([kind, label]) => (
          <button key={kind} type="button" aria-pressed={to === kind} onClick={() => setTo(kind)}>
            {label}
          </button>
        ))}
      </div>
      <div className="fields">
        {[first, ...others].map((lang, index) => (
          <p key={lang}>
            <label htmlFor={`${field}-${lang}`}>
              {languageName(lang, language)}
              {index > 0 ? <span className="k2"> {t('optional')}</span> : null}
            </label>
            <textarea
              id={`${field}-${lang}`}
              lang={lang}
              dir={direction(lang)}
              rows={index === 0 ? 3 : 2}
              maxLength={limits.title}
              // What a dialog gives the focus to when it opens.
              ref={index === 0 ? (one) => one?.setAttribute('autofocus', '') : null}
              value={texts[lang] ?? ''}
              onChange={({ target }) => setTexts({ ...texts, [lang]: target.value })}
            />
          </p>
        ))}
      </div>
      {!none && missing.length > 0 ? (
        <p className="k2" role="status">
          {t('messageMissing', {
            langs: list(missing.map((lang) => languageName(lang, language))),
            lang: languageName(written[first] === undefined ? (Object.keys(written)[0] ?? first) : first, language),
          })}
        </p>
      ) : null}
      <Outcome acts={acts} spot="message" seen={seen} />
      <div className="acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="primary" aria-disabled={none || busy || undefined} onClick={send}>
          {t('send')}
        </Button>
      </div>
    </Dialog>
  )
}
