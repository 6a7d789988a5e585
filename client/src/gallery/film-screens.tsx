/** Films and slides on the wall and before somebody, state by state; the film is made useHere, and no bytes of it are kept. */
import '../observe/observe.css'
import '../observe/desk.css'
import { useEffect, useState, type ReactNode } from 'react'
import { FilmWall, SlidesWall } from '../observe/film-wall.tsx'
import type { Trouble } from '../ui/materials/film.tsx'
import { Player } from '../ui/materials/player.tsx'
import type { Playing } from '../ui/materials/standing.ts'
import { cuesByLanguage, cuesIn, filmSeconds, useHere, texts, type Lang } from './material-samples.ts'

const second = 1_000
const next: Readonly<Record<Lang, string>> = {
  en: 'Writing for yourself',
  fr: 'Écrire pour soi',
  de: 'Für sich schreiben',
  es: 'Escribir para uno mismo',
  ar: 'الكتابة للنفس',
}
const title = (lang: Lang) => ({ text: texts[lang][0], lang })

function drawn(context: CanvasRenderingContext2D, width: number, height: number): void {
  const at = (x: number, y: number, w: number, h: number, colour: string): void => {
    context.fillStyle = colour
    context.fillRect(x * width, y * height, w * width, h * height)
  }
  at(0, 0, 1, 1, '#12161f')
  at(0, 0.68, 1, 0.32, '#2a2f3a')
  at(0.35, 0.34, 0.31, 0.36, '#f7f2e6')
  for (const x of [0.37, 0.47, 0.57]) at(x, 0.37, 0.08, 0.2, '#ffe7a3')
  at(0.35, 0.61, 0.31, 0.03, '#1b4bb0')
  at(0.86, 0.3, 0.006, 0.42, '#8d8575')
  at(0.84, 0.28, 0.05, 0.08, '#1b4bb0')
}
/** One picture as a film: enough for what stands around it. Null until the browser has made it, or where it cannot. */
function useSampleFilm(): string | null {
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    if (typeof MediaRecorder === 'undefined') return
    const canvas = document.createElement('canvas')
    canvas.width = 960
    canvas.height = 540
    const context = canvas.getContext('2d')
    if (context === null) return
    drawn(context, canvas.width, canvas.height)
    const recorder = new MediaRecorder(canvas.captureStream(5), { mimeType: 'video/webm' })
    let url: string | null = null
    recorder.ondataavailable = ({ data }) => {
      if (url !== null || data.size === 0) return
      url = URL.createObjectURL(data)
      setSrc(url)
    }
    recorder.start()
    // A picture that does not change gives no frame: it is drawn until there are some.
    const timer = setInterval(() => drawn(context, canvas.width, canvas.height), 50)
    const stop = setTimeout(() => {
      clearInterval(timer)
      if (recorder.state === 'recording') recorder.stop()
    }, 600)
    return () => {
      clearInterval(timer)
      clearTimeout(stop)
      if (recorder.state === 'recording') recorder.stop()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [])
  return src
}

const opened = Date.now()
/** 1:52 into the film, unless it is said otherwise. */
const playing = (change: Partial<Playing> = {}): Playing => ({
  material: 'film',
  startsAt: opened - 112 * second,
  from: 0,
  heldAt: null,
  ...change,
})

function FilmSample({
  at,
  trouble = null,
  offline = false,
}: {
  at: Playing
  trouble?: Trouble | null
  offline?: boolean
}) {
  const lang = useHere()
  const src = useSampleFilm()
  return (
    <FilmWall
      title={title(lang)}
      next={next[lang]}
      offline={offline}
      playing={at}
      seconds={filmSeconds}
      now={Date.now}
      src={src}
      cues={cuesIn(lang)}
      lang={lang}
      touched={trouble !== 'silent'}
      trouble={trouble}
      onTrouble={() => undefined}
    />
  )
}

function usePicture(): Blob | null {
  const [blob, setBlob] = useState<Blob | null>(null)
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 1360
    canvas.height = 1020
    const context = canvas.getContext('2d')
    if (context === null) return
    drawn(context, canvas.width, canvas.height)
    canvas.toBlob(setBlob)
  }, [])
  return blob
}
function SlidesSample() {
  const lang = useHere()
  return (
    <SlidesWall title={title(lang)} next={next[lang]} offline={false} bytes={usePicture()} page={1} n={3} of={12} />
  )
}
function PlayerSample() {
  const lang = useHere()
  const src = useSampleFilm()
  return (
    <main className="player-sample">
      <h1>{texts[lang][0]}</h1>
      {src === null ? null : (
        <Player key={src} src={src} title={texts[lang][0]} captions={cuesByLanguage} lang={lang} />
      )}
    </main>
  )
}

export const filmScreens: Readonly<Record<string, () => ReactNode>> = {
  'watch-wall-film': () => <FilmSample at={playing()} />,
  'watch-wall-film-waiting': () => <FilmSample at={playing({ startsAt: Date.now() + 5 * second })} />,
  'watch-wall-film-held': () => <FilmSample at={playing({ heldAt: 112 })} />,
  'watch-wall-film-words': () => <FilmSample at={playing()} trouble="cannot" />,
  'watch-wall-film-silent': () => <FilmSample at={playing()} trouble="silent" />,
  'watch-wall-film-offline': () => <FilmSample at={playing()} offline />,
  'watch-wall-slides': () => <SlidesSample />,
  'materials-player': () => <PlayerSample />,
}
