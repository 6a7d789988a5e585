/** The front door: what this is, and the way to one's table with the code on its card. */
import './join.css'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { goneIn } from '../hold/whereabouts.ts'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { messages } from './messages/index.ts'
import { OrganiserHint } from '../ui/frame/organiser-hint.tsx'
import { SeatsHere } from './seats-here.tsx'
import { enter, toSeat, whereTo } from './enter.ts'
import { Trouble } from '../ui/frame/trouble.tsx'

/** What a code's letters are, however they are typed: upper or lower case, with a hyphen or spaces between. */
const tidy = (code: string) =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 8)
const shown = (code: string) => (code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code)

export function Landing({
  first = { code: '', problem: null },
}: {
  /** What the gallery begins with. */ first?: { readonly code: string; readonly problem: ClientProblem | null }
} = {}) {
  const t = useT(messages)
  const [, go] = useLocation()
  const [code, setCode] = useState(first.code)
  const [problem, setProblem] = useState(first.problem)
  const [busy, setBusy] = useState(false)
  const gone = problem !== null && goneIn(problem, location.origin) !== null

  async function join(event: FormEvent) {
    event.preventDefault()
    if (code.length !== 8 || busy) return
    setBusy(true)
    setProblem(null)
    const entered = await enter({ code })
    if (entered.ok && (await toSeat(entered.value))) return
    setBusy(false)
    if (entered.ok) go(whereTo(entered.value))
    else setProblem(entered.problem)
  }

  return (
    <Frame>
      <div className="door">
        <TableMark seats={6} spoke={new Set([1, 3, 5])} width={96} />
        <h1>{t('title')}</h1>
        <p className="lead">{t('about')}</p>
        <SeatsHere behind={gone} />
        <form onSubmit={join} className="code">
          <label htmlFor="code">{t('codeLabel')}</label>
          <p className="meta" id="code-hint">
            {t('codeHint')}
          </p>
          <div className="pair">
            <input
              id="code"
              className="num"
              aria-describedby="code-hint"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              inputMode="text"
              dir="ltr"
              value={shown(code)}
              onChange={(event) => setCode(tidy(event.target.value))}
            />
            <Button
              {...(gone ? {} : { look: 'primary' as const })}
              type="submit"
              aria-disabled={code.length !== 8 || busy}
            >
              {busy ? t('joining') : t('join')}
            </Button>
          </div>
          {problem ? <Trouble problem={problem} byCode /> : null}
        </form>
        <p className="meta foot">
          <OrganiserHint />
        </p>
        <p className="meta foot">
          <a href="/licences/index.html" target="_blank" rel="noopener" hrefLang="en">
            {t('licences')}
          </a>
        </p>
      </div>
    </Frame>
  )
}
