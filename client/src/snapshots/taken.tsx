/** Taking a snapshot, and the list of those that were taken. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Fingerprint } from '../ui/fingerprint.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Boards } from './boards.tsx'
import { messages, sealMessages } from './messages/index.ts'
import type { Naming, ScreenProps } from './props.ts'
import { useMinute } from './seal.tsx'

export function Taken({ props, naming }: { props: ScreenProps; naming: Naming }) {
  const t = useT(messages)
  const s = useT(sealMessages)
  const { about, time, nameOf, labelOf, reasonsOf } = naming
  const { entries, subject, chosen, busy, news, problem } = props
  return (
    <section className="taken" aria-labelledby="taken-title">
      <h1 id="taken-title">{t('title')}</h1>
      <p className="meta">{t('about')}</p>
      <form
        className="taking"
        onSubmit={(event) => {
          event.preventDefault()
          if (busy === null) props.onTake()
        }}
      >
        <label>
          <span className="label">{t('of')}</span>
          <select
            className="pick"
            value={subject ?? ''}
            onChange={(event) => props.onSubject(event.target.value || null)}
          >
            <option value="">{t('whole')}</option>
            {about?.sessions.map((session) => (
              <optgroup key={session.number} label={`${session.number} · ${session.title}`}>
                {about.tables.flatMap((table) =>
                  table.boards
                    .filter((board) => board.session === session.number)
                    .map((board) => (
                      <option key={board.id} value={board.id}>
                        {nameOf(board.id)}
                      </option>
                    )),
                )}
              </optgroup>
            ))}
          </select>
        </label>
        <Button look="primary" type="submit" aria-disabled={busy === 'taking'}>
          {t('take')}
        </Button>
        <p className="news" role="status">
          {busy === 'taking'
            ? t('taking')
            : news === null
              ? ''
              : news.what === 'taken'
                ? t('taken')
                : t('same', { time: time(news.at) })}
        </p>
      </form>
      {entries === null ? (
        <p className="meta" role="status">
          {problem ? '' : t('loading')}
        </p>
      ) : entries.length === 0 ? (
        <div className="vacant">
          <TableMark seats={6} width={64} />
          <p>
            <b>{t('none')}</b>
            <br />
            {t('noneHelp')}
          </p>
        </div>
      ) : (
        <>
          <h2>{t('list')}</h2>
          <ul className="list">
            {entries.map((one) => (
              <li key={one.hash}>
                <button
                  type="button"
                  aria-current={one.hash === chosen ? 'true' : undefined}
                  onClick={() => props.onChoose(one.hash)}
                >
                  {(reasonsOf(one).length === 0 ? [labelOf(one)] : reasonsOf(one)).map((line) => (
                    <b key={line}>{line}</b>
                  ))}
                  <span>{time(one.at)}</span>
                  {one.whys?.some(({ late }) => late) === true ? <span className="meta">{s('late')}</span> : null}
                  <span className="meta">
                    <span className="num">{one.hash.slice(0, 12)}</span> · {t('entries', { n: one.nodes })}
                    {one.countersigned === undefined ? '' : ` · ${s('signed', { n: one.countersigned.length })}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {about?.seal === undefined ? null : <KeyOf seal={about.seal} />}
      {about === null ? null : <Boards about={about} />}
    </section>
  )
}

/** The dialogue's public key, whole and short, and those that were its own before. */
function KeyOf({ seal }: { seal: NonNullable<DialogueAnswer['seal']> }) {
  const s = useT(sealMessages)
  const minute = useMinute()
  return (
    <div className="keyof">
      <h2>{s('publicKey')}</h2>
      <p className="big">
        <Fingerprint of={seal.fingerprint} />
      </p>
      <details>
        <summary>{s('wholeKey')}</summary>
        <code className="num wrap" dir="ltr">
          {seal.key}
        </code>
        {seal.earlier.map(({ key, since }) => (
          <p key={key}>
            <span className="meta">{s('earlierKey', { time: minute(since) })}</span>
            <code className="num wrap" dir="ltr">
              {key}
            </code>
          </p>
        ))}
      </details>
    </div>
  )
}
