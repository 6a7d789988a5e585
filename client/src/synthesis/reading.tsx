/** The entry that is open: large, with what it lies beneath; else why none is. */
import { captures, nodeKinds } from '@tablee/shared/board/schema'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { captureMessages, kindMessages } from '../ui/messages/index.ts'
import { Translation } from '../ui/translation.tsx'
import { Key, Said } from './bits.tsx'
import { messages } from './messages/index.ts'
import { everything, isNarrowed, type Filter } from './port.ts'
import { Where } from './queue.tsx'
import type { Desk } from './use-desk.ts'

/** The key of what has no letter in any language. */
const passKey = '↓'
const takeKey = '↵'

/** What says nearly the same, elsewhere: where it is, and with one key it is put in the same theme. */
function Again({ told, desk, near }: { told: ThemesTold; desk: Desk; near: readonly ThemeEntry[] }) {
  const t = useT(messages)
  const list = useList()
  if (near.length === 0) return null
  const n = desk.unreadNear.length
  return (
    <section className="again" aria-labelledby="again-title">
      <h2 id="again-title">{t('saidAgain')}</h2>
      <ul>
        {near.map((one) => (
          <li key={one.entry}>
            <Said entry={one} />
            <Translation of={one} />
            <span className="under">
              <Where entry={one} told={told} />
              <span className="meta">
                {one.unread === true
                  ? t('unread')
                  : one.second === true
                    ? ''
                    : one.themes.length === 0
                      ? t('inNoTheme')
                      : list(told.themes.filter(({ id }) => one.themes.includes(id)).map(({ name }) => name))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {n > 0 ? (
        <Button aria-pressed={desk.along} onClick={desk.takeAlong}>
          {t('takeAlong', { n })} <Key>S</Key>
        </Button>
      ) : null}
    </section>
  )
}

export function Reading({
  told,
  desk,
  filter,
  onFilter,
}: {
  told: ThemesTold
  desk: Desk
  filter: Filter
  onFilter: (filter: Filter) => void
}) {
  const t = useT(messages)
  const says = useT(captureMessages)
  const kinds = useT(kindMessages)
  const list = useList()
  const { open } = desk
  if (open === null) {
    const narrowed = isNarrowed(filter)
    const rest = told.queue.length > 0
    return (
      <div className="readnow none" id="reading" tabIndex={-1}>
        <p className="lead" role="status">
          {t(rest ? 'othersRead' : narrowed ? 'nothingHere' : 'allRead')}
        </p>
        <p>{t(narrowed ? 'nothingHereLead' : 'allReadLead')}</p>
        {narrowed ? <Button onClick={() => onFilter(everything)}>{t('showAll')}</Button> : null}
      </div>
    )
  }
  const kind = nodeKinds.find((one) => one === open.as)
  const capture = captures.find((one) => one === open.capture)
  const suggested = told.themes.find(({ id }) => id === open.suggested?.theme)
  const asked = told.suggestions.taken + told.suggestions.refused
  const why =
    open.suggested?.like !== undefined
      ? t('saidThere')
      : (open.suggested?.shared.length ?? 0) > 0
        ? t('sharedWords', { words: list(open.suggested?.shared ?? []) })
        : ''
  const names = told.themes.filter(({ id }) => open.themes.includes(id)).map(({ name }) => name)
  return (
    <div className="readnow" id="reading" tabIndex={-1}>
      <p className="from">
        {kind === undefined ? <span>{t(open.kind)}</span> : <span>{kinds(kind)}</span>}
        {open.about === null ? null : (
          <b dir="auto" lang={open.lang}>
            {open.about}
          </b>
        )}
      </p>
      {/* Told with each entry: who works by key hears what is next. */}
      <p className="big" aria-live="polite">
        <Said entry={open} />
        <Translation of={open} />
      </p>
      <p className="under">
        <Where entry={open} told={told} />
        {capture === undefined ? null : <span className="meta">{says(capture)}</span>}
      </p>
      {suggested === undefined || open.suggested === undefined ? null : (
        <div className="sug">
          <p>
            {t('suggested')} <b dir="auto">{suggested.name}</b>
            <span className="meta">
              {why}
              {why !== '' && asked > 0 ? ' · ' : ''}
              {asked > 0 ? t('takenOf', { taken: told.suggestions.taken, all: asked }) : ''}
            </span>
          </p>
          <Button look="primary" onClick={() => desk.put(suggested.id)}>
            {t('take')} <Key>{takeKey}</Key>
          </Button>
          <Button onClick={desk.refuse}>
            {t('notThis')} <Key>X</Key>
          </Button>
        </div>
      )}
      {open.reworded === true ? (
        <p className="note">{names.length > 0 ? t('rewordedIn', { themes: list(names) }) : t('reworded')}</p>
      ) : open.second === true ? (
        <p className="note">{t('second')}</p>
      ) : names.length > 0 ? (
        <p>{t('inThemes', { themes: list(names) })}</p>
      ) : null}
      <Again told={told} desk={desk} near={open.near ?? []} />
      <div className="acts">
        <Button onClick={desk.none}>
          {t('inNone')} <Key>0</Key>
        </Button>
        <Button onClick={desk.pass}>
          {t('pass')} <Key>{passKey}</Key>
        </Button>
        <Button aria-disabled={!desk.canBack} onClick={desk.back}>
          {t('back')} <Key>Z</Key>
        </Button>
      </div>
    </div>
  )
}
