/** Why something of a material was not done, in the reader's words. */
import { faultIn, mostBytes, mostPictureBytes, widestPicture } from '@tablee/shared/materials/faults'
import { spaced } from '@tablee/shared/i18n/language'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { problemMessages } from '../../ui/messages/index.ts'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { sizeSaid } from '../../ui/size.ts'
import { faultMessages, materialsMessages } from './messages/index.ts'

/** `size`: of the file, where it is about one; `left`: how much a dialogue may still hold. */
export function useRefusal(): (
  problem: ClientProblem,
  of?: { size?: number; left?: number; line?: number | null },
) => string {
  const t = useT(faultMessages)
  const own = useT(materialsMessages)
  const shared = useT(problemMessages)
  const { language } = useLanguage()
  return (problem, { size = 0, left = 0, line } = {}) => {
    const said = (bytes: number): string => sizeSaid(bytes, language)
    if (problem.code === 'not-found') return own('gone')
    const fault =
      problem.code === 'refused' ? faultIn(problem.why) : problem.code === 'too-large' ? ('too-large' as const) : null
    if (fault === null) return problem.code === 'refused' ? own('failed') : problemSentence(shared, problem)
    if (fault === 'captions-damaged' && line !== undefined && line !== null) return t('captions-line', { line })
    return spaced(
      language,
      t(fault, {
        size: said(fault === 'picture-too-large' ? mostPictureBytes : size),
        limit: said(mostBytes),
        left: said(Math.max(0, left)),
        pixels: widestPicture,
      }),
    )
  }
}
