/**
 * What the hall is shown of what it said, as a line beneath the head: it pushes the screen down and never covers it. Opened, the
 * table says of each theme whether it is theirs; as one, and until the answers close as often as it likes.
 */
import { tagFor, shownIn } from '@tablee/shared/dialogue/programme'
import { tableSays } from '@tablee/shared/synthesis/rows'
import type { TableShare } from '@tablee/shared/wire/shares'
import { useId, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { useTable } from '../context.ts'
import type { Voicing } from '../voices/use-voices.ts'
import { sharesMessages } from './messages/index.ts'
import './shares.css'
import { useAnswers } from './use-answers.ts'

export function HallAsks() {
  const { voicing } = useTable()
  const told = voicing?.voices?.themes
  return voicing === null || told === undefined ? null : <Asks key={told.share} told={told} answer={voicing.answer} />
}

const icons = { ours: 'choose', 'not-ours': 'reject', missing: 'plus' } as const

function Asks({ told, answer }: { told: TableShare; answer: Voicing['answer'] }) {
  const t = useT(sharesMessages)
  const { language } = useLanguage()
  const { status, act } = useTable()
  const { own, say } = useAnswers(answer, told)
  const [open, setOpen] = useState(false)
  const id = useId()
  const closed = told.closedAt !== null
  const saysOf = (theme: TableShare['themes'][number]) => own.get(theme.theme)?.says ?? theme.says
  const left = told.themes.filter((theme) => saysOf(theme) === null).length
  const states = [...own.values()].map(({ state }) => state)
  const lang = status?.lang ?? language
  /** On the table's own map, where what is missing belongs. */
  function write(): void {
    setOpen(false)
    act.set({ side: 'outline' })
    const listen = () => document.querySelector<HTMLElement>('.say textarea')?.focus()
    listen()
    requestAnimationFrame(listen)
  }
  return (
    <section className="hall-asks" aria-labelledby={`${id}head`}>
      <div className="room-line">
        <Icon name="broadcast" />
        <p role="status">
          <b id={`${id}head`}>{t('heard')}</b>{' '}
          {told.closedAt !== null
            ? t('closed', { time: timeOfDay(told.closedAt, language) })
            : left === 0
              ? t('all')
              : t('left', { n: left })}
        </p>
        <Button
          {...(open || left === 0 ? {} : { look: 'primary' as const })}
          aria-expanded={open}
          aria-controls={`${id}list`}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'fold' : closed ? 'look' : 'answer')}
        </Button>
      </div>
      {open ? (
        <div id={`${id}list`} className="asks">
          <p>{t(closed ? 'closedHow' : 'how')}</p>
          {states.includes('refused') ? (
            <p role="alert">{t('refused')}</p>
          ) : states.includes('waits') ? (
            <p role="status">{t('waits')}</p>
          ) : null}
          <ul>
            {told.themes.map((theme) => {
              const text = shownIn(theme.name, language, lang)
              const says = saysOf(theme)
              return (
                <li key={theme.theme}>
                  <b id={`${id}${theme.theme}`} lang={tagFor(theme.name, language, lang)} dir="auto">
                    {text === '' ? t('erased') : text}
                  </b>
                  <div className="three" role="group" aria-labelledby={`${id}${theme.theme}`}>
                    {tableSays.map((one) => (
                      <button
                        key={one}
                        type="button"
                        aria-pressed={says === one}
                        aria-disabled={closed || undefined}
                        onClick={() => (closed || says === one ? undefined : say(theme.theme, one))}
                      >
                        <Icon name={icons[one]} />
                        {t(one)}
                      </button>
                    ))}
                  </div>
                  {theme.behind === true && says === theme.says ? <p className="onward">{t('behind')}</p> : null}
                  {says === 'missing' ? (
                    <p className="onward">
                      {t('missingHow')}{' '}
                      <Button look="quiet" onClick={write}>
                        {t('write')}
                      </Button>
                    </p>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </div>
      ) : null}
    </section>
  )
}
