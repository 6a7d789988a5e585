/** What somebody says to a recommendation: three large answers; *yes, if* and *no* open what the maps say, and a field of one's own. */
import type { Option, Why } from '@tablee/shared/dialogue/items'
import { useId, useState } from 'react'
import { direction, useT } from '../../i18n/index.tsx'
import { Choice } from './choice.tsx'
import type { FieldProps } from './field.tsx'
import { WrittenIn } from './fields.tsx'
import { ballotMessages } from './messages/index.ts'
import { MadeOf, type Made } from './made.tsx'
import { said } from './texts.ts'
import { Text } from './text.tsx'

const own = ' own'
/** As long as a wall can show. */
const longest = 200

export function SupportField({ item, answer, lang, langs = [lang], made, onAnswer }: FieldProps<'support'>) {
  const t = useT(ballotMessages)
  const given = answer?.type === 'support' ? answer : null
  // *Yes, if* is no answer before its condition is there.
  const [begun, setBegun] = useState(given?.value === 'yes-if')
  const value = given?.value ?? (begun ? 'yes-if' : null)
  return (
    <div className="support-field">
      <p className="of meta">{t('recommendedBy', { n: item.table })}</p>
      {item.reasons.length === 0 ? null : (
        <section className="reasons" aria-label={t('itsReasons')}>
          <h2>{t('itsReasons')}</h2>
          <ul>
            {item.reasons.map((one) => (
              <li key={one.wording}>
                <span className="voice" lang={one.lang} dir={direction(one.lang)}>
                  {one.wording}
                </span>
                <MadeOf said={{ text: one.wording, lang: one.lang }} made={made} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Choice
        name={item.id}
        legend={<span className="away">{said(item.text, lang).text}</span>}
        picks={[
          { value: 'yes', label: t('yes'), icon: 'choose' },
          { value: 'yes-if', label: t('yes-if'), icon: 'condition' },
          { value: 'no', label: t('no'), icon: 'reject' },
        ]}
        value={value}
        onPick={(next) => {
          setBegun(next === 'yes-if')
          if (next === 'yes-if') onAnswer(null)
          else if (next === 'yes' || next === 'no') onAnswer({ type: 'support', value: next })
        }}
      />
      {value === 'yes-if' || value === 'no' ? (
        <WhyField
          key={value}
          name={`${item.id}-why`}
          question={t(value === 'no' ? 'whyNo' : 'whichIf')}
          options={value === 'no' ? item.objections : item.conditions}
          why={given?.value === value ? (given.why ?? null) : null}
          lang={lang}
          langs={langs}
          made={made}
          onWhy={(why) =>
            onAnswer(
              why === null ? (value === 'no' ? { type: 'support', value } : null) : { type: 'support', value, why },
            )
          }
        />
      ) : null}
    </div>
  )
}

function WhyField({
  name,
  question,
  options,
  why,
  lang,
  langs,
  made,
  onWhy,
}: {
  name: string
  question: string
  options: readonly Option[]
  why: Why | null
  lang: string
  langs: readonly string[]
  made: Made | undefined
  onWhy: (why: Why | null) => void
}) {
  const t = useT(ballotMessages)
  const id = useId()
  const typed = why !== null && 'text' in why ? why : null
  const [writes, setWrites] = useState(typed !== null || options.length === 0)
  const [tag, setTag] = useState(typed?.lang ?? langs[0] ?? lang)
  const put = (text: string, of: string) => onWhy(text.trim() === '' ? null : { text, lang: of })
  return (
    <div className="why-of">
      {options.length === 0 ? (
        <label className="legend" htmlFor={id}>
          {question}
        </label>
      ) : (
        <Choice
          name={name}
          legend={question}
          picks={[
            ...options.map((option) => ({
              value: option.id,
              label: (
                <>
                  <Text said={said(option.text, lang)} />
                  <MadeOf said={said(option.text, lang)} made={made} />
                </>
              ),
            })),
            { value: own, label: t('ownWords') },
          ]}
          value={writes ? own : why !== null && 'option' in why ? why.option : null}
          onPick={(next) => {
            setWrites(next === own)
            onWhy(next === own ? null : { option: next })
          }}
        />
      )}
      {writes ? (
        <div className="text-field">
          <textarea
            id={id}
            className="voice"
            rows={3}
            maxLength={longest}
            lang={tag}
            dir={direction(tag)}
            aria-label={options.length === 0 ? undefined : question}
            value={typed?.text ?? ''}
            onChange={(event) => put(event.currentTarget.value, tag)}
          />
          <div className="foot">
            <WrittenIn
              langs={langs}
              value={tag}
              onChange={(next) => {
                setTag(next)
                if (typed !== null) put(typed.text, next)
              }}
            />
          </div>
        </div>
      ) : null}
    </div>
  )
}
