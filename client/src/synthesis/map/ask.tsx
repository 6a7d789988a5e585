/** Beside the map: are these two the same? What they share, what differs, what would follow; or two that somebody chose. */
import { useEffect, useRef } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { languageName } from '../../ui/language-name.ts'
import { useTimeOfDay } from '../../ui/hall/zone.ts'
import { Key } from '../bits.tsx'
import { useTitle } from './card.tsx'
import type { Cards } from './cards.ts'
import { messages } from './messages/index.ts'
import { Beneath, Sentence, wasSpoken } from './sentence.tsx'
import type { HallAsked, HallCard, HallMapTold, HallSentence } from './told.ts'
import type { Joining } from './use-joining.ts'

/** So many of what is asked next are shown. */
const ahead = 3

/** One of the two: what it is, and a way to where it stands on the map. */
function One({
  card,
  of,
  marked,
  words,
  onLook,
}: {
  card: HallCard | undefined
  of: HallSentence
  marked?: readonly string[]
  words?: HallAsked['words']
  onLook: (card: string) => void
}) {
  const t = useT(messages)
  const title = useTitle()
  return (
    <div className="one">
      <div>
        {card === undefined ? null : (
          <p className="head">
            <span>{title({ ...card, text: '' }).trim()}</span>
            <span>{t('fromTables', { n: new Set([...card.holds, ...card.objects, ...card.onlyIf]).size })}</span>
            <button type="button" aria-label={t('lookAt', { entry: title(card) })} onClick={() => onLook(card.id)}>
              {t('look')}
            </button>
          </p>
        )}
        <p className="text">
          <Sentence of={of} {...(marked === undefined ? {} : { marked })} />
        </p>
        <Beneath of={of} {...(marked === undefined ? {} : { marked })} />
      </div>
      {words ? (
        <div className="quo">
          <Sentence of={words} spoken={wasSpoken(words.capture)} />
          <Beneath of={words} />
        </div>
      ) : null}
    </div>
  )
}

function Pair({ one, cards, onLook }: { one: HallAsked; cards: Cards; onLook: (card: string) => void }) {
  const t = useT(messages)
  const list = useList()
  const { language } = useLanguage()
  const [differsA, differsB] = one.differs
  const [a, b] = sides(one)
  const quoted = (runs: readonly string[]) => runs.join(' … ')
  return (
    <div aria-live="polite">
      <One card={cards.byId.get(one.cardA)} of={a} marked={differsA} onLook={onLook} />
      <div className="eq">
        <span className="g" aria-hidden="true">
          <Icon name="same-as" />
        </span>
        <p>
          {one.shared.length > 0 ? (
            <span>
              {one.over === null
                ? t('sharedWords', { words: list(one.shared) })
                : t('sharedOver', { words: list(one.shared), language: languageName(one.over, language) })}
            </span>
          ) : null}{' '}
          {differsA.length > 0 || differsB.length > 0 ? (
            <span>{t('differs', { a: quoted(differsA) || t('nothing'), b: quoted(differsB) || t('nothing') })}</span>
          ) : null}
        </p>
      </div>
      <One card={cards.byId.get(one.cardB)} of={b} marked={differsB} words={one.words} onLook={onLook} />
    </div>
  )
}

/** As its own table has it, which may not be what its card shows. */
const sides = ({ textA, langA, translationsA, textB, langB, translationsB }: HallAsked) =>
  [
    { text: textA, lang: langA, ...(translationsA === undefined ? {} : { translations: translationsA }) },
    { text: textB, lang: langB, ...(translationsB === undefined ? {} : { translations: translationsB }) },
  ] as const

function ByHand({ joining, cards, onLook }: { joining: Joining; cards: Cards; onLook: (card: string) => void }) {
  const t = useT(messages)
  const { a, b } = joining.byHand ?? { a: '', b: null }
  const [first, second] = [cards.byId.get(a), b === null ? undefined : cards.byId.get(b)]
  return (
    <section aria-labelledby="ask-title">
      <h2 id="ask-title" className="hh">
        {t(second === undefined ? 'chooseTitle' : 'handTitle')}
      </h2>
      {first === undefined ? null : <One card={first} of={first} onLook={onLook} />}
      <div className="eq">
        <span className="g" aria-hidden="true">
          <Icon name="same-as" />
        </span>
        <p role="status">{second === undefined ? t('chooseOther') : ''}</p>
      </div>
      {second === undefined ? null : <One card={second} of={second} onLook={onLook} />}
      <div className="pick">
        {second === undefined ? null : (
          <>
            <Button onClick={() => joining.join('same')}>
              {t('same')} <Key>{t('sameKey')}</Key>
            </Button>
            <Button onClick={() => joining.join('qualifies')}>
              {t('qualifies')} <Key>{t('qualifiesKey')}</Key>
            </Button>
          </>
        )}
        <Button onClick={() => joining.setByHand(null)}>
          {t('cancel')} <Key>Esc</Key>
        </Button>
      </div>
      {second === undefined ? null : (
        <p className="then">
          {t('ifQualifies')} {t('keeps')}
        </p>
      )}
    </section>
  )
}

/** `list`: no map stands beside it, and on a phone it lies above all entries. */
export function Ask({
  told,
  cards,
  joining,
  list,
  onLook,
}: {
  told: HallMapTold
  cards: Cards
  joining: Joining
  list: boolean
  onLook: (card: string) => void
}) {
  const t = useT(messages)
  const { asked, byHand } = joining
  const [now, ...after] = asked
  const next = after.slice(0, ahead)
  // What was answered here is not waiting any more.
  const waiting = Math.max(asked.length, told.waiting - (told.asked.length - asked.length))
  const element = useRef<HTMLElement>(null)
  // The button that chose the second is gone: whoever pressed it reads on here, wherever the list was scrolled to.
  const both = list && byHand !== null && byHand.b !== null
  useEffect(() => {
    if (both) element.current?.focus()
  }, [both])
  return (
    <aside className="ask" aria-label={t('joining')} ref={element} tabIndex={-1}>
      {byHand !== null ? (
        <ByHand joining={joining} cards={cards} onLook={onLook} />
      ) : now === undefined ? (
        <section className="none" aria-labelledby="ask-title">
          <h2 id="ask-title" className="hh">
            {t('noneAsked')}
          </h2>
          <p>{t('noneAskedLead')}</p>
          <p>{t('byHandLead')}</p>
        </section>
      ) : (
        <section aria-labelledby="ask-title">
          <h2 id="ask-title" className="hh">
            {t('ask')} <span className="meta">{t('suggestionOf', { n: 1, all: waiting })}</span>
          </h2>
          <Pair one={now} cards={cards} onLook={onLook} />
          <div className="pick">
            <Button onClick={() => joining.same(now)}>
              {t('same')} <Key>{t('sameKey')}</Key>
            </Button>
            <Button onClick={() => joining.different(now)}>
              {t('different')} <Key>{t('differentKey')}</Key>
            </Button>
            <Button onClick={() => joining.qualifies(now)}>
              {t('qualifies')} <Key>{t('qualifiesKey')}</Key>
            </Button>
          </div>
          <p className="then">
            {t('ifSame', {
              tables: t('tables', { n: now.ifSame.tables }),
              people: t('people', { n: now.ifSame.people }),
            })}{' '}
            {t('ifQualifies')} {t('keeps')}
          </p>
        </section>
      )}
      <p className="back" role="status">
        <span>{joining.news === null ? '' : t(joining.news)}</span>
        {joining.canBack ? (
          <Button look="quiet" onClick={joining.back}>
            {t('back')} <Key>Z</Key>
          </Button>
        ) : null}
      </p>
      <section className="next" aria-labelledby="next-title">
        <h2 id="next-title" className="hh">
          {t('next')} <span className="meta">{t('takenRefused', { taken: told.taken, refused: told.refused })}</span>
        </h2>
        <ol>
          {next.map((one) => (
            <li key={`${one.a} ${one.b}`}>
              <Sentence of={{ text: one.textA, lang: one.langA }} />
              <Icon name="same-as" />
              <Sentence of={{ text: one.textB, lang: one.langB }} />
            </li>
          ))}
        </ol>
      </section>
      <Done told={told} joining={joining} />
    </aside>
  )
}

const sentence = {
  same: 'doneSame',
  different: 'doneDifferent',
  qualifies: 'doneQualifies',
  apart: 'doneApart',
  show: 'doneShow',
} as const

/** What was done, the newest first, by whoever: any of it can be taken back, and done again. */
function Done({ told, joining }: { told: HallMapTold; joining: Joining }) {
  const t = useT(messages)
  const time = useTimeOfDay()
  if (told.steps.length === 0) return null
  return (
    <details className="steps">
      <summary>{t('done')}</summary>
      <ol>
        {told.steps.map(({ step, kind, at, a, b, undone, can }) => (
          <li key={step}>
            <span>
              {t(sentence[kind])}{' '}
              <span dir="auto">
                {[a, b].filter((text) => text !== null).join(kind === 'qualifies' ? ' → ' : ' = ')}
              </span>
              <span className="meta">
                {time(at)}
                {undone ? ` · ${t('takenBackNow')}` : ''}
              </span>
            </span>
            {can ? (
              <Button look="quiet" onClick={() => joining.turn(step, undone)}>
                {t(undone ? 'again' : 'back')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </details>
  )
}
