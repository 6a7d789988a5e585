/** Above a page that stood open while its dialogue was moved: where it is by now, and what becomes of what was typed here. */
import { thereAt } from '../hold/whereabouts.ts'
import { useT } from '../i18n/index.tsx'
import { useGone } from './gone.tsx'
import { goneMessages, problemMessages } from './messages/index.ts'
import { Notice } from './notice.tsx'
import { problemSentence } from './problem-sentence.ts'

/**
 * Where the dialogue is by now, as a sentence for whatever was pressed here and can not be done here any more; null: it is
 * here. The strip stands at the page's head, where nobody looks who has pressed something else.
 */
export function useGoneSaid(): string | null {
  const problems = useT(problemMessages)
  const gone = useGone()
  return gone === null ? null : problemSentence(problems, { code: 'moved', ...gone })
}

export function GoneStrip() {
  const t = useT(goneMessages)
  const gone = useGone()
  const said = useGoneSaid()
  if (gone === null || said === null) return null
  return (
    <div className="gone-strip">
      <Notice
        tone="offline"
        icon="kept"
        happened={said}
        actions={gone.to === null ? undefined : <GoThere to={gone.to} />}
      >
        {gone.to === null ? null : t('keeps')}
      </Notice>
    </div>
  )
}

/**
 * Of what was done here and did not arrive: trying again helps only there. Null: the dialogue is here, and it helps. `unsure`:
 * nobody answered, so it may have arrived.
 */
export function useUndone(): ((unsure?: boolean) => string) | null {
  const t = useT(goneMessages)
  return useGone() === null ? null : (unsure = false) => t(unsure ? 'notKnown' : 'notHere')
}

/** In a page of its own: what is not sent yet stays in sight here, to be copied. `primary` where nothing else is to be done here. */
export function GoThere({ to, look }: { to: string; look?: 'primary' }) {
  const t = useT(goneMessages)
  return (
    <a
      className={look === undefined ? 'btn' : `btn ${look}`}
      href={thereAt(to, location)}
      target="_blank"
      rel="noopener noreferrer"
    >
      {t('open')}
    </a>
  )
}
