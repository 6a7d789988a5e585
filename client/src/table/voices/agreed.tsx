/** "Our table agreed": items that the table answers together, one answer each, while the round is open. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { can } from '@tablee/shared/roles'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { AnswerField } from '../../ui/voices/field.tsx'
import { ballotMessages } from '../../ui/voices/messages/index.ts'
import { sayAnswer } from '../../ui/voices/said.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
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
          key={item.id}
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
  const [draft, setDraft] = useState<Answer | null>(null)
  const [sending, setSending] = useState(false)
  const shown = draft ?? kept
  const live = voicing?.live === true
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
            <Button
              look="primary"
              disabled={draft === null || !live || sending}
              onClick={async () => {
                if (draft === null || !voicing) return
                setSending(true)
                const answers = { [item.id]: draft }
                onProblem(await voicing.act({ id: freshId(), kind: 'table-answer', step, answers }))
                setSending(false)
                setDraft(null)
              }}
            >
              {t(item.type === 'recommendation' ? 'recommends' : 'agreedSave')}
            </Button>
          </p>
        </>
      ) : null}
      <p className="kept-answer" role="status">
        {kept === null ? (
          <span className="meta">{t('agreedNone')}</span>
        ) : (
          <>
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
          </>
        )}
      </p>
    </div>
  )
}
