/** A number and a short text. A text is a person's own: it stands in the serif and carries its own language. */
import { useId, useState } from 'react'
import { direction, useT } from '../../i18n/index.tsx'
import type { FieldProps } from './field.tsx'
import { OwnLanguageButton } from '../language-picker.tsx'
import { ballotMessages } from './messages/index.ts'
import { readNumber, said } from './texts.ts'
import { Text } from './text.tsx'

/** What the words of a board may have; a text of an item becomes such words where it is quoted. */
const longest = 2_000

export function NumberField({ item, answer, lang, onAnswer }: FieldProps<'number'>) {
  const t = useT(ballotMessages)
  const id = useId()
  const value = answer?.type === 'number' ? answer.value : null
  const [text, setText] = useState(value === null ? '' : String(value))
  const read = readNumber(text)
  const fits = (number: number): boolean =>
    (item.min === undefined || number >= item.min) && (item.max === undefined || number <= item.max)
  const wrong = text.trim() !== '' && (read === null || !fits(read))
  // What somebody else put in its place (a reload, "I'd rather not say") is what stands.
  const shown = value !== null && read !== value && !wrong ? String(value) : text
  const range =
    item.min !== undefined && item.max !== undefined
      ? t('numberBetween', { min: item.min, max: item.max })
      : item.min !== undefined
        ? t('numberFrom', { min: item.min })
        : item.max !== undefined
          ? t('numberTo', { max: item.max })
          : ''
  return (
    <div className="number-field">
      <label className="away" htmlFor={id}>
        {said(item.text, lang).text}
      </label>
      <span className="pair">
        <input
          id={id}
          className="num"
          inputMode={item.min !== undefined && item.min >= 0 ? 'decimal' : 'text'}
          autoComplete="off"
          dir="ltr"
          value={shown}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-range`}
          onChange={(event) => {
            const next = event.currentTarget.value
            setText(next)
            const number = readNumber(next)
            onAnswer(number !== null && fits(number) ? { type: 'number', value: number } : null)
          }}
        />
        {item.suffix === undefined ? null : <Text said={said(item.suffix, lang)} />}
      </span>
      <p className={wrong ? 'why todo' : 'why'} id={`${id}-range`} role={wrong ? 'status' : undefined}>
        {wrong && read === null ? `${t('notANumber')} ` : ''}
        {range}
      </p>
    </div>
  )
}

export function TextField({ item, answer, lang, langs = [lang], onAnswer }: FieldProps<'text'>) {
  const t = useT(ballotMessages)
  const text = answer?.type === 'text' ? answer.text : ''
  const [chosen, setChosen] = useState(answer?.type === 'text' ? answer.lang : (langs[0] ?? lang))
  const put = (next: string, tag: string) =>
    onAnswer(next.trim() === '' ? null : { type: 'text', text: next, lang: tag })
  return (
    <div className="text-field">
      <textarea
        className="voice"
        rows={5}
        maxLength={longest}
        lang={chosen}
        dir={direction(chosen)}
        aria-label={said(item.text, lang).text}
        value={text}
        onChange={(event) => put(event.currentTarget.value, chosen)}
      />
      <div className="foot">
        <WrittenIn
          langs={langs}
          value={chosen}
          onChange={(tag) => {
            setChosen(tag)
            if (text !== '') put(text, tag)
          }}
        />
        {text.length > longest - 200 ? (
          <span className="meta">{t('lettersLeft', { n: longest - text.length })}</span>
        ) : null}
      </div>
    </div>
  )
}

/** What language it is written in: said by anyone who writes it, guessed by nobody. Those given first, all others by search. */
export function WrittenIn({
  langs,
  value,
  onChange,
}: {
  langs: readonly string[]
  value: string
  onChange: (tag: string) => void
}) {
  const t = useT(ballotMessages)
  const all = langs.includes(value) ? langs : [value, ...langs]
  return <OwnLanguageButton value={value} near={all} label={t('writtenIn')} onChange={onChange} />
}
