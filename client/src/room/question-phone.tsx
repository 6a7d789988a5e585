/** The question as a phone will ask it, in the language that one taps: with the fields that people answer by. */
import { preferred } from '@tablee/shared/i18n/language'
import type { Item } from '@tablee/shared/dialogue/items'
import { useState } from 'react'
import { InLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import '../ui/voices/ballot.css'
import { AnswerField } from '../ui/voices/field.tsx'
import { ballotMessages } from '../ui/voices/messages/index.ts'
import { said } from '../ui/voices/texts.ts'
import { messages, questionMessages } from './messages/index.ts'
import type { Answer } from '@tablee/shared/dialogue/items'

export function Phone({
  item,
  lang,
  langs,
  table,
  onLang,
}: {
  item: Item
  lang: string
  langs: readonly string[]
  table: { readonly number: number; readonly seats: number }
  onLang: (lang: string) => void
}) {
  const t = useT(questionMessages)
  return (
    <aside className="on-phone" aria-label={t('onPhone')}>
      <div className="as">
        <b>{t('onPhone')}</b>
        <span className="seg" role="group" aria-label={t('readIn')}>
          {langs.map((one) => (
            <button key={one} type="button" lang={one} aria-pressed={one === lang} onClick={() => onLang(one)}>
              {one}
            </button>
          ))}
        </span>
      </div>
      <InLanguage language={preferred([lang])}>
        <Face key={`${item.type} ${lang}`} {...{ item, lang, langs, table }} />
      </InLanguage>
    </aside>
  )
}

function Face({ item, lang, langs, table }: Omit<Parameters<typeof Phone>[0], 'onLang'>) {
  const t = useT(messages)
  const own = useT(questionMessages)
  const ballot = useT(ballotMessages)
  // To be tried, and nobody's answer: it goes nowhere.
  const [answer, setAnswer] = useState<Answer | null>(null)
  const heading = said(item.text, lang)
  const empty = heading.text.trim() === ''
  return (
    <div className="fon">
      <p className="hd">
        <TableMark seats={table.seats} width={29} />
        <b>{t('table', { n: table.number })}</b>
      </p>
      <div className="thread" />
      {empty ? (
        <p className="k2">{own(item.unit === 'tables' ? 'tableAnswers' : 'readAsTyped')}</p>
      ) : (
        <>
          <h2 lang={heading.lang} dir={heading.dir}>
            {heading.text}
          </h2>
          {item.unit === 'tables' ? (
            <p className="k2">{own('tableAnswers')}</p>
          ) : (
            <AnswerField
              item={item}
              node={null}
              answer={answer}
              lang={lang}
              langs={langs}
              refuse
              onAnswer={setAnswer}
            />
          )}
        </>
      )}
      {item.unit === 'tables' ? null : (
        <>
          <p className="seal">
            <Icon name="sealed" />
            <span>{ballot('sealed')}</span>
          </p>
          <p className="send" aria-hidden="true">
            {ballot('sendVote')}
          </p>
        </>
      )}
    </div>
  )
}
