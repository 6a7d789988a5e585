/** After damage or a restore, on the organiser's page: what is missing, what has come back. */
import { withDigits } from '@tablee/shared/i18n/language'
import type { DamageAnswer, RecoveryAnswer } from '@tablee/shared/wire/recovery'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { damageMessages, messages } from './messages/index.ts'

const heading = 'recovery-title'
/** From where a backup was put back, further down on the page. */
export const goToRecovery = (): void => document.getElementById(heading)?.focus()

/** After a restore from a backup: what has come back, and the button that ends the waiting. */
export function Recovery({ recovery, onEnd }: { recovery: RecoveryAnswer; onEnd: () => void }) {
  const t = useT(messages)
  return (
    <section className="ruled screen">
      <h2 id={heading} tabIndex={-1}>
        {t(recovery.behind === true ? 'behind' : 'recovery')}
      </h2>
      <p>{t(recovery.behind === true ? 'behindAbout' : 'recoveryAbout')}</p>
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

/** What is missing, and which backup brings it back. */
export function Damage({ damage }: { damage: DamageAnswer }) {
  const t = useT(damageMessages)
  const { language } = useLanguage()
  const { boards, also, backup } = damage
  const time =
    backup === null
      ? ''
      : new Intl.DateTimeFormat(withDigits(language), {
          dateStyle: 'medium',
          timeStyle: 'short',
        }).format(backup.at)
  const whole = boards.length === 0 && also.length === 0
  return (
    <section className="ruled screen damage">
      <h2>{t('title')}</h2>
      <p>{t(whole ? 'nothing' : 'about')}</p>
      <ul className="links">
        {boards.map(({ board, site, table, session, rows, readOnly }) => (
          <li key={board}>
            <b>{t('place', { site, table, session })}</b>
            <span className="meta">{t(readOnly ? 'readOnly' : 'replay', { n: rows })}</span>
          </li>
        ))}
        {also.map((what) => (
          <li key={what}>{t(what)}</li>
        ))}
      </ul>
      {whole ? null : (
        <>
          <p>{backup === null ? t('noBackup') : t('backup', { time })}</p>
          <p>
            <code dir="ltr">pnpm tablee restore {backup?.file ?? 'FILE'}</code>
          </p>
        </>
      )}
    </section>
  )
}
