/** What will be founded, to be read before the one button. */
import type { Checked } from '@tablee/shared/wire/founding'
import { inLang } from '@tablee/shared/dialogue/programme'
import type { Lang } from '@tablee/shared/ids'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { languageName } from '../ui/language-name.ts'
import { dayOf } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'

export function WhatWill({ checked, busy, onFound }: { checked: Checked; busy: boolean; onFound: () => void }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = useList()
  const [own = 'en'] = checked.languages
  return (
    <>
      <dl className="will">
        <dt>{t('name')}</dt>
        <dd lang={own} dir="auto">
          <b>{checked.title}</b>
        </dd>
        <dt>{t('window')}</dt>
        <dd>{t('span', { from: dayOf(checked.opensAt, language), to: dayOf(checked.closesAt, language) })}</dd>
        <dt>{t('languages')}</dt>
        <dd>{list(checked.languages.map((one) => languageName(one, language)))}</dd>
        <dt>{t('sites')}</dt>
        <dd>
          <ul>
            {checked.sites.map(({ name, country, tables, seats }, index) => (
              <li key={index}>
                <bdi>{t('siteOf', { site: name, country })}</bdi>{' '}
                <span className="meta">{list([t('tables', { n: tables }), t('seats', { n: seats })])}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('sessions')}</dt>
        <dd>
          <ol>
            {checked.sessions.map(({ title, minutes }, index) => (
              <li key={index}>
                <bdi lang={own}>{inLang(title, own as Lang)}</bdi>{' '}
                <span className="meta">{t('minutes', { n: minutes })}</span>
              </li>
            ))}
          </ol>
        </dd>
        <dt>{t('consent')}</dt>
        <dd>{t(checked.consent ? 'consentYes' : 'consentNo')}</dd>
      </dl>
      {checked.stands ? (
        <p className="trouble" role="alert">
          {t('stands', { id: checked.id })}
        </p>
      ) : (
        <p className="once">
          <Button look="primary" aria-disabled={busy} onClick={() => !busy && onFound()}>
            {t(busy ? 'founding' : 'found')}
          </Button>
          <span className="meta">{t('once')}</span>
        </p>
      )}
    </>
  )
}
