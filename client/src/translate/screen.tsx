/** A ledger: the original at the start, its translation at the end, one row open. What is needed first stands beside it. */
import { isLang, type Lang } from '@tablee/shared/ids'
import type { TextsToTranslate, TextToTranslate } from '@tablee/shared/wire/translations'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { languages, useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { PageLanguage } from '../ui/hall/page-language.tsx'
import { Light } from '../ui/light.tsx'
import { languageName } from '../ui/language-name.ts'
import { useGone } from '../ui/gone.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import type { Terms } from './glossary.tsx'
import { keptIn, type Draft } from './drafts.ts'
import { Keys } from './keys.tsx'
import { Machine } from './machine.tsx'
import { messages } from './messages/index.ts'
import { Needed } from './needed.tsx'
import { OpenRow } from './open-row.tsx'
import type { TranslatePort } from './port.ts'
import { beginning, countsOf, keyOf, needOf, onwardFrom, tabs, waitsIn, type Tab, type Wanted } from './queue.ts'
import { Row } from './row.tsx'
import { useTranslating, type Translating } from './use-translating.ts'

/** So many rows at once: what is beyond them comes with a button, or as soon as the open row is near. */
const page = 80

export function Screen({
  port,
  into,
  chosen = false,
  onInto,
  told,
  problem,
}: {
  port: TranslatePort
  into: Lang
  /** Somebody has just chosen it. */
  chosen?: boolean
  onInto: (into: Lang) => void
  told: TextsToTranslate
  problem: ClientProblem | null
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [wanted, setWanted] = useState<Wanted>(() => ({
    ...beginning(told.texts, keptIn(port.store(into).read()).open),
    from: new Set(),
  }))
  const work = useTranslating(port, into, told.texts, wanted)
  const counts = useMemo(() => countsOf(work.texts, wanted.from), [work.texts, wanted.from])
  const field = useRef<HTMLElement>(null)
  const { current } = work
  /** What somebody went to by hand begins at its top. */
  const go = (to: Partial<Wanted>): void => {
    setWanted((before) => ({ ...before, ...to }))
    field.current?.scrollTo({ top: 0 })
  }

  function lookAt(one: TextToTranslate): void {
    setWanted({ tab: one.kind, need: needOf(one), from: new Set() })
    work.open(keyOf(one))
  }
  return (
    <main className="trs">
      <header className="trs-head">
        <Wordmark />
        <h1>
          <label>
            <span>{t('titleInto')}</span>
            <Tongues value={into} of={told.langs} chosen={chosen} onChange={onInto} />
          </label>
        </h1>
        <nav className="trs-tabs" aria-label={t('tabs')}>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              aria-current={tab === wanted.tab ? 'page' : undefined}
              onClick={() => go({ tab, need: onwardFrom(counts, { ...wanted, tab, need: 'done' })?.need ?? 'rest' })}
            >
              {t(tabNames[tab])}
              {waitsIn(counts[tab]) > 0 ? <span className="num">{waitsIn(counts[tab])}</span> : null}
            </button>
          ))}
        </nav>
        <PageLanguage />
        <span className="here">{t('here', { n: told.here + 1 })}</span>
        <State work={work} problem={problem} onOpen={lookAt} />
      </header>
      <Needed texts={work.texts} counts={counts[wanted.tab]} wanted={wanted} onWanted={go}>
        <Machine told={told} into={into} port={port} />
      </Needed>
      <section className="led" aria-label={t('texts')} ref={field}>
        <div className="hd" aria-hidden="true">
          <b>{t('asSaid')}</b>
          <b>{languageName(into, language)}</b>
        </div>
        {work.trouble !== null && work.trouble.key === null ? (
          <p className="led-note" role="status">
            {t('gone')}
          </p>
        ) : null}
        {current === null ? (
          <Onward
            key={`${wanted.tab} ${wanted.need} ${work.waits}`}
            told={told}
            work={work}
            counts={counts}
            wanted={wanted}
            onWanted={go}
          />
        ) : null}
        <List key={`${wanted.tab} ${wanted.need}`} work={work} into={into} terms={told.terms ?? []} port={port} />
      </section>
      <Keys judged={work.isTheirs || work.isMachines} />
    </main>
  )
}

export const tabNames = {
  words: 'tabWords',
  wording: 'tabWordings',
  element: 'tabCanvases',
  minutes: 'tabMinutes',
  answer: 'tabAnswers',
} as const satisfies Record<Tab, keyof (typeof messages)['en']>

function List({ work, into, terms, port }: { work: Translating; into: string; terms: Terms; port: TranslatePort }) {
  const t = useT(messages)
  const [most, setMost] = useState(page)
  const { list, current } = work
  const at = current === null ? -1 : list.findIndex((one) => keyOf(one) === keyOf(current))
  const shown = list.slice(0, Math.max(most, at + page / 2))
  return (
    <>
      <ol>
        {shown.map((one) => (
          <li key={keyOf(one)} data-key={keyOf(one)} className={one === current ? 'cur' : undefined}>
            {one === current ? (
              <OpenRow of={one} into={into} work={work} terms={terms} port={port} />
            ) : (
              <Row
                of={one}
                into={into}
                drafted={work.drafts[keyOf(one)]?.text ?? null}
                refused={refusalOf(work.drafts[keyOf(one)])}
                onOpen={work.open}
              />
            )}
          </li>
        ))}
      </ol>
      {list.length > shown.length ? (
        <p className="led-note">
          <Button onClick={() => setMost(shown.length + page)}>
            {t('showMore', { n: list.length - shown.length })}
          </Button>
        </p>
      ) : null}
    </>
  )
}

/** What to do while no text is open: begin, or go on where something waits. By Enter, too: it has the focus. */
function Onward({
  told,
  work,
  counts,
  wanted,
  onWanted,
}: {
  told: TextsToTranslate
  work: Translating
  counts: ReturnType<typeof countsOf>
  wanted: Wanted
  onWanted: (to: Partial<Wanted>) => void
}) {
  const t = useT(messages)
  const button = useRef<HTMLButtonElement>(null)
  const next = work.waits ? null : onwardFrom(counts, wanted)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement !== null && activeElement !== document.body) return
    button.current?.focus({ preventScroll: true })
    // After the last of a long list: what comes next stands at its top.
    button.current?.closest('.led')?.scrollTo({ top: 0 })
  }, [])
  if (told.texts.length === 0) return <p className="led-note">{t('nothingShown')}</p>
  if (work.waits)
    return (
      <p className="led-note begin">
        <Button look="primary" ref={button} onClick={() => work.begin(wanted)}>
          {t(wanted.need === 'done' ? 'look' : 'begin')} <kbd aria-hidden="true">↵</kbd>
        </Button>
      </p>
    )
  return (
    <div className="led-note begin">
      <p>
        {t(
          next === null
            ? waitsIn(counts[wanted.tab]) > 0
              ? 'othersHave'
              : 'allDone'
            : wanted.need === 'done'
              ? 'nothingDone'
              : 'nothingNeeded',
        )}
      </p>
      {next === null ? null : (
        <Button
          look="primary"
          ref={button}
          onClick={() => {
            onWanted(next)
            work.begin({ ...wanted, ...next })
          }}
        >
          {t('goOn', { tab: t(tabNames[next.tab]), need: t(next.need), n: counts[next.tab][next.need] })}{' '}
          <kbd aria-hidden="true">↵</kbd>
        </Button>
      )}
    </div>
  )
}

function State({
  work: { unsent, failing, drafts, texts, current },
  problem,
  onOpen,
}: {
  work: Translating
  problem: ClientProblem | null
  onOpen: (one: TextToTranslate) => void
}) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const gone = useGone()
  const begun = Object.keys(drafts).length
  const why = failing ?? problem
  // What has not left says so first: it goes by itself.
  if (unsent.length > 0 && why !== null)
    return <Light shape="kept">{t(gone === null ? 'unsent' : 'unsentGone', { n: unsent.length })}</Light>
  if (unsent.length > 0) return <Light shape="saving">{t('saving')}</Light>
  if (why !== null)
    return (
      <Light shape="kept">
        {problemSentence(says, gone !== null && why.code === 'moved' ? { code: 'offline' } : why)}
      </Light>
    )
  // What was saved and is a draft again is said wherever the work is by now.
  const refused = texts.filter((one) => drafts[keyOf(one)]?.refused === true)
  const free = refused.find((one) => !one.taken && one !== current)
  if (refused.length > 0)
    return (
      <>
        <Light shape="kept">{t('notTaken', { n: refused.length })}</Light>
        {free === undefined ? null : (
          <Button look="quiet" onClick={() => onOpen(free)}>
            {t('toNotTaken')}
          </Button>
        )}
      </>
    )
  return begun > 0 ? (
    <Light shape="kept">{t('keptHere', { n: begun })}</Light>
  ) : (
    <Light shape="saved">{t('saved')}</Light>
  )
}

function refusalOf(draft: Draft | undefined): 'faster' | 'erased' | null {
  return draft?.refused !== true ? null : draft.erased === true ? 'erased' : 'faster'
}

/** The dialogue's languages, and those in which this application is read. */
function Tongues({
  value,
  of,
  chosen,
  onChange,
}: {
  value: string
  of: readonly string[]
  chosen: boolean
  onChange: (into: Lang) => void
}) {
  const { language } = useLanguage()
  const field = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    if (chosen) field.current?.focus({ preventScroll: true })
  }, [chosen])
  const all = [...new Set([...of, ...languages, value])]
  return (
    <select ref={field} value={value} onChange={({ target: { value } }) => isLang(value) && onChange(value)}>
      {all.map((one) => (
        <option key={one} value={one}>
          {languageName(one, language)}
        </option>
      ))}
    </select>
  )
}
