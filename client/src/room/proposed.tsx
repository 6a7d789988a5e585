/** Themes that who reads along would have the hall asked about: taken up into the form with *yes*, *no* and *yes, if*. */
import { shownIn, tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import { supportTexts } from '@tablee/shared/voices/stances'
import type { Questions } from '@tablee/shared/wire/questions'
import { useEffect, useRef } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { questionMessages } from './messages/index.ts'
import { written, type Draft, type Texts } from './question-draft.ts'

type Proposed = NonNullable<Questions['proposed']>[number]

const only = (text: LocalText, langs: readonly string[]): Texts =>
  Object.fromEntries(langs.flatMap((lang) => (text[lang] === undefined ? [] : [[lang, text[lang]]])))

/** In the languages of the hall that somebody named it in; where nobody did, as it is, in the hall's own. */
export function draftOf({ text }: Pick<Proposed, 'text'>, langs: readonly string[], own: string): Partial<Draft> {
  const named = only(text, langs)
  const asked = Object.keys(named).length > 0 ? named : { [own]: shownIn(text, own) }
  const said = [supportTexts.yes, supportTexts.no, supportTexts['yes-if']]
  const answered = Object.keys(asked)
  return { text: asked, way: 'single', from: 'typed', unit: 'people', options: said.map((one) => only(one, answered)) }
}

/** `taking`: the one that is taken up as the page opens, once, where nothing is typed yet. */
export function ProposedList({
  told,
  draft,
  locked,
  langs,
  own,
  taking,
  onTake,
}: {
  told: Questions
  draft: Draft
  locked: boolean
  langs: readonly string[]
  own: string
  taking: string | null
  onTake: (part: Partial<Draft>) => void
}) {
  const t = useT(questionMessages)
  const { language } = useLanguage()
  const proposed = told.proposed ?? []
  const empty = Object.keys(written(draft.text)).length === 0
  const taken = useRef(false)
  const wanted = proposed.find(({ id }) => id === taking)
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
              <b lang={tagFor(one.text, language, own)} dir="auto">
                {shownIn(one.text, language, own)}
              </b>{' '}
              <span className="meta">{timeOfDay(one.at, language)}</span>
            </span>
            {empty && !locked ? (
              <Button onClick={() => onTake(draftOf(one, langs, own))}>{t('takeTheme')}</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
