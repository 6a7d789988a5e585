/** A ledger: the original at the start, its translation at the end, one row open. What is needed first stands beside it. */
import type { TextsToTranslate } from '@tablee/shared/wire/translations'
import { useMemo, useState } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { languages, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'
import { languageName } from '../ui/language-name.ts'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages/index.ts'
import { OpenRow } from './open-row.tsx'
import type { TranslatePort } from './port.ts'
import { keyOf, languagesIn, needOf, needs, type Need } from './queue.ts'
import { Row } from './row.tsx'
import { useTranslating } from './use-translating.ts'

export function Screen({
  port,
  into,
  onInto,
  told,
  problem,
}: {
  port: TranslatePort
  into: string
  onInto: (into: string) => void
  told: TextsToTranslate
  problem: ClientProblem | null
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [need, setNeed] = useState<Need>('none')
  const [from, setFrom] = useState<string | null>(null)
  const wanted = useMemo(() => ({ need, from }), [need, from])
  const work = useTranslating(port, into, told.texts, wanted)
  const name = languageName(into, language)
  const { list, current } = work
  const empty = told.texts.length === 0 ? 'nothingShown' : need === 'done' ? 'nothingDone' : 'nothingNeeded'

  return (
    <main className="trs">
      <header className="trs-head">
        <Wordmark />
        <h1>{t('title')}</h1>
        <label>
          <span>{t('into')}</span>
          <Tongues value={into} of={told.langs} onChange={onInto} />
        </label>
        <span className="push" />
        {told.here > 0 ? <span className="here">{t('here', { n: told.here })}</span> : null}
        <State saving={work.saving} drafts={Object.keys(work.drafts).length} problem={problem} />
      </header>
      <Queue told={told} need={need} from={from} onNeed={setNeed} onFrom={setFrom} />
      <section className="led" aria-label={t('texts')}>
        <div className="hd" aria-hidden="true">
          <b>{t('asSaid')}</b>
          <b>{name}</b>
        </div>
        {work.trouble !== null && work.trouble.key === null ? (
          <p className="led-note" role="status">
            {t('gone')}
          </p>
        ) : null}
        {list.length === 0 ? (
          <p className="led-note">{t(empty)}</p>
        ) : (
          <>
            {current === null ? (
              <p className="led-note">
                <Button look="primary" onClick={work.begin}>
                  {t(need === 'done' ? 'look' : 'begin')}
                </Button>
              </p>
            ) : null}
            <ol>
              {list.map((one) => (
                <li key={keyOf(one)} className={one === current ? 'cur' : undefined}>
                  {one === current ? (
                    <OpenRow of={one} into={into} work={work} />
                  ) : (
                    <Row
                      of={one}
                      into={into}
                      drafted={keyOf(one) in work.drafts}
                      onOpen={() => work.open(keyOf(one))}
                    />
                  )}
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
      <footer className="keys">
        <span>
          <kbd>↵</kbd> {t('keySave')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('keyLater')}
        </span>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t('keyMove')}
        </span>
        <span className="push">{t('originalCounts')}</span>
      </footer>
    </main>
  )
}

function State({ saving, drafts, problem }: { saving: boolean; drafts: number; problem: ClientProblem | null }) {
  const t = useT(messages)
  const says = useT(problemMessages)
  if (problem !== null) return <Light shape="kept">{problemSentence(says, problem)}</Light>
  if (saving) return <Light shape="saving">{t('saving')}</Light>
  return drafts > 0 ? (
    <Light shape="kept">{t('keptHere', { n: drafts })}</Light>
  ) : (
    <Light shape="saved">{t('saved')}</Light>
  )
}

/** The dialogue's languages, and those in which this application is read. */
function Tongues({ value, of, onChange }: { value: string; of: readonly string[]; onChange: (into: string) => void }) {
  const { language } = useLanguage()
  const all = [...new Set([...of, ...languages, value])]
  return (
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      {all.map((one) => (
        <option key={one} value={one}>
          {languageName(one, language)}
        </option>
      ))}
    </select>
  )
}

function Queue({
  told: { texts },
  need,
  from,
  onNeed,
  onFrom,
}: {
  told: TextsToTranslate
  need: Need
  from: string | null
  onNeed: (need: Need) => void
  onFrom: (from: string | null) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = useList()
  const counts = useMemo(() => {
    const found = new Map<Need, number>()
    for (const one of texts)
      if (from === null || one.lang === from) found.set(needOf(one), (found.get(needOf(one)) ?? 0) + 1)
    return found
  }, [texts, from])
  return (
    <aside className="need">
      <section aria-labelledby="needed">
        <h2 id="needed">{t('needed')}</h2>
        <ul>
          {needs.map((one) => (
            <li key={one}>
              <button type="button" aria-pressed={one === need} onClick={() => onNeed(one)}>
                <span>{t(one)}</span>
                <b className="num">{counts.get(one) ?? 0}</b>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="from">
        <h2 id="from">{t('from')}</h2>
        <ul>
          {languagesIn(texts).map(({ lang, sites, all, checked, human }) => (
            <li key={lang}>
              <button type="button" aria-pressed={lang === from} onClick={() => onFrom(lang === from ? null : lang)}>
                <span>
                  {languageName(lang, language)}
                  <span className="meta">{list(sites)}</span>
                </span>
                <b className="num">{all}</b>
                <span className="split" aria-hidden="true">
                  <i className="k" style={{ inlineSize: `${(100 * checked) / all}%` }} />
                  <i className="u" style={{ inlineSize: `${(100 * human) / all}%` }} />
                </span>
                <span className="sr">{t('split', { checked, human, none: all - checked - human })}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  )
}
