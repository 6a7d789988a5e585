/** Picking entries of maps to be asked about: sought by their words, table by table, by finger, mouse or arrows. */
import { mostOptions } from '@tablee/shared/voices/asks'
import type { Pickable } from '@tablee/shared/wire/questions'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { kindMessages, problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { messages, questionMessages } from './messages/index.ts'
import type { EntryPick } from './question-draft.ts'
import { soughtIn } from './question-sought.ts'

/** The next or previous of the ticks, for arrows. */
function step(event: KeyboardEvent<HTMLElement>): void {
  const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (way === 0) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('input[type=search], input[type=checkbox]')]
  const at = all.findIndex((one) => one === document.activeElement)
  event.preventDefault()
  all[Math.max(0, Math.min(all.length - 1, at + way))]?.focus()
}

export function EntriesToPick({
  pickable,
  problem,
  picks,
  onPicks,
  onLook,
  onDone,
}: {
  pickable: Pickable | null
  problem: ClientProblem | null
  picks: readonly EntryPick[]
  onPicks: (picks: readonly EntryPick[]) => void
  onLook: () => void
  onDone: () => void
}) {
  const t = useT(questionMessages)
  const room = useT(messages)
  const kinds = useT(kindMessages)
  const problems = useT(problemMessages)
  const { language } = useLanguage()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [sought, setSought] = useState('')
  useEffect(() => field.current?.focus(), [])
  const has = new Set(picks.map(({ entry }) => entry))
  const full = picks.length >= mostOptions
  const tables = pickable === null ? [] : soughtIn(pickable, sought, language)
  return (
    <section
      className="picking"
      aria-labelledby={id}
      onKeyDown={(event) => {
        step(event)
        if (event.key === 'Escape') onDone()
      }}
    >
      <h2 id={id}>{t('from-maps')}</h2>
      <label className="away" htmlFor={`${id}-sought`}>
        {t('searchEntries')}
      </label>
      <input
        ref={field}
        id={`${id}-sought`}
        className="field"
        type="search"
        placeholder={t('searchEntries')}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      {problem === null ? null : (
        <p className="no" role="alert">
          <span>
            {t('entriesLost')} {problemSentence(problems, problem)}
          </span>
          <Button onClick={onLook}>{t('lookAgain')}</Button>
        </p>
      )}
      {pickable === null ? (
        problem === null ? (
          <p role="status">{t('loading')}</p>
        ) : null
      ) : pickable.tables.length === 0 ? (
        <div className="none">
          <p>
            <b>{t('noEntry')}</b>
          </p>
          <p className="k2">{t('noEntryWhy')}</p>
          <Button onClick={onLook}>{t('lookAgain')}</Button>
        </div>
      ) : tables.length === 0 ? (
        <p role="status">{t('notFound')}</p>
      ) : (
        tables.map(({ table, number, entries }) => (
          <fieldset key={table}>
            <legend>{room('table', { n: number })}</legend>
            <ul>
              {entries.map(({ entry, kind, wording, lang }) => {
                const picked = has.has(entry)
                return (
                  <li key={entry}>
                    <label className={full && !picked ? 'off' : undefined}>
                      <input
                        type="checkbox"
                        checked={picked}
                        disabled={full && !picked}
                        onChange={() =>
                          onPicks(
                            picked
                              ? picks.filter((one) => one.entry !== entry)
                              : [...picks, { table, entry, also: {} }],
                          )
                        }
                      />
                      <Icon name={kind} />
                      <span className="away">{kinds(kind)}: </span>
                      <span>
                        <bdi lang={lang} dir={direction(lang)}>
                          {wording}
                        </bdi>
                      </span>
                    </label>
                  </li>
                )
              })}
            </ul>
          </fieldset>
        ))
      )}
    </section>
  )
}

/** How many are chosen, and the way back. */
export function PickingFoot({ many, onDone }: { many: number; onDone: () => void }) {
  const t = useT(questionMessages)
  return (
    <footer className="foot">
      <p role="status">
        <b>{t('chosenOf', { n: many, most: mostOptions })}</b>
      </p>
      <Button look="primary" onClick={onDone}>
        {t('donePicking')}
      </Button>
    </footer>
  )
}
