/** How many came, went and changed. */
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

/** `+3 −1 ~2`, each with its word for a screen reader; a dash where nothing happened. */
export function Numbers({ added, removed, changed }: { added: number; removed: number; changed: number }) {
  const t = useT(messages)
  const parts = (
    [
      ['+', added, 'came'],
      ['−', removed, 'went'],
      ['~', changed, 'changed'],
    ] as const
  ).filter(([, n]) => n > 0)
  if (parts.length === 0) return <span className="num quiet">–</span>
  return (
    <span className="num">
      {parts.map(([sign, n, what]) => (
        <span key={what} className="part">
          <span aria-hidden="true">{sign}</span>
          {n} <span className="away">{t(what)}</span>
        </span>
      ))}
    </span>
  )
}
