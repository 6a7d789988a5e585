/** One theme and what is in it: renamed, moved, merged, split; any of it can be taken back. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useFollowed } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Said } from './bits.tsx'
import { NameField } from './book.tsx'
import { messages } from './messages/index.ts'
import type { ThemesPort } from './port.ts'
import { Where } from './queue.tsx'
import type { Desk } from './use-desk.ts'

/** What was read and is in no theme, in the place of a theme. */
export const inNone = 'none'

export function Inside({
  port,
  told,
  desk,
  theme,
  onClose,
}: {
  port: ThemesPort
  told: ThemesTold
  desk: Desk
  theme: string
  onClose: () => void
}) {
  const t = useT(messages)
  const ask = useMemo(() => port.inside(theme), [port, theme])
  const { value, over } = useFollowed(ask)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<'rename' | 'split' | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const at = told.themes.findIndex(({ id }) => id === theme)
  const own = told.themes[at]
  // It was merged away, or taken back.
  const gone = over || (theme !== inNone && own === undefined)
  useEffect(() => {
    if (gone) onClose()
  }, [gone, onClose])
  if (gone) return null
  const entries = value?.entries ?? []
  const name = own?.name ?? t('readInNone')
  const moved = entries.filter(({ entry }) => chosen.has(entry)).map(({ entry }) => entry)
  const choose = (entry: string): void =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(entry)) next.add(entry)
      return next
    })
  /** In front of the one that stands there now. */
  const place = (to: number): string =>
    desk.say({ kind: 'place', theme, before: told.themes.filter(({ id }) => id !== theme)[to]?.id ?? null })

  return (
    <section className="cut" aria-labelledby="inside-title">
      <h2 id="inside-title" className="hh" ref={heading} tabIndex={-1}>
        <span dir="auto">{name}</span>
        <span className="meta">
          {t('entries', { n: entries.length + (value?.more ?? 0) })}
          {own === undefined ? '' : ` · ${t('tables', { n: own.tables.length })}`}
        </span>
      </h2>
      {asking === 'rename' ? (
        <NameField
          label={t('nameOf')}
          first={name}
          keep={t('keep')}
          onKeep={(to) => {
            desk.say({ kind: 'rename', theme, name: to })
            setAsking(null)
          }}
          onCancel={() => setAsking(null)}
        />
      ) : asking === 'split' ? (
        <NameField
          label={t('splitName')}
          keep={t('begin')}
          onKeep={(to) => {
            desk.say({ kind: 'split', theme, name: to, entries: moved })
            setAsking(null)
            setChosen(new Set())
          }}
          onCancel={() => setAsking(null)}
        />
      ) : (
        <div className="acts">
          {own === undefined ? null : (
            <>
              {moved.length > 0 ? (
                <>
                  <Button onClick={() => setAsking('split')}>{t('split', { n: moved.length })}</Button>
                  <Button
                    onClick={() => {
                      for (const entry of moved) desk.say({ kind: 'out', entry, theme })
                      setChosen(new Set())
                    }}
                  >
                    {t('takeOut')}
                  </Button>
                </>
              ) : null}
              <Button onClick={() => setAsking('rename')}>{t('rename')}</Button>
              <Button aria-disabled={at <= 0} onClick={() => at > 0 && place(at - 1)}>
                {t('earlier')}
              </Button>
              <Button
                aria-disabled={at >= told.themes.length - 1}
                onClick={() => at < told.themes.length - 1 && place(at + 1)}
              >
                {t('later')}
              </Button>
              {told.themes.length > 1 ? (
                <select
                  className="pick"
                  aria-label={t('mergeWith')}
                  value=""
                  onChange={(event) => desk.say({ kind: 'merge', theme, into: event.currentTarget.value })}
                >
                  <option value="">{t('mergeWith')}</option>
                  {told.themes
                    .filter(({ id }) => id !== theme)
                    .map((one) => (
                      <option key={one.id} value={one.id}>
                        {t('mergeInto', { theme: one.name })}
                      </option>
                    ))}
                </select>
              ) : null}
            </>
          )}
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      )}
      {value !== null && entries.length === 0 ? <p>{t('emptyTheme')}</p> : null}
      <ul className="half">
        {entries.map((entry) => (
          <li key={entry.entry} data-chosen={chosen.has(entry.entry) || undefined}>
            {own === undefined ? null : (
              <input
                type="checkbox"
                aria-label={t('choose', { text: entry.text })}
                checked={chosen.has(entry.entry)}
                onChange={() => choose(entry.entry)}
              />
            )}
            {own === undefined ? (
              <button type="button" onClick={() => desk.read(entry, true)}>
                <Said entry={entry} />
              </button>
            ) : (
              <Said entry={entry} />
            )}
            <Where entry={entry} told={told} />
          </li>
        ))}
      </ul>
      {(value?.more ?? 0) > 0 ? <p className="meta">{t('more', { n: value?.more ?? 0 })}</p> : null}
    </section>
  )
}
