/** The journal as a table: rows newest first, what was put aside beneath. */
import { prefixOf } from '@tablee/shared/documents'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { JournalQuarantined, JournalChange, JournalDocument, JournalPage } from '@tablee/shared/wire/journal'
import { journalPage } from '@tablee/shared/wire/journal-page'
import { useEffect, useMemo, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Wordmark } from '../../ui/wordmark.tsx'
import type { Journalled } from '../port.ts'
import { journalMessages } from './messages.ts'

export type JournalProps = {
  /** Null until it was read. */
  readonly found: Journalled | null
  readonly doc: string | null
  /** What is looked for; '' for every row. */
  readonly find: string
  /** `from`: the oldest row that was looked at. */
  readonly rows: Pick<JournalPage, 'from' | 'entries'> | null
  readonly follows: boolean
  readonly problem: ClientProblem | null
  readonly onDocument: (name: string) => void
  readonly onFind: (find: string) => void
  readonly onFollow: (follows: boolean) => void
  readonly onOlder: () => void
  readonly onAgain: () => void
}

export function JournalScreen(props: JournalProps) {
  const { found, doc, find, rows, follows, problem } = props
  const { onDocument, onFind, onFollow, onOlder, onAgain } = props
  const t = useT(journalMessages)
  const names = useMemo(() => placesOf(found?.about ?? null), [found])
  const label = ({ name, seq }: JournalDocument): string => {
    const place = names.get(name.split(':')[1] ?? '')
    const said = place === undefined ? name : `${t('board', place)} · ${name}`
    return `${said} · ${t('rows', { n: seq })}`
  }
  const groups = [
    ['ofDialogue', prefixOf('dialogue')],
    ['ofBoards', prefixOf('board')],
    ['ofViews', prefixOf('view')],
  ] as const

  return (
    <main className="journal">
      <header>
        <Wordmark />
        <div>
          <h1>
            {t('title')} {found === null ? null : <span className="meta">{found.about.title}</span>}
          </h1>
          <p>{t('lead')}</p>
        </div>
      </header>
      {problem === null ? null : (
        <Notice
          tone="error"
          icon="refused"
          happened={t('failed')}
          actions={<Button onClick={onAgain}>{t('again')}</Button>}
        />
      )}
      {found === null || found.documents.length === 0 ? null : (
        <div className="choose">
          <label>
            <span>{t('document')}</span>
            <select className="pick" value={doc ?? ''} onChange={(event) => onDocument(event.currentTarget.value)}>
              {groups.map(([group, prefix]) => (
                <optgroup key={group} label={t(group)}>
                  {found.documents
                    .filter(({ name }) => name.startsWith(prefix))
                    .map((one) => (
                      <option key={one.name} value={one.name}>
                        {label(one)}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
          </label>
          <Find find={find} onFind={onFind} />
          <Button aria-pressed={follows} onClick={() => onFollow(!follows)}>
            {t('follow')}
          </Button>
          <p className="meta" role="status">
            {follows ? t('following') : ''}
          </p>
        </div>
      )}
      {rows === null && problem !== null ? null : (
        <section className="rows" aria-label={t('entries', { name: doc ?? '' })} tabIndex={0}>
          <table>
            <caption className="away">{t('entries', { name: doc ?? '' })}</caption>
            <thead>
              <tr>
                <th scope="col" className="n">
                  {t('seq')}
                </th>
                <th scope="col">{t('time')}</th>
                <th scope="col">{t('who')}</th>
                <th scope="col">{t('device')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('changed')}</th>
                <th scope="col" className="n">
                  {t('bytes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {(rows?.entries ?? []).map((entry) => (
                <tr key={entry.seq}>
                  <th scope="row" className="n">
                    <span className="num">{entry.seq}</span>
                  </th>
                  <td>
                    <time className="num" dateTime={new Date(entry.at).toISOString()}>
                      {time(entry.at)}
                    </time>
                  </td>
                  <td>
                    <bdi>{entry.author}</bdi>
                  </td>
                  <td>
                    <code>{entry.device}</code>
                  </td>
                  <td>{t(entry.kind)}</td>
                  <td>{entry.kind === 'update' ? <Changes {...entry} /> : <Told {...entry} />}</td>
                  <td className="n">
                    <span className="num">{entry.bytes}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows === null ? (
            <p className="none" role="status">
              {t('reading')}
            </p>
          ) : (
            <div className="none">
              <p role="status">
                {rows.entries.length === 0 && find === ''
                  ? t('empty')
                  : find === ''
                    ? ''
                    : t('found', { n: rows.entries.length, from: rows.from })}
              </p>
              {rows.from > 1 ? <Button onClick={onOlder}>{t('older')}</Button> : null}
            </div>
          )}
        </section>
      )}
      {found === null ? null : <Asides asides={found.asides} />}
    </main>
  )
}

/** Rows and checkpoints that were put aside, and why. */
function Asides({ asides }: { readonly asides: readonly JournalQuarantined[] }) {
  const t = useT(journalMessages)
  return (
    <section className="aside" aria-labelledby="put-aside">
      <h2 id="put-aside">{t('aside')}</h2>
      {asides.length === 0 ? (
        <p>{t('asideNone')}</p>
      ) : (
        <div className="wide" role="group" aria-labelledby="put-aside" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('document')}</th>
                <th scope="col" className="n">
                  {t('seq')}
                </th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('why')}</th>
                <th scope="col">{t('time')}</th>
              </tr>
            </thead>
            <tbody>
              {asides.map((one) => (
                <tr key={`${one.doc} ${one.what} ${one.seq}`}>
                  <th scope="row">
                    <code>{one.doc}</code>
                  </th>
                  <td className="n">
                    <span className="num">{one.seq}</span>
                  </td>
                  <td>{t(one.what)}</td>
                  <td>
                    <bdi>{one.why}</bdi>
                  </td>
                  <td>
                    <time className="num" dateTime={new Date(one.at).toISOString()}>
                      {time(one.at)}
                    </time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** Asked for when somebody pauses, or at once with Enter. */
function Find({ find, onFind }: { readonly find: string; readonly onFind: (find: string) => void }) {
  const t = useT(journalMessages)
  const [text, setText] = useState(find)
  useEffect(() => {
    const timer = setTimeout(() => onFind(text.trim()), 400)
    return () => clearTimeout(timer)
  }, [text, onFind])
  return (
    <label>
      <span>{t('find')}</span>
      <input
        type="search"
        className="pick"
        // What stands in the rows themselves, in no language.
        placeholder="citizen:T3-04, notes, withdraw"
        maxLength={journalPage.find}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onFind(text.trim())
        }}
      />
    </label>
  )
}

/** The same in every language, to the millisecond, in this device's zone: it is compared with logs. */
function time(at: number): string {
  const when = new Date(at)
  const two = (n: number, length = 2) => String(n).padStart(length, '0')
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
  const clock = [when.getHours(), when.getMinutes(), when.getSeconds()].map((part) => two(part)).join(':')
  return `${day} ${clock}.${two(when.getMilliseconds(), 3)}`
}

function Changes({ changes, more }: { readonly changes: readonly JournalChange[]; readonly more: number }) {
  const t = useT(journalMessages)
  return (
    <ul className="places">
      {changes.map(({ path, wrote, took }, index) => (
        <li key={index}>
          {path === null ? (
            <span>{t('gone')}</span>
          ) : (
            <code title={path.join('/')}>{path.map(shortened).join(' / ')}</code>
          )}{' '}
          <span className="much">
            {[wrote > 0 ? t('wrote', { n: wrote }) : '', took > 0 ? t('took', { n: took }) : '']
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
      {more > 0 ? <li className="much">{t('more', { n: more })}</li> : null}
    </ul>
  )
}

/** Ids are 26 letters; the first eight tell them apart, the title has all. */
const shortened = (part: string): string => (part.length > 14 && !part.includes(':') ? `${part.slice(0, 8)}…` : part)

function Told({ what, about }: { readonly what: string; readonly about: readonly (readonly [string, string])[] }) {
  return (
    <code>
      {what}
      {about.map(([name, value]) => ` ${name}=${value}`).join('')}
    </code>
  )
}

function placesOf(
  about: DialogueAnswer | null,
): ReadonlyMap<string, { readonly table: number; readonly session: number }> {
  return new Map(
    (about?.tables ?? []).flatMap(({ number, boards }) =>
      boards.map(({ id, session }) => [id as string, { table: number, session }] as const),
    ),
  )
}
