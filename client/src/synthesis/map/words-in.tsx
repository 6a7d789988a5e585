/** What a card is made of: each table's own wording and what its people said, the original first, a translation beneath. */
import { isLang } from '@tablee/shared/ids'
import { useEffect, useMemo, useState } from 'react'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { HallRow, type HallCell } from '../../ui/hall/row.tsx'
import { Icon } from '../../ui/icon.tsx'
import { TableMark } from '../../ui/table-mark.tsx'
import { useChairs } from '../../ui/seats-here.ts'
import { messages } from './messages/index.ts'
import type { HallMapPort } from './port.ts'
import { Beneath, Sentence, wasSpoken } from './sentence.tsx'
import type { HallCardTold, HallMapTold, HallSentence, HallWords } from './told.ts'
import type { Joining } from './use-joining.ts'

/** What may be done with a wording. */
type Acts = Pick<Joining, 'apart' | 'show' | 'turn' | 'setByHand'>
type Wording = HallCardTold['wordings'][number]

/** So many tables are read at once; the others are a tap away. */
const first = 3

function Said({ words, seats }: { words: HallWords; seats: number }) {
  const chairs = useChairs()
  const spoke = chairs(words.seat === null ? [] : [words.seat])
  return (
    <li>
      <Sentence of={words} spoken={wasSpoken(words.capture)} />
      <Beneath of={words} />
      <span className="who">
        <TableMark seats={seats} width={24} spoke={spoke} whole={spoke.size === 0} />
        {words.seat === null ? null : <span className="num">{words.seat}</span>}
      </span>
    </li>
  )
}

/** Why the table objects, or under which condition it holds it. */
function Reasons({ of, why }: { of: readonly HallSentence[]; why: 'objectsWith' | 'ifWith' }) {
  const t = useT(messages)
  if (of.length === 0) return null
  return (
    <div className="why">
      <span className="meta">{t(why)}</span>
      <ul>
        {of.map((one, at) => (
          <li key={at}>
            <Sentence of={one} />
            <Beneath of={one} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Own({
  wording,
  cell,
  seats,
  all,
  joined,
  joining,
}: {
  wording: Wording
  cell: HallCell
  seats: number
  /** All of its words, and what may be done with it. */
  all: boolean
  /** Whether others are in the card with it. */
  joined: boolean
  joining: Acts
}) {
  const t = useT(messages)
  const shown = all ? wording.words : wording.words.slice(0, 1)
  return (
    <li className="told">
      <HallRow cells={[cell]} />
      <div>
        <b className="own" dir="auto" {...(isLang(wording.lang) ? { lang: wording.lang } : {})}>
          {wording.text}
        </b>
        <Beneath of={wording} />
        {shown.length > 0 ? (
          <ul>
            {shown.map((words) => (
              <Said key={words.entry} words={words} seats={seats} />
            ))}
          </ul>
        ) : null}
        {all ? <Reasons of={wording.objections} why="objectsWith" /> : null}
        {all ? <Reasons of={wording.conditions} why="ifWith" /> : null}
        {all && joined ? (
          <p className="acts">
            <button type="button" className="btn quiet" onClick={() => joining.show(wording.entry)}>
              {t('showThis')}
            </button>
            <button type="button" className="btn quiet" onClick={() => joining.apart(wording.entry)}>
              {t('takeOut')}
            </button>
          </p>
        ) : null}
      </div>
    </li>
  )
}

/** What the team says it stands under alone: whose wording that is, and a way to take it back. */
function Under({
  of,
  numberOf,
  joining,
}: {
  of: HallCardTold['qualifiedBy']
  numberOf: (table: string) => number
  joining: Acts
}) {
  const t = useT(messages)
  if (of.length === 0) return null
  return (
    <section className="under">
      <h3>{t('underTeam')}</h3>
      <ul className="tolds">
        {of.map((one) => (
          <li key={one.step} className="told">
            <HallRow cells={[{ number: numberOf(one.table), stance: 'if' }]} />
            <div>
              <Sentence of={one} />
              <Beneath of={one} />
              <p className="acts">
                <button type="button" className="btn quiet" onClick={() => joining.turn(one.step, false)}>
                  {t('back')}
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function WordsIn({
  port,
  card,
  tables,
  seatsAt,
  joining,
  full = false,
  lead = null,
}: {
  port: HallMapPort
  card: string
  tables: HallMapTold['tables']
  /** How many sit at a table. */
  seatsAt: (table: string) => number
  joining: Acts
  /** All of it at once: beneath an entry of the list. */
  full?: boolean
  /** The table that is told first; null: as they come. */
  lead?: string | null
}) {
  const t = useT(messages)
  const ask = useMemo(() => port.card(card), [port, card])
  const { value, problem, failures } = useFollowed(ask)
  const [all, setAll] = useState(full)
  useEffect(() => setAll(full), [full])
  if (value === null)
    return (
      <p className="rest" role="status">
        {t(problem !== null && failures > 0 ? 'unanswered' : 'opening')}
      </p>
    )
  const wordings = value.wordings.toSorted((a, b) => Number(b.table === lead) - Number(a.table === lead))
  const shown = all ? wordings : wordings.slice(0, first)
  const numberOf = (table: string): number => tables.find(({ id }) => id === table)?.number ?? 0
  const cellOf = ({ table, stance }: Wording): HallCell => ({ number: numberOf(table), stance })
  const rest = wordings.slice(shown.length).map(cellOf)
  const joined = wordings.length > 1
  return (
    <>
      <ul className="tolds">
        {shown.map((wording) => (
          <Own
            key={wording.entry}
            wording={wording}
            cell={cellOf(wording)}
            seats={seatsAt(wording.table)}
            all={all}
            joined={joined}
            joining={joining}
          />
        ))}
      </ul>
      <Under of={value.qualifiedBy} numberOf={numberOf} joining={joining} />
      <div className="rest">
        {rest.length > 0 ? (
          <>
            {t('also')} <HallRow cells={rest} />
          </>
        ) : null}
        <button
          type="button"
          className="btn quiet"
          onClick={() => joining.setByHand({ a: card, b: null })}
          title={t('sameAsHelp')}
        >
          <Icon name="same-as" />
          {t('sameAs')}
        </button>
        {full ? null : (
          <button type="button" className="all" aria-expanded={all} onClick={() => setAll((now) => !now)}>
            {all ? t('fewer') : t('allInContext', { n: wordings.length })}
          </button>
        )}
      </div>
    </>
  )
}
