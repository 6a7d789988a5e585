/** A card opened: the hall's tables, each one's own sentence, what lifts it, and what it leads to. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim, type Capture } from '@tablee/shared/board/schema'
import { isLang } from '@tablee/shared/ids'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useState } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { HallRow, type HallCell } from '../../ui/hall/row.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Translation } from '../../ui/translation.tsx'
import { Key } from '../bits.tsx'
import { Sentence } from './card.tsx'
import type { Card } from './layout.ts'
import { messages } from './messages/index.ts'
import type { InHand } from './use-in-hand.ts'

type Element = Card['elements'][number]
const isVerbatim = (capture: string | null): capture is Capture => [...verbatim].some((one) => one === capture)

/** Only what was caught as somebody said it stands in the serif and in quotation marks. */
function Said({ of }: { of: Element }) {
  const spoken = of.seat !== null && isVerbatim(of.capture)
  const [open, close] = quotationMarks(of.lang)
  return (
    <span className={spoken ? 'voice' : 'plainly'} dir="auto" {...(isLang(of.lang) ? { lang: of.lang } : {})}>
      {spoken ? `${open}${of.text}${close}` : of.text}
    </span>
  )
}

/** Each table in its own place: who holds this, and whose curtain is drawn. */
export const cellsOf = (tables: HallVisionTold['tables'], held: readonly string[]): HallCell[] =>
  tables.map(({ id, number, curtain }) => ({
    number,
    stance: curtain ? 'curtain' : held.includes(id) ? 'holds' : 'silent',
  }))

function Own({
  of,
  card,
  joining,
  table,
  changing,
}: {
  of: Element
  card: Card
  joining: InHand
  table: number
  changing: boolean
}) {
  const t = useT(messages)
  return (
    <li>
      <HallRow cells={[{ number: table, stance: 'holds' }]} />
      <p>
        <Said of={of} />{' '}
        <Translation
          of={{
            lang: of.lang,
            translations: Object.fromEntries(of.translations.map(({ lang, ...one }) => [lang, one])),
          }}
        />
        {of.year === card.year ? null : <span className="meta num"> {of.year ?? t('noYear')}</span>}
      </p>
      {changing ? (
        <span className="acts">
          {of === card.elements[0] ? (
            <span className="meta">{t('shownForAll')}</span>
          ) : (
            <Button look="quiet" onClick={() => joining.stand(of.entry)}>
              {t('showThis')}
            </Button>
          )}
          <Button look="quiet" onClick={() => joining.apart(of.entry)}>
            {t('takeOut')}
          </Button>
        </span>
      ) : null}
    </li>
  )
}

const percent = (share: number): string => `${Math.round(share * 100)}`

export function Opened({ card, told, joining }: { card: Card; told: HallVisionTold; joining: InHand }) {
  const t = useT(messages)
  const of = (id: string): Element | undefined => told.cards.find((one) => one.id === id)?.elements[0]
  const list = useList()
  const [changing, setChanging] = useState(false)
  const joined = card.elements.length > 1
  const numbers = new Map(told.tables.map(({ id, number }) => [id, number]))
  const before = told.links.filter(({ from }) => from === card.id)
  const after = told.links.filter(({ to }) => to === card.id)
  const ways = [
    ...before.map((link) => ({ link, other: link.to, says: 'beforeThat' as const })),
    ...after.map((link) => ({ link, other: link.from, says: 'afterThat' as const })),
  ]
  return (
    <div className="open">
      <HallRow cells={cellsOf(told.tables, card.tables)} />
      <ul className="own">
        {card.elements.map((one) => (
          <Own
            key={one.entry}
            of={one}
            card={card}
            joining={joining}
            table={numbers.get(one.table) ?? 0}
            changing={joined && changing}
          />
        ))}
      </ul>
      {card.lifted.length === 0 && ways.length === 0 ? null : (
        <ul className="ways">
          {card.lifted.map(({ card: condition, tables }) => (
            <li key={condition}>
              <button type="button" onClick={() => joining.show(condition)}>
                <Icon name="condition" />
                <span>
                  <b>{t('liftedIf')}</b> <Sentence of={of(condition)} />{' '}
                  <span className="meta">{t('atTables', { n: tables.length })}</span>
                </span>
              </button>
            </li>
          ))}
          {ways.map(({ link, other, says }) => (
            <li key={`${says} ${other}`}>
              <button type="button" onClick={() => joining.show(other)}>
                <span>
                  <b>{t(says)}</b> <Sentence of={of(other)} />{' '}
                  <span className="meta">
                    {list([
                      t('tables', { n: link.tables.length }),
                      ...(link.merged > 0 ? [t('stepsJoined', { n: link.merged })] : []),
                    ])}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {card.spot === null ? null : (
        <p className="meta spot">
          {t('placedAt', {
            wanted: percent(card.spot.desirable),
            likely: percent(card.spot.probable),
            n: card.spot.tables,
          })}
        </p>
      )}
      <div className="acts">
        <Button aria-pressed={joining.looking} aria-keyshortcuts={t('sameKey')} onClick={joining.look}>
          {t('sameAs')} <Key>{t('sameKey')}</Key>
        </Button>
        {joined ? (
          <Button look="quiet" aria-pressed={changing} onClick={() => setChanging(!changing)}>
            {t('change')}
          </Button>
        ) : null}
        <Button look="quiet" onClick={() => joining.show(null)}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}
