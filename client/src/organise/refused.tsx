/** Why what was pressed on the organiser's page was not done, beside the button: a page as long as theirs hides what stands at its top. */
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { GoThere, useGoneSaid } from '../ui/gone-strip.tsx'
import { useGone } from '../ui/gone.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'

/** It comes beneath what was pressed, which may be the last that is in sight. */
const comesInSight = (said: HTMLElement | null): void => said?.scrollIntoView({ block: 'nearest' })

/** Read aloud as soon as it is there; where the dialogue went, with the way to it. */
export function Refused({ problem }: { problem: ClientProblem }) {
  const problems = useT(problemMessages)
  const to = useGone()?.to
  const gone = useGoneSaid()
  return (
    <div className="trouble" role="alert" ref={comesInSight}>
      <p>{gone ?? problemSentence(problems, problem)}</p>
      {to ? <GoThere to={to} /> : null}
    </div>
  )
}
