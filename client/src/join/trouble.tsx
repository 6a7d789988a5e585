/** Why somebody could not come in, and what to do: a sentence each, nothing technical. */
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { messages } from './messages.ts'

export type JoinProblem = ClientProblem

/** `alone`: nothing else stands on the page, so what happened is its heading. */
export function Trouble({
  problem,
  byCode = false,
  alone = false,
}: {
  problem: JoinProblem
  byCode?: boolean
  alone?: boolean
}) {
  const t = useT(messages)
  const wait = problem.code === 'too-many' || problem.code === 'code-unknown' ? problem.retryAfter : 0
  const [happened, help] =
    problem.code === 'offline' || problem.code === 'timeout' || problem.code === 'journal-unavailable'
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
