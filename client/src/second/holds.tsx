/** What the copy holds, for who decides by it. */
import type { Holds } from '@tablee/shared/wire/second'
import { listed } from '@tablee/shared/i18n/language'
import { useLanguage, useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

type Counts = Pick<Holds['tables'][number], 'entries' | 'sheets' | 'seats'>
/** In one sentence. */
function useCounted() {
  const t = useT(messages)
  const { language } = useLanguage()
  return ({ entries, sheets, seats }: Counts): string =>
    listed(language, [t('entries', { n: entries }), t('sheets', { n: sheets }), t('seats', { n: seats })])
}
const sum = (tables: readonly Counts[], of: keyof Counts): number => tables.reduce((all, one) => all + one[of], 0)

/** Of all tables together. */
export function Held({ tables }: Holds) {
  const counted = useCounted()
  return `${counted({ entries: sum(tables, 'entries'), sheets: sum(tables, 'sheets'), seats: sum(tables, 'seats') })}.`
}

/** Table by table, for who wants to look; a site's name where there are several. */
export function HeldByTable({ tables }: Holds) {
  const t = useT(messages)
  const counted = useCounted()
  const several = new Set(tables.map(({ site }) => site)).size > 1
  return (
    <details className="held">
      <summary>{t('byTable')}</summary>
      <ul>
        {tables.map((one) => (
          <li key={`${one.site} ${one.table}`}>
            <b>
              {t('table', { n: one.table })}
              {several ? <bdi> {one.site}</bdi> : null}
            </b>{' '}
            {counted(one)}
          </li>
        ))}
      </ul>
    </details>
  )
}
