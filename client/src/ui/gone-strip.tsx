/** Above a page that stood open while its dialogue was moved: where it is by now, and what becomes of what was typed here. */
import { thereAt } from '../hold/whereabouts.ts'
import { useT } from '../i18n/index.tsx'
import { useGone } from './gone.tsx'
import { goneMessages, problemMessages } from './messages/index.ts'
import { Notice } from './notice.tsx'
import { problemSentence } from './problem-sentence.ts'

export function GoneStrip() {
  const t = useT(goneMessages)
  const problems = useT(problemMessages)
  const gone = useGone()
  if (gone === null) return null
  return (
    <div className="gone-strip">
      <Notice
        tone="offline"
        icon="kept"
        happened={problemSentence(problems, { code: 'moved', ...gone })}
        actions={gone.to === null ? undefined : <GoThere to={gone.to} />}
      >
        {gone.to === null ? null : t('keeps')}
      </Notice>
    </div>
  )
}

/** In a page of its own: what is not sent yet stays in sight here, to be copied. */
export function GoThere({ to }: { to: string }) {
  const t = useT(goneMessages)
  return (
    <a className="btn" href={thereAt(to, location)} target="_blank" rel="noopener noreferrer">
      {t('open')}
    </a>
  )
}
