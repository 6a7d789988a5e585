/** What the hall is shown, on this screen, in the same second: its film with captions beneath, or its page. */
import type { Cue } from '@tablee/shared/materials/captions'
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import { Suspense, useRef, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Caption, useCaption } from '../../ui/materials/captions.tsx'
import { allForLanguage, forLanguage, pageAt, pagesOf } from '../../ui/materials/choose.ts'
import { Film, type Trouble } from '../../ui/materials/film.tsx'
import { materialMessages } from '../../ui/materials/messages/index.ts'
import { standingOf, type Standing } from '../../ui/materials/standing.ts'
import { useCaptions } from '../../ui/materials/use-captions.ts'
import { part } from '../../ui/part.tsx'
import { useTable } from '../context.ts'
import { FullScreen } from './full-screen.tsx'
import { materialsMessages } from './messages/index.ts'
import type { Showing } from './use-materials.ts'
import { useBytes } from './use-bytes.ts'

const Slide = part(() => import('../../ui/materials/slides.tsx'))
const none: readonly Cue[] = []

export function Along({
  plays: { playing, material },
  src,
  onStop,
}: {
  plays: NonNullable<Showing['plays']>
  src: (hash: string) => string
  onStop: () => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const { status } = useTable()
  const whole = useRef<HTMLDivElement>(null)
  const lang = status?.lang ?? language
  const [loud, setLoud] = useState(false)
  const title = shownIn(material.title, language, lang)
  return (
    <div ref={whole} className="along">
      <h2 lang={tagFor(material.title, language, lang)}>{title}</h2>
      {material.kind === 'film' ? (
        <FilmAlong playing={playing} material={material} title={title} lang={lang} src={src} muted={!loud} />
      ) : (
        <PageAlong playing={playing} material={material} title={title} lang={lang} src={src} />
      )}
      <div className="acts">
        {/* The strip that led here is gone: what is nearest now is the way back. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <Button autoFocus onClick={onStop}>
          {t('stopHere')}
        </Button>
        {material.kind === 'film' ? (
          <Button aria-pressed={loud} onClick={() => setLoud(!loud)}>
            {t('sound')}
          </Button>
        ) : null}
        <FullScreen of={whole} />
      </div>
    </div>
  )
}

type Shown = NonNullable<Showing['plays']> & { title: string; lang: string; src: (hash: string) => string }

function FilmAlong({ playing, material, title, lang, src, muted }: Shown & { muted: boolean }) {
  const t = useT(materialMessages)
  const { language } = useLanguage()
  const { now } = useTable()
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const file = forLanguage(material.files, language, lang)
  const seconds = file?.seconds ?? null
  const latest = useRef<() => Standing>(null as never)
  latest.current = () => standingOf(playing, seconds, now())
  const [standing] = useState(() => () => latest.current())
  const spoken = forLanguage(material.captions, language, lang)
  const said = useCaptions(material, src)
  const text = useCaption(said[spoken?.lang ?? ''] ?? none, standing)
  return (
    <>
      <div className="picture">
        <Film
          src={file === null ? null : src(file.hash)}
          standing={standing}
          muted={muted}
          label={title}
          onTrouble={setTrouble}
        />
      </div>
      {spoken === null ? null : <Caption text={text} lang={spoken.lang} />}
      {trouble === null || trouble === 'silent' ? null : <p role="alert">{t('cannot')}</p>}
    </>
  )
}

function PageAlong({ playing, material, title, lang, src }: Shown) {
  const t = useT(materialMessages)
  const { language } = useLanguage()
  const files = allForLanguage(material.files, language, lang)
  const at = pageAt(files, playing.page)
  if (at === null) return <div className="picture" />
  const label = t('pageOf', { title, n: playing.page, of: pagesOf(files) })
  return <PageOf key={at.file.hash} address={src(at.file.hash)} page={at.page} label={label} />
}

/** Of one file: of the one before nothing stays in sight under another page's name. */
function PageOf({ address, page, label }: { address: string; page: number; label: string }) {
  const t = useT(materialMessages)
  const own = useT(materialsMessages)
  const { bytes, away, broken, onBroken } = useBytes(address)
  if (broken) return <p role="alert">{t('cannotSlides')}</p>
  if (away) return <p role="alert">{own('away')}</p>
  return (
    <div className="picture">
      <Suspense fallback={<div className="slide" aria-busy="true" />}>
        <Slide bytes={bytes} page={page} label={label} onBroken={onBroken} />
      </Suspense>
    </div>
  )
}
