/** The page as it looks, of what it is given: the gallery shows it without a server. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { Suspense, useMemo, type ReactNode } from 'react'
import type { PlaceFigures } from '@tablee/shared/ballot/figure'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { languageNames, languages, useLanguage, useT, type Language } from '../i18n/index.tsx'
import type { Translate } from '../i18n/messages.ts'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Boards } from './boards.tsx'
import { Canvases, type PhotoOf } from './canvas.tsx'
import { Difference } from './comparison.tsx'
import type { Comparison, Entry, Kind, Read } from './data.ts'
import { fileMessages, type FileMessageKey } from './files-messages.ts'
import { BoardFiles, formatNames, Going, LeftList, type FilesProps } from './files.tsx'
import { LeavesChoice, type LeavesWish } from './leaves.tsx'
import type { Saved } from './open-files.ts'
import { messages, type MessageKey } from './messages.ts'
import { VoicesIn, type VoicesInProps } from './voices-in.tsx'
import { part } from '../ui/part.tsx'

/** Loaded with the first snapshot that has answers. */
const Results = part(() => import('./results.tsx'))

export type BoardName = (board: string) => string

export type ScreenProps = {
  readonly about: DialogueAnswer | null
  readonly entries: readonly Entry[] | null
  readonly subject: string | null
  readonly chosen: string | null
  /** The chosen one, as soon as it is here. */
  readonly read: Read | null
  readonly photo: PhotoOf
  readonly against: string | null
  readonly comparison: Comparison | null
  readonly busy: 'taking' | 'comparing' | Kind | null
  /** What just happened: a snapshot was taken, or it was the same as an earlier one. */
  readonly news: { readonly what: 'taken' } | { readonly what: 'same'; readonly at: number } | null
  readonly problem: { readonly at: 'list' | 'take' | 'compare' | 'download'; readonly problem: ClientProblem } | null
  /** The last file that was downloaded, with what its format has no place for. */
  readonly saved: Saved | null
  readonly wish: LeavesWish
  /** By what answers stand side by side at first; left out: of everybody. */
  readonly by?: PlaceFigures['by']
  readonly files: Omit<FilesProps, 'about' | 'nameOf'>
  readonly voicesIn: VoicesInProps
  readonly onSubject: (board: string | null) => void
  readonly onTake: () => void
  readonly onChoose: (hash: string) => void
  readonly onAgainst: (hash: string | null) => void
  readonly onDownload: (kind: Kind) => void
  readonly onWish: (wish: LeavesWish) => void
  readonly onCancelDownload: () => void
  readonly onAgain: () => void
}

const kinds: readonly (readonly [Kind, MessageKey, MessageKey])[] = [
  ['csv', 'csv', 'csvHelp'],
  ['argdown', 'argdown', 'argdownHelp'],
  ['json', 'json', 'jsonHelp'],
  ['text', 'text', 'textHelp'],
]
const mapKinds = ['package', 'polis', 'survey', 'xaif', 'graphml', 'kialo', 'canvas'] as const

const nameOfKind = (kind: (typeof mapKinds)[number], f: Translate<FileMessageKey>): string =>
  kind === 'package' || kind === 'survey' ? f(kind) : kind === 'polis' ? 'Polis' : formatNames[kind]
const isKind = (busy: ScreenProps['busy']): busy is Kind => busy !== null && busy !== 'taking' && busy !== 'comparing'

export function sentenceOf({ problem }: { problem: ClientProblem }): readonly [MessageKey, MessageKey] {
  switch (problem.code) {
    case 'offline':
    case 'timeout':
    case 'too-many':
      return ['unanswered', 'unansweredHelp']
    case 'journal-unavailable':
      return ['notTaken', 'notTakenHelp']
    case 'not-allowed':
    case 'not-signed-in':
    case 'link-unknown':
      return ['refused', 'refusedHelp']
    case 'not-found':
      return ['gone', 'goneHelp']
    default:
      return ['odd', 'oddHelp']
  }
}

export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  return (
    <div className="snapshots">
      <header className="snaphead">
        <Wordmark />
        <p className="which">{title}</p>
        <label>
          <span className="away">{t('language')}</span>
          <select className="pick" value={language} onChange={(event) => choose(event.target.value as Language)}>
            {languages.map((one) => (
              <option key={one} value={one} lang={one}>
                {languageNames[one]}
              </option>
            ))}
          </select>
        </label>
      </header>
      {children}
    </div>
  )
}

/** The programme has all its languages; this page has its reader's. */
const spokenTo = (about: DialogueAnswer | null, reader: string): DialogueAnswer | null =>
  about && {
    ...about,
    sessions: about.sessions.map((one) => ({ ...one, title: shownIn(one.titles, reader, about.lang) || one.title })),
  }

export function Screen(props: ScreenProps) {
  const { entries, subject, chosen, against, comparison, busy, news, problem } = props
  const t = useT(messages)
  const f = useT(fileMessages)
  const { language } = useLanguage()
  const about = useMemo(() => spokenTo(props.about, language), [props.about, language])
  const time = (at: number) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
  const nameOf: BoardName = (board) => {
    const table = about?.tables.find((one) => one.boards.some((each) => each.id === board))
    const session = about?.sessions.find(
      (one) => one.number === table?.boards.find((each) => each.id === board)?.session,
    )
    return table && session ? t('board', { table: table.number, site: table.site, session: session.title }) : board
  }
  const labelOf = (entry: Entry) => (entry.board === null ? t('whole') : nameOf(entry.board))
  const entry = entries?.find((one) => one.hash === chosen) ?? null
  const other = entries?.find((one) => one.hash === against) ?? null
  const others =
    entries?.filter((one) => one.hash !== chosen && one.of === entry?.of && one.board === entry.board) ?? []
  const roleOf = (author: string) =>
    author === 'analyst' || author === 'organiser' || author === 'server' ? t(author) : author
  const trouble = problem ? sentenceOf(problem) : null
  const numbers = (one: Entry) =>
    [
      one.of === 'dialogue' ? t('boards', { n: one.boards }) : null,
      t('entries', { n: one.nodes }),
      t('links', { n: one.relations }),
      t('words', { n: one.words }),
    ].filter((part) => part !== null)

  return (
    <Frame title={about?.title ?? ''}>
      {trouble ? (
        <Notice
          tone={problem?.problem.code === 'offline' ? 'offline' : 'error'}
          icon="refused"
          happened={t(trouble[0])}
          actions={<Button onClick={props.onAgain}>{t('again')}</Button>}
        >
          {t(trouble[1])}
        </Notice>
      ) : null}
      <main className="snapbody">
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
                      <b>{labelOf(one)}</b>
                      <span>{time(one.at)}</span>
                      <span className="meta">
                        <span className="num">{one.hash.slice(0, 12)}</span> · {t('entries', { n: one.nodes })}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {about === null ? null : <Boards about={about} />}
        </section>
        <div className="detail">
          {entry === null ? (
            entries !== null && entries.length > 0 ? (
              <p className="lead quiet">{t('chooseOne')}</p>
            ) : null
          ) : (
            <>
              <section aria-labelledby="snapshot-title">
                <h2 id="snapshot-title" className="large">
                  {labelOf(entry)}
                </h2>
                <p>{t('takenAt', { time: time(entry.at), who: roleOf(entry.author) })}</p>
                <p className="numbers">{numbers(entry).join(' · ')}</p>
                <dl className="name">
                  <dt className="label">{t('name')}</dt>
                  <dd>
                    <code className="num">{entry.hash}</code>
                    <span className="meta">{t('nameHelp')}</span>
                  </dd>
                </dl>
              </section>
              <section className="section" aria-labelledby="download-title">
                <h2 id="download-title">{t('download')}</h2>
                <ul className="files">
                  {kinds.map(([kind, label, help]) => (
                    <li key={kind}>
                      <Button
                        aria-disabled={busy === kind}
                        aria-describedby={`help-${kind}`}
                        onClick={() => busy === null && props.onDownload(kind)}
                      >
                        {busy === kind ? t('preparing') : t(label)}
                      </Button>
                      <span className="meta" id={`help-${kind}`}>
                        {t(help)}
                      </span>
                    </li>
                  ))}
                  {mapKinds.map((kind) => (
                    <li key={kind}>
                      <Button
                        aria-disabled={busy === kind}
                        aria-describedby={`help-${kind}`}
                        onClick={() => busy === null && props.onDownload(kind)}
                      >
                        {busy === kind ? t('preparing') : nameOfKind(kind, f)}
                      </Button>
                      <span className="meta" id={`help-${kind}`}>
                        {f(kind === 'package' ? 'packageHelp' : kind === 'survey' ? 'surveyHelp' : kind)}
                      </span>
                    </li>
                  ))}
                </ul>
                <LeavesChoice wish={props.wish} onWish={props.onWish} />
                <div role="status" className="outcome">
                  {isKind(busy) ? <Going says={t('preparing')} onCancel={props.onCancelDownload} /> : null}
                  {props.saved === null ? null : (
                    <LeftList title={f('notInFile', { file: props.saved.name })} left={props.saved.left} />
                  )}
                </div>
              </section>
              {props.read?.snapshot.voices === undefined ? null : (
                <Suspense fallback={null}>
                  <Results read={props.read} by={props.by ?? null} />
                </Suspense>
              )}
              {props.read === null ? null : (
                <Canvases
                  key={entry.hash}
                  read={props.read}
                  name={`tablee-${entry.hash.slice(0, 12)}-canvas`}
                  nameOf={nameOf}
                  photo={props.photo}
                />
              )}
              <section className="section" aria-labelledby="difference-title">
                <div className="with">
                  <h2 id="difference-title">{t('difference')}</h2>
                  {others.length === 0 ? (
                    <p className="meta">{t('noOther')}</p>
                  ) : (
                    <label>
                      <span className="label">{t('compareWith')}</span>
                      <select
                        className="pick"
                        value={against ?? ''}
                        onChange={(event) => props.onAgainst(event.target.value || null)}
                      >
                        <option value="">{t('earlier')}</option>
                        {others.map((one) => (
                          <option key={one.hash} value={one.hash}>{`${time(one.at)} · ${one.hash.slice(0, 8)}`}</option>
                        ))}
                      </select>
                    </label>
                  )}
                </div>
                {busy === 'comparing' ? (
                  <p className="meta" role="status">
                    {t('comparing')}
                  </p>
                ) : null}
                {comparison && other ? (
                  <>
                    <p className="meta">
                      {t('from', { time: time(Math.min(entry.at, other.at)) })}{' '}
                      {t('to', { time: time(Math.max(entry.at, other.at)) })}
                    </p>
                    <Difference comparison={comparison} nameOf={nameOf} />
                  </>
                ) : null}
              </section>
            </>
          )}
          <BoardFiles {...props.files} about={about} nameOf={nameOf} />
          <VoicesIn {...props.voicesIn} />
        </div>
      </main>
    </Frame>
  )
}
