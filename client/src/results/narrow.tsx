/** Whom a figure is of, inside alone: those who gave some answer to another item, and all times of an item as one. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Question } from '@tablee/shared/results/question'
import { useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { resultsMessages } from './messages/index.ts'
import { aloneToo, whoAlone } from './narrowed.ts'
import type { ItemTold } from './port.ts'

type Props = {
  readonly question: Question
  readonly items: readonly ItemTold[]
  readonly onQuestion: (question: Question) => void
}

/** Beside the weights: two links, and what the first opens. */
export function Narrow({ question, items, onQuestion }: Props) {
  const t = useT(resultsMessages)
  const [choosing, setChoosing] = useState(false)
  const others = items.filter(({ item, crosses }) => crosses && item !== question.of)
  const times = items.find(({ item }) => item === question.of)?.waves ?? []
  const rest = times.flatMap(({ item }) => (item === question.of ? [] : [item]))
  const together = (question.with ?? []).length > 0
  return (
    <>
      {others.length === 0 ? null : (
        <button type="button" className="link" onClick={() => setChoosing(true)}>
          {t('onlySome')}
        </button>
      )}{' '}
      {rest.length === 0 && !together ? null : (
        <button type="button" className="link" onClick={() => onQuestion({ ...question, with: together ? [] : rest })}>
          {t(together ? 'oneTime' : 'allTimes')}
        </button>
      )}{' '}
      {choosing ? (
        <OnlySome
          items={others}
          onClose={() => setChoosing(false)}
          onAnswer={(item, is) => {
            setChoosing(false)
            onQuestion(aloneToo(question, item, is))
          }}
        />
      ) : null}
    </>
  )
}

function OnlySome({
  items,
  onClose,
  onAnswer,
}: {
  items: readonly ItemTold[]
  onClose: () => void
  onAnswer: (item: string, is: string) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const [of, setOf] = useState(items[0]?.item ?? '')
  const sources = new Set(items.map(({ source }) => shownIn(source, language)))
  const options = items.find(({ item }) => item === of)?.options ?? []
  return (
    <Dialog title={t('onlySomeTitle')} className="other-item" onClose={onClose}>
      <select className="pick" aria-label={t('item')} value={of} onChange={({ target }) => setOf(target.value)}>
        {items.map(({ item, text, source }) => (
          <option key={item} value={item}>
            {shownIn(text, language)}
            {sources.size > 1 ? ` · ${shownIn(source, language)}` : ''}
          </option>
        ))}
      </select>
      <div className="entries">
        {options.map(({ key, text }) => (
          <button key={key} type="button" onClick={() => onAnswer(of, key)} dir="auto">
            {shownIn(text, language) || key}
          </button>
        ))}
      </div>
      <div className="acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Says whom a figure is of where it is not everybody, in the words of the answers, with the way back. */
export function Narrowed({ question, items, onQuestion }: Props) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { where = [] } = question
  if (where.length === 0) return null
  return (
    <p className="narrowed">
      {t('narrowed', { which: whoAlone(where, items, language) })}{' '}
      <Button onClick={() => onQuestion({ ...question, where: [] })}>{t('widen')}</Button>
    </p>
  )
}
