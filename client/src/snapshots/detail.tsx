/** The chosen snapshot: what is in it, what can be downloaded of it, and how it differs from another. */
import { Suspense } from 'react'
import { useT } from '../i18n/index.tsx'
import type { Translate } from '@tablee/shared/i18n/translator'
import { Button } from '../ui/button.tsx'
import { part } from '../ui/part.tsx'
import { Canvases } from './canvas.tsx'
import { Difference } from './comparison.tsx'
import type { Entry, Kind } from './data.ts'
import { fileMessages, messages, sealMessages } from './messages/index.ts'
import { formatNames, Going, LeftList } from './files.tsx'
import { LeavesChoice } from './leaves.tsx'
import type { Naming, ScreenProps } from './props.ts'
import { Seal, useMinute } from './seal.tsx'

/** Loaded with the first snapshot that has answers. */
const Results = part(() => import('./results.tsx'))

const kinds: readonly (readonly [Kind, keyof typeof messages.en, keyof typeof messages.en])[] = [
  ['sealed', 'sealed', 'sealedHelp'],
  ['csv', 'csv', 'csvHelp'],
  ['argdown', 'argdown', 'argdownHelp'],
  ['json', 'json', 'jsonHelp'],
  ['text', 'text', 'textHelp'],
]
const mapKinds = ['package', 'polis', 'survey', 'qdpx', 'qdc', 'xaif', 'graphml', 'kialo', 'canvas'] as const

type MapKind = (typeof mapKinds)[number]
const nameOfKind = (kind: MapKind, f: Translate<keyof typeof fileMessages.en>): string =>
  kind === 'polis' ? 'Polis' : isOwn(kind) ? f(kind) : formatNames[kind]
const isOwn = (kind: MapKind): kind is 'package' | 'survey' | 'qdpx' | 'qdc' =>
  kind === 'package' || kind === 'survey' || kind === 'qdpx' || kind === 'qdc'
const helpOf = (kind: MapKind): keyof typeof fileMessages.en => (isOwn(kind) ? `${kind}Help` : kind)
const isKind = (busy: ScreenProps['busy']): busy is Kind => busy !== null && busy !== 'taking' && busy !== 'comparing'

export function Detail({ props, naming, entry }: { props: ScreenProps; naming: Naming; entry: Entry }) {
  const t = useT(messages)
  const s = useT(sealMessages)
  const minute = useMinute()
  const { nameOf, labelOf, reasonsOf, time } = naming
  const roleOf = (author: string) =>
    author === 'analyst' || author === 'organiser' || author === 'server' ? t(author) : author
  const numbers = [
    entry.of === 'dialogue' ? t('boards', { n: entry.boards }) : null,
    t('entries', { n: entry.nodes }),
    t('links', { n: entry.relations }),
    t('words', { n: entry.words }),
  ].filter((part) => part !== null)
  return (
    <>
      <section aria-labelledby="snapshot-title">
        <h2 id="snapshot-title" className="large">
          {labelOf(entry)}
        </h2>
        {reasonsOf(entry)
          .slice(1)
          .map((line) => (
            <p key={line} className="numbers">
              {line}
            </p>
          ))}
        <p>
          {entry.author === 'server' && reasonsOf(entry).length > 0
            ? s('itself', { time: time(entry.at) })
            : t('takenAt', { time: time(entry.at), who: roleOf(entry.author) })}
        </p>
        {entry.whys?.map((one) =>
          one.late === true ? (
            <p key={one.at} className="meta">
              {s('lateAt', { time: minute(one.at) })}
            </p>
          ) : null,
        )}
        <p className="numbers">{numbers.join(' · ')}</p>
        <dl className="name">
          <dt className="label">{t('name')}</dt>
          <dd>
            <code className="num">{entry.hash}</code>
            <span className="meta">{t('nameHelp')}</span>
          </dd>
        </dl>
      </section>
      <Seal props={props} naming={naming} entry={entry} />
      <Downloads props={props} />
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
      <Differs props={props} naming={naming} entry={entry} />
    </>
  )
}

function Downloads({ props }: { props: ScreenProps }) {
  const t = useT(messages)
  const f = useT(fileMessages)
  const { busy } = props
  const { codes, themes } = props.read?.snapshot ?? {}
  // Where nobody made a code or a theme there is no codebook.
  const offered = mapKinds.filter((kind) => kind !== 'qdc' || codes !== undefined || themes !== undefined)
  return (
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
        {offered.map((kind) => (
          <li key={kind}>
            <Button
              aria-disabled={busy === kind}
              aria-describedby={`help-${kind}`}
              onClick={() => busy === null && props.onDownload(kind)}
            >
              {busy === kind ? t('preparing') : nameOfKind(kind, f)}
            </Button>
            <span className="meta" id={`help-${kind}`}>
              {f(helpOf(kind))}
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
  )
}

function Differs({ props, naming, entry }: { props: ScreenProps; naming: Naming; entry: Entry }) {
  const t = useT(messages)
  const { entries, against, comparison, busy } = props
  const { nameOf, time } = naming
  const other = entries?.find((one) => one.hash === against) ?? null
  const others =
    entries?.filter((one) => one.hash !== entry.hash && one.of === entry.of && one.board === entry.board) ?? []
  return (
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
  )
}
