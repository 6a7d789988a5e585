import { useT } from '../../i18n/index.tsx'
import { useTable } from '../context.ts'
import { observersMessages } from '../messages/index.ts'

/** How many watch this board; nothing where the server does not say. */
export function Watching() {
  const t = useT(observersMessages)
  const n = useTable().status?.watching
  if (n === undefined) return null
  return <p role="status">{n === 0 ? t('watchingNone') : t('watching', { n })}</p>
}
