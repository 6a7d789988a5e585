/** The line beneath a figure: it stands without any one table, or falls without this one. */
import type { Told } from '@tablee/shared/results/told'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { resultsMessages } from './messages/index.ts'
import { standsSaid } from './stands.ts'

export function Standing({ told }: { told: Told }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const said = standsSaid(told, language, t)
  if (said === null) return null
  const icon = said.holds === null ? 'indifferent' : said.holds ? 'saved' : 'refused'
  return (
    <p className={`standing ${icon}`}>
      <Icon name={icon} />
      <span>
        {said.bold === '' ? null : <b>{said.bold}</b>} {said.text}
      </span>
    </p>
  )
}
