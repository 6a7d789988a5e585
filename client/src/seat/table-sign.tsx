/** Where to sit, as large as a table's number stands on its table. */
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

/** `next`: while the notice of the next session runs; `now`: in this one. */
export function TableSign({ table, seat, when }: { table: number; seat: string; when: 'next' | 'now' }) {
  const t = useT(messages)
  return (
    <div className="table-sign" role="status">
      <p>
        <span>{t(when === 'next' ? 'nextTable' : 'nowTable')}</span> <b className="num">{table}</b>
      </p>
      <p className="meta">{t(when === 'next' ? 'nextTableHow' : 'nowTableHow', { seat })}</p>
    </div>
  )
}
