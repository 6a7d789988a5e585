/** Who calls, the longest wait first, and what was told to the tables. */
import { callNames } from '@tablee/shared/i18n/names-messages/index'
import type { Plan } from '@tablee/shared/wire/plan'
import type { Call, Room, RoomTable } from '@tablee/shared/wire/room'
import type { ReactNode } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Acts } from './acts.ts'
import type { Deeds } from './deeds.ts'
import { waited } from '../ui/reading.ts'
import { messages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { readWhere } from './reading.ts'
import { Sign } from './signs.tsx'
import { Unplanned } from './unplanned.tsx'
import { useTitle, type Seen } from './words.tsx'

export function NextCall({
  call,
  seen: { room, now },
  keys,
  onChoose,
}: {
  call: Call
  seen: Seen
  keys: boolean
  onChoose: (id: string) => void
}) {
  const t = useT(messages)
  const called = useT(callNames)
  const table = room.tables.find(({ id }) => id === call.table)
  return (
    <button type="button" className="nextcall" onClick={() => onChoose(call.table)}>
      <b className="num">{table?.number}</b>
      <span>
        <b>{called(call.kind)}</b> <span className="k2">{t('waiting', { time: waited(call.askedAt, now) })}</span>
      </span>
      {keys ? <kbd aria-hidden="true">N</kbd> : <Sign name="next" turns />}
    </button>
  )
}

/** Nobody is chosen: who calls, and what was told to the tables. */
export function Calls({
  seen,
  acts,
  deeds,
  plan,
  onChoose,
  onMessage,
}: {
  seen: Seen
  acts: Acts
  deeds: Deeds
  plan: Plan | null
  onChoose: (id: string) => void
  onMessage: () => void
}) {
  const t = useT(messages)
  const called = useT(callNames)
  const { room, now } = seen
  const numberOf = (id: string): number => room.tables.find((table) => table.id === id)?.number ?? 0
  return (
    <section className="one" aria-labelledby="calls-title">
      <div className="named">
        <h2 id="calls-title" tabIndex={-1}>
          {t('calls')}
        </h2>
        <span>{room.calls.length > 1 ? t('longestFirst') : null}</span>
      </div>
      {room.calls.length === 0 ? <p className="need work">{t('noCalls')}</p> : null}
      {/* Nobody is chosen: what waits of any table stands here. */}
      <Outcome acts={acts} told={acts.told('call', 'table')} seen={seen} />
      <ul className="calls">
        {room.calls.map((call) => {
          const busy = acts.busy('call', [call.table])
          return (
            <li key={call.id} className={call.coming ? 'coming' : undefined}>
              <button type="button" className="who" onClick={() => onChoose(call.table)}>
                <b className="n num" aria-label={t('table', { n: numberOf(call.table) })}>
                  {numberOf(call.table)}
                </b>
                <span>
                  <b>{called(call.kind)}</b>
                  <span className="k2">
                    {call.coming
                      ? t('stateComing', { who: call.coming.who })
                      : t('waiting', { time: waited(call.askedAt, now) })}
                  </span>
                </span>
              </button>
              <Button
                aria-label={t(call.coming ? 'doneAt' : 'comingTo', { n: numberOf(call.table) })}
                aria-disabled={busy || undefined}
                onClick={() => busy || (call.coming ? deeds.done(call) : deeds.coming(call))}
              >
                {t(call.coming ? 'callDone' : 'coming')}
              </Button>
            </li>
          )
        })}
      </ul>
      <Told seen={seen} acts={acts}>
        <Button onClick={onMessage}>
          <Sign name="message" />
          {t('messageNew')}
        </Button>
      </Told>
      <Unplanned plan={plan} />
    </section>
  )
}

/** What was sent last, and how many have read it. */
function Told({ seen, acts, children }: { seen: Seen; acts: Acts; children: ReactNode }) {
  const t = useT(messages)
  const { room } = seen
  const titled = useTitle(room.site.lang)
  return (
    <div className="sent-out">
      <div className="named">
        <h3>{t('messages')}</h3>
        {children}
      </div>
      <Outcome acts={acts} told={acts.told('message')} seen={seen} />
      {room.messages.length === 0 ? <p className="k2">{t('noMessages')}</p> : null}
      <ul>
        {[...room.messages]
          .toSorted((a, b) => b.sentAt - a.sentAt)
          .slice(0, 4)
          .map((message) => (
            <li key={message.id}>
              <p>{titled(message.text)}</p>
              <ReadAt message={message} tables={room.tables} />
            </li>
          ))}
      </ul>
    </div>
  )
}

/** At how many tables it was read; opened, at which it was, and first where somebody has to go. */
function ReadAt({ message, tables }: { message: Room['messages'][number]; tables: readonly RoomTable[] }) {
  const t = useT(messages)
  const list = useList()
  const how = t(message.to === 'facilitators' ? 'readFacilitators' : 'readTables', { n: message.read, of: message.of })
  const { read, unread } = readWhere(message, tables)
  // A server of before tells no more than how many.
  if (read.length + unread.length === 0) return <p className="k2">{how}</p>
  const numbers = (of: readonly number[]): string => (of.length === 0 ? t('nowhere') : list(of.map(String)))
  return (
    <details className="read-at">
      <summary className="k2">{how}</summary>
      <p>
        <b>{t('notReadAt')}</b> {numbers(unread)}
      </p>
      <p>
        <b>{t('readAt')}</b> {numbers(read)}
      </p>
    </details>
  )
}
