/** Why somebody could not come in, and what to do: a sentence each, nothing technical. */
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { messages } from './messages.ts'

export type JoinProblem = ClientProblem

export function Trouble({ problem, byCode = false }: { problem: JoinProblem; byCode?: boolean }) {
  const t = useT(messages)
  const wait = problem.code === 'too-many' || problem.code === 'code-unknown' ? problem.retryAfter : 0
  const [happened, help] =
    problem.code === 'offline' || problem.code === 'timeout' || problem.code === 'journal-unavailable'
      ? [t('offline'), t('offlineHelp')]
      : byCode
        ? [t('codeWrong'), t('codeWrongHelp')]
        : [t('linkGone'), t('linkGoneHelp')]
  return (
    <p className="trouble" role="alert">
      <b>{happened}</b> {help} {wait > 0 ? t('wait', { n: Math.ceil(wait) }) : null}
    </p>
  )
}
