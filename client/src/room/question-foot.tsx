/** What asks, with the base it has; or what is missing, or what became of what was sent. */
import type { TableId } from '@tablee/shared/ids'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { questionMessages } from './messages/index.ts'
import { SentWords } from './question-asked.tsx'
import type { notYet, Standing } from './question-draft.ts'
import { Sign } from './signs.tsx'
import type { Sent } from './use-question.ts'

export function QuestionFoot({
  draft,
  tables,
  missing,
  sent,
  off,
  onAsk,
  onLeave,
}: {
  draft: Standing
  tables: readonly { readonly id: TableId; readonly seated: number }[]
  missing: ReturnType<typeof notYet>
  sent: Sent
  off: true | undefined
  onAsk: () => void
  onLeave: () => void
}) {
  const t = useT(questionMessages)
  const people = tables.reduce((sum, { seated }) => sum + seated, 0)
  const gone = sent.state === 'refused' && sent.problem.code === 'not-found' && draft.from === 'maps'
  return (
    <footer className="foot">
      {sent.state === 'waits' || sent.state === 'refused' ? (
        <SentWords sent={sent} {...(gone ? { refused: t('needs-gone') } : {})} onAgain={onAsk} onLeave={onLeave} />
      ) : (
        <>
          <Sign name="sealed" />
          <p>
            {missing === null ? (
              <>
                <b>{t('sealed')}</b> <span className="k2">{t('clockGoesOn')}</span>
              </>
            ) : (
              <span id="question-missing">{t(`needs-${missing}`)}</span>
            )}
          </p>
          <Button
            look="primary"
            aria-disabled={off}
            aria-describedby={missing === null ? undefined : 'question-missing'}
            onClick={() => off || onAsk()}
          >
            {draft.unit === 'people' ? t('askPeople', { n: people }) : t('askTables', { n: tables.length })}
          </Button>
        </>
      )}
    </footer>
  )
}
