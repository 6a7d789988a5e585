/** How terms of the dialogue are said: shown where the original has one, and kept by those who translate. */
import { primaryOf, type Lang } from '@tablee/shared/ids'
import type { TextToTranslate, TextsToTranslate } from '@tablee/shared/wire/translations'
import { useRef, useState } from 'react'
import type { Answer, ClientProblem } from '../hold/answer.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { useOpened } from './focus.ts'
import { messages } from './messages/index.ts'
import type { Beside } from './use-translating.ts'

export type Terms = NonNullable<TextsToTranslate['terms']>

const sameLang = (a: string, b: string): boolean => primaryOf(a) === primaryOf(b)
/** Terms that stand in a text, whatever their case. */
export const termsIn = (terms: Terms, { text, lang }: Pick<TextToTranslate, 'text' | 'lang'>): Terms =>
  terms.filter(
    ({ from, term }) => sameLang(from, lang) && text.toLocaleLowerCase(lang).includes(term.toLocaleLowerCase(lang)),
  )

/** What is marked in the original just now, if it is of it. */
function marked(text: string): string {
  const chosen = getSelection()?.toString().trim() ?? ''
  return chosen.length <= 80 && text.includes(chosen) ? chosen : ''
}

export function Glossary({
  of,
  into,
  terms,
  say,
  onDone,
}: {
  of: TextToTranslate
  into: string
  terms: Terms
  say: (command: Beside) => Promise<Answer<unknown>>
  /** The form for a new one is gone, and whatever had the focus in it. */
  onDone: () => void
}) {
  const t = useT(messages)
  const says = useT(problemMessages)
  /** With what a new one begins. */
  const [adding, setAdding] = useState<string | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const found = termsIn(terms, of)
  async function put(from: string, term: string, to: string): Promise<boolean> {
    const done = await say({ kind: 'term', into: into as Lang, from: from as Lang, term, say: to })
    setProblem(done.ok ? null : done.problem)
    return done.ok
  }
  function done(): void {
    setAdding(null)
    onDone()
  }
  return (
    <div className="ctx glossary">
      <b>{t('glossary')}</b>
      <ul>
        {found.map(({ from, term, say: to }) => (
          <li key={`${from} ${term}`}>
            <bdi lang={from}>{term}</bdi>: <bdi lang={into}>{to}</bdi>{' '}
            <button
              type="button"
              className="mini"
              aria-label={t('removeTerm', { term })}
              onClick={() => void put(from, term, '')}
            >
              <Icon name="reject" />
            </button>
          </li>
        ))}
      </ul>
      {problem === null ? null : (
        <p className="f trouble" role="alert">
          <b>{problemSentence(says, problem)}</b>
        </p>
      )}
      {adding === null ? (
        <Button look="quiet" onClick={() => setAdding(marked(of.text))}>
          {t('addTerm')}
        </Button>
      ) : (
        <NewTerm
          first={adding}
          from={of.lang}
          into={into}
          put={async (term, to) => {
            if (await put(of.lang, term, to)) done()
          }}
          onCancel={done}
        />
      )}
    </div>
  )
}

function NewTerm({
  first,
  from,
  into,
  put,
  onCancel,
}: {
  first: string
  from: string
  into: string
  put: (term: string, say: string) => Promise<void>
  onCancel: () => void
}) {
  const t = useT(messages)
  const [term, setTerm] = useState(first)
  const [say, setSay] = useState('')
  const fields = useRef<(HTMLInputElement | null)[]>([])
  const begins = useRef(first === '' ? 0 : 1)
  useOpened(() => fields.current[begins.current] ?? null)
  const whole = term.trim() !== '' && say.trim() !== ''
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) void put(term.trim(), say.trim())
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <label>
        <b>{t('term')}</b>
        <input
          ref={(one) => void (fields.current[0] = one)}
          value={term}
          lang={from}
          dir="auto"
          maxLength={200}
          onChange={(event) => setTerm(event.target.value)}
        />
      </label>
      <label>
        <b>{t('isSaid')}</b>
        <input
          ref={(one) => void (fields.current[1] = one)}
          value={say}
          lang={into}
          dir="auto"
          maxLength={200}
          onChange={(event) => setSay(event.target.value)}
        />
      </label>
      <div className="acts">
        <Button type="submit" look="primary" aria-disabled={!whole}>
          {t('keep')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
