/**
 * What a console shows on the walls takes the screen while it plays; beneath it the wall is what it was. What may be shown
 * is loaded before, so that a wall which lost its network shows it all the same: where nobody could start it from the
 * console, it is started here, by hand.
 */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { Materials, MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import type { WatchList } from '@tablee/shared/wire/watch'
import { useEffect, useMemo, useReducer, useState, type ReactNode } from 'react'
import { thisServer } from '../hold/server-time.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useReading, useServerNow } from '../ui/clock.tsx'
import { useAt } from '../ui/going.ts'
import { Icon } from '../ui/icon.tsx'
import type { Ahead } from '../ui/materials/ahead.ts'
import { forLanguage, pageAt, pagesOf } from '../ui/materials/choose.ts'
import type { Trouble } from '../ui/materials/film.tsx'
import { materialMessages } from '../ui/materials/messages/index.ts'
import { standingOf } from '../ui/materials/standing.ts'
import { useTouched } from '../ui/materials/touched.ts'
import { useCaptions } from '../ui/materials/use-captions.ts'
import { filesToShow, useAhead, type AddressOf } from '../ui/materials/use-shown.ts'
import { useSource } from '../ui/materials/use-source.ts'
import { siteHere, siteOf } from './clocks.ts'
import { HandContext } from './controls.tsx'
import { FilmWall, SlidesWall } from './film-wall.tsx'
import './film.css'

/** What was started at this wall begins so soon (ms): whoever pressed looks up. */
const soon = 3_000

type Props = {
  readonly told: Materials
  readonly list: WatchList
  /** Since when nothing was heard; null while the server answers. */
  readonly since: number | null
  readonly address: AddressOf
  /** Whether this device loads them before they are shown (not in the gallery). */
  readonly keeps: boolean
  readonly children: ReactNode
}

export default function Films({ told: everywhere, ...props }: Props) {
  const { list, since, address, keeps, children } = props
  const { language } = useLanguage()
  const now = useServerNow(everywhere)
  const site = useMemo(() => siteOf(list, siteHere())?.id ?? null, [list])
  const told = useMemo(() => atSite(everywhere, site), [everywhere, site])
  // Whatever a console says next is meant for this wall, too.
  const said = JSON.stringify(told.playing)
  const [mine, setMine] = useState<{ readonly playing: PlayingTold; readonly said: string } | null>(null)
  const own = mine?.said === said ? mine.playing : null
  const started = own ?? playingAt(told, site)
  const material = told.materials.find(({ id }) => id === started?.material) ?? null
  const seconds = material === null ? null : lengthOf(material, language, list.lang)
  const [, again] = useReducer((times: number) => times + 1, 0)
  const ends = started === null || started.heldAt !== null || seconds === null ? null : endOf(started, seconds)
  useAt(ends, now, again)
  const over = started !== null && material?.kind === 'film' && standingOf(started, seconds, now()).state === 'over'
  const ahead = useAhead(keeps ? `watch ${list.id}` : null, told, started, { language, dialogue: list.lang, address })
  const touched = useTouched()
  // So that they are here when the network is not.
  const films = useMemo(() => told.materials.filter(({ kind }) => kind === 'film'), [told])
  useCaptions(
    useMemo(() => ({ captions: films.flatMap(({ captions }) => captions) }), [films]),
    address,
  )

  const hand =
    since === null && own === null ? null : (
      <ByHand
        {...{ told, list, ahead }}
        own={over ? null : own}
        onOwn={(playing) => setMine(playing === null ? null : { playing, said })}
        now={now}
      />
    )
  const shown =
    started === null || material === null || over ? null : material.kind === 'film' ? (
      <Playing key={started.id} {...{ ...props, told, material, seconds, ahead, touched, now }} playing={started} />
    ) : (
      <Turning {...{ ...props, told, material, ahead }} page={started.page} />
    )
  return (
    <HandContext.Provider value={hand}>
      {shown ?? (
        <>
          {films.length > 0 && !touched ? <TapOnce /> : null}
          {children}
        </>
      )}
    </HandContext.Provider>
  )
}

/** Of a hall's wall what was opened to its own people. */
const atSite = (told: Materials, site: string | null): Materials =>
  site === null ? told : { ...told, materials: told.materials.filter((one) => one.openedAt.some((at) => at === site)) }

/** At this site; the wall of no hall shows what began last, wherever. */
export function playingAt({ playing }: Pick<Materials, 'playing'>, site: string | null): PlayingTold | null {
  const here = site === null ? playing : playing.filter((one) => one.site === site)
  return here.toSorted((a, b) => b.startsAt - a.startsAt)[0] ?? null
}
const lengthOf = (material: MaterialTold, language: string, dialogue: string): number | null =>
  forLanguage(material.files, language, dialogue)?.seconds ?? null
const endOf = ({ startsAt, from }: PlayingTold, seconds: number): number => startsAt + (seconds - from) * 1000

/** The whole of it is what is tapped: whoever sets a wall up has a remote or a mouse. */
function TapOnce() {
  const t = useT(materialMessages)
  return (
    <button type="button" className="tap-once">
      <Icon name="play" />
      {t('tapOnce')}
    </button>
  )
}

function useTitle(material: MaterialTold, { lang: dialogue }: WatchList) {
  const { language } = useLanguage()
  return useMemo(
    () => ({ text: shownIn(material.title, language, dialogue), lang: tagFor(material.title, language, dialogue) }),
    [material, language, dialogue],
  )
}
/** By the clock of this hall: what follows the step that was begun, or what time has led to since, which then goes on. */
function useNextStep({ clock }: WatchList): string | null {
  const reading = useReading(clock)
  const { steps, course } = clock
  if (course === undefined || course.ended) return null
  return steps[Math.max(course.step + 1, 'index' in reading ? reading.index : 0)]?.title ?? null
}

type Shown = Props & { readonly material: MaterialTold; readonly ahead: Ahead | null }

function Playing({
  list,
  since,
  address,
  material,
  seconds,
  ahead,
  touched,
  now,
  playing,
}: Shown & { seconds: number | null; touched: boolean; now: () => number; playing: PlayingTold }) {
  const { language } = useLanguage()
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const file = forLanguage(material.files, language, list.lang)
  const begun = playing.heldAt !== null || now() >= playing.startsAt
  const src = useSource(ahead, file, file === null ? null : address(file.hash), begun, trouble)
  const said = useCaptions(material, address)
  const captions = forLanguage(material.captions, language, list.lang)
  return (
    <FilmWall
      title={useTitle(material, list)}
      next={useNextStep(list)}
      offline={since !== null}
      {...{ playing, seconds, now, src, touched, trouble }}
      cues={said[captions?.lang ?? ''] ?? none}
      lang={captions?.lang ?? language}
      onTrouble={setTrouble}
    />
  )
}
const none: readonly never[] = []

function Turning({ list, since, address, material, ahead, page: n }: Shown & { page: number }) {
  const { language } = useLanguage()
  const files = filesToShow(material, language, list.lang)
  const at = pageAt(files, n)
  const bytes = useBytes(ahead, at?.file ?? null, address)
  return (
    <SlidesWall
      title={useTitle(material, list)}
      next={useNextStep(list)}
      offline={since !== null}
      {...{ bytes, n }}
      page={at?.page ?? 1}
      of={Math.max(n, pagesOf(files))}
    />
  )
}

/** Of slides everything is needed at once: they are small. */
function useBytes(
  ahead: Ahead | null,
  file: { readonly hash: string; readonly bytes: number } | null,
  address: AddressOf,
): Blob | null {
  const [bytes, setBytes] = useState<{ readonly hash: string; readonly blob: Blob } | null>(null)
  const hash = file?.hash ?? null
  const whole = file !== null && ahead !== null && ahead.here(file.hash) === file.bytes
  const known = bytes !== null && bytes.hash === hash
  useEffect(() => {
    if (hash === null || known) return
    let left = false
    void (async () => {
      const kept = whole ? await ahead.blob(hash).catch(() => null) : null
      const blob = kept ?? (await fetch(address(hash)).then((answer) => (answer.ok ? answer.blob() : null)))
      if (!left && blob !== null) setBytes({ hash, blob })
    })().catch(() => undefined)
    return () => {
      left = true
    }
  }, [ahead, hash, known, whole, address])
  return bytes?.hash === hash ? bytes.blob : null
}

/** At the wall itself, while nobody reaches it: what lies here whole is started, held and ended by its own buttons. */
function ByHand({
  told,
  list,
  ahead,
  own,
  onOwn,
  now,
}: Pick<Props, 'told' | 'list'> & {
  ahead: Ahead | null
  own: PlayingTold | null
  onOwn: (playing: PlayingTold | null) => void
  now: () => number
}) {
  const t = useT(materialMessages)
  const { language } = useLanguage()
  const ready = told.materials.filter((one) => {
    const files = filesToShow(one, language, list.lang)
    return files.length > 0 && files.every(({ hash, bytes }) => ahead?.here(hash) === bytes)
  })
  const start = (material: MaterialTold): void =>
    onOwn({
      site: siteOf(list, siteHere())?.id ?? told.playing[0]?.site ?? ('' as PlayingTold['site']),
      id: `own-${thisServer.now()}`,
      material: material.id,
      startsAt: now() + soon,
      from: 0,
      heldAt: null,
      page: 1,
      endsAt: null,
    })
  if (own === null)
    return ready.map((one) => (
      <Button key={one.id} onClick={() => start(one)}>
        <Icon name="play" />
        {t(one.kind === 'film' ? 'start' : 'startSlides')}: {shownIn(one.title, language, list.lang)}
      </Button>
    ))
  const material = told.materials.find(({ id }) => id === own.material)
  const pages = material?.kind === 'slides' ? pagesOf(filesToShow(material, language, list.lang)) : 0
  const at = standingOf(own, null, now()).at
  return (
    <>
      {material?.kind === 'slides' ? (
        <>
          <Button
            aria-disabled={own.page <= 1 || undefined}
            onClick={() => own.page > 1 && onOwn({ ...own, page: own.page - 1 })}
          >
            {t('pageBack')}
          </Button>
          <Button
            aria-disabled={own.page >= pages || undefined}
            onClick={() => own.page < pages && onOwn({ ...own, page: own.page + 1 })}
          >
            {t('pageOn')}
          </Button>
        </>
      ) : (
        <>
          <Button
            onClick={() =>
              onOwn(
                own.heldAt === null
                  ? { ...own, heldAt: standingOf(own, null, now()).at }
                  : { ...own, from: at, heldAt: null, startsAt: now() + 500 },
              )
            }
          >
            {t(own.heldAt === null ? 'hold' : 'goOn')}
          </Button>
          <Button onClick={() => onOwn({ ...own, from: 0, heldAt: null, startsAt: now() + soon })}>{t('again')}</Button>
        </>
      )}
      <Button onClick={() => onOwn(null)}>{t('end')}</Button>
    </>
  )
}
