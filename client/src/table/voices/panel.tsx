/**
 * The voices of this table: what the session asks of each person, in the order of the programme, each with its state and
 * the one next act. Who may not act sees the same without the act.
 */
import './voices.css'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useState } from 'react'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { pageBeside } from '../../link/environment.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { problemMessages } from '../../ui/messages/index.ts'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { useTable } from '../context.ts'
import { PaperButton } from '../paper/button.tsx'
import { messages } from '../messages/index.ts'
import { useAtHand } from './at-hand.ts'
import { VoicesDialogs } from './dialogs.tsx'
import { voicesMessages } from './messages/index.ts'
import { NotHeard } from './not-heard.tsx'
import { RoundSection } from './round.tsx'
import { AskedFor } from './shared-phones.tsx'

export default function VoicesPanel() {
  const t = useT(voicesMessages)
  const table = useT(messages)
  const chairs = useChairs()
  const problems = useT(problemMessages)
  const { voicing, act, link, status } = useTable()
  const { language } = useLanguage()
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const rounds = voicing?.voices?.rounds ?? []
  const { running, next, primary } = useAtHand(rounds)
  if (!voicing) return null
  const { voices, live } = voicing
  const seats = voices?.seats ?? []
  const taken = seats.filter(({ state }) => state !== 'free')
  const busy = rounds.some(({ state }) => state === 'open')
  const asked = rounds.filter((round) => round.asked === true).toReversed()
  const planned = rounds.filter((round) => round.asked !== true)
  const listOf = (some: readonly TableRound[]) => (
    <ol className="rounds">
      {some.map((round) => (
        <RoundSection
          key={round.step}
          round={round}
          next={round.step === next}
          primary={primary.has(round.step)}
          running={round.step === running}
          busy={busy}
          onProblem={setProblem}
        />
      ))}
    </ol>
  )
  return (
    <section className="voices-panel" aria-labelledby="voices-title">
      <div className="voices-in">
        <header className="voices-head">
          <h2 id="voices-title">{t('title')}</h2>
          {seats.length > 0 ? (
            <Button
              look="quiet"
              aria-haspopup="dialog"
              onClick={() => act.set({ dialog: { kind: 'voices', of: { kind: 'seats' } } })}
            >
              <TableMark seats={seats.length} spoke={chairs(taken.map(({ seat }) => seat))} width={29} />
              <span>{t('seatsTaken', { n: seats.length, taken: taken.length })}</span>
            </Button>
          ) : null}
          <PaperButton />
          {/* Who reads along on their own phone writes and votes on their own page. */}
          {link.me.role === 'citizen' && link.me.seat !== null && rounds.length > 0 ? (
            <a className={busy ? 'btn primary' : 'btn quiet'} href="/seat">
              {t('mine')}
              <Icon name="next" turns />
            </a>
          ) : null}
        </header>
        {live ? null : (
          <Notice tone="offline" icon="kept" happened={t('away')}>
            {t('awayPhones')}
          </Notice>
        )}
        {status?.clock.course?.ended === true && rounds.some(({ state }) => state === 'open') ? (
          <Notice tone="news" icon="sealed" happened={t('dayOver')}>
            {t('dayOverOpen')}
          </Notice>
        ) : null}
        <AskedFor />
        <NotHeard />
        {(voices?.elsewhere ?? []).map(({ board, session, step, title }) => (
          <Notice
            key={`${board} ${step}`}
            tone="news"
            icon="play"
            happened={t('openFrom', { session, title: `\u2068${shownIn(title, language)}\u2069` })}
            actions={
              <a className="btn" href={pageBeside(`/table/${board}`)}>
                {t('openFromGo', { session })}
              </a>
            }
          />
        ))}
        {problem === null ? null : (
          <Notice
            tone="error"
            icon="refused"
            happened={t('notDone')}
            actions={<Button onClick={() => setProblem(null)}>{table('understood')}</Button>}
          >
            {problemSentence(problems, problem)}
          </Notice>
        )}
        {voices === null ? (
          <p className="meta">{t('reading')}</p>
        ) : rounds.length === 0 ? (
          <p className="voices-none">
            <b>{t('empty')}</b> {t('emptyHow')}
          </p>
        ) : (
          <>
            {/* Nobody planned these: they stand above the programme's, as they were asked. */}
            {asked.length === 0 ? null : (
              <>
                <h3 className="asked-here">{t('askedHere')}</h3>
                {listOf(asked)}
              </>
            )}
            {listOf(planned)}
          </>
        )}
      </div>
      <VoicesDialogs onProblem={setProblem} />
    </section>
  )
}
