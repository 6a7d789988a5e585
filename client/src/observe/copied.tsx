/** What was copied, and less of it; where the browser lets nobody copy, the text itself, marked, to be copied by hand. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useHeaded, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { citationOf, copyText, wholeOf, type Citable, type Citation, type Cited } from './cite.ts'
import { quoteMessages } from './messages/index.ts'

export type What = 'whole' | 'words' | 'link'
/** `from`: the list of voices, or a table; there stands what is said of it. */
export type Copied = {
  readonly of: Citation
  readonly from: 'voices' | 'table'
  readonly what: What
  readonly done: boolean
}

type Copying = {
  readonly copied: Copied | null
  readonly copy: (of: Citation, from: Copied['from'], what?: What) => void
  readonly cite: (one: Citable) => Citation
  readonly close: () => void
}
const Context = createContext<Copying | null>(null)

export function CopyProvider({
  cited,
  first = null,
  children,
}: {
  cited: Cited
  first?: Copied | null
  children: ReactNode
}) {
  const [copied, setCopied] = useState(first)
  const copy = useCallback((of: Citation, from: Copied['from'], what: What = 'whole') => {
    void copyText(textOf(of, what)).then((done) => setCopied({ of, from, what, done }))
  }, [])
  const close = useCallback(() => setCopied(null), [])
  const value = useMemo(
    () => ({ copied, copy, close, cite: (one: Citable) => citationOf(one, cited) }),
    [copied, copy, close, cited],
  )
  // `.Provider`: the observers' build draws with Preact.
  return <Context.Provider value={value}>{children}</Context.Provider>
}
export function useCopying(): Copying {
  const copying = useContext(Context)
  if (!copying) throw new Error('nothing to copy with')
  return copying
}

const textOf = (of: Citation, what: What): string => (what === 'whole' ? wholeOf(of) : of[what])

export function CopyButton({ one, from }: { one: Citable; from: Copied['from'] }) {
  const t = useT(quoteMessages)
  const headed = useHeaded()
  const { copied, copy, cite } = useCopying()
  const name = t(one.capture === null ? 'copyEntry' : 'copy')
  return (
    <Button
      look="quiet"
      className="copy"
      aria-label={headed(name, one.text.length > 60 ? `${one.text.slice(0, 59)}…` : one.text)}
      aria-expanded={copied?.of.id === one.id && copied.from === from}
      onClick={() => copy(cite(one), from)}
    >
      <Icon name="copy" />
      {name}
    </Button>
  )
}

export function CopiedSheet() {
  const t = useT(quoteMessages)
  const { copied, copy, close } = useCopying()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (copied !== null && !copied.done) {
      field.current?.focus()
      field.current?.select()
    }
  }, [copied])
  if (copied === null) return null
  const { of, from, what, done } = copied
  return (
    <section
      className="cite"
      aria-label={t('source')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <p className="ok" role="status">
        <Icon name={done ? 'saved' : 'own-typing'} />
        {t(done ? (what === 'whole' ? 'copied' : what === 'words' ? 'copiedWords' : 'copiedLink') : 'byHand')}
      </p>
      {done ? (
        <>
          <p className="c">{of.source}</p>
          <p className="u" dir="ltr">
            {of.link}
          </p>
        </>
      ) : (
        <textarea ref={field} readOnly rows={6} dir="auto" aria-label={t('source')} value={textOf(of, what)} />
      )}
      <div className="acts">
        <Button onClick={() => copy(of, from, 'words')}>{t('words')}</Button>
        <Button onClick={() => copy(of, from, 'link')}>{t('link')}</Button>
        <Button look="quiet" onClick={close}>
          {t('close')}
        </Button>
      </div>
    </section>
  )
}
