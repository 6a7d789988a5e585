/** The hall's map as it looks, of what it is given: the map or the list, and beside it what may be the same. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { HallRow, type Stance } from '../../ui/hall/row.tsx'
import { useGone } from '../../ui/gone.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { Head } from '../frame.tsx'
import { Ask } from './ask.tsx'
import { cardsOf, folds } from './cards.ts'
import { stepOf } from './keys.ts'
import { HallMap } from './map.tsx'
import { messages } from './messages/index.ts'
import { Outline } from './outline.tsx'
import type { HallMapPort } from './port.ts'
import type { HallMapTold } from './told.ts'
import { useJoining, type ByHand } from './use-joining.ts'
import { useLooking } from './use-looking.ts'
import { WordsIn } from './words-in.tsx'

/** Narrower than this there is no room for a map. */
const narrowest = 860

export type Start = { readonly opened?: readonly string[]; readonly hand?: ByHand; readonly list?: boolean }

const legend: readonly (readonly [Stance, 'keyHolds' | 'keyObjects' | 'keyIf' | 'keySilent' | 'keyCurtain'])[] = [
  ['holds', 'keyHolds'],
  ['objects', 'keyObjects'],
  ['if', 'keyIf'],
  ['silent', 'keySilent'],
  ['curtain', 'keyCurtain'],
]

function Legend() {
  const t = useT(messages)
  return (
    <ul className="legend" aria-label={t('legend')}>
      {legend.map(([stance, name]) => (
        <li key={stance}>
          <HallRow cells={[{ number: 4, stance }]} bare /> {t(name)}
        </li>
      ))}
    </ul>
  )
}

/** How many tables' entries stand here, and as how many after joining; whose session it is, and how it is looked at. */
function Bar({
  told,
  about,
  session,
  onSession,
  list,
  onList,
  all,
  onAll,
}: {
  told: HallMapTold
  about: DialogueAnswer | null
  session: number | null
  onSession: (session: number) => void
  list: boolean
  /** Null: there is no room for the map. */
  onList: ((list: boolean) => void) | null
  /** Whether every branch is open; null: none of them is ever closed. */
  all: boolean | null
  onAll: (all: boolean) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const after = told.cards.filter(({ kind }) => kind !== 'issue').length
  const nameOf = (number: number): string => {
    const known = about?.sessions.find((one) => one.number === number)
    return known === undefined
      ? String(number)
      : `${number} ${shownIn(known.titles, language, about?.lang) || known.title}`
  }
  return (
    <section className="hkey" aria-labelledby="hkey-title">
      <h2 id="hkey-title">
        {t('oneMap', { tables: t('tables', { n: told.tables.length }) })}{' '}
        <span className="meta">{t('joined', { entries: t('entries', { n: told.entries }), n: after })}</span>
        {told.withheld > 0 ? <span className="meta"> · {t('withheld', { n: told.withheld })}</span> : null}
      </h2>
      {told.sessions.length > 1 ? (
        <label>
          <span className="away">{t('session')}</span>
          <select
            className="pick"
            value={session ?? ''}
            onChange={(event) => onSession(Number(event.currentTarget.value))}
          >
            {told.sessions.map((number) => (
              <option key={number} value={number}>
                {nameOf(number)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {all === null ? null : (
        <Button aria-pressed={all} onClick={() => onAll(!all)}>
          {t('allOpen', { n: after })}
        </Button>
      )}
      {onList === null ? null : (
        <Button aria-pressed={list} onClick={() => onList(!list)}>
          {t('asList')}
        </Button>
      )}
      <Legend />
    </section>
  )
}

export function Screen({
  port,
  told,
  about,
  problem,
  onSession,
  start = {},
}: {
  port: HallMapPort
  told: HallMapTold
  about: DialogueAnswer | null
  problem: ClientProblem | null
  onSession: (session: number) => void
  start?: Start
}) {
  const gone = useGone()
  const t = useT(messages)
  const narrow = useNarrow(narrowest)
  const joining = useJoining(port, told, start.hand)
  const { byHand, setByHand } = joining
  const cards = useMemo(() => cardsOf(told), [told])
  const [wished, setWished] = useState(start.list ?? false)
  const list = wished || narrow
  const looking = useLooking(cards, joining, start.opened)
  const { selected, opened, unfolded, leads, handle } = looking
  const seats = useMemo(() => new Map<string, number>(about?.tables.map((one) => [one.id, one.seats])), [about])
  const { apart, show, turn } = joining
  const { join } = looking
  const inside = useCallback(
    (id: string): ReactNode => (
      <WordsIn
        port={port}
        card={id}
        tables={told.tables}
        seatsAt={(table) => seats.get(table) ?? 6}
        joining={{ apart, show, turn, setByHand }}
        full={list}
        lead={leads.get(id) ?? null}
      />
    ),
    [port, told.tables, seats, apart, show, turn, setByHand, list, leads],
  )
  const keys = { same: t('sameKey'), different: t('differentKey'), qualifies: t('qualifiesKey') }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = stepOf(event, { ...joining, join }, keys)
      if (run === null) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const [asked = null] = joining.asked
  const hand = useMemo(() => (byHand === null ? [] : [byHand.a, byHand.b].filter((id) => id !== null)), [byHand])
  const { failing } = joining.sent
  const empty = told.cards.every(({ kind }) => kind === 'issue')
  const shared = { cards, opened, selected, inside }
  return (
    <div className={list ? 'hm listed' : 'hm'}>
      <Head about={about} here="/hall-map" sent={joining.sent} />
      {gone === null && (problem !== null || failing) ? (
        <Notice tone="offline" icon="refused" happened={t('unanswered')}>
          {t('unansweredHelp')}
        </Notice>
      ) : null}
      <Bar
        told={told}
        about={about}
        session={told.session}
        onSession={onSession}
        list={list}
        onList={narrow ? null : setWished}
        all={folds(cards) ? unfolded === 'all' : null}
        onAll={looking.openAll}
      />
      <main className="hmap">
        {empty ? (
          <div className="nothing">
            <p className="lead">{t('empty')}</p>
            <p>{t(told.tables.some(({ curtain }) => curtain) ? 'emptyCurtain' : 'emptyLead')}</p>
          </div>
        ) : list ? (
          <Outline
            {...shared}
            all={unfolded === 'all'}
            choosing={byHand?.b === null ? byHand.a : null}
            onPoint={looking.point}
            onToggle={looking.toggle}
          />
        ) : (
          <HallMap
            {...shared}
            unfolded={unfolded}
            session={told.session}
            asked={byHand === null ? asked : null}
            hand={hand}
            onFocus={looking.focus}
            onPoint={looking.point}
            onToggle={looking.press}
            onBranch={looking.branch}
            onCell={looking.cell}
            handle={handle}
          />
        )}
      </main>
      <Ask told={told} cards={cards} joining={{ ...joining, join }} list={list} onLook={looking.look} />
    </div>
  )
}
