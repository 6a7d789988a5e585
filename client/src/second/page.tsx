/** `/second`, on the second laptop itself: how the copy stands, and the one thing that a person decides here. */
import './second.css'
import type { SecondTold } from '@tablee/shared/wire/second'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { AskFirst } from './ask.tsx'
import { CodeForm } from './code.tsx'
import { CopyHere } from './copy-here.tsx'
import { messages } from './messages/index.ts'
import { secondPort, type SecondPort } from './port.ts'
import { Standing } from './standing.tsx'
import { Taken } from './taken.tsx'

/** ms. It is this laptop itself that is asked; that the first one is away is said within a second. */
const again = 250
/** So often it is asked whether the dialogue is served: on another port, or with a certificate, nobody answers here. */
const mostAsked = 80

export type SecondState = {
  readonly told: SecondTold | null
  readonly at: 'following' | 'asking' | 'taking' | 'taken' | 'none'
  readonly refused: boolean
  /** Where the dialogue is served by now; null where that was not seen. */
  readonly served?: string | null
}
const nothing: SecondState = { told: null, at: 'following', refused: false }

export default function Second() {
  return <SecondPage port={secondPort} />
}

export function SecondPage({ port, first = nothing }: { port: SecondPort; first?: SecondState }) {
  const t = useT(messages)
  const [state, setState] = useState(first)
  const change = useCallback((more: Partial<SecondState>) => setState((now) => ({ ...now, ...more })), [])
  const heading = useRef<HTMLHeadingElement>(null)
  const { told, at, refused, served } = state
  const polls = at === 'following' || at === 'asking'

  useEffect(() => {
    let left = false
    let next: ReturnType<typeof setTimeout> | undefined
    let asked = 0
    async function ask(): Promise<void> {
      try {
        if (polls) {
          const found = await port.told()
          if (!left) change(found === null ? { at: 'none' } : { told: found })
        } else if (at === 'taking') {
          asked += 1
          const serves = await port.serves()
          if (!left && (serves || asked >= mostAsked)) change({ at: 'taken', served: serves ? location.origin : null })
        }
      } catch {
        // It is restarting, or ends: what it said last stands.
      }
      if (!left && at !== 'none' && at !== 'taken') next = setTimeout(() => void ask(), again)
    }
    void ask()
    return () => {
      left = true
      clearTimeout(next)
    }
  }, [port, at, polls, change])
  useEffect(() => {
    if (at === 'taken') heading.current?.focus()
  }, [at])

  async function takeOver() {
    change({ at: 'taking', refused: false })
    if (!(await port.takeOver())) change({ at: 'following', refused: true })
  }

  if (at === 'none' || (told === null && at === 'following'))
    return (
      <Frame>
        <div className="door">
          <h1>{t(at === 'none' ? 'none' : 'title')}</h1>
          {at === 'none' ? <p className="lead">{t('noneLead')}</p> : null}
        </div>
      </Frame>
    )
  return (
    <Frame wide>
      <div className="second">
        {at === 'taking' ? (
          <div role="status">
            <h1>{t('taking')}</h1>
          </div>
        ) : null}
        {at === 'taken' && told !== null ? <Taken told={told} served={served} heading={heading} /> : null}
        {polls && told?.stage === 'code' ? <CodeForm wrong={told.wrong} port={port} /> : null}
        {polls && told?.stage === 'code' && told.mayTakeOver ? (
          <CopyHere told={told} refused={refused} onTakeOver={() => change({ at: 'asking' })} />
        ) : null}
        {polls && told !== null && told.stage !== 'code' ? (
          <Standing told={told} refused={refused} onTakeOver={() => change({ at: 'asking' })} />
        ) : null}
        {at === 'asking' ? <AskFirst onNo={() => change({ at: 'following' })} onYes={() => void takeOver()} /> : null}
      </div>
    </Frame>
  )
}
