/** The dialogue that a page of those who analyse is about. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useEffect, useState } from 'react'
import type { Answer } from '../../hold/answer.ts'
import { measuring } from '../../hold/server-time.ts'
import { thisPage } from '../../hold/world.ts'

/** The programme may have changed: its clock goes on by itself. */
const every = 60_000

/** The dialogue and its programme, asked again each minute; the server's clock is measured with it. */
export function useAbout(ask: () => Promise<Answer<DialogueAnswer>>): DialogueAnswer | null {
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  useEffect(() => {
    let here = true
    const again = (): void =>
      void ask().then((answer) => {
        if (here && answer.ok) setAbout(answer.value)
      })
    again()
    const timer = setInterval(again, every)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [ask])
  useEffect(() => measuring(ask, thisPage), [ask])
  return about
}
