/** The way to a seat: the language, the seat, the consent. Nothing of anybody is kept before the last button here. */
import { useEffect, useState, type ReactNode } from 'react'
import type { ConsentPage, SeatsAnswer } from '@tablee/shared/wire/seat'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { direction, languages, useList, useT } from '../i18n/index.tsx'
import { passing, type ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { languageMessages } from '../ui/messages/index.ts'
import { LanguageDialog } from '../ui/language-picker.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Choice } from '../ui/voices/choice.tsx'
import { Text } from '../ui/voices/text.tsx'
import { nameOfLanguage, said } from '../ui/voices/texts.ts'
import { Frame, Heading, seatNumber, type SeatPlace } from './frame.tsx'
import { GoneThere, useGoneHow, useGoneTo } from './gone.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'

/** First of all, each in its own name; the question needs no word that somebody might not read. */
export function LanguagePage({
  langs,
  place,
  onChoose,
}: {
  langs: readonly string[]
  place: SeatPlace
  onChoose: (lang: string) => void
}) {
  const t = useT(messages)
  const list = useList()
  const tongues = useT(languageMessages)
  const [searching, setSearching] = useState(false)
  const more = languages.filter((one) => !langs.some((lang) => lang.split('-')[0] === one))
  const row = (lang: string): ReactNode => (
    <li key={lang}>
      <button type="button" className="row" lang={lang} dir={direction(lang)} onClick={() => onChoose(lang)}>
        <b>{nameOfLanguage(lang)}</b>
      </button>
    </li>
  )
  return (
    <Frame place={place}>
      <Heading>{t('language')}</Heading>
      <ul className="rows tall">{langs.map(row)}</ul>
      {more.length === 0 ? null : (
        <>
          <p className="why after">{t('languageMore', { langs: list(langs.map(nameOfLanguage)) })}</p>
          <ul className="rows">{more.map(row)}</ul>
        </>
      )}
      <p className="why after">{t('languageOwn')}</p>
      <Button aria-haspopup="dialog" onClick={() => setSearching(true)}>
        {tongues('another')}
      </Button>
      {searching ? (
        <LanguageDialog
          value={null}
          recent={[]}
          onClose={() => setSearching(false)}
          onChange={(lang) => {
            setSearching(false)
            onChoose(lang)
          }}
        />
      ) : null}
    </Frame>
  )
}

/** A seat of this phone. Two dialogues may have seats of the same code: then their titles tell them apart. */
export type SeatHere = { readonly session: string; readonly seat: string; readonly title: string | null }

/** Who comes in by the card on a phone that has a seat: it asks one thing, and that seat is one tap away. */
export function BackPage({
  seats,
  busy,
  onGoOn,
  onElse,
}: {
  seats: readonly SeatHere[]
  busy: boolean
  onGoOn: (session: string) => void
  onElse: () => void
}) {
  const t = useT(messages)
  const [only] = seats
  return (
    <Frame
      place={null}
      actions={
        <>
          {seats.map(({ session, seat, title }) => (
            <Button key={session} look="primary" aria-disabled={busy || undefined} onClick={() => onGoOn(session)}>
              {t('goOnAt', { seat })}
              {title === null ? null : (
                <>
                  {' · '}
                  <bdi>{title}</bdi>
                </>
              )}
            </Button>
          ))}
          <Button aria-disabled={busy || undefined} onClick={() => (busy ? undefined : onElse())}>
            {t('somebodyElse')}
          </Button>
        </>
      }
    >
      <Heading>
        {only !== undefined && seats.length === 1 ? t('youSitAt', { seat: only.seat }) : t('whoAreYou')}
      </Heading>
      <p className="lead">{t('youSitAtWhy')}</p>
      <p className="why">{t('somebodyElseWhy')}</p>
      {busy ? <p role="status">{t('opening')}</p> : null}
    </Frame>
  )
}

export function SeatPage({
  seats,
  place,
  problem,
  own,
  onSeat,
  onAgain,
}: {
  seats: SeatsAnswer['seats']
  place: SeatPlace
  problem: ClientProblem | null
  /** The language, to be changed. */
  own?: ReactNode
  onSeat: (seat: string) => void
  onAgain: () => void
}) {
  const t = useT(messages)
  const taken = seats.some((one) => one.taken)
  const where = useGoneTo()
  return (
    <Frame place={place}>
      <Heading>{t('whichSeat')}</Heading>
      <p className="why">{t('whichSeatWhy')}</p>
      {problem?.code === 'seat-taken' ? (
        <Note icon="refused" tone="error" live>
          <b>{t('justTaken', { seat: seatNumber(problem.seat) ?? '' })}</b> {t('justTakenWhy')}
        </Note>
      ) : problem !== null && where === null ? (
        <Note icon="kept" tone="offline" live>
          {t('noLine')}
        </Note>
      ) : null}
      <ul className="places">
        {seats.map(({ seat, taken: gone }) => {
          const number = seatNumber(seat) ?? 0
          return (
            <li key={seat}>
              <button
                type="button"
                className="place"
                aria-disabled={gone || undefined}
                onClick={() => (gone ? undefined : onSeat(seat))}
              >
                <TableMark seats={seats.length} width={40} spoke={new Set([number])} />
                <b className="num">{number}</b>
                <span className={gone ? 'meta' : 'away'}>{t(gone ? 'taken' : 'free')}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {taken ? (
        <p className="why after">
          {t('takenWhy')}{' '}
          <button type="button" className="inline" onClick={onAgain}>
            {t('lookAgain')}
          </button>
        </p>
      ) : null}
      {own === undefined ? null : <nav className="also">{own}</nav>}
    </Frame>
  )
}

export type Wishes = { readonly quoted: boolean; readonly observed: boolean }
type Said3 = { readonly taking: boolean | null; readonly quoted: boolean | null; readonly observed: boolean | null }

/** Three questions, none answered beforehand. Who takes no part needs no other answer. */
export function ConsentPageScreen({
  page,
  lang,
  place,
  busy,
  problem,
  first = { taking: null, quoted: null, observed: null },
  own,
  onAgree,
  onThinkAgain,
  onOther,
  onDecline,
}: {
  page: ConsentPage
  lang: string
  place: SeatPlace
  busy: boolean
  problem: ClientProblem | null
  /** What the gallery begins with. */
  first?: Said3
  /** The language, to be changed. */ own?: ReactNode
  onAgree: (wishes: Wishes) => void
  /** What was agreed to holds no longer: nothing of it is sent again. */
  onThinkAgain: () => void
  /** Back to the seats, where there are several. */
  onOther?: () => void
  onDecline: () => void
}) {
  const t = useT(messages)
  const [answers, setAnswers] = useState<Said3>(first)
  const [asked, setAsked] = useState(0)
  // What is missing is marked by the same press: only then is there a place to go to.
  useEffect(() => {
    if (asked > 0) document.querySelector<HTMLElement>('.question.missing input')?.focus()
  }, [asked])
  const { taking, quoted, observed } = answers
  const waits = problem?.code === 'seat-waits'
  const gone = useGoneTo() !== null
  const missing = taking === null || (taking && (quoted === null || observed === null))
  function onward() {
    setAsked(asked + 1)
    if (missing || busy) return
    if (taking === false) onDecline()
    else if (quoted !== null && observed !== null) onAgree({ quoted, observed })
  }
  const question = (key: keyof Said3, text: LocalText): ReactNode => {
    const open = answers[key] === null && (key === 'taking' || taking !== false)
    return (
      <YesNo
        name={key}
        text={text}
        lang={lang}
        value={answers[key]}
        missing={asked > 0 && open}
        onPick={(value) => {
          // On its way is what stands here.
          if (busy || value === answers[key]) return
          setAnswers({ ...answers, [key]: value })
          onThinkAgain()
        }}
      />
    )
  }
  return (
    <Frame
      place={place}
      atEnd
      actions={
        <>
          {missing ? (
            <Note
              icon={asked > 0 ? 'refused' : 'silence'}
              {...(asked > 0 ? { tone: 'error' as const, live: true } : {})}
            >
              {t('consentMissing')}
            </Note>
          ) : null}
          {waits ? (
            <Note icon="silence" tone="news" live>
              <b>{t('waitsForFacilitator')}</b> {t('waitsForFacilitatorWhy')}
            </Note>
          ) : problem !== null && problem.code !== 'seat-taken' ? (
            <Note icon="kept" tone="offline" live>
              {t(gone ? 'goneWaits' : 'noLine')}
            </Note>
          ) : null}
          <Button look="primary" aria-disabled={missing || (busy && !waits) || undefined} onClick={onward}>
            {t(taking === false ? 'declineDone' : busy && !waits ? 'sending' : 'consentDone')}
          </Button>
        </>
      }
    >
      <Heading>{t('consent')}</Heading>
      <div className="lead">
        <Text said={said(page.intro, lang)} as="p" />
      </div>
      {question('taking', page.taking)}
      {taking === false ? null : (
        <>
          {question('quoted', page.quoted)}
          {question('observed', page.observed)}
          <EngineText page={page} lang={lang} />
          <p className="why after">{t('consentFree')}</p>
        </>
      )}
      <nav className="also">
        {onOther === undefined ? null : (
          <button type="button" onClick={onOther}>
            {t('otherSeat')}
          </button>
        )}
        {own}
      </nav>
    </Frame>
  )
}

/** Which engine may be given what is said here, where there is one. */
export function EngineText({ page: { engine }, lang }: { page: Pick<ConsentPage, 'engine'>; lang: string }) {
  const t = useT(messages)
  if (engine === undefined) return null
  return (
    <section className="named-engine">
      <Text said={said(engine.text, lang)} as="p" />
      <p className="why">{t('engineNo')}</p>
    </section>
  )
}

export function YesNo({
  name,
  text,
  lang,
  value,
  missing = false,
  onPick,
}: {
  name: string
  text: LocalText
  lang: string
  value: boolean | null
  missing?: boolean
  onPick: (value: boolean) => void
}) {
  const t = useT(messages)
  return (
    <div className={missing ? 'question missing' : 'question'}>
      <Choice
        name={name}
        legend={
          <>
            <Text said={said(text, lang)} />
            {missing ? <em className="todo">{t('answerThis')}</em> : null}
          </>
        }
        look="two"
        picks={[
          { value: 'yes', label: t('yes'), icon: 'choose' },
          { value: 'no', label: t('no'), icon: 'reject' },
        ]}
        value={value === null ? null : value ? 'yes' : 'no'}
        onPick={(picked) => onPick(picked === 'yes')}
      />
    </div>
  )
}

export function DeclinedPage() {
  const t = useT(messages)
  return (
    <Frame place={null}>
      <Heading>{t('declined')}</Heading>
      <p className="lead">{t('declinedWhy')}</p>
      <p className="why">{t('declinedBack')}</p>
    </Frame>
  )
}

/** Opening, or why not. */
export function DoorPage({ problem, onAgain }: { problem: ClientProblem | null; onAgain: () => void }) {
  const t = useT(messages)
  const where = useGoneTo()
  const how = useGoneHow()
  const offline = problem !== null && (passing.has(problem.code) || problem.code === 'unexpected')
  const gone = offline ? where : null
  if (problem === null)
    return (
      <Frame place={null}>
        <div role="status">
          <Heading quiet>{t('opening')}</Heading>
        </div>
      </Frame>
    )
  return (
    <Frame
      place={null}
      actions={
        offline ? (
          <>
            {gone === null ? null : <GoneThere className="btn primary" />}
            <Button onClick={onAgain}>{t('again')}</Button>
          </>
        ) : (
          <a className="btn" href="/">
            {t('typeCode')}
          </a>
        )
      }
    >
      <Heading>{gone ?? t(offline ? 'noServer' : 'noSeat')}</Heading>
      <p className="lead">{gone === null ? t(offline ? 'noServerWhy' : 'noSeatWhy') : how}</p>
    </Frame>
  )
}
