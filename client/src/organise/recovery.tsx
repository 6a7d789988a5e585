/** After a restore from a backup: what has come back, and the button that ends the waiting. */
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { messages } from './messages/index.ts'

export function Recovery({ recovery, onEnd }: { recovery: RecoveryAnswer; onEnd: () => void }) {
  const t = useT(messages)
  return (
    <section className="ruled screen">
      <h2>{t('recovery')}</h2>
      <p>{t('recoveryAbout')}</p>
      {recovery.boards.length === 0 ? <p>{t('recoveryNothing')}</p> : null}
      <ul className="links">
        {recovery.boards.map((board) => (
          <li key={board.board}>
            <b>{t('recoveryBoard', { table: board.table, session: board.session })}</b>
            <span className="meta">
              {[
                t('recoveryDevices', { n: board.devices }),
                board.marks > 0 ? t('recoveryMarks', { n: board.marks }) : '',
                board.conflicts.length > 0 ? t('recoveryConflicts', { n: board.conflicts.length }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <Button onClick={onEnd}>{t('recoveryEnd')}</Button>
    </section>
  )
}
