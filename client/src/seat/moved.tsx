/** The seat is on another device, or this phone's way in has ended: what was written here stays in sight to copy. */
import { useRef, useState } from 'react'
import { direction, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Frame, Heading } from './frame.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import type { Left } from './storage.ts'

export function MovedScreen({
  left,
  onWipe,
  onChoose = null,
}: {
  left: Left
  onWipe: () => void
  /** They came by the card just now, and can sit down again; null: the card has to be scanned. */
  onChoose?: (() => void) | null
}) {
  const t = useT(messages)
  const moved = left.why === 'moved' && left.seat !== null
  return (
    <Frame
      place={null}
      actions={
        left.texts.length === 0 && onChoose === null ? undefined : (
          <>
            {left.texts.length === 0 ? null : <Button onClick={onWipe}>{t('wipe')}</Button>}
            {onChoose === null ? null : (
              <Button look="primary" onClick={onChoose}>
                {t('chooseSeat')}
              </Button>
            )}
          </>
        )
      }
    >
      <Heading>{moved ? t('moved', { seat: left.seat }) : t('ended')}</Heading>
      <p className="lead">
        {moved ? `${t('movedWhy')} ` : ''}
        {t(onChoose !== null ? 'gone' : moved ? 'movedScan' : 'endedWhy')}
      </p>
      {left.texts.length === 0 ? <p className="why">{t('nothingLeft')}</p> : <LeftTexts texts={left.texts} />}
    </Frame>
  )
}

export function LeftTexts({ texts }: Pick<Left, 'texts'>) {
  const t = useT(messages)
  return (
    <>
      <Note icon="kept" tone="offline">
        <b>{t('notSentHere')}</b> {t('notSentHereWhy')}
      </Note>
      {texts.map((one) => (
        <Kept key={one.text} {...one} />
      ))}
    </>
  )
}

function Kept({ text, lang }: Left['texts'][number]) {
  const t = useT(messages)
  const ref = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  function copy() {
    ref.current?.focus()
    ref.current?.select()
    // The clipboard's own interface needs a secure origin; in a hall on plain http there is none.
    setCopied(document.execCommand('copy'))
  }
  return (
    <div className="own">
      <textarea
        ref={ref}
        readOnly
        rows={4}
        className="leaf small flat voice"
        lang={lang}
        dir={direction(lang)}
        aria-label={t('yourSheet')}
        value={text}
      />
      <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>
    </div>
  )
}
