/** `/found`: a dialogue from its file, by whoever holds the server's own link. Looked through, mended in place, founded. */
import './found.css'
import type { Spoilt } from '@tablee/shared/problem'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Checked, Standing } from '@tablee/shared/wire/founding'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { passing, type ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { Bring } from './bring.tsx'
import { messages } from './messages/index.ts'
import { openFounding, takeToken, type FoundPort } from './port.ts'
import { OrganisersLink, StandingList } from './standing.tsx'
import { FileText } from './text.tsx'
import { WhatWill } from './will.tsx'

/** As the server takes it (app.ts). */
const largest = 1024 * 1024

export default function Found() {
  const [token, setToken] = useState(takeToken)
  useEffect(() => {
    // Another link is opened in the same tab: only what stands behind the # is another.
    const again = () => setToken(takeToken())
    addEventListener('hashchange', again)
    return () => removeEventListener('hashchange', again)
  }, [])
  const port = useMemo(() => (token === null ? null : openFounding(token)), [token])
  return port === null ? <Shut /> : <FoundPage key={token} port={port} />
}

export function Shut({ ended = false }: { ended?: boolean }) {
  const t = useT(messages)
  return (
    <Frame>
      <div className="door">
        <h1>{t('title')}</h1>
        <p className="lead">{t(ended ? 'ended' : 'signIn')}</p>
        <p className="meta foot">
          {t('signInHow')
            .split('`')
            .map((part, index) =>
              index % 2 === 1 ? (
                <code key={part} dir="ltr">
                  {part}
                </code>
              ) : (
                part
              ),
            )}
        </p>
      </div>
    </Frame>
  )
}

/** What stands on the page; the gallery begins with any of it. */
export type FoundState = {
  readonly file: { readonly name: string; readonly text: string } | null
  readonly at: 'idle' | 'looking' | 'founding'
  /** Of this text it was found out; another text is not looked through yet. */
  readonly looked: { readonly of: string; readonly checked: Checked | null; readonly faults: readonly Spoilt[] } | null
  readonly trouble: string | null
  readonly done: { readonly title: string; readonly link: LinkEntry | null } | null
  readonly ended: boolean
}
export const nothingYet: FoundState = {
  file: null,
  at: 'idle',
  looked: null,
  trouble: null,
  done: null,
  ended: false,
}

export function FoundPage({ port, first = nothingYet }: { port: FoundPort; first?: FoundState }) {
  const t = useT(messages)
  const [state, setState] = useState(first)
  const [list, setList] = useState<readonly Standing[] | null>(null)
  const will = useRef<HTMLHeadingElement>(null)
  const { file, at, looked, trouble, done } = state
  const change = useCallback((more: Partial<FoundState>) => setState((now) => ({ ...now, ...more })), [])

  const read = useCallback(async () => {
    const answer = await port.standing()
    if (answer.ok) setList(answer.value)
    else if (answer.problem.code === 'not-signed-in') change({ ended: true })
  }, [port, change])
  useEffect(() => void read(), [read])

  function refused(problem: ClientProblem, of: string) {
    if (problem.code === 'not-signed-in') return change({ at: 'idle', ended: true })
    if (problem.code === 'bad-file') {
      const { line, column, place, why, more = [] } = problem
      return change({ at: 'idle', looked: { of, checked: null, faults: [{ line, column, place, why }, ...more] } })
    }
    if (problem.code === 'too-large') return change({ at: 'idle', trouble: t('tooLarge', { file: file?.name ?? '' }) })
    const away = new Set<string>([...passing, 'unexpected'])
    change({ at: 'idle', trouble: t(away.has(problem.code) ? 'away' : 'refused') })
  }
  async function look(name: string, text: string) {
    change({ file: { name, text }, at: 'looking', looked: null, trouble: null, done: null })
    const answer = await port.check(text, name)
    if (!answer.ok) return refused(answer.problem, text)
    change({ at: 'idle', looked: { of: text, checked: answer.value, faults: [] } })
  }
  async function bring(given: File) {
    const { name } = given
    if (given.size > largest) return change({ ...nothingYet, trouble: t('tooLarge', { file: name }) })
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(await given.arrayBuffer())
    } catch {
      return change({ ...nothingYet, trouble: t('notText', { file: name }) })
    }
    await look(name, text.replaceAll('\r\n', '\n'))
  }
  async function found() {
    if (file === null || at !== 'idle') return
    change({ at: 'founding', trouble: null })
    const answer = await port.found(file.text, file.name)
    if (!answer.ok) return refused(answer.problem, file.text)
    const { founded, id, title, links } = answer.value
    if (founded) change({ ...nothingYet, done: { title, link: links[0] ?? null } })
    else change({ at: 'idle', looked: null, trouble: t('stands', { id }) })
    await read()
  }

  const same = file !== null && looked?.of === file.text
  const checked = same ? looked.checked : null
  // Found out after a wait: whoever reads by ear or by keyboard is led there.
  useEffect(() => {
    if (checked !== null) will.current?.focus()
  }, [checked])
  if (state.ended) return <Shut ended />
  return (
    <Frame wide>
      <div className="found-head">
        <h1>{t('title')}</h1>
        <p className="lead">{t('about')}</p>
      </div>
      {done === null ? null : (
        <section className="ruled" aria-labelledby="founded-title">
          <h2 id="founded-title">{t('founded', { title: done.title })}</h2>
          {done.link === null ? null : <OrganisersLink link={done.link} title={done.title} />}
        </section>
      )}
      <section className="ruled" aria-labelledby="file-title">
        <h2 id="file-title">
          {t('file')} {file === null ? null : <bdi className="meta">{file.name}</bdi>}
        </h2>
        <Bring again={file !== null} onFile={(given) => void bring(given)} />
        <p role="status" className="outcome">
          {at === 'looking'
            ? t('looking')
            : at === 'founding'
              ? t('founding')
              : file !== null && !same && trouble === null
                ? t('changed')
                : null}
        </p>
        {trouble === null ? null : (
          <p role="alert" className="trouble">
            {trouble}
          </p>
        )}
        {file === null ? null : (
          <>
            <FileText
              text={file.text}
              wrong={looked !== null && looked.faults.length > 0 ? looked : null}
              onText={(text) => change({ file: { ...file, text }, trouble: null })}
            />
            {same && checked !== null ? null : (
              <p>
                <Button
                  look="primary"
                  aria-disabled={at !== 'idle'}
                  onClick={() => at === 'idle' && void look(file.name, file.text)}
                >
                  {t('again')}
                </Button>
              </p>
            )}
          </>
        )}
      </section>
      <section className="ruled" aria-labelledby="will-title" hidden={checked === null}>
        <h2 id="will-title" ref={will} tabIndex={-1}>
          {t('will')}
        </h2>
        {checked === null ? null : <WhatWill checked={checked} busy={at !== 'idle'} onFound={() => void found()} />}
      </section>
      {list === null ? null : <StandingList list={list} port={port} />}
    </Frame>
  )
}
