/** One theme and what is in it: renamed, moved, merged, split; any of it can be taken back. */
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useFollowed } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { languageName } from '../ui/language-name.ts'
import { Translation } from '../ui/translation.tsx'
import { Said } from './bits.tsx'
import { NameField } from './book.tsx'
import { messages } from './messages/index.ts'
import { inNone, outside, type Inside as Of, type ThemesPort } from './port.ts'
import { AskTheHall } from './share/ask.tsx'
import { Where } from './queue.tsx'
import type { Desk } from './use-desk.ts'

/** `chosen` null: they are opened, to be put somewhere; else they are chosen, to be moved on. */
function Entries({
  entries,
  told,
  chosen,
  onChoose,
  onRead,
}: {
  entries: readonly ThemeEntry[]
  told: ThemesTold
  chosen: ReadonlySet<string> | null
  onChoose: (entry: string) => void
  onRead: (entry: ThemeEntry) => void
}) {
  const t = useT(messages)
  return (
    <ul className="half">
      {entries.map((entry) => (
        <li key={entry.entry} data-chosen={chosen?.has(entry.entry) === true || undefined}>
          {chosen === null ? (
            <button type="button" onClick={() => onRead(entry)}>
              <Said entry={entry} />
              <Translation of={entry} />
            </button>
          ) : (
            <>
              <input
                type="checkbox"
                aria-label={t('choose', { text: entry.text })}
                checked={chosen.has(entry.entry)}
                onChange={() => onChoose(entry.entry)}
              />
              <span className="line">
                <Said entry={entry} />
                <Translation of={entry} />
              </span>
            </>
          )}
          <Where entry={entry} told={told} />
          {entry.reworded === true ? <span className="meta">{t('rewordedShort')}</span> : null}
        </li>
      ))}
    </ul>
  )
}

/** Chosen first and merged by a button: a closed list takes each arrow key as a choice. */
function MergeWith({ told, theme, onMerge }: { told: ThemesTold; theme: string; onMerge: (into: string) => void }) {
  const t = useT(messages)
  const [wanted, setWanted] = useState('')
  const into = told.themes.find(({ id }) => id === wanted && id !== theme)
  if (told.themes.length < 2) return null
  return (
    <>
      <select
        className="pick"
        aria-label={t('mergeWith')}
        value={into?.id ?? ''}
        onChange={(event) => setWanted(event.currentTarget.value)}
      >
        <option value="">{t('mergeWith')}</option>
        {told.themes
          .filter(({ id }) => id !== theme)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
      {into === undefined ? null : (
        <Button look="primary" onClick={() => onMerge(into.id)}>
          {t('mergeInto', { theme: into.name })}
        </Button>
      )}
    </>
  )
}

export function Inside({
  port,
  told,
  desk,
  of,
  onClose,
}: {
  port: ThemesPort
  told: ThemesTold
  desk: Desk
  of: Of
  onClose: () => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { theme, table, lang } = of
  const ask = useMemo(
    () => port.inside({ theme, ...(table !== undefined && { table }), ...(lang !== undefined && { lang }) }),
    [port, theme, table, lang],
  )
  const { value, over } = useFollowed(ask)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<'rename' | 'split' | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const at = told.themes.findIndex(({ id }) => id === theme)
  const own = told.themes[at]
  // It was merged away, or taken back.
  const gone = over || (theme !== inNone && theme !== outside && own === undefined)
  useEffect(() => {
    if (gone) onClose()
  }, [gone, onClose])
  if (gone) return null
  const entries = value?.entries ?? []
  const where = told.coverage.tables.find(({ id }) => id === table)
  const name =
    own?.name ??
    (theme === inNone
      ? t('readInNone')
      : where !== undefined
        ? t('outsideOf', { what: t('tableN', { n: where.number }) })
        : lang !== undefined
          ? t('outsideOf', { what: languageName(lang, language) })
          : t('outsideAll'))
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
              <MergeWith told={told} theme={theme} onMerge={(into) => desk.say({ kind: 'merge', theme, into })} />
            </>
          )}
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      )}
      {own === undefined ? null : (
        <AskTheHall key={own.name} port={port.shares} newId={port.newId} theme={own.id} name={own.name} />
      )}
      {value !== null && entries.length === 0 ? <p>{t('emptyTheme')}</p> : null}
      <Entries
        entries={entries}
        told={told}
        chosen={own === undefined ? null : chosen}
        onChoose={choose}
        onRead={(entry) => desk.read(entry, true)}
      />
      {(value?.more ?? 0) > 0 ? <p className="meta">{t('more', { n: value?.more ?? 0 })}</p> : null}
    </section>
  )
}
