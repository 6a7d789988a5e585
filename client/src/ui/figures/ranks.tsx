/** A ranking: how often each option was put in which place. Options stay in the order they were asked in. */
import { inLang } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/wire/voices'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Bar } from './bar.tsx'
import { Count } from './bars.tsx'
import { figureMessages } from './messages.ts'

export function Ranks({ figure, question }: { figure: Figure; question: string }) {
  const t = useT(figureMessages)
  const { language } = useLanguage()
  const options = [...new Set(figure.rows.map((row) => row.key.split(':')[0] ?? row.key))]
  const places = [...new Set(figure.rows.map((row) => Number(row.key.split(':')[1] ?? 1)))].sort((a, b) => a - b)
  const byKey = new Map(figure.rows.map((row) => [row.key, row]))
  return (
    <table className="bars places" aria-label={question}>
      <thead>
        <tr>
          <th scope="col">{t('answer')}</th>
          {places.map((place) => (
            <th key={place} scope="col">
              {t('place', { n: place })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {options.map((option) => {
          const first = figure.rows.find((row) => row.key === option || row.key.startsWith(`${option}:`))
          return (
            <tr key={option}>
              <th scope="row">{first ? inLang(first.text, language) : option}</th>
              {places.map((place) => {
                const row = byKey.get(`${option}:${place}`)
                return (
                  <td key={place}>
                    {row ? (
                      <span className="way">
                        <span className="says">
                          <Count count={row.count} />
                        </span>
                        <span className="draws">
                          <Bar share={row.share} />
                        </span>
                      </span>
                    ) : (
                      '–'
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
