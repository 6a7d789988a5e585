/** One film, set of slides or leaflet, looked at by whoever sits before it: what the hall shows goes on as it goes. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import { Suspense, useEffect, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { languageName } from '../language-name.ts'
import { part } from '../part.tsx'
import { forLanguage, pageAt, pagesOf } from './choose.ts'
import './look.css'
import './materials.css'
import { lookMessages } from './look-messages/index.ts'
import { materialMessages } from './messages/index.ts'
import { Player } from './player.tsx'
import { useCaptions } from './use-captions.ts'

const Slide = part(() => import('./slides.tsx'))

type Props = {
  readonly material: Pick<MaterialTold, 'kind' | 'title' | 'files' | 'captions'>
  /** Where the bytes of a file are. */
  readonly src: (hash: string) => string
  /** Of who looks; `dialogueLang`: what there is at least. */
  readonly lang: string
  readonly dialogueLang: string
}

export default function Look(props: Props) {
  const t = useT(lookMessages)
  const { files } = props.material
  const tongues = [...new Set(files.map((file) => file.lang))]
  const own = forLanguage(files, props.lang, props.dialogueLang)?.lang ?? null
  const [chosen, choose] = useState<string | null>(own)
  const lang = tongues.includes(chosen) ? chosen : own
  const shown = files.filter((file) => file.lang === lang)
  if (shown.length === 0) return null
  return (
    <div className="looked-at">
      {tongues.length > 1 ? (
        <div className="acts" role="group" aria-label={t('inLanguages')}>
          {tongues.map((tag) => (
            <Button key={tag ?? ''} aria-pressed={tag === lang} lang={tag ?? undefined} onClick={() => choose(tag)}>
              {tag === null ? t('allLanguages') : languageName(tag, tag)}
            </Button>
          ))}
        </div>
      ) : null}
      {props.material.kind === 'film' ? (
        <FilmHere key={shown[0]?.hash} {...props} hash={shown[0]?.hash ?? ''} />
      ) : (
        <PagesHere key={lang ?? ''} {...props} files={shown} />
      )}
    </div>
  )
}

function FilmHere({ material, src, lang, dialogueLang, hash }: Props & { hash: string }) {
  const captions = useCaptions(material, src)
  return <Player src={src(hash)} title={shownIn(material.title, lang, dialogueLang)} captions={captions} lang={lang} />
}

/** Page by page, in the page itself: what a browser does with a document of its own accord is another on each. */
function PagesHere({ material, src, lang, dialogueLang, files }: Props & { files: MaterialTold['files'] }) {
  const t = useT(materialMessages)
  const own = useT(lookMessages)
  const [page, setPage] = useState(1)
  const [tries, setTries] = useState(0)
  const [bytes, setBytes] = useState<Blob | null>(null)
  const [broken, setBroken] = useState(false)
  const of = pagesOf(files)
  const at = pageAt(files, page)
  const hash = at?.file.hash ?? ''
  const title = shownIn(material.title, lang, dialogueLang)
  useEffect(() => {
    let left = false
    setBroken(false)
    setBytes(null)
    fetch(src(hash))
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error('not there'))))
      .then((blob) => left || setBytes(blob))
      .catch(() => left || setBroken(true))
    return () => {
      left = true
    }
    // Asked anew when somebody tries again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [hash, src, tries])
  return (
    <div className="pages">
      {broken ? (
        <div role="alert">
          <p>{own('notLoaded')}</p>
          <Button onClick={() => setTries(tries + 1)}>{own('tryAgain')}</Button>
        </div>
      ) : (
        <div className="paper">
          <Suspense fallback={<div className="slide" aria-busy="true" />}>
            <Slide
              bytes={bytes}
              page={at?.page ?? 1}
              label={t('pageOf', { title, n: page, of })}
              onBroken={() => setBroken(true)}
            />
          </Suspense>
        </div>
      )}
      <div className="acts">
        {of > 1 ? (
          <>
            <Button aria-disabled={page === 1 || undefined} onClick={() => setPage(Math.max(1, page - 1))}>
              {t('pageBack')}
            </Button>
            <span className="num" role="status">
              {t('page', { n: page, of })}
            </span>
            <Button aria-disabled={page >= of || undefined} onClick={() => setPage(Math.min(of, page + 1))}>
              {t('pageOn')}
            </Button>
          </>
        ) : null}
        <a className="btn" href={src(hash)} target="_blank" rel="noreferrer">
          {own('openAlone')}
        </a>
      </div>
    </div>
  )
}
