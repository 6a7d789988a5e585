/** "Next: Map, in 8 s": before anything changes on a screen. It pushes nothing out of sight and asks for no answer. */
import { useEffect, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Around } from './clock.tsx'
import type { Comes } from './going.ts'
import { Icon } from './icon.tsx'
import { clockMessages } from './messages/index.ts'

/** Whole seconds until then, by the server's clock; it turns when they do. */
function useSecondsTo(at: number, now: () => number): number {
  const [left, setLeft] = useState(() => at - now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const turn = (): void => {
      const rest = at - now()
      setLeft(rest)
      if (rest > 0) timer = setTimeout(turn, (rest % 1000 || 1000) + 3)
    }
    turn()
    return () => clearTimeout(timer)
  }, [at, now])
  return Math.max(0, Math.ceil(left / 1000))
}

/** `look`: a strip at a table and on a wall, a note on a phone. `now`: the server's time. */
export function NextLine({
  comes,
  at,
  now,
  look,
}: {
  comes: Comes
  at: number
  now: () => number
  look: 'strip news' | 'note news'
}) {
  const t = useT(clockMessages)
  const seconds = useSecondsTo(at, now)
  // Read out once: a screen reader that counts down says nothing else.
  const [first] = useState(seconds)
  const label = comes.what === 'end' ? t('nextEnd') : comes.title
  const lang = comes.what === 'end' ? null : comes.lang
  const say = (key: 'next' | 'nextSoon', n: number) => (
    <Around say={(what) => t(key, { what, n })} label={label} lang={lang} />
  )
  return (
    <div className={look}>
      <Icon name="next" turns />
      <p>
        <b aria-hidden="true">{say('next', seconds)}</b>
        <span className="away" role="status">
          {say('nextSoon', first)}
        </span>
      </p>
    </div>
  )
}
