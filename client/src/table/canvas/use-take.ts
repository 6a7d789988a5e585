/** Saving the canvas as a file. What of it may leave the server says, each time; page and picture say what stays. */
import { problemSentence } from '../../ui/problem-sentence.ts'
import { useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { partMessages, problemMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { mapMessages, messages } from '../messages/index.ts'
import type { CanvasPort } from './port.ts'
import { canvasMessages } from './messages/index.ts'

export function useTake(
  port: CanvasPort,
  photo: (hash: string) => Promise<string | null>,
  say: (text: string) => void,
): { readonly taking: boolean; readonly take: (as: 'png' | 'svg') => void } {
  const t = useT(canvasMessages)
  const withMap = useT(mapMessages)
  const { language } = useLanguage()
  const table = useT(messages)
  const problems = useT(problemMessages)
  const parts = useT(partMessages)
  const { status } = useTable()
  const [taking, setTaking] = useState(false)

  const why = (problem: ClientProblem): string =>
    problem.code === 'not-signed-in' || problem.code === 'link-unknown'
      ? `${table('barred')} ${table('barredHow')}`
      : problemSentence(problems, problem)

  async function made(as: 'png' | 'svg'): Promise<void> {
    const [answer, { takeAway }] = await Promise.all([port.drawing(), import('./take-away.ts')])
    if (!answer.ok) return say(why(answer.problem))
    const { withheld } = answer.value
    const foot = withMap('withheld', { n: withheld.length })
    const name = `tablee-${(status?.board ?? '').slice(-6)}-canvas`
    const done = await takeAway(as, answer.value, { language, name, photo, foot, stays: t('stays') })
    if (!done) say(t('noPicture'))
    else if (withheld.length > 0) say(foot)
  }

  return {
    taking,
    take(as) {
      if (taking) return
      setTaking(true)
      made(as)
        // The part of the page that draws did not come.
        .catch(() => say(`${parts('missing')} ${parts('safe')}`))
        .finally(() => setTaking(false))
    },
  }
}
