/** For how much somebody counts: nobody more than another, as the file says, or so that shares come out that are known elsewhere. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Margin, Question } from '@tablee/shared/results/question'
import { useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { resultsMessages } from './messages/index.ts'
import type { Listed } from '@tablee/shared/results/listed'

type How = 'none' | 'given' | 'raked'
type Draft = { readonly item: string; readonly shares: Readonly<Record<string, string>> }

const draftOf = ({ item, shares }: Margin): Draft => ({
  item,
  shares: Object.fromEntries(
    Object.entries(shares).map(([key, share]) => [key, String(Math.round(share * 1000) / 10)]),
  ),
})
/** A share as somebody types it: with a comma, or with a point. */
const numberIn = (text: string): number => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.replace(',', '.')) : 0)
const sumOf = ({ shares }: Draft): number =>
  Math.round(Object.values(shares).reduce((sum, text) => sum + numberIn(text), 0) * 10) / 10
const whole = (draft: Draft): boolean => Math.abs(sumOf(draft) - 100) <= 1
const marginOf = (draft: Draft): Margin => {
  const sum = sumOf(draft)
  return {
    item: draft.item,
    shares: Object.fromEntries(Object.entries(draft.shares).map(([key, text]) => [key, numberIn(text) / sum])),
  }
}

export function WeightsDialog({
  weight,
  given,
  items,
  onClose,
  onWeight,
}: {
  weight: Question['weight']
  /** Whether the file has weights. */
  given: boolean
  /** Those with one answer each of a few. */
  items: readonly Listed[]
  onClose: () => void
  onWeight: (weight: Question['weight']) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const [how, setHow] = useState<How>(typeof weight === 'string' ? weight : 'raked')
  const [drafts, setDrafts] = useState<readonly Draft[]>(typeof weight === 'string' ? [] : weight.margins.map(draftOf))
  const ready = how !== 'raked' || (drafts.length > 0 && drafts.every(whole))
  const free = items.filter(({ item }) => drafts.every((draft) => draft.item !== item))
  const change = (item: string, key: string, text: string): void =>
    setDrafts(drafts.map((one) => (one.item === item ? { ...one, shares: { ...one.shares, [key]: text } } : one)))
  const nameOf = (item: string): string => {
    const found = items.find((one) => one.item === item)
    return found === undefined ? item : shownIn(found.text, language)
  }
  return (
    <Dialog title={t('weightsTitle')} className="weights-dialog" onClose={onClose}>
      <div className="hows">
        {(['none', 'given', 'raked'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="weights"
              checked={how === one}
              disabled={one === 'given' && !given}
              onChange={() => setHow(one)}
            />
            {t(one === 'none' ? 'weightNone' : one === 'given' ? 'weightGiven' : 'weightRaked')}
          </label>
        ))}
      </div>
      {how !== 'raked' ? null : (
        <>
          <p className="meta">{t('weightHelp')}</p>
          {drafts.map((draft) => (
            <fieldset key={draft.item} className="margin">
              <legend>{nameOf(draft.item)}</legend>
              {(items.find(({ item }) => item === draft.item)?.options ?? []).map(({ key, text }) => (
                <label key={key}>
                  <span dir="auto">{shownIn(text, language) || key}</span>
                  <input
                    className="pick num"
                    inputMode="decimal"
                    value={draft.shares[key] ?? ''}
                    onChange={({ target }) => change(draft.item, key, target.value)}
                  />
                  %
                </label>
              ))}
              <p className={whole(draft) ? 'meta' : 'meta off'} role="status">
                {whole(draft) ? '' : t('weightSum', { n: sumOf(draft) })}
              </p>
              <Button look="quiet" onClick={() => setDrafts(drafts.filter(({ item }) => item !== draft.item))}>
                {t('weightRemove')}
              </Button>
            </fieldset>
          ))}
          {free.length === 0 ? null : (
            <label className="add">
              <span className="away">{t('weightAdd')}</span>
              <select
                className="pick"
                value=""
                onChange={({ target }) => {
                  if (target.value !== '') setDrafts([...drafts, { item: target.value, shares: {} }])
                }}
              >
                <option value="">{t('weightAdd')}</option>
                {free.map(({ item, text }) => (
                  <option key={item} value={item}>
                    {shownIn(text, language)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      )}
      <div className="acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          look="primary"
          disabled={!ready}
          onClick={() => onWeight(how === 'raked' ? { margins: drafts.map(marginOf) } : how)}
        >
          {t('weightOk')}
        </Button>
      </div>
    </Dialog>
  )
}
