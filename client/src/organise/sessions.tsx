/** The sessions on the organiser's page: which one the tables are in, whether its clock runs, and the way to the next. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { direction, useLanguage, useList, useT, type Language } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Label, useReading } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { faceOf } from '../ui/reading.ts'
import { clockMessages } from '../ui/messages/index.ts'
import { sitesApart } from './apart.ts'
import { messages } from './messages/index.ts'

/** The sessions under the titles that a reader of this language has. */
export const titledIn = (about: DialogueAnswer, language: Language) =>
  about.sessions.map(({ number, titles }) => ({
    number,
    title: shownIn(titles, language, about.lang),
    lang: tagFor(titles, language, about.lang),
  }))

/** The step that runs, and the second that every table shows. */
function TimeLeft({ clock, lang }: { clock: DialogueAnswer['clock']; lang: string }) {
  const reading = useReading(clock)
  if (!('seconds' in reading)) return null
  return (
    <span role="timer">
      {' · '}
      <Label lang={lang}>{reading.step.title}</Label> <span className="num">{faceOf(reading)}</span>
      {reading.state === 'held' ? <Icon name="pause" /> : null}
    </span>
  )
}

/** `onAsk`: this session is to begin; of the one that runs, its clock. A session keeps its button when it begins, and with it the focus. */
export function Sessions({ about, onAsk }: { about: DialogueAnswer; onAsk: (session: number) => void }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { session: running, startedAt } = about.clock
  const fresh = startedAt === null
  const apart = sitesApart(about)
  const list = useList()
  const clocks = useT(clockMessages)
  // What waits in a session that the tables have left holds back the results of all of them.
  const open = (number: number): number =>
    about.tables
      .flatMap(({ boards }) => boards)
      .reduce((sum, board) => sum + (board.session === number && !board.closed ? board.open : 0), 0)
  return (
    <ul className="sessions">
      {titledIn(about, language).map(({ number, title, lang }) => {
        const name = (
          <>
            <span className="num">{number}</span>{' '}
            <bdi lang={lang} dir={direction(lang)}>
              {title}
            </bdi>
            {open(number) > 0 ? <span className="still-open"> · {t('openSteps', { n: open(number) })}</span> : null}
          </>
        )
        const here = apart?.filter((site) => site.session === number) ?? []
        if (here.length > 0)
          return (
            <li key={number} aria-current="step">
              <span>
                {name}{' '}
                <b>
                  {(['running', 'notBegun', 'ended'] as const).flatMap((is) => {
                    const names = here.flatMap((site) => (site.is === is ? [site.name] : []))
                    return names.length === 0 ? [] : ` · ${list(names)}: ${is === 'ended' ? clocks(is) : t(is)}`
                  })}
                </b>
              </span>
              <Button key="ask" look="quiet" onClick={() => onAsk(number)}>
                {t('moveTo', { session: number })}
              </Button>
            </li>
          )
        return apart === null && number === running ? (
          <li key={number} aria-current="step">
            <span>
              {name} <b>· {t(fresh ? 'notBegun' : 'running')}</b>
              <TimeLeft clock={about.clock} lang={about.lang} />
            </span>
            <Button key="ask" look={fresh ? 'primary' : 'quiet'} onClick={() => onAsk(number)}>
              {t(fresh ? 'begin' : 'beginAgain', { session: number })}
            </Button>
          </li>
        ) : (
          <li key={number}>
            <Button key="ask" onClick={() => onAsk(number)}>
              <span>{name}</span>
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
