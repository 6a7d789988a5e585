import type { Problem } from '@tablee/shared/problem'
import type { Translate } from '@tablee/shared/i18n/translator'
import type { problemMessages } from './messages/index.ts'

/** One sentence for any problem; `offline` is the network's, which is no problem of the server's. */
export function problemSentence(
  t: Translate<keyof typeof problemMessages.en>,
  problem: Problem | { readonly code: 'offline' },
): string {
  switch (problem.code) {
    case 'round':
      return t(`round-${problem.state}`)
    case 'seat-waits':
    case 'seat-taken':
    case 'seat-moved':
    case 'no-seat':
    case 'differs':
    case 'changed':
    case 'voted-on':
    case 'offline':
    case 'too-many':
    case 'not-allowed':
      return t(problem.code)
    case 'moved':
      return problem.to === null ? t('moved') : t('moved-to', { to: problem.to })
    case 'timeout':
    case 'journal-unavailable':
      return t('offline')
    default:
      return t('other')
  }
}
