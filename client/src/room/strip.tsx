/** What observers get of the hall, in linen: how many watch, how late, and two acts for all tables at once, each with what they see then. */
import { useId, useRef, useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { anchorOf, Menu, type Anchor } from '../ui/menu.tsx'
import type { Deeds } from './deeds.ts'
import { messages } from './messages/index.ts'
import { Outcome } from './outcome.tsx'
import { ShowingButton } from './showing.tsx'
import { Sign, type SignName } from './signs.tsx'
import type { Showing } from './use-showing.ts'
import type { Acts } from './acts.ts'
import type { Seen } from './words.tsx'

const delays = [0, 1, 2, 5, 10, 15] as const

/** What is done to the eyes of all who watch: each is asked once. */
export const watchActs = ['pause', 'show', 'draw', 'undraw'] as const
export type WatchAct = (typeof watchActs)[number]

export function Strip({
  seen,
  acts,
  deeds,
  showing,
  onAsk,
  onShowing,
}: {
  seen: Seen
  acts: Acts
  deeds: Deeds
  showing: Showing | null
  onAsk: (act: WatchAct) => void
  onShowing: () => void
}) {
  const t = useT(messages)
  const list = useList()
  const { room } = seen
  const [at, setAt] = useState<Anchor | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const busy = acts.busy('watch')
  const later = (n: number): string => (n === 0 ? t('atOnce') : t('later', { n }))
  const told = acts.told('watch')
  if (told.length > 0)
    return (
      <footer className="watch">
        <Outcome acts={acts} told={told} seen={seen} />
      </footer>
    )
  const open = room.tables.filter(({ shown }) => shown)
  const late = open.map(({ delayMinutes }) => delayMinutes)
  const [least, most] = [Math.min(...late), Math.max(...late)]
  const delay =
    late.length === 0 ? t('nobodyShown') : least === most ? later(least) : t('laterBetween', { least, most })
  const hidden = room.tables.filter(({ shown, curtain, paused }) => !shown || curtain !== 'open' || paused)
  const paused = room.tables.length > 0 && room.tables.every((table) => table.paused)
  // What the console drew only the console opens: as long as any is drawn so, that is what the button does.
  const drawnHere = room.tables.some(({ curtain }) => curtain === 'drawn-here')
  const anyOpen = room.tables.some(({ curtain }) => curtain === 'open')
  const draws = anyOpen || !drawnHere
  return (
    <footer className="watch" aria-label={t('observers')}>
      <Sign name="watching" />
      <b>{t('watching', { n: room.watching })}</b>
      <button
        ref={button}
        type="button"
        className="btn quiet delay"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => button.current && setAt(anchorOf(button.current))}
      >
        {delay}
        <Sign name="open" />
      </button>
      {hidden.length > 0 ? (
        <span className="hidden-ones">
          <Sign name="curtain-drawn" />
          <span>
            {hidden.length > 4
              ? t('tablesHidden', { n: hidden.length })
              : t(hidden.length === 1 ? 'tableHidden' : 'theseHidden', {
                  tables: list(hidden.map(({ number }) => String(number))),
                })}
          </span>
        </span>
      ) : null}
      {showing === null ? null : <ShowingButton {...{ showing, seen }} onOpen={onShowing} />}
      <span className="push" role="group" aria-label={t('forObservers')}>
        <AllEyes act={paused ? 'show' : 'pause'} sign={paused ? 'play' : 'pause'} busy={busy} onAsk={onAsk} />
        <AllEyes
          act={draws ? 'draw' : 'undraw'}
          sign={draws ? 'curtain-open' : 'curtain-drawn'}
          busy={busy}
          onAsk={onAsk}
        />
      </span>
      {at ? (
        <Menu
          label={t('delayFor')}
          at={at}
          onClose={() => setAt(null)}
          entries={[
            { head: t('delayFor') },
            ...delays.map((n) => ({
              label: later(n),
              checked: least === most && n === least,
              off: busy,
              run: () => deeds.delay(n),
            })),
          ]}
        />
      ) : null}
    </footer>
  )
}

/** What it does and, beneath, what observers see then. */
function AllEyes({
  act,
  sign,
  busy,
  onAsk,
}: {
  act: WatchAct
  sign: SignName
  busy: boolean
  onAsk: (act: WatchAct) => void
}) {
  const t = useT(messages)
  const how = useId()
  return (
    <Button
      className="all-eyes"
      aria-describedby={`${how}-then`}
      aria-disabled={busy || undefined}
      onClick={() => busy || onAsk(act)}
    >
      <Sign name={sign} />
      <span>
        <span>{t(`do-${act}`)}</span>
        <small id={`${how}-then`} aria-hidden="true">
          {t(`then-${act}`)}
        </small>
      </span>
    </Button>
  )
}
