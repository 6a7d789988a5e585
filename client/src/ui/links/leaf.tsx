/**
 * A link that is shown, or made anew: a leaf of linen that opens beneath whoever it is for. First it says what ends, then
 * it is the code itself, large enough to be scanned off the screen.
 */
import './links.css'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { passing } from '../../hold/answer.ts'
import { thisServer } from '../../hold/server-time.ts'
import { thisPage } from '../../hold/world.ts'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { useGoneSaid } from '../gone-strip.tsx'
import { Icon } from '../icon.tsx'
import { restOfSecond } from '../reading.ts'
import { timeOfDay } from '../time-of-day.ts'
import { turning } from '../turning.ts'
import { PrintedCard, useWhose } from './card.tsx'
import { linkMessages } from './messages/index.ts'
import type { LinksPort, Place } from './port.ts'
import { Qr } from './qr.tsx'

/**
 * It takes the focus as a whole, so that a key that is pressed twice makes nothing. `told`: what whoever reads by ear has to
 * hear of it; each time it changes.
 */
export function Leaf({ label, told = '', children }: { label: string; told?: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  // Words that come together with the region that tells them are told by no screen reader.
  const [said, say] = useState('')
  useEffect(() => ref.current?.focus(), [])
  useEffect(() => say(told), [told])
  return (
    <div className="leaf-of-link" role="group" aria-label={label} tabIndex={-1} ref={ref}>
      <p role="status" className="away">
        {said}
      </p>
      {children}
    </div>
  )
}

/** `said`: what became of the old one, or what the code is for. */
export function Code({ link, said }: { link: LinkEntry; said: string }) {
  const t = useT(linkMessages)
  const whose = useWhose()
  const [printing, setPrinting] = useState(false)
  const [copied, setCopied] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  const { url } = link
  return (
    <div className="qr-of">
      {url === null ? null : <Qr text={url} label={t('qr', { link: whose(link) })} />}
      <div className="of">
        <p>
          <b>{whose(link)}</b>
          <span>{said}</span>
        </p>
        {link.code === null ? null : (
          <p>
            <b className="num typed">{link.code}</b>
          </p>
        )}
        {url === null ? null : (
          <div className="acts">
            <Button onClick={() => setPrinting(true)}>
              <PrintIcon />
              {t('card')}
            </Button>
            {/* The clipboard needs a secure origin; on plain http the code on the screen is the way. */}
            {'clipboard' in navigator ? (
              <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
                <Icon name="copy" />
                {copied ? t('copied') : t('link')}
              </Button>
            ) : null}
          </div>
        )}
      </div>
      {printing ? <PrintedCard link={link} onDone={printed} /> : null}
    </div>
  )
}

const PrintIcon = () => (
  <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z" />
  </svg>
)

/** Whether an act is on its way, and what became of the last one that did not arrive. */
export function useAct() {
  const t = useT(linkMessages)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<'failed' | 'refused' | null>(null)
  const gone = useGoneSaid()
  async function act<T>(
    ask: () => Promise<
      { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: { readonly code: string } }
    >,
    done: (value: T) => void,
  ): Promise<void> {
    if (busy) return
    setBusy(true)
    setFailed(null)
    const answer = await ask()
    setBusy(false)
    if (answer.ok) done(answer.value)
    else setFailed(away.has(answer.problem.code) ? 'failed' : 'refused')
  }
  return { busy, failed: failed === null ? null : failed === 'failed' && gone !== null ? gone : t(failed), act }
}
/** After these the same once more may go well. */
const away: ReadonlySet<string> = new Set([...passing, 'unexpected'])

export const Failed = ({ said }: { said: string | null }) => (
  <p role="alert" className="failed">
    {said}
  </p>
)

/** So long an act that one tap began can be stopped (seconds): long enough to read what is going to happen. */
const grace = 8

/**
 * What one tap has begun: it happens by itself in a few seconds, which a heading counts and a bar shows; at once by *Now*;
 * and not at all for who stops it or closes what it stands in. Whoever is on *Stop* is waited for. `counts` false: it waits
 * for the second tap.
 */
export function Soon({
  act,
  soon,
  busy,
  ready = true,
  counts,
  onTell,
  onDo,
  onClose,
  children,
}: {
  act: string
  /** What happens in so many seconds. */
  soon: (n: number) => string
  busy: boolean
  ready?: boolean
  counts: boolean
  /** Once, when the counting begins: a number each second would drown everything else. */
  onTell: (begun: string) => void
  onDo: () => void
  onClose: () => void
  /** What it means. */
  children: ReactNode
}) {
  const t = useT(linkMessages)
  // Null once it was begun, or where nothing is counted.
  const [left, setLeft] = useState(counts ? grace : null)
  const [under, setUnder] = useState(false)
  const [focused, setFocused] = useState(false)
  const rest = useRef(grace * 1_000)
  const counting = left !== null && !under && !focused
  const still = useRef(onDo)
  useEffect(() => void (still.current = onDo))
  const begins = useRef(counts ? () => onTell(soon(grace)) : null)
  useEffect(() => begins.current?.(), [])
  useEffect(() => {
    if (!counting) return
    // By a clock that nobody sets: else it would happen at once, or never.
    const now = (): number => performance.now()
    const due = now() + rest.current
    let done = false
    const tick = (at: number): void => {
      if (done) return
      const seconds = Math.ceil((due - at) / 1_000)
      done = seconds <= 0
      setLeft(done ? null : seconds)
      if (done) still.current()
    }
    const off = turning(now, (at) => restOfSecond(due - at), tick, thisPage.later)
    return () => {
      off()
      rest.current = Math.max(0, due - now())
    }
  }, [counting])
  const now = (): void => {
    if (busy || !ready) return
    setLeft(null)
    onDo()
  }
  if (left === null)
    return (
      <>
        {children}
        <div className="acts">
          <Button look="primary" aria-disabled={busy || !ready} onClick={now}>
            {busy ? t('making') : act}
          </Button>
          <Button onClick={onClose}>{t('notYet')}</Button>
        </div>
      </>
    )
  return (
    <>
      <div className="soon">
        <p role="timer">{soon(left)}</p>
        <span className="rest" aria-hidden="true">
          <i style={{ inlineSize: `${(left / grace) * 100}%` }} />
        </span>
      </div>
      {children}
      <div className="acts stops">
        <Button
          look="primary"
          onPointerEnter={() => setUnder(true)}
          onPointerLeave={() => setUnder(false)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onClick={onClose}
        >
          {t('stop')}
        </Button>
        <Button aria-disabled={!ready} onClick={now}>
          {t('doNow')}
        </Button>
      </div>
    </>
  )
}

/** `now`: the link as it is; null where there is none. Asked once, made once. `more`: what is chosen before. */
export function NewLink({
  port,
  place,
  now,
  ready = true,
  counts = false,
  more,
  onMade,
  onClose,
}: {
  port: LinksPort
  place: Place
  now: LinkEntry | null
  ready?: boolean
  /** One tap is enough (`Soon`). */
  counts?: boolean
  more?: ReactNode
  onMade?: (link: LinkEntry) => void
  onClose: () => void
}) {
  const t = useT(linkMessages)
  const whose = useWhose()
  const { language } = useLanguage()
  const [made, setMade] = useState<{ readonly link: LinkEntry; readonly at: number; readonly first: boolean } | null>(
    null,
  )
  const { busy, failed, act } = useAct()
  const [begun, setBegun] = useState('')
  const { role, table, sites } = place
  const label = t('newLinkFor', { link: whose(place) })
  const done = made === null ? '' : t(made.first ? 'madeFirst' : 'made', { time: timeOfDay(made.at, language) })
  if (made !== null)
    return (
      <Leaf label={label} told={done}>
        <Code link={made.link} said={done} />
        <div className="acts">
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </Leaf>
    )
  const make = () =>
    act(
      () =>
        now === null
          ? port.issue({
              role,
              ...(table === null ? {} : { table }),
              ...(sites === undefined ? {} : { sites: [...sites] }),
            })
          : port.renew(now.id),
      (link) => {
        setMade({ link, at: thisServer.now(), first: now === null })
        onMade?.(link)
      },
    )
  return (
    <Leaf label={label} told={busy ? t('making') : begun}>
      <Soon
        act={t('makeIt')}
        soon={(n) => t(now === null ? 'madeIn' : 'endsIn', { n })}
        {...{ busy, ready, counts, onClose }}
        onTell={setBegun}
        onDo={() => void make()}
      >
        <p>
          <b>{whose(place)}</b> {t(now === null ? 'firstAsk' : 'newAsk')}
        </p>
        {more}
      </Soon>
      <Failed said={failed} />
    </Leaf>
  )
}
