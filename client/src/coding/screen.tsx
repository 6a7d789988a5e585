/** The page as it looks, of what it is given. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { CodebookTold, MatrixPart } from '@tablee/shared/wire/codebook'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { useGone } from '../ui/gone.tsx'
import { Notice } from '../ui/notice.tsx'
import { Head } from '../synthesis/frame.tsx'
import { Also } from './also.tsx'
import { AboutContext } from './bits.tsx'
import { Book } from './book.tsx'
import { Cover } from './cover.tsx'
import { Done } from './done.tsx'
import { Differences } from './differences.tsx'
import { Inside } from './inside.tsx'
import { stepOf } from './keys.ts'
import { Matrix, matrixParts } from './matrix.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { CodingPort, Filter, WordsOf } from './port.ts'
import { Queue } from './queue.tsx'
import { Reading } from './reading.tsx'
import { Rounds } from './rounds.tsx'
import { useCoding, type Coding } from './use-coding.ts'
import { useNoting } from './use-noting.ts'

/** What is looked at in the middle, beside or instead of an entry. */
export type Shown =
  | { readonly words: WordsOf; readonly where: string | null; readonly from: 'book' | 'matrix' | 'define' }
  | { readonly matrix: MatrixPart }
  | { readonly round: string }

export type Start = {
  readonly shown?: Shown
  readonly naming?: boolean
  readonly noting?: boolean
  readonly rounds?: boolean
  readonly done?: boolean
  /** Words that are chosen. */
  readonly chosen?: { readonly start: number; readonly end: number }
}

const nothing = (): void => undefined

/** What was worked at by keyboard is gone: one goes on where one reads, and Tab with it. Whoever is elsewhere stays there. */
const readOn = (): void =>
  void requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const place = document.getElementById('words') ?? document.getElementById('reading')
    place?.focus({ preventScroll: true })
  })

/** What is looked at in the middle; `children`: the entry that is open. */
function Middle({
  port,
  coding,
  shown,
  onShow,
  onClose,
  looked,
  children,
}: {
  port: CodingPort
  coding: Coding
  shown: Shown | null
  onShow: (shown: Shown | null) => void
  onClose: () => void
  looked: string | null
  children: ReactNode
}) {
  const code = coding.codes.find(({ id }) => id === looked)
  if (shown !== null && 'matrix' in shown)
    return (
      <Matrix
        port={port}
        coding={coding}
        by={shown.matrix}
        onBy={(matrix) => onShow({ matrix })}
        onOpen={(words, where) => onShow({ words, where, from: 'matrix' })}
        onClose={onClose}
      />
    )
  if (shown !== null && 'round' in shown)
    return <Differences port={port} coding={coding} round={shown.round} onClose={onClose} />
  if (shown !== null)
    return (
      <Inside
        key={`${shown.from} ${JSON.stringify(shown.words)}`}
        port={port}
        coding={coding}
        of={shown.words}
        where={shown.where}
        defining={shown.from === 'define'}
        onRead={() => onShow(null)}
        onClose={onClose}
      />
    )
  return (
    <>
      {children}
      {/* One that was begun here a moment ago the server may not know yet. */}
      {code === undefined || code.codings === 0 ? null : (
        <Also
          port={port}
          coding={coding}
          code={code}
          onOpen={() => onShow({ words: { code: code.id }, where: null, from: 'book' })}
        />
      )}
    </>
  )
}

export function Screen({
  port,
  told,
  about,
  problem,
  filter,
  onFilter,
  start = {},
}: {
  port: CodingPort
  told: CodebookTold
  about: DialogueAnswer | null
  problem: ClientProblem | null
  filter: Filter
  onFilter: (filter: Filter) => void
  start?: Start
}) {
  const gone = useGone()
  const t = useT(messages)
  const coding = useCoding(port, told, start.chosen ?? null)
  const [shown, setShown] = useState<Shown | null>(start.shown ?? null)
  const [naming, setNaming] = useState(start.naming ?? false)
  const kept = useNoting(port.drafts, coding.entry?.entry ?? null, start.noting ?? false)
  const noting = {
    ...kept,
    end: (): void => {
      kept.end()
      readOn()
    },
  }
  /** Null: that of the words that are looked at; empty: none. */
  const [asked, setAsked] = useState<string | null>(null)
  const close = useCallback(() => {
    setShown((now) => (now !== null && 'words' in now && now.from === 'matrix' ? matrixOf(now.words) : null))
    readOn()
  }, [])
  /** What stands in the middle instead hides the words: no code is put on what nobody sees. */
  const inSight = useMemo(
    (): Coding => (shown === null ? coding : { ...coding, entry: null, codings: [], mark: nothing, noneFits: nothing }),
    [coding, shown],
  )
  const { begin } = kept
  const begun = useRef('')
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = stepOf(event, {
        coding: inSight,
        newKey: t('newKey'),
        begun,
        onNew: () => setNaming(true),
        onMemo: begin,
        onClose: close,
      })
      if (run === null) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [inSight, t, close, begin])
  const first = coding.liveGroup?.of[0] ?? coding.codings[0]
  const looked = asked === '' ? null : (asked ?? first?.code ?? null)
  const wide = shown !== null && !('words' in shown)
  return (
    <AboutContext value={about}>
      <div className={wide ? 'cdg wide' : 'cdg'}>
        <nav className="skips" aria-label={t('skip')}>
          {(
            [
              ['reading', t('skipReading')],
              ['book-title', t('codebook')],
              ['queue-title', t('unread')],
            ] as const
          ).map(([id, name]) => (
            <button key={id} type="button" className="btn" onClick={() => document.getElementById(id)?.focus()}>
              {name}
            </button>
          ))}
        </nav>
        <Head about={about} here="/coding" sent={coding.sent} />
        {gone === null && (problem !== null || coding.sent.failing) ? (
          <Notice tone="offline" icon="refused" happened={t('unanswered')}>
            {t('unansweredHelp')}
          </Notice>
        ) : coding.news !== null ? (
          <Notice tone="news" icon="refused" happened={t(coding.news)} />
        ) : null}
        <Queue
          told={told}
          queue={coding.queue}
          open={coding.entry?.entry ?? null}
          filter={filter}
          onFilter={onFilter}
          onOpen={coding.read}
        />
        <main className="desk">
          <Middle port={port} coding={coding} shown={shown} onShow={setShown} onClose={close} looked={looked}>
            <Reading told={told} coding={coding} filter={filter} onFilter={onFilter} noting={noting} />
          </Middle>
        </main>
        <div className="side">
          <Book
            coding={inSight}
            looked={looked}
            naming={naming}
            onNaming={(now) => {
              setNaming(now)
              if (!now) readOn()
            }}
            onLook={(of) => setAsked(of === looked ? '' : of)}
            onOpen={(of) => setShown({ words: { code: of }, where: null, from: 'book' })}
            onDefine={(of) => setShown({ words: { code: of }, where: null, from: 'define' })}
          />
          <section className="onward" aria-label={t('matrix')}>
            <button type="button" className="further" onClick={() => setShown({ matrix: 'table' })}>
              {t('openMatrix')}
            </button>
          </section>
          <Rounds
            rounds={told.rounds}
            coding={coding}
            current={filter.round}
            open={start.rounds ?? false}
            onCode={(round) => onFilter({ ...filter, round })}
            onCompare={(round) => setShown({ round })}
          />
          <Done told={told} coding={coding} open={start.done ?? false} />
        </div>
        <Cover told={told} />
      </div>
    </AboutContext>
  )
}

/** From the words of a cell back to the matrix that it lies in. */
const matrixOf = (words: WordsOf): Shown => ({
  matrix: matrixParts.find((part) => words[part] !== undefined) ?? 'table',
})
