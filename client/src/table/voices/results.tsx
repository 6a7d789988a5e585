/** What came out of a closed round: how many, what was not sent, where paper and phone differ, and a figure of each item. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { can } from '@tablee/shared/roles'
import type { Figure } from '@tablee/shared/voices/figure'
import type { RoundResults, TableRound } from '@tablee/shared/wire/voices'
import { useState } from 'react'
import { useHeaded, useLanguage, useList, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { ballotMessages } from '../../ui/voices/messages/index.ts'
import { sayAnswer } from '../../ui/voices/said.ts'
import { Button } from '../../ui/button.tsx'
import { FigureView } from '../../ui/figures/figure.tsx'
import { Told } from '../../ui/figures/told.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { voicesMessages } from './messages/index.ts'
import { questionOf } from './says.ts'

type Voting = Extract<TableRound['task'], { kind: 'ballot' | 'questionnaire' }>

export function Results({
  round,
  task,
  results,
  onProblem,
}: {
  round: TableRound
  task: Voting
  results: RoundResults
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const { language } = useLanguage()
  const list = useList()
  const { ballots, seats, unsent, missing, figures, few, conflicts } = results
  return (
    <>
      <p className="turnout">
        <b>{t(task.kind === 'ballot' ? 'turnout' : 'turnoutAnswers', { n: seats, ballots })}</b>
        {missing !== null && missing.length > 0 ? <span>{t('missing', { seats: list(missing) })}</span> : null}
      </p>
      {unsent > 0 ? (
        <p className="said-of">
          <Icon name="kept" />
          <span>{t('unsent', { n: unsent })}</span>
        </p>
      ) : null}
      {conflicts.length > 0 ? <Conflicts round={round} task={task} results={results} onProblem={onProblem} /> : null}
      {task.kind === 'questionnaire' ? (
        <p className="said-of">
          <Icon name="lock" />
          <span>{t('questionnaireShut')}</span>
        </p>
      ) : null}
      {few === true ? (
        <p className="said-of">
          <Icon name="lock" />
          <span>{t('fewAfar')}</span>
        </p>
      ) : null}
      {figures.length > 0 ? (
        <div className="figures">
          {figures.map((figure) =>
            // Bars of one table that gave no answer would be a question with nothing beneath it.
            figure.unit === 'tables' && figure.valid === 0 ? (
              <Told key={figure.item} figure={figure} level={4} />
            ) : (
              <FigureView key={figure.item} figure={figure} level={4}>
                {figure.unit === 'tables' ? <TheTables figure={figure} task={task} /> : null}
                {figure.wording ? <SinceThen figure={figure} /> : null}
              </FigureView>
            ),
          )}
        </div>
      ) : null}
      <p className="away">{shownIn(round.title, language)}</p>
    </>
  )
}

/** Of an item that the table answered together: what it said, because a bar of one table says little. */
function TheTables({ figure, task }: { figure: Figure; task: Voting }) {
  const t = useT(voicesMessages)
  const ballot = useT(ballotMessages)
  const { language } = useLanguage()
  const item = task.items.find(({ id }) => id === figure.item)
  const answer = task.tableAnswers?.[figure.item]
  return item && answer ? (
    <p className="kept-answer">
      <b>{t('agreed')}:</b> {sayAnswer(item, answer, language, ballot)}
    </p>
  ) : null
}

/** The votes stand on a wording; what became of the entry since is said beside them. */
function SinceThen({ figure }: { figure: Figure }) {
  const t = useT(voicesMessages)
  const { entries } = useTable()
  const { wording } = figure
  if (!wording) return null
  const now = entries.byId.get(wording.node)
  if (!now)
    return (
      <p className="since gone">
        <Icon name="reject" />
        {t('gone')}
      </p>
    )
  if (now.node.wording === wording.wording) return <p className="since">{t('sameNow')}</p>
  return (
    <p className="since">
      <Icon name="own-typing" />
      <span>
        {t('nowReads')}{' '}
        <b lang={now.node.lang} dir="auto">
          {now.node.wording}
        </b>
      </span>
    </p>
  )
}

function Conflicts({
  round,
  task,
  results,
  onProblem,
}: {
  round: TableRound
  task: Voting
  results: RoundResults
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const headed = useHeaded()
  const ballot = useT(ballotMessages)
  const { language } = useLanguage()
  const { link, status, voicing } = useTable()
  const [sending, setSending] = useState(false)
  const may = can(link.me.role, 'paper.enter', status?.state ?? 'open')
  const { conflicts } = results
  return (
    <section className="conflicts" aria-label={t('conflicts', { n: conflicts.length })}>
      <h4>
        <Icon name="refused" />
        {t('conflicts', { n: conflicts.length })}
      </h4>
      <p className="meta">{t('conflictRule')}</p>
      <ul>
        {conflicts.map(({ seat, item: key, phone, paper, settled }) => {
          const { item, text } = questionOf(task.items, task.nodes, key, language)
          const settle = async (use: 'phone' | 'paper') => {
            if (!voicing) return
            setSending(true)
            onProblem(await voicing.act({ id: freshId(), kind: 'settle', step: round.step, seat, item: key, use }))
            setSending(false)
          }
          return (
            <li key={`${seat} ${key}`}>
              <p>
                <b className="num">{seat}</b> · {text}
              </p>
              <dl>
                {[
                  ['phone', phone, t('onPhone'), t('usePhone')] as const,
                  ['paper', paper, t('onPaper'), t('usePaper')] as const,
                ].map(([use, answer, name, does]) => (
                  <div key={use} className={settled === use || (settled === null && use === 'paper') ? 'counts' : ''}>
                    <dt>{name}</dt>
                    <dd>{item ? sayAnswer(item, answer, language, ballot) : ''}</dd>
                    {may ? (
                      <dd>
                        <Button
                          disabled={sending || voicing?.live !== true || settled === use}
                          aria-label={headed(seat, does)}
                          onClick={() => void settle(use)}
                        >
                          {does}
                        </Button>
                      </dd>
                    ) : null}
                  </div>
                ))}
              </dl>
              {settled === null ? null : (
                <p className="meta" role="status">
                  {t(settled === 'phone' ? 'settledPhone' : 'settledPaper')}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
