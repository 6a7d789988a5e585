/** Parts of the journal's page: its rows, what is looked for, what was put aside. */
import type { JournalQuarantined, JournalChange, JournalEntry } from '@tablee/shared/wire/journal'
import { journalPage } from '@tablee/shared/wire/journal-page'
import { useEffect, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { journalMessages } from './messages/index.ts'

export function Rows({ name, entries }: { readonly name: string; readonly entries: readonly JournalEntry[] }) {
  const t = useT(journalMessages)
  return (
    <table>
      <caption className="away">{t('entries', { name })}</caption>
      <Heads columns={['seq', 'time', 'who', 'device', 'kind', 'changed', 'bytes']} />
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <th scope="row" className="n">
              <span className="num">{entry.seq}</span>
            </th>
            <Time at={entry.at} />
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
  )
}

/** Rows and checkpoints that were put aside, and why. */
export function Asides({ asides }: { readonly asides: readonly JournalQuarantined[] }) {
  const t = useT(journalMessages)
  return (
    <section className="aside" aria-labelledby="put-aside">
      <h2 id="put-aside">{t('aside')}</h2>
      {asides.length === 0 ? (
        <p>{t('asideNone')}</p>
      ) : (
        <div className="wide" role="group" aria-labelledby="put-aside" tabIndex={0}>
          <table>
            <Heads columns={['document', 'seq', 'kind', 'why', 'time']} />
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
                  <Time at={one.at} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

type Column = 'document' | 'seq' | 'time' | 'who' | 'device' | 'kind' | 'changed' | 'bytes' | 'why'
/** Numbers stand at the end of their column. */
function Heads({ columns }: { readonly columns: readonly Column[] }) {
  const t = useT(journalMessages)
  return (
    <thead>
      <tr>
        {columns.map((one) => (
          <th key={one} scope="col" className={one === 'seq' || one === 'bytes' ? 'n' : undefined}>
            {t(one)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** The same in every language, to the millisecond, in this device's zone: it is compared with logs. */
function Time({ at }: { readonly at: number }) {
  const here = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return (
    <td>
      <time className="num" dateTime={new Date(at).toISOString()}>
        {here.toISOString().slice(0, -1).replace('T', ' ')}
      </time>
    </td>
  )
}

/** Asked for when somebody pauses, or at once with Enter. */
export function Find({ find, onFind }: { readonly find: string; readonly onFind: (find: string) => void }) {
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
