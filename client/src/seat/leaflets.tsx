/** What the hall has to read: leaflets, in this person's language, each opened by the browser itself beside this page. */
import { inLang, tagFor } from '@tablee/shared/dialogue/programme'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import { useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { forLanguage } from '../ui/materials/choose.ts'
import type { SeatMaterials } from './materials.ts'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'

/** `lang`: what is read here; `dialogue`: what there is at least. */
export function Leaflets({
  told: { materials },
  address: src,
  again,
  lang,
  dialogue,
}: SeatMaterials & { lang: string; dialogue: string }) {
  const t = useT(messages)
  const [away, setAway] = useState(false)
  const there = materials.filter(({ kind, files }) => kind === 'leaflet' && files.length > 0)
  if (there.length === 0) return null
  /** The browser opens it whatever comes of this; where it cannot, a word stands on the page to which one comes back. */
  function opened(address: string): void {
    setAway(false)
    fetch(address, { headers: { range: 'bytes=0-0' }, cache: 'no-store' }).then(
      (answer) => setAway(!answer.ok),
      () => setAway(true),
    )
  }
  return (
    <section className="mine leaflets">
      <h2>{t('toRead')}</h2>
      <ul className="rows">
        {there.map((one) => (
          <Leaflet key={one.id} one={one} src={src} lang={lang} dialogue={dialogue} onOpen={opened} />
        ))}
      </ul>
      {away ? (
        <Note icon="kept" tone="offline" live>
          {t('notLoaded')}{' '}
          <Button
            onClick={() => {
              setAway(false)
              again()
            }}
          >
            {t('loadAgain')}
          </Button>
        </Note>
      ) : null}
    </section>
  )
}

function Leaflet({
  one,
  src,
  lang,
  dialogue,
  onOpen,
}: {
  one: MaterialTold
  src: ((hash: string) => string) | null
  lang: string
  dialogue: string
  onOpen: (address: string) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const file = forLanguage(one.files, lang, dialogue)
  if (file === null) return null
  const tag = tagFor(one.title, lang, dialogue)
  const others = one.files.filter((other) => other.lang !== file.lang && other.lang !== null)
  const way = (hash: string) =>
    src === null
      ? { 'aria-disabled': true as const }
      : { href: src(hash), target: '_blank', rel: 'noreferrer', onClick: () => onOpen(src(hash)) }
  return (
    <li>
      <a className="row" {...way(file.hash)}>
        <Icon name="source" />
        <span>
          <b lang={tag} dir={direction(tag)}>
            {inLang(one.title, lang, dialogue)}
          </b>
          <span className="meta">
            {file.lang === null ? t('leaflet') : `${t('leaflet')} · ${languageName(file.lang, language)}`}
          </span>
        </span>
        <Icon name="next" turns />
      </a>
      {others.length === 0 ? null : (
        <p className="tongues-of">
          {others.map((other) => (
            <a key={other.lang ?? ''} lang={other.lang ?? undefined} {...way(other.hash)}>
              {languageName(other.lang ?? '', other.lang ?? '')}
            </a>
          ))}
        </p>
      )}
    </li>
  )
}
