/** What is known of one table, beneath its acts. */
import { withDigits } from '@tablee/shared/i18n/language'
import type { RoomTable } from '@tablee/shared/wire/room'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { waited } from '../ui/reading.ts'
import { messages } from './messages/index.ts'
import { isLost, isUnwritten, roundWord } from './reading.ts'
import { Sign } from './signs.tsx'
import { useTitle, type Seen } from './words.tsx'

export function Facts({ seen: { room, shown, tablesOn, now }, table }: { seen: Seen; table: RoomTable }) {
  const t = useT(messages)
  const list = useList()
  const { language } = useLanguage()
  const titled = useTitle(room.site.lang)
  const ago = (at: number): string => {
    const seconds = Math.max(1, Math.round((now - at) / 1_000))
    const relative = new Intl.RelativeTimeFormat(withDigits(language), { numeric: 'always' })
    return seconds < 60 ? relative.format(-seconds, 'second') : relative.format(-Math.floor(seconds / 60), 'minute')
  }
  const titleOf = (step: string): string => {
    const found =
      room.sessions.flatMap(({ steps }) => steps).find(({ id }) => id === step) ??
      // Asked on the day.
      room.rounds.find((round) => round.step === step)
    return found ? titled(found.title) : step
  }
  // The one that was opened last; before any, the first.
  const last = table.turnout.findLast(({ state }) => state !== 'waiting') ?? table.turnout[0]
  const over = (tablesOn.get(table.id)?.shown ?? shown).course.ended
  const rounds = last === undefined || (over && last.state === 'waiting') ? [] : [last]
  return (
    <dl>
      <dt>{t('haveSpoken')}</dt>
      <dd>
        {list([
          t('ofSeats', { n: table.spoken, of: table.seats }),
          ...(table.lastAt === null ? [] : [t('lastEntry', { ago: ago(table.lastAt) })]),
          ...(isUnwritten(table) ? [t('nothingWritten')] : []),
        ])}
      </dd>
      {rounds.map(({ step, state, handedIn, of }) => (
        <div key={step}>
          <dt>{titleOf(step)}</dt>
          <dd>
            {state === 'waiting'
              ? t('round-waiting')
              : list([
                  t(roundWord(state, over)),
                  handedIn === null ? t('noNumber') : t('ofSeats', { n: handedIn, of }),
                ])}
          </dd>
        </div>
      ))}
      <dt>{t('device')}</dt>
      <dd>
        {!table.online ? (
          <span className={over ? undefined : 'light kept'}>
            {over ? null : <Sign name="away" />}
            {!over && table.offlineSince !== null
              ? t('stateOffline', { time: waited(table.offlineSince, now) })
              : t(isLost(table) || table.offlineSince !== null ? 'word-offline' : 'noDevice')}
          </span>
        ) : table.unsaved ? (
          <span className="light saving">
            <Sign name="saving" />
            {t('stateUnsaved')}
          </span>
        ) : (
          <span className="light saved">
            <Sign name="saved" />
            {t('allSaved')}
          </span>
        )}
      </dd>
      <dt>{t('observers')}</dt>
      <dd>
        {table.curtain !== 'open'
          ? t(table.curtain === 'drawn' ? 'drawnByTable' : 'drawnByConsole')
          : !table.shown
            ? t('notShown')
            : table.paused
              ? t('paused')
              : list([
                  t('watching', { n: table.watching }),
                  table.delayMinutes === 0 ? t('atOnce') : t('later', { n: table.delayMinutes }),
                ])}
      </dd>
    </dl>
  )
}
