/** Why somebody could not come in, and what to do: a sentence each, nothing technical. */
import type { Problem } from '@tablee/shared/problem'
import { useT } from '../../i18n/index.tsx'
import { frameMessages } from './messages/index.ts'

/** `alone`: nothing else stands on the page, so what happened is its heading. */
export function Trouble({
  problem,
  byCode = false,
  alone = false,
}: {
  problem: Problem | { readonly code: 'offline' }
  byCode?: boolean
  alone?: boolean
}) {
  const t = useT(frameMessages)
  const wait = problem.code === 'too-many' || problem.code === 'code-unknown' ? problem.retryAfter : 0
  const [happened, help] =
    problem.code === 'moved'
      ? [t('moved'), problem.to === null ? t('movedHelp') : t('movedTo', { to: problem.to })]
      : problem.code === 'offline' || problem.code === 'timeout' || problem.code === 'journal-unavailable'
        ? [t('offline'), t('offlineHelp')]
        : byCode
          ? [t('codeWrong'), t('codeWrongHelp')]
          : [t('linkGone'), t('linkGoneHelp')]
  const until = wait > 0 ? t('wait', { n: Math.ceil(wait) }) : null
  if (alone) {
    return (
      <div role="alert">
        <h1>{happened}</h1>
        <p className="lead">
          {help} {until}
        </p>
      </div>
    )
  }
  return (
    <p className="trouble" role="alert">
      <b>{happened}</b> {help} {until}
    </p>
  )
}
