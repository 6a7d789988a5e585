/** Themes in the team's order, each with its key; and how a new one begins. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { HallRow } from '../ui/hall/row.tsx'
import { cellsOf, Key } from './bits.tsx'
import { messages } from './messages/index.ts'
import { useRoving } from '../ui/roving.ts'
import type { Desk } from './use-desk.ts'

/** Two keys one after the other are no shortcut that can be named there. */
const shortcutOf = (key: string | null): string | undefined => (key?.length === 1 ? key : undefined)
/** Letters of a name; the server takes no more. */
export const longestName = 120

export function NameField({
  label,
  first = '',
  keep,
  onKeep,
  onCancel,
}: {
  label: string
  first?: string
  keep: string
  onKeep: (name: string) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [name, setName] = useState(first)
  const field = useRef<HTMLInputElement>(null)
  // It was just asked for.
  useEffect(() => field.current?.focus(), [])
  function send(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() !== '') onKeep(name.trim())
  }
  return (
    <form className="naming" onSubmit={send} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <label>
        <span>{label}</span>
        <input
          ref={field}
          dir="auto"
          value={name}
          maxLength={longestName}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={name.trim() === ''}>
          {keep}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

export function Book({
  told,
  desk,
  shown,
  naming,
  onNaming,
  onShow,
}: {
  told: ThemesTold
  desk: Desk
  shown: string | null
  naming: boolean
  onNaming: (naming: boolean) => void
  onShow: (theme: string) => void
}) {
  const t = useT(messages)
  const { stop, list } = useRoving(told.themes.map(() => true))
  return (
    <section className="book" aria-labelledby="book-title">
      <h2 id="book-title" className="hh" tabIndex={-1}>
        {t('themes')}
      </h2>
      {told.themes.length === 0 ? (
        <div className="nothing">
          <p className="lead">{t('noThemes')}</p>
          <p>{t('noThemesLead')}</p>
        </div>
      ) : (
        <>
          <p className="meta how">{t('howToPut')}</p>
          <ol {...list}>
            {told.themes.map(({ id, name, key, entries, tables }, row) => (
              <li
                key={id}
                data-shown={id === shown || undefined}
                data-suggested={id === desk.open?.suggested?.theme || undefined}
              >
                <button
                  type="button"
                  className="put"
                  tabIndex={stop(row)}
                  aria-keyshortcuts={shortcutOf(key)}
                  aria-disabled={desk.open === null}
                  onClick={() => desk.put(id)}
                >
                  <kbd>{key ?? '+'}</kbd>
                  <span className="away">{t('putIn', { theme: name })}</span>
                </button>
                <button
                  type="button"
                  className="name"
                  tabIndex={stop(row)}
                  aria-expanded={id === shown}
                  onClick={() => onShow(id)}
                >
                  <span dir="auto">{name}</span>
                  <span className="num">{entries}</span>
                  <HallRow cells={cellsOf(told.coverage.tables, new Set(tables))} />
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      {naming ? (
        <NameField
          label={t('newName')}
          keep={t('begin')}
          onKeep={(name) => {
            desk.begin(name)
            onNaming(false)
          }}
          onCancel={() => onNaming(false)}
        />
      ) : (
        <div className="new">
          <Button onClick={() => onNaming(true)}>
            {t('newTheme')} <Key>{t('newKey')}</Key>
          </Button>
        </div>
      )}
    </section>
  )
}
