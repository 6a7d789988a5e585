/** After damage, on the organiser's page: what is missing, and which backup brings it back. */
import { withDigits } from '@tablee/shared/i18n/language'
import type { DamageAnswer } from '@tablee/shared/wire/recovery'
import { useLanguage, useT } from '../i18n/index.tsx'
import { damageMessages } from './messages/index.ts'

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
