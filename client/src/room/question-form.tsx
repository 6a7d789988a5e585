/** What is asked, in which languages, how, whom, and counted by what: in the order in which one thinks of it. */
import { limits } from '@tablee/shared/board/schema'
import { mostOptions } from '@tablee/shared/voices/asks'
import type { Pickable, Questions } from '@tablee/shared/wire/questions'
import { useId, useRef, type ReactNode } from 'react'
import { direction, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { nameOfLanguage } from '../ui/voices/texts.ts'
import { messages, questionMessages } from './messages/index.ts'
import { Sign } from './signs.tsx'
import {
  froms,
  isAskedAgain,
  isWhole,
  missingIn,
  sitesFor,
  tablesFor,
  ways,
  type Draft,
  type From,
  type Known,
  type Standing,
  type Way,
  type Who,
} from './question-draft.ts'
import { PickedEntries } from './question-picked.tsx'

export type FormProps = {
  /** With its answers as they stand now. */
  readonly draft: Standing
  readonly told: Questions
  /** What may be picked from maps now; null while nobody knows. */
  readonly pickable: Pickable | null
  readonly known: Known
  /** The console's own. */
  readonly site: string
  /** Written in just now. */
  readonly lang: string
  readonly langs: readonly string[]
  /** Sent as it is, and not known to have arrived. */
  readonly locked: boolean
  readonly onChange: (part: Partial<Draft>) => void
  readonly onLang: (lang: string) => void
  readonly onPick: () => void
}

/** How people answer where entries are what they choose among. */
const ofMaps: readonly Way[] = ways.filter((way) => way !== 'agree' && way !== 'recommendation')

/** A choice of few words: ink is what is chosen. */
function Seg<V extends string>({
  label,
  picks,
  value,
  off,
  onPick,
}: {
  label: string
  picks: readonly (readonly [V, string])[]
  value: V
  off: boolean
  onPick: (value: V) => void
}) {
  return (
    <span className="seg" role="group" aria-label={label}>
      {picks.map(([one, name]) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === value}
          aria-disabled={off || undefined}
          onClick={() => (off ? undefined : onPick(one))}
        >
          {name}
        </button>
      ))}
    </span>
  )
}

export function QuestionForm(props: FormProps) {
  const { draft, lang, locked, onChange, onPick } = props
  const t = useT(questionMessages)
  const { language } = useLanguage()
  const field = useId()
  const first = Object.entries(draft.text).find(([one, text]) => one !== lang && text.trim() !== '')
  return (
    <div className="making">
      <p className="source">
        <Seg
          label={t('from')}
          picks={froms.map((one): readonly [From, string] => [
            one,
            one === 'maps' && draft.picks.length > 0 ? `${t('from-maps')} ${draft.picks.length}` : t(`from-${one}`),
          ])}
          value={draft.from}
          off={locked}
          // Entries are chosen among: nobody agrees or not with several.
          onPick={(from) =>
            onChange({ from, ...(from === 'maps' && !ofMaps.includes(draft.way) ? { way: 'choose' } : {}) })
          }
        />
      </p>
      <label className="away" htmlFor={field}>
        {t('question')}
      </label>
      <textarea
        id={field}
        className="field"
        rows={1}
        lang={lang}
        dir={direction(lang)}
        maxLength={limits.title}
        readOnly={locked}
        placeholder={first?.[1] ?? `${t('questionHint')} · ${languageName(lang, language)}`}
        value={draft.text[lang] ?? ''}
        onChange={({ target }) => onChange({ text: { ...draft.text, [lang]: target.value } })}
      />
      {draft.from === 'maps' ? (
        <PickedEntries {...props} onMore={onPick} />
      ) : draft.way === 'agree' || draft.way === 'recommendation' ? null : (
        <Options {...props} />
      )}
      <Languages {...props} />
      <Lay title={t('answer')}>
        <Ways {...props} />
      </Lay>
      <Lay title={t('who')}>
        <Whom {...props} />
      </Lay>
      <Lay title={t('count')}>
        <Counted {...props} />
      </Lay>
    </div>
  )
}

const Lay = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="lay" aria-label={title}>
    <h2>{title}</h2>
    <div>{children}</div>
  </section>
)

function Options({ draft, lang, locked, onChange }: FormProps) {
  const t = useT(questionMessages)
  const list = useRef<HTMLOListElement>(null)
  const { options } = draft
  const focus = (n: number): void =>
    // Drawn first.
    void requestAnimationFrame(() => list.current?.querySelectorAll('input')[n]?.focus())
  function add(): void {
    if (locked || options.length >= mostOptions) return
    onChange({ options: [...options, {}] })
    focus(options.length)
  }
  return (
    <>
      <ol className="picked" ref={list} aria-label={t('answers')}>
        {options.map((option, n) => (
          <li key={n}>
            <span className="num k2" aria-hidden="true">
              {n + 1}
            </span>
            <input
              type="text"
              aria-label={t('answerNumber', { n: n + 1 })}
              lang={lang}
              dir={direction(lang)}
              maxLength={limits.title}
              readOnly={locked}
              placeholder={Object.entries(option).find(([one, text]) => one !== lang && text.trim() !== '')?.[1] ?? ''}
              value={option[lang] ?? ''}
              onChange={({ target }) =>
                onChange({ options: options.map((one, at) => (at === n ? { ...one, [lang]: target.value } : one)) })
              }
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                event.preventDefault()
                if (n === options.length - 1) add()
                else focus(n + 1)
              }}
            />
            <button
              type="button"
              className="out"
              aria-label={t('takeOut', { n: n + 1 })}
              aria-disabled={locked || undefined}
              onClick={() => {
                if (locked) return
                onChange({ options: options.filter((_, at) => at !== n) })
                focus(Math.max(0, n - 1))
              }}
            >
              <Icon name="reject" />
            </button>
          </li>
        ))}
      </ol>
      {options.length < mostOptions ? (
        <button type="button" className="add" aria-disabled={locked || undefined} onClick={add}>
          <Icon name="plus" />
          {t('oneMore')}
        </button>
      ) : (
        <p className="k2 add">{t('noMore', { n: mostOptions })}</p>
      )}
    </>
  )
}

function Languages({ draft, told, site, lang, langs, locked, onLang }: FormProps) {
  const t = useT(questionMessages)
  const { language } = useLanguage()
  const missing = missingIn(draft, told.sites, site)
  return (
    <section className="lay first" aria-label={t('languages')}>
      <h2>{t('languages')}</h2>
      <div className="langs">
        <span className="seg" role="group" aria-label={t('writtenIn')}>
          {langs.map((one) => {
            const whole = isWhole(draft, one)
            return (
              <button key={one} type="button" lang={one} aria-pressed={one === lang} onClick={() => onLang(one)}>
                {whole ? <Icon name={one === lang ? 'choose' : 'saved'} /> : null}
                {nameOfLanguage(one)}
                {whole ? <span className="away"> {t('isWritten')}</span> : null}
              </button>
            )
          })}
        </span>
        {missing.map(({ lang: of, phones, sees }) => (
          <p key={of} className="no" role="status">
            <Icon name="kept" />
            <span>
              {t('missing', { lang: languageName(of, language) })}{' '}
              {phones === null
                ? t('somePhones', { lang: languageName(sees, language) })
                : t('phones', { n: phones, lang: languageName(sees, language) })}
            </span>
            {of === lang || locked ? null : (
              <Button onClick={() => onLang(of)}>
                <Sign name="translate" />
                {t('writeIt')}
              </Button>
            )}
          </p>
        ))}
      </div>
    </section>
  )
}

function Ways({ draft, locked, onChange }: FormProps) {
  const t = useT(questionMessages)
  const { way, most, options } = draft
  const all: readonly Way[] = draft.from === 'maps' ? ofMaps : ways
  const picks = all.map((one): readonly [Way, string] => [
    one,
    one === 'most' ? t('way-most', { n: most }) : t(`way-${one}`),
  ])
  return (
    <>
      <Seg
        label={t('answer')}
        picks={picks}
        value={way}
        off={locked}
        onPick={(next) => onChange({ way: next, ...(next === 'recommendation' ? { unit: 'tables' } : {}) })}
      />
      {way === 'most' ? (
        <span className="steps">
          {([-1, 1] as const).map((by) => {
            const next = most + by
            const off = locked || next < 1 || next > Math.max(1, options.length)
            return (
              <Button
                key={by}
                aria-label={t(by < 0 ? 'fewer' : 'more')}
                aria-disabled={off || undefined}
                onClick={() => (off ? undefined : onChange({ most: next }))}
              >
                {by < 0 ? '−' : '+'}
              </Button>
            )
          })}
        </span>
      ) : null}
    </>
  )
}

function Whom({ draft, told, site, locked, onChange }: FormProps) {
  const t = useT(questionMessages)
  const room = useT(messages)
  const { who } = draft
  const own = told.sites.find(({ id }) => id === site)
  const picks: readonly (readonly [Who, string])[] = [
    ['site', t('wholeSite', { site: own?.name ?? '' })],
    ['some', t('someTables')],
    ...(told.sites.length > 1 ? [['sites', room('sites', { n: told.sites.length })] as const] : []),
  ]
  const toggled = (all: readonly string[], one: string): readonly string[] =>
    all.includes(one) ? all.filter((id) => id !== one) : [...all, one]
  const shut = sitesFor(draft, told.sites, site).flatMap(({ tables }) => tables.filter(({ why }) => why !== undefined))
  const list = useList()
  return (
    <>
      <Seg
        label={t('who')}
        picks={picks}
        value={who}
        off={locked}
        onPick={(next) =>
          onChange({
            who: next,
            ...(next === 'sites' && draft.sites.length === 0 ? { sites: told.sites.map(({ id }) => id) } : {}),
          })
        }
      />
      {who === 'some' ? (
        <span className="few" role="group" aria-label={t('someTables')}>
          {own?.tables.map(({ id, number, why }) => {
            const off = locked || why !== undefined
            return (
              <button
                key={id}
                type="button"
                aria-label={room('table', { n: number })}
                aria-pressed={why === undefined && draft.tables.includes(id)}
                aria-disabled={off || undefined}
                onClick={() => (off ? undefined : onChange({ tables: toggled(draft.tables, id) }))}
              >
                {number}
              </button>
            )
          })}
        </span>
      ) : null}
      {who === 'sites' ? (
        <span className="few" role="group" aria-label={room('sitesTitle')}>
          {told.sites.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={draft.sites.includes(id)}
              aria-disabled={locked || undefined}
              onClick={() => (locked ? undefined : onChange({ sites: toggled(draft.sites, id) }))}
            >
              {name}
            </button>
          ))}
        </span>
      ) : null}
      {shut.length > 0 ? (
        <p className="k2">{t('shut', { n: shut.length, tables: list(shut.map(({ number }) => String(number))) })}</p>
      ) : null}
      {isAskedAgain(draft, told, site) ? (
        <p className="no" role="status">
          <Icon name="kept" />
          <span>{t('askedAgain')}</span>
        </p>
      ) : null}
    </>
  )
}

function Counted({ draft, told, site, locked, onChange }: FormProps) {
  const t = useT(questionMessages)
  const tables = tablesFor(draft, told.sites, site)
  const seated = tables.reduce((sum, one) => sum + one.seated, 0)
  const several = draft.way === 'choose' || draft.way === 'most'
  return (
    <>
      <Seg
        label={t('count')}
        picks={[
          // A table agrees on a sentence as one.
          ...(draft.way === 'recommendation' ? [] : [['people', t('people')] as const]),
          ['tables', t('tables')],
        ]}
        value={draft.unit}
        off={locked}
        onPick={(unit) => onChange({ unit })}
      />
      <span className="k2">
        {draft.unit === 'people' ? t('ofSeated', { n: seated }) : t('ofTables', { n: tables.length })}
        {several ? `; ${t('severalEach')}` : null}
      </span>
    </>
  )
}
