/** A message to facilitators, all tables or one: in the site's language first, and in the others where somebody has the words. */
import { limits } from '@tablee/shared/board/schema'
import type { RoomTable } from '@tablee/shared/wire/room'
import { useId, useState } from 'react'
import { direction, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useUndone } from '../ui/gone-strip.tsx'
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

/** The message that is not known to be sent, as it was sent. */
function pendingIn(acts: Acts) {
  const act = acts.pending('message')
  if (act === null || act.command.kind !== 'message') return null
  const { text, to, tables } = act.command
  const kind: To = to === 'facilitators' ? 'facilitators' : tables === undefined ? 'all' : 'these'
  return { command: act.command, where: act.where, text, to: kind }
}

export function MessageDialog({
  seen,
  acts,
  deeds,
  tables: chosen,
  draft,
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
  const [wished, setTo] = useState<To>(chosen.length > 0 ? 'these' : 'facilitators')
  // One that is under way, or of which nobody knows whether it arrived, stands as it was sent until it is sent or left:
  // written anew it would go out twice.
  const [sent, setSent] = useState<string | null>(() => pendingIn(acts)?.command.id ?? null)
  const pending = pendingIn(acts)
  const tables = pending === null ? chosen : seen.room.tables.filter(({ id }) => pending.where.tables.includes(id))
  const texts = pending === null ? draft : pending.text
  const to = pending === null ? wished : pending.to
  const [first, ...others] = [site.lang, ...langs.filter((lang) => lang !== site.lang)]
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
  const missing = [first, ...others].filter((lang) => written[lang] === undefined)
  const none = Object.keys(written).length === 0
  const busy = acts.busy('message')
  // What did not arrive here can be sent again only there: it stays in its fields, to be copied.
  const stuck = useUndone() !== null && pending !== null
  const gone = sent !== null && acts.one(sent)?.state === 'done'
  const howMany = seen.room.tables.length
  const these =
    tables.length === 1 ? t('table', { n: tables[0]?.number ?? 0 }) : t('tablesChosen', { n: tables.length })
  const kinds: readonly (readonly [To, string])[] = [
    ['facilitators', t('toFacilitators')],
    ['all', t('toAll', { n: howMany })],
    ...(tables.length > 0 ? [['these', these] as const] : []),
  ]
  function send(): void {
    if (none || busy || stuck) return
    if (pending !== null) return acts.again(pending.command.id)
    setSent(deeds.message(to === 'facilitators' ? 'facilitators' : 'tables', to === 'these' ? tables : null, written))
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
          <button
            key={kind}
            type="button"
            aria-pressed={to === kind}
            aria-disabled={pending !== null || undefined}
            onClick={() => pending === null && setTo(kind)}
          >
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
              readOnly={pending !== null}
              value={texts[lang] ?? ''}
              onChange={({ target }) => setTexts({ ...draft, [lang]: target.value })}
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
      <Outcome acts={acts} told={acts.told('message')} seen={seen} />
      <div className="acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="primary" aria-disabled={none || busy || stuck || undefined} onClick={send}>
          {t('send')}
        </Button>
      </div>
    </Dialog>
  )
}
