/** "Our table agreed": items that the table answers together, one answer each, while the round is open. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { can } from '@tablee/shared/roles'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useRef, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { AnswerField } from '../../ui/voices/field.tsx'
import { ballotMessages } from '../../ui/voices/messages/index.ts'
import { sayAnswer } from '../../ui/voices/said.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useKeptDraft } from './kept-recommending.ts'
import { Recommending } from './recommending.tsx'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { voicesMessages } from './messages/index.ts'

type Voting = Extract<TableRound['task'], { kind: 'ballot' | 'questionnaire' }>

export function Agreed({
  round,
  task,
  onProblem,
}: {
  round: TableRound
  task: Voting
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const { link, status } = useTable()
  const items = task.items.filter(({ unit }) => unit === 'tables')
  if (items.length === 0) return null
  const may = can(link.me.role, 'table.answer', status?.state ?? 'open')
  return (
    <section className="agreed" aria-label={t('agreed')}>
      <h4>{t('agreed')}</h4>
      <p className="meta">{t('agreedHow')}</p>
      {items.map((item) => (
        <AgreedItem
          // What was kept here is found again once it is known which board this is.
          key={`${status?.board ?? ''} ${item.id}`}
          item={item}
          step={round.step}
          kept={task.tableAnswers?.[item.id] ?? null}
          may={may}
          onProblem={onProblem}
        />
      ))}
    </section>
  )
}

function AgreedItem({
  item,
  step,
  kept,
  may,
  onProblem,
}: {
  item: Item
  step: string
  kept: Answer | null
  may: boolean
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const ballot = useT(ballotMessages)
  const { language } = useLanguage()
  const { voicing, status } = useTable()
  const [draft, setDraft] = useKeptDraft(`${status?.board ?? ''} ${step} ${item.id}`)
  const [sending, setSending] = useState(false)
  const shown = draft ?? kept
  const live = voicing?.live === true
  const whole = draft !== null && (draft.type !== 'recommendation' || draft.sentence.trim() !== '')
  // What is typed meanwhile is not what was sent.
  const latest = useRef(draft)
  latest.current = draft
  return (
    <div className="agreed-item">
      <p className="prompt">{shownIn(item.text, language)}</p>
      {may ? (
        <>
          {item.type === 'recommendation' ? (
            <Recommending item={item} answer={shown} lang={status?.lang ?? language} onAnswer={setDraft} />
          ) : (
            <AnswerField
              item={item}
              answer={shown}
              lang={language}
              langs={[status?.lang ?? language]}
              onAnswer={setDraft}
            />
          )}
          <p className="acts">
            <span className={draft === null && kept !== null ? 'stands' : 'meta'} role="status">
              {draft === null && kept !== null ? <Icon name="saved" /> : null}
              {t(kept === null ? 'agreedNone' : draft === null ? 'agreedIs' : 'agreedChanged')}
            </span>
            <Button
              look="primary"
              disabled={!whole || !live || sending}
              onClick={async () => {
                if (draft === null || !voicing) return
                setSending(true)
                const answers = { [item.id]: draft }
                const problem = await voicing.act({ id: freshId(), kind: 'table-answer', step, answers })
                onProblem(problem)
                setSending(false)
                // What was not taken stays as it was typed.
                if (problem === null && latest.current === draft) setDraft(null)
              }}
            >
              {t(item.type === 'recommendation' ? 'recommends' : 'agreedSave')}
            </Button>
          </p>
        </>
      ) : null}
      {kept === null ? (
        may ? null : (
          <p className="kept-answer">
            <span className="meta">{t('agreedNone')}</span>
          </p>
        )
      ) : (
        <p className="kept-answer" role="status">
          <Icon name="saved" />
          {kept.type === 'recommendation' ? (
            <span>
              {t('recommended')}{' '}
              <b lang={kept.lang} dir="auto">
                {kept.sentence}
              </b>
              {kept.reasons.length > 0 ? ` ${t('reasonsOf', { n: kept.reasons.length })}` : ''}
            </span>
          ) : (
            t('agreedSaved', { answer: sayAnswer(item, kept, language, ballot) })
          )}
        </p>
      )}
    </div>
  )
}
