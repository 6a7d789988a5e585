/** The switches of a figure: of what, of whom, by which parts, and in which of the two ways it is told. */
import type { ResultsItems } from '@tablee/shared/wire/results'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Question } from '@tablee/shared/results/question'
import { useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'
import { resultsMessages } from './messages/index.ts'
import type { Place } from './place.ts'
import { crosses, type ItemTold, type Way } from './port.ts'

type Parts = 'table' | 'site' | 'country' | 'group' | 'all'
const unitNames = { people: 'people', answers: 'answers', tables: 'tables' } as const
const partNames = { table: 'byTable', site: 'bySite', country: 'byCountry', group: 'byGroup', all: 'byAll' } as const

export type ControlsProps = {
  readonly question: Question
  readonly place: Place
  readonly item: ItemTold | null
  readonly told: ResultsItems
  readonly onQuestion: (question: Question) => void
  readonly onWay: (way: Way) => void
  readonly onShare: (share: Place['share']) => void
  readonly canRow: boolean
  /** Files of a cross. */
  readonly children: ReactNode
}

export function Controls({ question, place, item, told, onQuestion, onWay, onShare, canRow, children }: ControlsProps) {
  const t = useT(resultsMessages)
  const [choosing, setChoosing] = useState(false)
  const { by, unit, base } = question
  const crossed = typeof by === 'object'
  const outside = place.way === 'outside'
  const parts = (['table', 'site', 'country', 'group'] as const).filter(
    (one) => one !== 'group' || told.places.group > 0,
  )
  return (
    <div className="ctl">
      <Switch
        legend={t('counted')}
        value={unit}
        options={(['people', 'answers', 'tables'] as const).map((value) => ({
          value,
          text: t(unitNames[value]),
          off: item !== null && !item.units.includes(value),
        }))}
        onChange={(next) => onQuestion({ ...question, unit: next })}
      />
      {crossed ? (
        <Switch
          legend={t('shares')}
          value={canRow ? place.share : 'column'}
          options={[
            { value: 'column', text: t('ofColumn') },
            { value: 'row', text: t('ofRow'), off: !canRow },
          ]}
          onChange={onShare}
        />
      ) : (
        <>
          <Switch
            legend={t('base')}
            value={base}
            options={[
              { value: 'valid', text: t('valid'), off: item !== null && !item.bases.includes('valid') },
              { value: 'all', text: t('allAsked'), off: item !== null && !item.bases.includes('all') },
            ]}
            onChange={(next) => onQuestion({ ...question, base: next })}
          />
          <Switch<Parts>
            legend={t('by')}
            value={by}
            options={[
              ...parts.map((value) => ({
                value,
                text: t(partNames[value]),
                off: told.places[value] < 2 || (outside && item !== null && item.leaves?.places === false),
              })),
              { value: 'all', text: t('byAll') },
            ]}
            onChange={(next) => onQuestion({ ...question, by: next })}
          />
        </>
      )}
      <Switch
        legend={t('way')}
        value={place.way}
        options={[
          { value: 'outside', text: t('outside') },
          { value: 'inside', text: t('inside') },
        ]}
        onChange={onWay}
      />
      {crossed ? null : (
        <Button className="push" onClick={() => setChoosing(true)}>
          {t('byOther')}
        </Button>
      )}
      {children}
      {choosing ? (
        <OtherItem
          outside={outside}
          items={told.items.filter((one) => crosses(one, question.of, item, outside))}
          onClose={() => setChoosing(false)}
          onItem={(other) => {
            setChoosing(false)
            onQuestion({ ...question, by: { item: other } })
          }}
        />
      ) : null}
    </div>
  )
}

/** From here on one searches. */
const many = 15

/** Those of one answer each of a few come first: by them people are told apart most often. */
function OtherItem({
  outside,
  items,
  onClose,
  onItem,
}: {
  outside: boolean
  items: readonly ItemTold[]
  onClose: () => void
  onItem: (item: string) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const [sought, setSought] = useState('')
  const words = sought.trim().toLowerCase()
  const ordered = items.toSorted((a, b) => Number(b.margins) - Number(a.margins))
  const found = ordered.filter(({ text }) => words === '' || shownIn(text, language).toLowerCase().includes(words))
  return (
    <Dialog title={t('byOtherTitle')} className="other-item" onClose={onClose}>
      {items.length === 0 ? <p>{t(outside ? 'noOtherOutside' : 'noOther')}</p> : null}
      {items.length < many ? null : (
        <input
          className="pick"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      <div className="entries">
        {found.map(({ item, text }) => (
          <button key={item} type="button" onClick={() => onItem(item)} dir="auto">
            {shownIn(text, language)}
          </button>
        ))}
      </div>
      <div className="acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  )
}
