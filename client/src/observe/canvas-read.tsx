/** What stands on a canvas in the reader's language: on the picture there is no room beneath it. */
import type { ViewShape } from '@tablee/shared/view/shapes'
import { useLanguage, useT } from '../i18n/index.tsx'
import { languageName } from '../ui/language-name.ts'
import { Translation, useTranslating } from '../ui/translation.tsx'
import { messages } from './messages/index.ts'

export type Said = ViewShape & { readonly id: string }

/** Nothing where there is nothing to read. Elements first: what stands on arrows and notes says little by itself. */
export function CanvasRead({ said, kindOf }: { said: readonly Said[]; kindOf: (shape: ViewShape) => string }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const translated = useTranslating()
  const read = said
    .filter((one) => translated(one) !== null)
    .toSorted((a, b) => Number(b.type === 'element') - Number(a.type === 'element'))
  return read.length === 0 ? null : (
    <details className="canvas-read">
      <summary>
        {t('canvasRead', { language: languageName(language, language) })} <span className="num">{read.length}</span>
      </summary>
      <ul>
        {read.map((one) => (
          <li key={one.id}>
            {one.type === 'element' ? <span className="label">{kindOf(one)}</span> : null}
            <p lang={one.lang} dir="auto">
              {one.text}
            </p>
            <Translation of={one} />
          </li>
        ))}
      </ul>
    </details>
  )
}
