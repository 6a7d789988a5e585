/**
 * What translators ask this table: what is meant by something that stands here. It is seen calmly beside the text, by who runs the
 * table and who writes at it, and answered in a sentence; an entry that is worded anew has answered, too.
 */
import type { AnswerToTranslators, AskedOfTable } from '@tablee/shared/wire/translations'
import { createContext, useContext, useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { tableHeld } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { Answer, Api, ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { problemMessages } from '../ui/messages/index.ts'
import { Notice } from '../ui/notice.tsx'
import { problemSentence } from '../ui/problem-sentence.ts'
import { freshId } from './board/verbs.ts'
import { askedMessages } from './messages/index.ts'

export type AskedPort = {
  /** Of a board of this table's. */
  readonly read: (board: string) => Promise<Answer<AskedOfTable>>
  readonly answer: (board: string, command: AnswerToTranslators) => Promise<Answer<unknown>>
}
export const askedPort = (api: Api): AskedPort => ({
  read: (board) => api.get<AskedOfTable>(`/api/boards/${board}/translations/asked`),
  answer: (board, command) => api.post(`/api/boards/${board}/translations`, command),
})

/** By its id where it is about what stands here, else by its board's, too: ids of two boards may be the same. */
type Place = { readonly board: string; readonly id: string }
type AskedHereAndBefore = Readonly<Record<string, readonly (AskedOfTable[string][number] & Place)[]>>

/** Of all boards; one that cannot be read just now keeps nothing of the others back, except the one that is open. */
async function readAll({ read }: AskedPort, boards: readonly string[]): Promise<Answer<AskedHereAndBefore>> {
  const answers = await Promise.all(boards.map(async (board) => ({ board, answer: await read(board) })))
  const [here] = answers
  if (here !== undefined && !here.answer.ok) return here.answer
  const of = answers.flatMap(({ board, answer }) =>
    !answer.ok
      ? []
      : Object.entries(answer.value).map(([id, all]) => [
          board === here?.board ? id : `${board} ${id}`,
          all.map((one) => ({ ...one, board, id })),
        ]),
  )
  return { ok: true, value: Object.fromEntries(of) }
}

type Asked = { readonly of: AskedHereAndBefore; readonly show: (id: string | null) => void }
const Context = createContext<Asked>({ of: {}, show: () => undefined })

/**
 * `port` null: nobody at this screen is asked. `stamp`: what the board says of it, empty: nothing was ever asked. `boards`: the
 * open one first, then those of the table's other sessions, about which nobody asks who looks at this one otherwise.
 */
export function AskedHere({
  port,
  stamp,
  boards,
  children,
}: {
  port: AskedPort | null
  stamp: string
  boards: readonly string[]
  children: ReactNode
}) {
  const all = boards.join(' ')
  const read = useMemo(() => (port === null ? null : () => readAll(port, all.split(' '))), [port, all])
  const { value } = useRead(stamp === '' ? null : read, tableHeld, stamp)
  /** Answered here: it is gone before the server has told it. */
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const [shown, show] = useState<string | null | undefined>(undefined)
  const of = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(value ?? {}).flatMap(([id, all]) => {
          const open = all.filter(({ lang, at }) => !answered.has(`${id} ${lang} ${at}`))
          return open.length === 0 ? [] : [[id, open]]
        }),
      ),
    [value, answered],
  )
  const asked = useMemo((): Asked => ({ of, show }), [of])
  const nothing = Object.keys(of).length === 0
  const something = useRef(false)
  useEffect(() => {
    if (nothing) show(undefined)
    // The line whose button opened it is gone as well: the keyboard goes on in the outline. Not on a page that begins.
    if (nothing && something.current && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.tree [role=treeitem][tabindex="0"]')?.focus({ preventScroll: true })
    something.current = !nothing
  }, [nothing])
  return (
    <Context value={asked}>
      {children}
      {port === null || shown === undefined || nothing ? null : (
        <AskedDialog
          of={shown === null || of[shown] === undefined ? of : { [shown]: of[shown] }}
          answer={async (key, { board, id, lang, at }, text) => {
            const done = await port.answer(board, { id: freshId(), kind: 'answer', of: id, lang, text })
            // Somebody else at the table was faster, or the text is gone.
            const over = done.ok || done.problem.code === 'changed' || done.problem.code === 'not-found'
            if (over) setAnswered((before) => new Set(before).add(`${key} ${lang} ${at}`))
            return over || done.ok ? null : done.problem
          }}
          onClose={() => show(undefined)}
        />
      )}
    </Context>
  )
}

/** One line for all of them, under the ruler. */
export function AskedLine() {
  const t = useT(askedMessages)
  const { of, show } = useContext(Context)
  const n = Object.values(of).reduce((sum, all) => sum + all.length, 0)
  return n === 0 ? null : (
    <Notice
      tone="news"
      icon="question"
      happened={t('asks', { n })}
      actions={<Button onClick={() => show(null)}>{t('read')}</Button>}
    >
      {t('noHurry')}
    </Notice>
  )
}

/** That translators wait for an answer about it, to be read out with it; empty where they do not. */
export function useAskedSaid(id: string): readonly string[] {
  const t = useT(askedMessages)
  return useContext(Context).of[id] === undefined ? [] : [t('mark')]
}

/** Beside the text that it is about. `inRow`: of a list that is walked by arrows, where Tab passes it by. */
export function AskedMark({ id, inRow = false }: { id: string; inRow?: boolean }) {
  const t = useT(askedMessages)
  const { of, show } = useContext(Context)
  return of[id] === undefined ? null : (
    <button type="button" className="held asked" tabIndex={inRow ? -1 : 0} onClick={() => show(id)}>
      <Icon name="question" /> {t('mark')}
    </button>
  )
}

type One = AskedHereAndBefore[string][number]
type Say = (key: string, one: One, text: string) => Promise<ClientProblem | null>
function AskedDialog({ of, answer, onClose }: { of: AskedHereAndBefore; answer: Say; onClose: () => void }) {
  const t = useT(askedMessages)
  return (
    <Dialog title={t('title')} className="asked-dialog" onClose={onClose}>
      <p>{t('lead')}</p>
      <ol>
        {Object.entries(of).flatMap(([id, all]) =>
          all.map((one) => (
            <li key={`${id} ${one.lang} ${one.at}`}>
              <Question of={one} send={(text) => answer(id, one, text)} />
            </li>
          )),
        )}
      </ol>
      <div className="acts">
        <Button onClick={onClose}>{t('later')}</Button>
      </div>
    </Dialog>
  )
}

function Question({
  of: { text, lang, about },
  send,
}: {
  of: AskedOfTable[string][number]
  send: (text: string) => Promise<ClientProblem | null>
}) {
  const t = useT(askedMessages)
  const says = useT(problemMessages)
  const { language } = useLanguage()
  const [said, setSaid] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (said.trim() === '' || sending) return
    setSending(true)
    setProblem(await send(said.trim()))
    setSending(false)
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <blockquote dir="auto">{about}</blockquote>
      <label>
        <span className="meta">{t('whoAsks', { language: languageName(lang, language) })}</span>
        <b dir="auto">{text}</b>
        <input
          value={said}
          dir="auto"
          maxLength={400}
          aria-label={t('yourAnswer')}
          placeholder={t('yourAnswer')}
          onChange={(event) => setSaid(event.target.value)}
        />
      </label>
      {problem === null ? null : (
        <p role="alert">
          {problemSentence(says, problem)} {t('keptHere')}
        </p>
      )}
      <Button type="submit" look="primary" aria-disabled={sending || said.trim() === ''}>
        {t('answer')}
      </Button>
    </form>
  )
}
