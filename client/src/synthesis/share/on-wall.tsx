/** *On the wall*: themes given back to the hall, which tables say what of them so far, and how the answers end. */
import '../../ui/hall/row.css'
import './share.css'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { tableSays } from '@tablee/shared/synthesis/rows'
import { saidOf, type Cell } from '@tablee/shared/synthesis/shares'
import type { ShareTold, SharesTold } from '@tablee/shared/wire/shares'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useRef, useState } from 'react'
import { useFollowed } from '../../hold/use-followed.ts'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useTimeOfDay } from '../../ui/hall/zone.ts'
import { useReadOn } from '../../ui/use-read-on.ts'
import { ShareForm } from './form.tsx'
import { shareMessages } from './messages/index.ts'
import type { SharePort } from './port.ts'
import { Proposals } from './proposals.tsx'
import { useShare, type Act, type Acting } from './use-share.ts'

export type ShareStart = { readonly sharing?: boolean }

export function OnWall({
  port,
  newId,
  themes,
  start = {},
}: {
  port: SharePort
  newId: () => string
  themes: ThemesTold['themes']
  start?: ShareStart
}) {
  const t = useT(shareMessages)
  const { value: told } = useFollowed(port.read)
  const { act, ...acting } = useShare(port, newId)
  const [sharing, setSharing] = useState(start.sharing ?? false)
  const heading = useRef<HTMLHeadingElement>(null)
  const acted = useReadOn(() => heading.current)
  const done = (what: Act): Promise<string | null> => {
    acted()
    return act(what)
  }
  if (told === null) return null
  const stands = told.shares.filter(({ stands }) => stands.length > 0)
  const before = told.shares.filter(({ stands }) => stands.length === 0)
  return (
    <>
      {told.proposed.length === 0 ? null : <Proposals told={told} />}
      <section className="on-wall" aria-labelledby="on-wall">
        <h2 id="on-wall" className="hh" ref={heading} tabIndex={-1}>
          {t('onWall')}
        </h2>
        <Said acting={acting} />
        {stands.map((share) => (
          <Board key={share.id} share={share} told={told} busy={acting.state === 'going' || acting.state === 'waits'}>
            {share.closedAt === null ? (
              <Button look="primary" onClick={() => void done({ kind: 'close', share: share.id })}>
                {t('close')}
              </Button>
            ) : null}
            <Button onClick={() => void done({ kind: 'off', share: share.id })}>{t('off')}</Button>
          </Board>
        ))}
        {sharing ? (
          <ShareForm
            told={told}
            themes={themes}
            busy={acting.state === 'going' || acting.state === 'waits'}
            onShare={(what) => void done({ kind: 'share', ...what }).then((id) => id !== null && setSharing(false))}
            onCancel={() => {
              acted()
              setSharing(false)
            }}
          />
        ) : themes.length === 0 ? (
          <p className="meta">{t('noThemes')}</p>
        ) : (
          <Button onClick={() => setSharing(true)}>{t(stands.length > 0 ? 'shareAgain' : 'share')}</Button>
        )}
        {before.length > 0 ? (
          <details>
            <summary>{t('before')}</summary>
            {before.map((share) => (
              <Board key={share.id} share={share} told={told} />
            ))}
          </details>
        ) : null}
      </section>
    </>
  )
}

/** What became of what was pressed last. */
export function Said({ acting: { state } }: { acting: Acting }) {
  const t = useT(shareMessages)
  if (state === 'none' || state === 'going') return <p className="away" role="status" />
  return <p role={state === 'waits' ? 'status' : 'alert'}>{t(state)}</p>
}

const sign: Readonly<Record<Cell, string | undefined>> = {
  ours: 'h',
  'not-ours': 'o',
  missing: 'm',
  silent: undefined,
  curtain: 'p',
  kept: undefined,
}

function Board({
  share,
  told,
  busy = false,
  children,
}: {
  share: ShareTold
  told: SharesTold
  busy?: boolean
  children?: React.ReactNode
}) {
  const t = useT(shareMessages)
  const list = useList()
  const { language } = useLanguage()
  const time = useTimeOfDay()
  const sites = told.sites.filter(({ id }) => (share.stands.length > 0 ? share.stands : share.sites).includes(id))
  return (
    <div className="board">
      <p className="meta">
        {told.sites.length > 1 ? `${list(sites.map(({ name }) => name))} · ` : ''}
        {share.closedAt === null
          ? t(share.stands.length > 0 ? 'sharedAt' : 'neverClosed', { time: time(share.at) })
          : t('closedAt', { time: time(share.closedAt) })}
      </p>
      <ul>
        {share.themes.map(({ theme, name, cells }) => {
          const said = saidOf(cells)
          const at = (is: Cell): string =>
            list(share.tables.flatMap(({ number }, n) => (cells[n] === is ? [String(number)] : [])))
          const words = (['ours', 'not-ours', 'missing', 'curtain'] as const).flatMap((is) =>
            at(is) === '' ? [] : [t(`at-${is}`, { tables: at(is) })],
          )
          return (
            <li key={theme}>
              <b dir="auto">{shownIn(name, language, told.lang) || t('erased')}</b>
              <span
                className={cells.length > 14 ? 'trow lines' : 'trow'}
                style={{ '--n': Math.ceil(cells.length / Math.ceil(cells.length / 14)) } as React.CSSProperties}
                role="img"
                aria-label={words.join('; ') || t('nobody')}
              >
                {share.tables.map(({ number, site }, n) => (
                  <i key={`${site} ${number}`} className={sign[cells[n] ?? 'silent']}>
                    {cells[n] === 'curtain' ? '' : number}
                  </i>
                ))}
              </span>
              <span className="meta">{tableSays.map((one) => t(`n-${one}`, { n: said[one] })).join(' · ')}</span>
              {said['not-ours'] + said.missing === 0 ? null : (
                <span className="meta">{words.filter((_, n) => n > 0 || said.ours === 0).join('; ')}</span>
              )}
            </li>
          )
        })}
      </ul>
      {children === undefined ? null : (
        <div className="acts" aria-busy={busy}>
          {children}
        </div>
      )}
    </div>
  )
}
