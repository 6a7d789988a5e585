/** Who sits where: a seat moves to another table from a session on, with the reason; and who moves, session by session. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { moveWhys } from '@tablee/shared/dialogue/seating'
import { roleNames } from '@tablee/shared/i18n/names-messages/index'
import type { SeatCode } from '@tablee/shared/ids'
import type { Room, RoomTable, SeatingAnswer } from '@tablee/shared/wire/room'
import '../ui/plan/plan.css'
import { useState } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { passing, type ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { messages } from './messages/index.ts'
import type { RoomPort } from './port.ts'
import { Along, Exchange, Field } from './seating-company.tsx'
import { freeAt, meant, nowAt, peopleOf, type SeatingDraft } from './seating-draft.ts'
import type { Seen } from './words.tsx'

const mostWhy = 200
const emptyDraft: SeatingDraft = { seat: '', along: [], table: '', session: 0, swaps: {}, why: '' }

export function SeatingDialog({
  port,
  seen: { room },
  tables,
  onClose,
}: {
  port: Pick<RoomPort, 'seating' | 'act' | 'newId'>
  seen: Seen
  /** Those that are chosen: whose people are meant first. */
  tables: readonly RoomTable[]
  onClose: () => void
}) {
  const t = useT(messages)
  const [asks, setAsks] = useState(0)
  const { value: seating } = useRead(port.seating, network, String(asks))
  return (
    <Dialog title={t('moveSeats')} onClose={onClose}>
      {seating === null ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <>
          <Form {...{ port, room, seating, tables, onClose }} onDone={() => setAsks((count) => count + 1)} />
          <Moves room={room} seating={seating} />
        </>
      )}
    </Dialog>
  )
}

function Form({
  port,
  room,
  seating,
  tables,
  onDone,
  onClose,
}: {
  port: Pick<RoomPort, 'act' | 'newId'>
  room: Room
  seating: SeatingAnswer
  tables: readonly RoomTable[]
  onDone: () => void
  onClose: () => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = useList()
  const people = peopleOf(seating)
  const first = people.find((one) => tables.some(({ number }) => nowAt(room, one) === number)) ?? people[0]
  const [draft, setDraft] = useState<SeatingDraft>({ ...emptyDraft, seat: first?.seat ?? '' })
  const [id, setId] = useState(port.newId)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const { beside, goes, there, home, sessions, session, lacking, moves } = meant(room, seating, draft)
  const to = room.tables.find((table) => table.id === draft.table)
  // Of what nobody knows whether it arrived, nothing is written anew: the same is sent again.
  const unknown = problem !== null && passing.has(problem.code)
  const set = (change: Partial<SeatingDraft>): void => setDraft({ ...draft, ...change })
  const seats = goes.map(({ seat }) => seat)
  const isFull = (table: RoomTable): boolean =>
    table.id !== home?.id && session !== undefined && freeAt(room, seating, table, session.number) <= 0

  async function send(): Promise<void> {
    if (moves === null || to === undefined || session === undefined || sending) return
    setSending(true)
    const answer = await port.act({
      id,
      kind: 'move-seats',
      session: session.number,
      moves: [...moves],
      why: draft.why.trim(),
    })
    setSending(false)
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok && passing.has(answer.problem.code)) return
    setId(port.newId())
    if (answer.ok) {
      const about = { table: to.number, session: session.number }
      const [only, ...others] = seats
      setDone(
        only !== undefined && others.length === 0
          ? t('seatMoved', { seat: only, ...about })
          : t('seatsMoved', { seats: list(seats), ...about }),
      )
      set({ along: [], swaps: {}, table: '' })
    }
    onDone()
  }
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset disabled={unknown || sending}>
        <Field label={t('whoseSeat')}>
          {(field) => (
            <select
              id={field}
              value={draft.seat}
              onChange={({ target }) => set({ seat: target.value, along: [], swaps: {} })}
            >
              {people.map((each) => (
                <option key={each.seat} value={each.seat}>
                  {t('seatNow', { seat: each.seat, table: nowAt(room, each) })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Along beside={beside} along={draft.along} onAlong={(along) => set({ along, swaps: {} })} />
        <Field label={t('sitsAt')}>
          {(field) => (
            <select
              id={field}
              required
              value={draft.table}
              onChange={({ target }) => set({ table: target.value, swaps: {} })}
            >
              <option value="">{t('whichTable')}</option>
              {room.tables.map((table) => (
                <option key={table.id} value={table.id} disabled={table.id === home?.id}>
                  {t(isFull(table) ? 'tableFull' : 'table', { n: table.number })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('fromSession')}>
          {(field) => (
            <select
              id={field}
              value={session?.number ?? ''}
              onChange={({ target }) => set({ session: Number(target.value) })}
            >
              {sessions.map(({ number, title }) => (
                <option key={number} value={number}>
                  {`${t('toSession', { n: number })} · ${shownIn(title, language)}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Exchange {...{ seats, there, lacking }} swaps={draft.swaps} onSwaps={(swaps) => set({ swaps })} />
        <Field label={t('moveWhy')} hint={t('moveWhyHow')}>
          {(field) => (
            <input
              id={field}
              required
              maxLength={mostWhy}
              value={draft.why}
              onChange={({ target }) => set({ why: target.value })}
            />
          )}
        </Field>
      </fieldset>
      {/* Where it was sent from: a form of a hall is longer than a screen. */}
      {done === null ? null : (
        <p className="said" role="status">
          {done}
        </p>
      )}
      {problem === null ? null : <Refused problem={problem} />}
      <div className="acts">
        <Button onClick={onClose}>{t('close')}</Button>
        <Button type="submit" look="primary" aria-disabled={moves === null || sending || undefined}>
          {t(unknown ? 'tryAgain' : 'moveSeat')}
        </Button>
      </div>
    </form>
  )
}

function Refused({ problem }: { problem: ClientProblem }) {
  const t = useT(messages)
  const problems = useT(problemMessages)
  const why = problem.code === 'refused' ? moveWhys.find((one) => one === problem.why) : undefined
  return (
    <p className="said failed" role="alert">
      {why === undefined ? problemSentence(problems, problem) : t(`seat-${why}`)}
    </p>
  )
}

function Moves({ room, seating }: { room: Room; seating: SeatingAnswer }) {
  const t = useT(messages)
  const roles = useT(roleNames)
  const list = useList()
  const sessions = room.sessions.flatMap(({ number }, n) => {
    if (n === 0) return []
    const goes = seating.seats.flatMap(({ seat, tables }) => {
      const [from, to] = [tables[n - 1], tables[n]]
      return from === undefined || to === undefined || from === to ? [] : [{ seat, from, to }]
    })
    return goes.length === 0 ? [] : [{ number, goes }]
  })
  return (
    <section className="who-moves" aria-labelledby="who-moves">
      <h3 id="who-moves">{t('whoMoves')}</h3>
      {sessions.length === 0 ? <p>{t('nobodyMoves')}</p> : null}
      {sessions.map(({ number, goes }) => (
        <section key={number} aria-label={t('toSession', { n: number })}>
          <h4>{t('toSession', { n: number })}</h4>
          <ul>
            {goes.map(({ seat, from, to }) => (
              <li key={seat}>{t('goesTo', { seat, from, to })}</li>
            ))}
          </ul>
        </section>
      ))}
      {seating.moves.length === 0 ? null : (
        <>
          <h4>{t('byHand')}</h4>
          <ul>
            {seating.moves.map(({ session, seats, why, by, at }) => (
              <li key={`${at} ${seats.join(' ')}`}>
                {t('fromSessionOn', { n: session, seats: list(seats as readonly SeatCode[]) })} <q>{why}</q>{' '}
                <span className="k2">{roles(roleOf(by))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
const roleOf = (by: string): 'organiser' | 'head' | 'coordinator' =>
  by === 'head' || by === 'coordinator' ? by : 'organiser'
