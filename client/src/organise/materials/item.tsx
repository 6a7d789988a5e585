/** One film, set of slides or leaflet in the list: what it is, in which languages it is there, and what is missing. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import type { ReactNode } from 'react'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { languageName } from '../../ui/language-name.ts'
import { faceOf } from '../../ui/reading.ts'
import { sizeSaid } from '../../ui/size.ts'
import { materialsMessages } from './messages/index.ts'
import { missingOf } from './missing.ts'

/** `step`: what its step is called, null where it has none. `children`: its uploads, and its form. */
export function MaterialRow({
  material,
  step,
  lang,
  langs,
  open,
  comes,
  onLook,
  onOpen,
  children,
}: {
  material: MaterialTold
  step: string | null
  /** Of the dialogue; `langs`: all that it promises. */
  lang: string
  langs: readonly string[]
  open: boolean
  /** A file of it is on its way. */
  comes: boolean
  onLook: () => void
  onOpen: () => void
  children: ReactNode
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const list = useList()
  const { kind, files, captions } = material
  const title = shownIn(material.title, language, lang)
  const tag = tagFor(material.title, language, lang)
  const missing = missingOf(material, langs)
  const named = (tags: readonly string[]): string => list(tags.map((tag) => languageName(tag, language)))
  const tongues = [...new Set(files.map((file) => file.lang))].map((tag) =>
    tag === null ? t('forAll') : languageName(tag, language),
  )
  const [first] = files
  const length =
    kind === 'film'
      ? first?.seconds == null
        ? []
        : [faceOf({ seconds: Math.round(first.seconds), late: false })]
      : first?.pages == null
        ? []
        : [t('pages', { n: first.pages })]
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const odd = files.find(({ plays }) => plays === 'not-everywhere')
  // A step that is called as what is shown in it says it once.
  const place = step === null || step === t(kind) ? [] : [step]
  const what = [t(kind), ...place, ...length, ...(bytes > 0 ? [sizeSaid(bytes, language)] : [])]
  return (
    <li className="material">
      <div className="line">
        <p>
          <b>
            <bdi lang={tag} dir={direction(tag)}>
              {title}
            </bdi>
          </b>
          <span className="meta">{list(what)}</span>
          {tongues.length > 0 ? <span className="meta">{list(tongues)}</span> : null}
          {captions.length > 0 ? (
            <span className="meta">
              {t('ofFile', { what: t('captions'), file: named(captions.map((one) => one.lang)) })}
            </span>
          ) : null}
        </p>
        <div className="acts">
          {files.length > 0 ? (
            <Button aria-label={t('lookAt', { title })} onClick={onLook}>
              {t('look')}
            </Button>
          ) : null}
          <Button
            aria-expanded={open}
            aria-label={t('ofFile', { what: t(open ? 'done' : 'change'), file: title })}
            onClick={onOpen}
          >
            {t(open ? 'done' : 'change')}
          </Button>
        </div>
      </div>
      <ul className="lacks">
        {material.lost === true ? <Lack>{t('lostStep')}</Lack> : null}
        {missing.file && !comes ? <Lack>{t('noFile')}</Lack> : null}
        {missing.files.length > 0 ? <Lack>{t('missingFile', { langs: named(missing.files) })}</Lack> : null}
        {missing.captions.length > 0 ? <Lack>{t('missingCaptions', { langs: named(missing.captions) })}</Lack> : null}
        {odd === undefined ? null : <Lack>{t('notEverywhere', { found: list(odd.codecs) })}</Lack>}
      </ul>
      {children}
    </li>
  )
}

const Lack = ({ children }: { children: ReactNode }) => (
  <li>
    <Icon name="refused" />
    <span>{children}</span>
  </li>
)
