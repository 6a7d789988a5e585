/** Beside the ledger: what is needed first, and from which languages, with how far each of them is. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useMemo, type ReactNode } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { messages } from './messages/index.ts'
import { languagesIn, needOf, needs, type Need, type Wanted } from './queue.ts'

export function Needed({
  texts,
  counts,
  wanted: { tab, need, from },
  onWanted,
  children,
}: {
  texts: readonly TextToTranslate[]
  /** Of the tab. */
  counts: Readonly<Record<Need, number>>
  wanted: Wanted
  onWanted: (to: Partial<Wanted>) => void
  /** What stands at its end. */
  children: ReactNode
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = useList()
  const own = useMemo(() => texts.filter(({ kind }) => kind === tab), [texts, tab])
  const langs = useMemo(() => languagesIn(own), [own])
  /** From which languages: what a need is, besides a number. */
  const langsOf = (one: Need): string =>
    list(
      [...new Set(own.filter((text) => needOf(text) === one).map(({ lang }) => lang))]
        .slice(0, 3)
        .map((lang) => languageName(lang, language)),
    )
  function toggle(lang: string): void {
    const chosen = new Set(from)
    if (!chosen.delete(lang)) chosen.add(lang)
    onWanted({ from: chosen })
  }
  return (
    <aside className="need">
      <section aria-labelledby="needed">
        <h2 id="needed">{t('needed')}</h2>
        <ul>
          {needs.map((one) => (
            <li key={one} className={counts[one] === 0 && one !== need ? 'nothing' : undefined}>
              <button type="button" aria-pressed={one === need} onClick={() => onWanted({ need: one })}>
                <span>
                  {t(one)}
                  {one === 'rest' || one === 'done' || counts[one] === 0 ? null : (
                    <span className="meta">{langsOf(one)}</span>
                  )}
                </span>
                <b className="num">{counts[one]}</b>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="from">
        <h2 id="from">{t('from')}</h2>
        <ul>
          {langs.map(({ lang, sites, all, checked, human, machine }) => (
            <li key={lang}>
              <button type="button" aria-pressed={from.has(lang)} onClick={() => toggle(lang)}>
                <span>
                  {languageName(lang, language)}
                  <span className="meta">{list(sites.slice(0, 3))}</span>
                </span>
                <b className="num">{all}</b>
                <span className="split" aria-hidden="true">
                  <i className="k" style={{ inlineSize: `${(100 * checked) / all}%` }} />
                  <i className="u" style={{ inlineSize: `${(100 * human) / all}%` }} />
                  <i className="g" style={{ inlineSize: `${(100 * machine) / all}%` }} />
                </span>
                <span className="sr">
                  {t('split', { checked, human, machine, none: all - checked - human - machine })}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className="legend" aria-hidden="true">
          <span className="checked">
            <Icon name="saved" />
            {t('stateChecked')}
          </span>
          <span>
            <Icon name="own-typing" />
            {t('stateHuman')}
          </span>
          {own.some(({ draft }) => draft !== undefined) ? (
            <span className="drafted">
              <Icon name="engine" />
              {t('stateMachine')}
            </span>
          ) : null}
          <span>
            <Icon name="indifferent" />
            {t('stateNone')}
          </span>
        </p>
      </section>
      {children}
    </aside>
  )
}
