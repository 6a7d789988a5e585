/** How a partner's question is set beside ours: what is meant, what its shares are of, and which answer is which. */
import { bases, units, type Base, type Unit } from '@tablee/shared/dialogue/items'
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import { calledTheSame, readTheSame } from '@tablee/shared/partner/compare'
import { wordings, type Match, type Wordings } from '@tablee/shared/partner/rows'
import type { Told } from '@tablee/shared/results/told'
import { useId, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import type { Theirs } from './beside.tsx'
import { partnerMessages } from './messages/index.ts'

const among = <T extends string>(known: readonly T[], said: string): T | null =>
  known.find((one) => one === said) ?? null

export function MatchForm({
  theirs,
  ours,
  onSet,
  onCancel,
}: {
  theirs: Theirs
  ours: Told
  onSet: (match: Match) => void
  onCancel: () => void
}) {
  const t = useT(partnerMessages)
  const { language } = useLanguage()
  const id = useId()
  const { item, survey } = theirs
  const before = item.match?.ours === ours.question.of ? item.match : null
  const [words, setWords] = useState<Wordings>(
    before?.words ?? (readTheSame(item.text, ours.item.text) ? 'same' : 'reworded'),
  )
  const [unit, setUnit] = useState<Unit | null>(before === null ? item.unit : before.unit)
  const [base, setBase] = useState<Base | null>(before === null ? item.base : before.base)
  const [people, setPeople] = useState(String((before === null ? item.people : before.people) ?? ''))
  const [pairs, setPairs] = useState<ReadonlyMap<string, string>>(
    new Map(before?.options ?? calledTheSame(item.options, ours.rows)),
  )
  const number = people.trim() === '' ? null : Number(people)
  const counted = number === null || (Number.isInteger(number) && number >= 1 && number <= 10_000_000_000)
  const pair = (their: string, our: string): void => {
    const now = new Map(pairs)
    // One of ours is beside one of theirs.
    for (const [key, one] of now) if (one === our) now.delete(key)
    if (our === '') now.delete(their)
    else now.set(their, our)
    setPairs(now)
  }
  return (
    <form
      className="match"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault()
        if (counted) onSet({ ours: ours.question.of, words, unit, base, people: number, options: [...pairs] })
      }}
    >
      <h3 id={`${id}-title`} dir="auto" lang={tagFor(item.text, language)}>
        {shownIn(item.text, language)}
      </h3>
      <p className="meta" dir="auto">
        {[survey.title, item.stated].filter((one) => one !== '').join(' · ')}
      </p>
      <fieldset>
        <legend>{t('wordsLegend')}</legend>
        {wordings.map((one) => (
          <label key={one}>
            <input type="radio" name={`${id}-words`} checked={words === one} onChange={() => setWords(one)} />
            <span>{t(`words-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className="of">
        <label>
          <span>{t('unitLabel')}</span>
          <select className="pick" value={unit ?? ''} onChange={({ target }) => setUnit(among(units, target.value))}>
            <option value="">{t('unsaid')}</option>
            {units.map((one) => (
              <option key={one} value={one}>
                {t(`unit-${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('baseLabel')}</span>
          <select className="pick" value={base ?? ''} onChange={({ target }) => setBase(among(bases, target.value))}>
            <option value="">{t('unsaid')}</option>
            {bases.map((one) => (
              <option key={one} value={one}>
                {t(`base-${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('peopleLabel')}</span>
          <input
            className="pick"
            inputMode="numeric"
            value={people}
            aria-invalid={!counted}
            aria-describedby={`${id}-people`}
            onChange={({ target }) => setPeople(target.value)}
          />
        </label>
      </div>
      <p id={`${id}-people`} className="meta" role={counted ? undefined : 'alert'}>
        {t(counted ? 'peopleHelp' : 'peopleWrong')}
      </p>
      <fieldset>
        <legend>{t('optionsLegend')}</legend>
        {item.options.map((their) => (
          <label key={their.key} className="pair">
            <span dir="auto" lang={tagFor(their.text, language)}>
              {shownIn(their.text, language)}
            </span>
            <select
              className="pick"
              value={pairs.get(their.key) ?? ''}
              onChange={({ target }) => pair(their.key, target.value)}
            >
              <option value="">{t('noneOfOurs')}</option>
              {ours.rows.map(({ key, text }) => (
                <option key={key} value={key} lang={tagFor(text, language)}>
                  {shownIn(text, language)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <div className="acts">
        <Button look="primary" type="submit">
          {t('setBeside')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
