/** What was done, the newest first, by whoever, with what it was done to: any step can be taken back, and done again. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useTimeOfDay } from '../ui/hall/zone.ts'
import { messages } from './messages/index.ts'
import type { Desk } from './use-desk.ts'

const sentence = {
  theme: 'doneTheme',
  rename: 'doneRename',
  place: 'donePlace',
  merge: 'doneMerge',
  split: 'doneSplit',
  put: 'donePut',
  out: 'doneOut',
  none: 'doneNone',
  refuse: 'doneRefuse',
  sample: 'doneSample',
  second: 'doneSecond',
  settle: 'doneSettle',
} as const

export function Steps({
  told,
  desk,
  open,
  onMore,
}: {
  told: ThemesTold
  desk: Desk
  open: boolean
  onMore: () => void
}) {
  const t = useT(messages)
  const time = useTimeOfDay()
  return (
    <section aria-label={t('done')}>
      <details className="steps" open={open}>
        <summary>{t('done')}</summary>
        {told.steps.length === 0 ? <p>{t('doneNothing')}</p> : null}
        <ol>
          {told.steps.map(({ step, kind, at, reader, name, text, lang, undone, can }) => (
            <li key={step}>
              <span>
                {t(sentence[kind], { theme: name ?? '' })}
                {text === null ? null : (
                  <span className="of" dir="auto" {...(lang === null ? {} : { lang })}>
                    {text}
                  </span>
                )}
                <span className="meta">
                  {time(at)}
                  {reader === null ? '' : ` · ${t('reader', { n: reader })}`}
                  {undone ? ` · ${t('takenBack')}` : ''}
                </span>
              </span>
              {can ? (
                <Button look="quiet" onClick={() => desk.say({ kind: undone ? 'redo' : 'undo', of: step })}>
                  {t(undone ? 'again' : 'back')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
        {told.earlier > 0 ? (
          <Button look="quiet" onClick={onMore}>
            {t('earlierSteps', { n: told.earlier })}
          </Button>
        ) : null}
      </details>
    </section>
  )
}
