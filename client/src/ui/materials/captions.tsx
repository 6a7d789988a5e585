/** What is said in a film just now, in text: beneath the picture, or alone on a phone. */
import { captionAt, captionTurns, type Cue } from '@tablee/shared/materials/captions'
import { useEffect, useState } from 'react'
import { thisPage } from '../../hold/world.ts'
import { direction } from '../../i18n/index.tsx'
import type { Standing } from './standing.ts'

/** A film that is held, sought or told anew is looked at again at the latest after this. */
const look = 1_000

/** Empty where nobody speaks. `standing`: asked anew at each turn. */
export function useCaption(cues: readonly Cue[], standing: () => Standing): string {
  const [text, setText] = useState('')
  useEffect(() => {
    let off: (() => void) | null = null
    const turn = (): void => {
      const now = standing()
      setText(now.state === 'waiting' || now.state === 'over' ? '' : captionAt(cues, now.at))
      const next = now.state === 'plays' ? captionTurns(cues, now.at) : null
      const wait = now.state === 'waiting' ? now.inMs : next === null ? look : (next - now.at) * 1000
      off = thisPage.later(Math.max(5, Math.min(look, wait + 3)), turn)
    }
    turn()
    return () => off?.()
  }, [cues, standing])
  return text
}

/** Not read out: who hears the screen hears the film, and each line would be said over it. */
export function Caption({ text, lang }: { text: string; lang: string }) {
  const long = text.length > 110
  return (
    <p className={long ? 'caption long' : 'caption'} lang={lang} dir={direction(lang)}>
      {text}
    </p>
  )
}
