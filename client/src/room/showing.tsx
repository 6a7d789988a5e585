/** Films and slides of the hall: what plays and how it is led, and what else there is, that of the running step first. */
import type { MaterialTold, PlayCommand, PlayingTold } from '@tablee/shared/wire/materials'
import { useCallback, useState } from 'react'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useTurning } from '../ui/clock.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { pagesOf } from '../ui/materials/choose.ts'
import { materialMessages } from '../ui/materials/messages/index.ts'
import { standingOf, turnsIn } from '../ui/materials/standing.ts'
import { clockFace } from '../ui/reading.ts'
import { messages, showingMessages } from './messages/index.ts'
import { SentWords } from './question-asked.tsx'
import { standingOf as hallStanding } from './reading.ts'
import { Sign } from './signs.tsx'
import type { Showing } from './use-showing.ts'
import { Said, useTitle, type Seen } from './words.tsx'

/** How long it is: of several languages the longest. Null: nobody knows. */
const secondsOf = ({ files }: MaterialTold): number | null => {
  const known = files.flatMap(({ seconds }) => seconds ?? [])
  return known.length === 0 || known.length < files.length ? null : Math.max(...known)
}
const firstLanguage = ({ files }: MaterialTold) => files.filter(({ lang }) => lang === files[0]?.lang)

/** What is left of it, or which page: the same as stands on the walls. */
function useFace({ of, is }: NonNullable<Showing['playing']>, time: () => number): string {
  const t = useT(materialMessages)
  const seconds = secondsOf(of)
  const turns = useCallback((at: number) => turnsIn(standingOf(is, seconds, at), seconds), [is, seconds])
  const standing = standingOf(is, seconds, useTurning(time, of.kind === 'film' ? turns : null))
  if (of.kind === 'slides') return t('page', { n: is.page, of: Math.max(is.page, pagesOf(firstLanguage(of))) })
  if (standing.state === 'waiting') return clockFace(Math.ceil(standing.inMs / 1000))
  return clockFace(seconds === null ? Math.floor(standing.at) : Math.ceil(Math.max(0, seconds - standing.at)))
}

/** In the strip: what plays, and the way to everything that can. */
export function ShowingButton({ showing, seen, onOpen }: { showing: Showing; seen: Seen; onOpen: () => void }) {
  const t = useT(showingMessages)
  const { playing } = showing
  return (
    <Button className="showing" aria-haspopup="dialog" onClick={onOpen}>
      <Sign name={playing === null ? 'play' : playing.is.heldAt === null ? 'play' : 'pause'} />
      {playing === null ? <span>{t('materials')}</span> : <Plays playing={playing} seen={seen} />}
    </Button>
  )
}
function Plays({ playing, seen: { room, time } }: { playing: NonNullable<Showing['playing']>; seen: Seen }) {
  const t = useT(showingMessages)
  const face = useFace(playing, time)
  return (
    <span>
      <span className="away">{t('onWalls')} </span>
      <span className="name">
        <Said text={playing.of.title} of={room.site.lang} />
      </span>{' '}
      <b className="num">{face}</b>
    </span>
  )
}

type Act = PlayCommand extends infer One ? (One extends { readonly id: string } ? Omit<One, 'id'> : never) : never

export function ShowingDialog({ showing, seen, onClose }: { showing: Showing; seen: Seen; onClose: () => void }) {
  const t = useT(showingMessages)
  const own = useT(messages)
  const { room, shown, now } = seen
  const { materials, playing, sent, faster } = showing
  const [everywhere, setEverywhere] = useState(false)
  const { session, step } = hallStanding(room.sessions, shown, now)
  const index = session?.steps.findIndex((one) => one === step) ?? -1
  const ofStep = (one: MaterialTold): boolean =>
    one.step !== null && one.step.session === session?.number && (one.step.step === null || one.step.step === index)
  const here = materials.filter(ofStep)
  const others = materials.filter((one) => !ofStep(one))
  const off = showing.busy || undefined
  const act = (one: Act): void => {
    // An id of its own makes it the command that it was.
    if (!showing.busy) showing.send({ ...one, id: showing.newId() } as PlayCommand)
  }
  const start = ({ id }: MaterialTold): void =>
    act({ kind: 'start', material: id, ...(everywhere ? { sites: 'all' as const } : {}) })
  return (
    <Dialog title={t('materials')} className="showing-all" onClose={onClose}>
      {playing === null ? null : <Leading {...{ playing, seen, off, act }} />}
      <SentWords
        sent={sent}
        {...(faster ? { refused: t('faster') } : {})}
        onAgain={showing.again}
        onLeave={showing.dismiss}
      />
      {room.others.length === 0 ? null : (
        <div className="seg" role="group" aria-label={t('where')}>
          {[false, true].map((all) => (
            <button
              key={String(all)}
              type="button"
              aria-pressed={everywhere === all}
              onClick={() => setEverywhere(all)}
            >
              {all ? t('everywhere') : room.site.name}
            </button>
          ))}
        </div>
      )}
      {here.length === 0 ? null : (
        <section aria-labelledby="showing-now">
          <h3 id="showing-now">{t('ofThisStep')}</h3>
          <List of={here} {...{ seen, off, start }} plays={playing?.is ?? null} first={playing === null} />
        </section>
      )}
      {others.length === 0 ? null : (
        <section aria-labelledby="showing-others">
          <h3 id="showing-others">{t(here.length === 0 ? 'all' : 'others')}</h3>
          <List of={others} {...{ seen, off, start }} plays={playing?.is ?? null} first={false} />
        </section>
      )}
      <div className="acts">
        <Button onClick={onClose}>{own('close')}</Button>
      </div>
    </Dialog>
  )
}

function List({
  of,
  seen: { room },
  off,
  start,
  plays,
  first,
}: {
  of: readonly MaterialTold[]
  seen: Seen
  off: true | undefined
  start: (one: MaterialTold) => void
  plays: PlayingTold | null
  /** The one thing to do here is to show the first of them. */
  first: boolean
}) {
  const t = useT(showingMessages)
  const titled = useTitle(room.site.lang)
  const about = useAbout(room)
  return (
    <ul>
      {of.map((one, index) => (
        <li key={one.id}>
          <p>
            <b>
              <Said text={one.title} of={room.site.lang} />
            </b>
            <span className="k2">{about(one)}</span>
            {one.files.some(({ plays: where }) => where === 'not-everywhere') ? (
              <span className="k2">{t('notEverywhere')}</span>
            ) : null}
          </p>
          {plays?.material === one.id ? (
            <span className="k2">{t('onWalls')}</span>
          ) : (
            <Button
              {...(first && index === 0 ? { look: 'primary' as const } : {})}
              aria-disabled={off}
              aria-label={`${t('show')}: ${titled(one.title)}`}
              onClick={() => off || start(one)}
            >
              {t('show')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What it is, how long, and where in the day it stands. */
function useAbout(room: Seen['room']): (one: MaterialTold) => string {
  const t = useT(materialMessages)
  const own = useT(messages)
  const more = useT(showingMessages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  return (one) => {
    const session = room.sessions.find(({ number }) => number === one.step?.session)
    const step = one.step?.step === null ? undefined : session?.steps[one.step?.step ?? -1]
    const seconds = secondsOf(one)
    return list([
      t(one.kind),
      ...(one.kind === 'slides' ? [more('pages', { n: pagesOf(firstLanguage(one)) })] : []),
      ...(one.kind === 'film' && seconds !== null ? [clockFace(Math.round(seconds))] : []),
      ...(session === undefined ? [] : [own('sessionOf', { n: session.number, of: room.sessions.length })]),
      ...(step === undefined ? [] : [titled(step.title)]),
    ])
  }
}

/** What plays, led from here: always in the same order, so that the hand finds it. */
function Leading({
  playing,
  seen,
  off,
  act,
}: {
  playing: NonNullable<Showing['playing']>
  seen: Seen
  off: true | undefined
  act: (one: Act) => void
}) {
  const t = useT(materialMessages)
  const own = useT(showingMessages)
  const { of, is } = playing
  const { room, time } = seen
  const face = useFace(playing, time)
  const pages = of.kind === 'slides' ? pagesOf(firstLanguage(of)) : 0
  const held = is.heldAt !== null
  const begins = of.kind === 'film' && !held && time() < is.startsAt
  const [first, last] = [is.page <= 1, is.page >= pages]
  return (
    <section className="leading" aria-label={own('onWalls')}>
      <p>
        <b className="num">
          {held ? <Sign name="pause" /> : null}
          {face}
        </b>
        <span>
          <Said text={of.title} of={room.site.lang} />
          {of.kind === 'slides' ? null : (
            <span className="k2"> {t(held ? 'heldFilm' : begins ? 'begins' : 'toEnd')}</span>
          )}
        </span>
      </p>
      <div className="acts">
        {of.kind === 'slides' ? (
          <>
            <Button
              aria-disabled={off ?? (first || undefined)}
              onClick={() => off || first || act({ kind: 'page', playing: is.id, page: is.page - 1 })}
            >
              {t('pageBack')}
            </Button>
            <Button
              look="primary"
              aria-disabled={off ?? (last || undefined)}
              onClick={() => off || last || act({ kind: 'page', playing: is.id, page: is.page + 1 })}
            >
              {t('pageOn')}
            </Button>
          </>
        ) : (
          <>
            <Button
              look="primary"
              aria-disabled={off}
              onClick={() => off || act({ kind: held ? 'go-on' : 'hold', playing: is.id })}
            >
              {t(held ? 'goOn' : 'hold')}
            </Button>
            <Button aria-disabled={off} onClick={() => off || act({ kind: 'seek', playing: is.id, to: 0 })}>
              {t('again')}
            </Button>
          </>
        )}
        <Button aria-disabled={off} onClick={() => off || act({ kind: 'end', playing: is.id })}>
          {t('end')}
        </Button>
      </div>
    </section>
  )
}
