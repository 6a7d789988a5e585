/** What the hall recommends, on the wall: rank, sentence, condition, number; and as large, with a frame, who is against it. */
import { tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import { quotationMarks } from '@tablee/shared/i18n/language'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { recommendMessages } from './messages/index.ts'
import type { Ranked, RankedPage } from './ranked.ts'

export default function Recommended({
  page,
  draw,
}: {
  page: RankedPage
  draw: { readonly seed: string; readonly most: number } | null
}) {
  const t = useT(recommendMessages)
  const { all, dissent } = page
  const bases = new Set(all.map(({ of }) => of))
  const [base = null] = bases.size === 1 ? bases : []
  return (
    <>
      <p className="unit">{base === null ? t('each') : t('of', { n: base })}</p>
      <ol className="rank">
        {all.map((one) => (
          <Place key={one.figure.item} one={one} shared={base !== null} />
        ))}
      </ol>
      {dissent === null ? null : <Dissent one={dissent} />}
      {draw === null ? null : <p className="draw">{t('draw', { n: draw.most, seed: draw.seed })}</p>}
    </>
  )
}

function Place({ one, shared }: { one: Ranked; shared: boolean }) {
  const t = useT(recommendMessages)
  const { rank, figure, count, of, condition } = one
  return (
    <li>
      <span className="n num">{rank ?? '–'}</span>
      <h2>
        <In text={figure.text} />
      </h2>
      <p className="c">
        {count === null ? (
          <span className="untold">{t('untold')}</span>
        ) : (
          <b className="num">
            <span className="away">{t('for')} </span>
            {count}
          </b>
        )}
        {shared || of === null ? null : <span className="base num">{t('ofN', { n: of })}</span>}
      </p>
      {condition === null ? null : (
        <p className="if">
          <b className="tag">{t('yesIf')}</b>
          <In text={condition.text} />
        </p>
      )}
    </li>
  )
}

function Dissent({ one }: { one: Ranked }) {
  const t = useT(recommendMessages)
  const { rank, against, of, objection, voice, figure } = one
  return (
    <figure className="dis">
      <p className="hd">
        <b>{rank === null ? t('against') : t('againstN', { n: rank })}</b>
        <b className="c num">{against}</b>
      </p>
      {of === null ? null : <p className="base">{t('of', { n: of })}</p>}
      <h2>{objection === null ? <In text={figure.text} /> : <In text={objection.text} />}</h2>
      {voice === null ? null : (
        <blockquote className="voice" lang={voice.lang} dir={direction(voice.lang)}>
          {quotationMarks(voice.lang)[0]}
          {voice.text}
          {quotationMarks(voice.lang)[1]}
        </blockquote>
      )}
    </figure>
  )
}

/** People's words in their own language: a voice that reads aloud, and the direction, go by it. */
function In({ text }: { text: LocalText }) {
  const { language } = useLanguage()
  const tag = tagFor(text, language)
  return (
    <span lang={tag} dir={direction(tag)}>
      {text[tag]}
    </span>
  )
}
