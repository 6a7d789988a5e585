/** Why somebody could not come in, and what to do: a sentence each, nothing technical. */
import type { Problem } from '@tablee/shared/problem'
import { goneIn } from '../../hold/whereabouts.ts'
import { useT } from '../../i18n/index.tsx'
import { GoThere } from '../gone-strip.tsx'
import { useGone } from '../gone.tsx'
import { frameMessages } from './messages/index.ts'

/** Whoever comes again may be let in. */
const passing: ReadonlySet<string> = new Set(['offline', 'timeout', 'journal-unavailable', 'moved'])

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
  const gone = goneIn(problem, location.origin)
  // Above a page that stands open it is said already.
  const atADoor = alone || byCode
  const above = useGone() !== null && !atADoor
  const [happened, help] =
    gone !== null
      ? [t('moved'), gone.to === null ? t('movedHelp') : t('movedTo', { to: gone.to })]
      : passing.has(problem.code)
        ? [t('offline'), t('offlineHelp')]
        : byCode
          ? [t('codeWrong'), t('codeWrongHelp')]
          : [t('linkGone'), t('linkGoneHelp')]
  const until = wait > 0 ? t('wait', { n: Math.ceil(wait) }) : null
  const there =
    gone === null || gone.to === null ? null : (
      <GoThere to={gone.to} {...(atADoor ? { look: 'primary' as const } : {})} />
    )
  if (gone !== null && above) return null
  if (alone) {
    return (
      <div role="alert">
        <h1>{happened}</h1>
        <p className="lead">
          {help} {until}
        </p>
        {there}
      </div>
    )
  }
  return (
    <div className="trouble" role="alert">
      <p>
        <b>{happened}</b> {help} {until}
      </p>
      {there}
    </div>
  )
}
