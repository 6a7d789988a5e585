import { useT } from '../../i18n/index.tsx'
import { useTable } from '../context.ts'
import { observersMessages } from '../messages/index.ts'

/** How many watch this board, and whether everybody may; nothing where the server does not say. */
export function Watching() {
  const t = useT(observersMessages)
  const { watching: n, everybody = false } = useTable().status ?? {}
  return (
    <>
      {everybody ? (
        <p>
          <b>{t('everybody')}</b>
        </p>
      ) : null}
      {n === undefined ? null : <p role="status">{n === 0 ? t('watchingNone') : t('watching', { n })}</p>}
    </>
  )
}
