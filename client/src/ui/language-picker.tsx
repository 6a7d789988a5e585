/** A language that people spoke: any. The table's recent ones are a tap away, all others found by name or code. */
import { isLang, type Lang } from '@tablee/shared/ids'
import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { languageMessages } from './messages/index.ts'
import { findTongues, tongueOf, type Tongue } from './languages-found.ts'

export function LanguagePicker({
  value,
  recent,
  button,
  keys,
  onChange,
}: {
  value: Lang
  /** Spoken at this table, the last first. */
  recent: readonly Lang[]
  button?: Ref<HTMLButtonElement>
  /** The chord that presses it, where there is one. */
  keys?: string
  onChange: (lang: Lang) => void
}) {
  const t = useT(languageMessages)
  const { language } = useLanguage()
  const [open, setOpen] = useState(false)
  const { name } = tongueOf(value, language)
  return (
    <>
      <button
        ref={button}
        type="button"
        className="tongue-of"
        aria-keyshortcuts={keys}
        aria-haspopup="dialog"
        aria-label={t('change', { name })}
        title={t('change', { name })}
        onClick={() => setOpen(true)}
      >
        <span>{name}</span>
        <Icon name="open" />
      </button>
      {open ? (
        <LanguageDialog
          value={value}
          recent={recent}
          onClose={() => setOpen(false)}
          onChange={(lang) => {
            setOpen(false)
            onChange(lang)
          }}
        />
      ) : null}
    </>
  )
}

/** A person's own language, on their phone: the same search over all, with what is near at hand first and no numbers. */
export function OwnLanguageButton({
  value,
  near,
  label,
  onChange,
}: {
  value: string
  near: readonly string[]
  /** What it is the language of. */
  label: string
  onChange: (tag: Lang) => void
}) {
  const { language } = useLanguage()
  const [open, setOpen] = useState(false)
  const tag = isLang(value) ? value : language
  const { own, name } = tongueOf(tag as Lang, language)
  return (
    <>
      <button type="button" className="tongue-of" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="of">{label}</span>{' '}
        <b lang={tag} dir={direction(tag)}>
          {own === '' ? name : own}
        </b>
        <Icon name="open" />
      </button>
      {open ? (
        <LanguageDialog
          value={tag as Lang}
          recent={near.filter(isLang)}
          ownPhone
          onClose={() => setOpen(false)}
          onChange={(lang) => {
            setOpen(false)
            onChange(lang)
          }}
        />
      ) : null}
    </>
  )
}

export function LanguageDialog({
  value,
  recent,
  ownPhone = false,
  onChange,
  onClose,
}: {
  value: Lang | null
  recent: readonly Lang[]
  /** On a person's own phone nothing is "spoken at this table", and a keyboard that comes up hides half of the list. */
  ownPhone?: boolean
  onChange: (lang: Lang) => void
  onClose: () => void
}) {
  const t = useT(languageMessages)
  const { language } = useLanguage()
  const [query, setQuery] = useState('')
  const found = findTongues(query, language)
  const near = query.trim() === '' ? recent.map((tag) => tongueOf(tag, language)) : []
  const lists = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const all = [...(ownPhone ? (lists.current?.querySelectorAll('button') ?? []) : [])]
    const chosen = all.find((one) => one.getAttribute('aria-pressed') === 'true') ?? all[0]
    chosen?.focus({ preventScroll: true })
  }, [ownPhone])

  /** Down from the field into what was found, and along it; the number that a near one shows chooses it. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const chosen = ownPhone || event.ctrlKey || event.altKey || event.metaKey ? undefined : near[digitOf(event.key) - 1]
    if (chosen) {
      event.preventDefault()
      return onChange(chosen.tag)
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('input, .tongues button')]
    const at = all.findIndex((one) => one === document.activeElement)
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus()
  }
  const list = (tongues: readonly Tongue[], numbered = false) => (
    <ul className="tongues">
      {tongues.map(({ tag, name, own }, n) => (
        <li key={tag}>
          <button
            type="button"
            aria-pressed={tag === value}
            aria-keyshortcuts={numbered ? `${n + 1}` : undefined}
            onClick={() => onChange(tag)}
          >
            <b>{name}</b>
            {numbered ? <kbd aria-hidden="true">{n + 1}</kbd> : null}
            {own === '' || own === name ? null : (
              <span lang={tag} dir={direction(tag)}>
                {own}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Dialog title={t('spokenIn')} onClose={onClose}>
      {/* Arrow keys are a second way; Tab and a tap reach all of it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="tongue-dialog" onKeyDown={onKeyDown} ref={lists}>
        <input
          className="pick find"
          type="search"
          // The first thing one does here.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={!ownPhone}
          value={query}
          placeholder={t('find')}
          aria-label={t('find')}
          autoComplete="off"
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // It may stand in a form that is not meant.
            event.preventDefault()
            const first = found[0]
            if (query.trim() !== '' && first) onChange(first.tag)
          }}
        />
        {near.length > 0 ? (
          <>
            {ownPhone ? null : <h3 className="meta">{t('recent')}</h3>}
            {list(near, !ownPhone)}
            <h3 className="meta">{t('all')}</h3>
          </>
        ) : null}
        {found.length > 0 ? list(found) : <p role="status">{t('none')}</p>}
      </div>
      <div className="acts">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}

/** No language's name begins with a digit. On an Arabic keyboard they are other signs. */
function digitOf(key: string): number {
  const at = /^[1-9]$/.test(key) ? Number(key) : '٠١٢٣٤٥٦٧٨٩'.indexOf(key)
  return key.length === 1 && at > 0 ? at : 0
}
