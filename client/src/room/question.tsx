/** *Ask the hall*: a question that nobody foresaw, made on the left, read on the right as a phone will ask it. */
import './question.css'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Left } from '@tablee/shared/wire/left'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { questionMessages } from './messages/index.ts'
import { Offline } from './offline.tsx'
import type { RoomPort } from './port.ts'
import { AskedList, AskedView, stateOfAsked } from './question-asked.tsx'
import { itemOf, langsFor, notYet, tablesFor, votersOf } from './question-draft.ts'
import { ProposedList } from './proposed.tsx'
import { EntriesToPick, PickingFoot } from './question-entries.tsx'
import { QuestionFoot } from './question-foot.tsx'
import { QuestionForm } from './question-form.tsx'
import { Phone } from './question-phone.tsx'
import { RecommendedList } from './recommended.tsx'
import { Sign } from './signs.tsx'
import { usePicking } from './use-pickable.ts'
import { useQuestion } from './use-question.ts'
import type { Seen } from './words.tsx'

const settings = { law: network, rests: true }
type Left_ = readonly Left[]

function Top({ title, seen: { room, now } }: { title: RefObject<HTMLHeadingElement | null>; seen: Seen }) {
  const t = useT(questionMessages)
  const { language } = useLanguage()
  return (
    <header className="top">
      <Wordmark />
      <h1 ref={title} tabIndex={-1}>
        {t('title')}
      </h1>
      <span className="k2">{room.site.name}</span>
      <b className="clk num">{timeOfDay(now, language, room.site.zone)}</b>
    </header>
  )
}

/** What is open to begin with. */
export type QuestionStart = {
  /** A question of the theme team that the form takes up as it opens, by its id. */
  readonly taking?: string
  /** One of these that is being declined (the gallery). */
  readonly declining?: string
  /** With the picking of entries open (the gallery). */
  readonly picking?: boolean
}

export function AskTheHall({
  port,
  seen,
  page,
  step: first = null,
  start: { picking: starts = false, ...start } = {},
  onBack,
}: {
  port: RoomPort
  seen: Seen
  page: RefObject<HTMLElement | null>
  /** What was asked, to begin with (the gallery). */
  step?: string | null
  start?: QuestionStart
  onBack: () => void
}) {
  const t = useT(questionMessages)
  const list = useList()
  const { room } = seen
  const { value: told, problem, failures } = useFollowed(port.questions, settings)
  const [step, setStep] = useState<string | null>(first)
  const [left, setLeft] = useState<Left_>([])
  const title = useRef<HTMLHeadingElement>(null)
  const top = useCallback((): void => title.current?.focus(), [])
  // What was pressed is gone with what it did: this is read from its top.
  const turnTo = useCallback(
    (to: string | null, not: Left_ = []): void => {
      setStep(to)
      setLeft(not)
      top()
    },
    [top],
  )
  const { draft: typed, sent, locked, change, ask, leave } = useQuestion(port, port.kept, told, turnTo)
  const { picks, pickable, unread, known, draft, look, begin, end } = usePicking(
    port,
    typed,
    step === null && !locked,
    sent.state === 'refused',
    starts,
  )
  const [lang, setLang] = useState(room.site.lang)
  useEffect(top, [top])
  const langs = langsFor(room.site.lang, told ?? { langs: room.langs, sites: [] }, draft)
  const one = told?.asked.find((each) => each.step === step)
  const tables = told === null ? [] : tablesFor(draft, told.sites, room.site.id)
  const missing = notYet(draft, tables)
  const [table] = room.tables
  const numbers = left.flatMap(({ table: id }) => room.tables.find((each) => each.id === id)?.number ?? [])
  const off = sent.state !== 'none' || missing !== null || told === null || undefined
  return (
    <main ref={page} className="console questioner">
      <Top title={title} seen={seen} />
      <div className="mk">
        <Button look="quiet" className="to-hall" onClick={onBack}>
          <Sign name="back" turns />
          {t('toHall')}
        </Button>
        {failures > 0 && problem !== null ? <Offline problem={problem} since={null} /> : null}
        {told === null ? (
          <p role="status">{t('loading')}</p>
        ) : step !== null ? (
          <>
            {numbers.length > 0 ? (
              <p className="no" role="status">
                {t(one?.item.type === 'support' ? 'notVoted' : 'leftOut', {
                  n: numbers.length,
                  tables: list(numbers.map(String)),
                })}
              </p>
            ) : null}
            {one === undefined ? <p role="status">{t('loading')}</p> : <AskedView {...{ one, seen, port }} />}
            {one === undefined || !one.own || stateOfAsked(one) !== 'closed' ? null : (
              <RecommendedList
                told={told}
                port={port}
                of={room.site.lang}
                here={one.step}
                tables={votersOf(one, told)}
                onAsked={turnTo}
              />
            )}
            <Button className="another" onClick={() => turnTo(null)}>
              <Sign name="plus" />
              {t('another')}
            </Button>
          </>
        ) : picks ? (
          <EntriesToPick
            {...{ pickable, problem: unread }}
            picks={typed.picks}
            onPicks={(next) => change({ picks: next })}
            onLook={look}
            onDone={end}
          />
        ) : (
          <>
            <ProposedList
              {...{ told, port, draft, locked, langs, start }}
              own={room.site.lang}
              zone={room.site.zone}
              onTake={(part) => {
                change(part)
                top()
              }}
            />
            <QuestionForm
              {...{ draft, told, pickable, known, lang, langs, locked }}
              site={room.site.id}
              onChange={change}
              onLang={setLang}
              onPick={begin}
            />
          </>
        )}
        {told === null || step !== null || picks ? null : (
          <RecommendedList
            told={told}
            port={port}
            of={room.site.lang}
            tables={tables.map(({ id }) => id)}
            onAsked={turnTo}
          />
        )}
        {told === null || picks ? null : (
          <AskedList asked={told.asked.filter((each) => each.step !== step)} of={room.site.lang} onOpen={turnTo} />
        )}
      </div>
      {step !== null ? null : picks ? (
        <PickingFoot many={typed.picks.length} onDone={end} />
      ) : (
        <QuestionFoot {...{ draft, tables, missing, sent }} off={off} onAsk={() => void ask(tables)} onLeave={leave} />
      )}
      <Phone
        item={one?.item ?? itemOf(draft)}
        lang={lang}
        langs={langs}
        table={table ?? { number: 1, seats: 8 }}
        onLang={setLang}
      />
    </main>
  )
}
