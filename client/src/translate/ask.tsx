/** A question to the table at which something was said: what is meant by it, and what the table answers. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useRef, useState, type FormEvent } from 'react'
import type { Answer, ClientProblem } from '../hold/answer.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { useOpened } from './focus.ts'
import { messages } from './messages/index.ts'

export function AskTable({ send, onDone }: { send: (text: string) => Promise<Answer<unknown>>; onDone: () => void }) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useOpened(() => field.current)
  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (text.trim() === '' || sending) return
    setSending(true)
    const done = await send(text.trim())
    setSending(false)
    if (done.ok) onDone()
    else setProblem(done.problem)
  }
  return (
    <form
      className="ask"
      onSubmit={(event) => void onSubmit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone()
      }}
    >
      <label>
        <b>{t('askWhat')}</b>
        <input ref={field} value={text} maxLength={400} dir="auto" onChange={(event) => setText(event.target.value)} />
      </label>
      <p className="meta">{t('askWho')}</p>
      {problem === null ? null : (
        <p className="f trouble" role="alert">
          <b>{problemSentence(says, problem)}</b>
        </p>
      )}
      <div className="acts">
        <Button type="submit" look="primary" aria-disabled={sending || text.trim() === ''}>
          {t('send')} <kbd aria-hidden="true">↵</kbd>
        </Button>
        <Button onClick={onDone}>
          {t('cancel')} <kbd aria-hidden="true">Esc</kbd>
        </Button>
      </div>
    </form>
  )
}

/** What was asked of it, and what the table says. */
export function Asked({ of: { asked, lang } }: { of: TextToTranslate }) {
  const t = useT(messages)
  if (asked === undefined) return null
  const { text, answer, reworded, by, mine } = asked
  return (
    <div className="ctx" role="status">
      <b>{mine ? t('youAsked') : t('othersAsked', { translator: t('translator', { n: by }) })}</b>
      <p dir="auto">{text}</p>
      {answer === null ? (
        <p className="meta">{t(reworded ? 'tableReworded' : 'notAnswered')}</p>
      ) : (
        <>
          <b>{t('tableSays')}</b>
          <p lang={lang} dir="auto">
            {answer.text}
          </p>
        </>
      )}
    </div>
  )
}
