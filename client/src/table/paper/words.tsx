/** Which words stand on a sheet that was printed before sheets said so: asked only where some of them were changed on the day. */
import type { PaperHolds } from '@tablee/shared/wire/print'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { said } from '../../ui/voices/texts.ts'
import { paperMessages } from './messages/index.ts'

export type Asked = Extract<PaperHolds, { readonly kind: 'ballot' | 'questionnaire' }>

/** As it was asked in these words. */
export function inWords(holds: Asked, words: number): Asked {
  const texts = new Map(holds.words?.choices[words]?.texts.map(({ item, text }) => [item, text]))
  return { ...holds, items: holds.items.map((item) => ({ ...item, text: texts.get(item.id) ?? item.text })) }
}

export function WhichWords({
  holds,
  lang,
  onChoose,
  onBack,
}: {
  holds: Asked
  /** The sheet's. */
  lang: string
  onChoose: (words: number) => void
  onBack: () => void
}) {
  const t = useT(paperMessages)
  const { language } = useLanguage()
  const first = (one: HTMLElement | null): void => one?.focus()
  return (
    <fieldset className="which-words">
      <legend>{t('whichWords')}</legend>
      <p className="meta">{t('whichWordsWhy')}</p>
      <ul className="rows">
        {(holds.words?.choices ?? []).map(({ texts }, words) => (
          <li key={words}>
            <button ref={words === 0 ? first : undefined} type="button" className="row" onClick={() => onChoose(words)}>
              <span>
                {texts.map(({ item, text }) => {
                  const read = said(text, text[lang] === undefined ? language : lang)
                  return (
                    <span key={item} className="of" lang={read.lang} dir={read.dir}>
                      {read.text}
                    </span>
                  )
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onClick={onBack}>{t('back')}</Button>
      </div>
    </fieldset>
  )
}
