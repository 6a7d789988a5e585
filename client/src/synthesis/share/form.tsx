/** Which themes go to the wall, of whose hall, and under which names: in the dialogue's languages where somebody gives them. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { SiteId } from '@tablee/shared/ids'
import { longestShared, mostShared } from '@tablee/shared/synthesis/shares'
import type { ShareCommand, SharesTold } from '@tablee/shared/wire/shares'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { languageName } from '../../ui/language-name.ts'
import { shareMessages } from './messages/index.ts'

type Shared = Pick<Extract<ShareCommand, { readonly kind: 'share' }>, 'sites' | 'themes'>
type Names = Readonly<Record<string, Readonly<Record<string, string>>>>

/** `und`: as the team called it, in whichever language that is. */
const own = 'und'
const written = (names: Readonly<Record<string, string>>): LocalText =>
  Object.fromEntries(Object.entries(names).flatMap(([lang, name]) => (name.trim() === '' ? [] : [[lang, name.trim()]])))

export function ShareForm({
  told,
  themes,
  busy,
  onShare,
  onCancel,
}: {
  told: SharesTold
  themes: ThemesTold['themes']
  busy: boolean
  onShare: (shared: Shared) => void
  onCancel: () => void
}) {
  const t = useT(shareMessages)
  const { language } = useLanguage()
  const id = useId()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(themes.slice(0, mostShared).map((one) => one.id)),
  )
  const [names, setNames] = useState<Names>({})
  const [sites, setSites] = useState<ReadonlySet<SiteId>>(() => new Set(told.sites.map((one) => one.id)))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const nameOf = (theme: ThemesTold['themes'][number], lang: string): string =>
    names[theme.id]?.[lang] ?? (lang === own ? theme.name : '')
  const picked = themes.filter((theme) => chosen.has(theme.id))
  const tooLong = picked.find((theme) => nameOf(theme, own).trim().length > longestShared)
  const nameless = picked.find((theme) => nameOf(theme, own).trim() === '')
  const missing =
    picked.length === 0
      ? t('pickOne')
      : sites.size === 0
        ? t('pickSite')
        : tooLong !== undefined
          ? t('tooLong', { theme: nameOf(tooLong, own), n: longestShared })
          : nameless !== undefined
            ? t('nameless')
            : null
  function send(event: FormEvent): void {
    event.preventDefault()
    if (missing !== null || busy) return
    onShare({
      sites: told.sites.flatMap((site) => (sites.has(site.id) ? [site.id] : [])),
      themes: picked.map((theme) => ({
        theme: theme.id,
        name: written({ ...names[theme.id], [own]: nameOf(theme, own) }),
      })),
    })
  }
  const toggle = <Id,>(set: ReadonlySet<Id>, one: Id): ReadonlySet<Id> => {
    const next = new Set(set)
    if (!next.delete(one)) next.add(one)
    return next
  }
  const rename = (theme: string, lang: string, name: string): void =>
    setNames((before) => ({ ...before, [theme]: { ...before[theme], [lang]: name } }))
  return (
    <form className="sharing" onSubmit={send} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <h3 ref={heading} tabIndex={-1}>
        {t('which', { n: mostShared })}
      </h3>
      <ul>
        {themes.map((theme) => {
          const is = chosen.has(theme.id)
          const full = !is && chosen.size >= mostShared
          return (
            <li key={theme.id}>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={is}
                  disabled={full}
                  onChange={() => setChosen((now) => toggle(now, theme.id))}
                />
                <span dir="auto">{theme.name}</span>
              </label>
              {is ? (
                <details open={theme.name.length > longestShared || undefined}>
                  <summary>{t('names')}</summary>
                  {[own, ...told.langs].map((lang) => (
                    <label key={lang}>
                      <span>{lang === own ? t('asItIs') : languageName(lang, language)}</span>
                      <input
                        value={nameOf(theme, lang)}
                        maxLength={lang === own ? undefined : longestShared}
                        lang={lang === own ? undefined : lang}
                        dir={lang === own ? 'auto' : direction(lang)}
                        onChange={({ target }) => rename(theme.id, lang, target.value)}
                      />
                    </label>
                  ))}
                </details>
              ) : null}
            </li>
          )
        })}
      </ul>
      {told.sites.length > 1 ? (
        <fieldset>
          <legend>{t('where')}</legend>
          {told.sites.map((site) => (
            <label key={site.id} className="choice">
              <input
                type="checkbox"
                checked={sites.has(site.id)}
                onChange={() => setSites((now) => toggle(now, site.id))}
              />
              <span>{site.name}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <p id={`${id}how`} className="meta">
        {missing ?? t('how')}
      </p>
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={missing !== null || busy} aria-describedby={`${id}how`}>
          {t('shareNow')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
