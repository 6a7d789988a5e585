/** Themes that who reads along would have the hall asked about: taken up into the form with *yes*, *no* and *yes, if*, or declined. */
import { shownIn, type LocalText } from '@tablee/shared/dialogue/programme'
import { supportTexts } from '@tablee/shared/voices/stances'
import type { ProposedTold, Questions } from '@tablee/shared/wire/questions'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { Decline } from './decline.tsx'
import { messages, questionMessages } from './messages/index.ts'
import type { RoomPort } from './port.ts'
import type { QuestionStart } from './question.tsx'
import { written, type Draft, type Texts } from './question-draft.ts'
import { Typed } from './words.tsx'

const only = (text: LocalText, langs: readonly string[]): Texts =>
  Object.fromEntries(langs.flatMap((lang) => (text[lang] === undefined ? [] : [[lang, text[lang]]])))

/** In the languages of the hall that somebody named it in; where nobody did, as it is, in the hall's own. */
export function draftOf(
  { id, text }: Pick<ProposedTold, 'id' | 'text'>,
  langs: readonly string[],
  own: string,
): Partial<Draft> {
  const named = only(text, langs)
  const asked = Object.keys(named).length > 0 ? named : { [own]: shownIn(text, own) }
  const said = [supportTexts.yes, supportTexts.no, supportTexts['yes-if']]
  const answered = Object.keys(asked)
  const options = said.map((one) => only(one, answered))
  return { text: asked, way: 'single', from: 'typed', unit: 'people', options, proposed: id }
}

/** Over the hall: what waits, the newest in its words. Put by, it waits on at *Ask the hall*, and the next one is said again. */
export function ProposedNews({
  proposed,
  own,
  onOpen,
}: {
  proposed: readonly ProposedTold[]
  own: string
  onOpen: () => void
}) {
  const t = useT(messages)
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set())
  const [newest] = proposed
  if (newest === undefined || proposed.every(({ id }) => known.has(id))) return null
  return (
    <Notice
      tone="news"
      icon="broadcast"
      happened={t('teamAsks', { n: proposed.length })}
      actions={
        <>
          <Button onClick={onOpen}>{t('lookAtIt')}</Button>
          <Button look="quiet" onClick={() => setKnown(new Set(proposed.map(({ id }) => id)))}>
            {t('askLater')}
          </Button>
        </>
      }
    >
      <Typed text={newest.text} of={own} />
    </Notice>
  )
}

/** `taking`: the one that is taken up as the page opens, once, where nothing is typed yet. */
export function ProposedList({
  told,
  port,
  draft,
  locked,
  langs,
  own,
  zone,
  start: { taking, declining },
  onTake,
}: {
  told: Questions
  port: Pick<RoomPort, 'decide' | 'newId'>
  draft: Draft
  locked: boolean
  langs: readonly string[]
  own: string
  zone: string | null
  start: Pick<QuestionStart, 'taking' | 'declining'>
  onTake: (part: Partial<Draft>) => void
}) {
  const t = useT(questionMessages)
  const { language } = useLanguage()
  const proposed = told.proposed ?? []
  const empty = Object.keys(written(draft.text)).length === 0
  const taken = useRef(false)
  const wanted = proposed.find(({ id }) => id === taking)
  const [refusing, setRefusing] = useState(declining ?? null)
  const no = proposed.find(({ id }) => id === refusing)
  useEffect(() => {
    if (taken.current || wanted === undefined) return
    taken.current = true
    if (empty && !locked) onTake(draftOf(wanted, langs, own))
  }, [wanted, empty, locked, langs, own, onTake])
  if (proposed.length === 0) return null
  return (
    <section className="from-themes" aria-labelledby="from-themes">
      <h2 id="from-themes">{t('fromThemes')}</h2>
      {empty ? null : <p className="meta">{t('themesWait')}</p>}
      <ul>
        {proposed.map((one) => (
          <li key={one.id}>
            <span>
              <Typed text={one.text} of={own} /> <span className="meta">{timeOfDay(one.at, language, zone)}</span>
            </span>
            <span className="acts">
              {empty && !locked ? (
                <Button onClick={() => onTake(draftOf(one, langs, own))}>{t('takeTheme')}</Button>
              ) : null}
              {/* What the form holds already is asked or emptied. */}
              {draft.proposed === one.id ? null : (
                <Button look="quiet" onClick={() => setRefusing(one.id)}>
                  {t('declineTheme')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {no === undefined ? null : <Decline of={no} {...{ port, own }} onClose={() => setRefusing(null)} />}
    </section>
  )
}
