import { useEffect, useRef, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { messages } from './messages/index.ts'
import type { SecondPort } from './port.ts'

/** What the first laptop shows, typed here. What was typed stays there when it was wrong. */
export function CodeForm({ wrong, port }: { wrong: boolean; port: Pick<SecondPort, 'code'> }) {
  const t = useT(messages)
  const [code, setCode] = useState('')
  const [shapeless, setShapeless] = useState(false)
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  async function send() {
    setSending(true)
    setShapeless(!(await port.code(code)))
    setSending(false)
    field.current?.focus()
  }
  const trouble = shapeless ? t('codeShape') : wrong ? t('codeWrong') : null
  return (
    <form
      className="code-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!sending) void send()
      }}
    >
      <h1>{t('code')}</h1>
      <p className="lead">{t('codeLead')}</p>
      <label htmlFor="second-code">{t('codeField')}</label>
      <div className="line">
        <input
          id="second-code"
          ref={field}
          dir="ltr"
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          placeholder="XXXX-XXXX-XXXX"
          aria-invalid={trouble !== null}
          aria-describedby="second-code-trouble"
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" look="primary" aria-disabled={sending}>
          {t('codeGo')}
        </Button>
      </div>
      <p id="second-code-trouble" role="alert" className={trouble === null ? '' : 'trouble'}>
        {trouble}
      </p>
    </form>
  )
}
