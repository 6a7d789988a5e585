/** One text open at a time: its lease, what is written of it, and what comes next. */
import { type Lang } from '@tablee/shared/ids'
import { plainText } from '@tablee/shared/board/text'
import type { TextToTranslate, TranslationCommand } from '@tablee/shared/wire/translations'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Answer, ClientProblem } from '../hold/answer.ts'
import { passing } from '../link/api.ts'
import { keptIn, keptOf, withDraft } from './drafts.ts'
import type { TranslatePort } from './port.ts'
import { keyOf, listed, nextOf, type Wanted } from './queue.ts'
import type { SavedCommand } from './saving.ts'
import { useKept } from './use-kept.ts'
import { useListed } from './use-listed.ts'

/** Who goes on writing keeps it: opened anew before the two minutes are over (ms). */
const renewAfter = 60_000

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
/** What is said beside a translation. */
export type Beside = Extract<Without<TranslationCommand>, { readonly kind: 'unclear' | 'ask' | 'term' }>
export type Trouble = {
  readonly key: string | null
  readonly problem: ClientProblem | { readonly code: 'gone' }
}
export function useTranslating(port: TranslatePort, into: Lang, told: readonly TextToTranslate[], wanted: Wanted) {
  const { store, kept, keep, texts, failing, refused, save: put } = useKept(port, into, told)
  const [open, setOpen] = useState(kept.open)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  /** Done or put off in this sitting. */
  const [stays, setStays] = useState<ReadonlySet<string>>(new Set())
  const openedAt = useRef(0)
  const leased = useRef<string | null>(null)
  const list = useListed(texts, wanted, stays, open)
  const current = texts.find((one) => keyOf(one) === open) ?? null

  // What is shown no more goes, with whatever was written of it.
  const there = useMemo(() => new Set(told.map(keyOf)), [told])
  useEffect(() => {
    if (open !== null && !there.has(open)) {
      setTrouble({ key: null, problem: { code: 'gone' } })
      setOpen(null)
      leased.current = null
    }
    keep((before) => keptOf(before, there))
  }, [there, open, keep])
  // What was not taken is on the list again.
  useEffect(() => {
    if (refused === null) return
    setTrouble(refused)
    setStays((before) => new Set(before).add(refused.key))
  }, [refused])

  const send = useCallback(
    (command: Without<TranslationCommand>) => port.act({ id: port.newId(), ...command } as TranslationCommand),
    [port],
  )
  const at = useCallback(({ table, session, entry }: TextToTranslate) => ({ table, session, entry, into }), [into])
  /** Opened in the same moment by somebody else: nothing was written of it here, so it is theirs, and the next one is mine. */
  const [theirs, setTheirs] = useState<string | null>(null)
  const lease = useCallback(
    async (one: TextToTranslate) => {
      openedAt.current = Date.now()
      leased.current = keyOf(one)
      const done = await send({ kind: 'open', ...at(one) })
      if (done.ok || leased.current !== keyOf(one)) return
      // Without network it is opened as soon as something is told again.
      if (passing.has(done.problem.code)) leased.current = null
      else if (done.problem.code === 'changed' && keptIn(store.read()).drafts[keyOf(one)] === undefined)
        setTheirs(keyOf(one))
      else setTrouble({ key: keyOf(one), problem: done.problem })
    },
    [send, at, store],
  )
  // After a reload, and after a gap of the network, it goes on with what was open.
  useEffect(() => {
    const found = told.find((one) => keyOf(one) === open)
    if (found !== undefined && leased.current !== open) void lease(found)
  }, [told, open, lease])

  const go = useCallback(
    (key: string | null) => {
      setTrouble((before) => (before?.key === key ? before : null))
      setOpen(key)
      keep((before) => ({ ...before, open: key }))
      if (key === null && leased.current !== null) {
        leased.current = null
        void send({ kind: 'leave' })
      }
    },
    [keep, send],
  )
  const goOn = useCallback(
    (passed: ReadonlySet<string>) => go(nextOf(list, wanted.need, open, passed)),
    [go, list, wanted.need, open],
  )
  useEffect(() => {
    if (theirs === null) return
    setTheirs(null)
    if (theirs !== open) return
    leased.current = null
    goOn(new Set([...stays, theirs]))
  }, [theirs, open, goOn, stays])
  const draft = current === null ? undefined : kept.drafts[keyOf(current)]
  /** An engine's, where nobody has translated it as it is worded now. */
  const machine = (current?.translation?.earlier === null ? undefined : current?.draft) ?? null
  const text = draft?.text ?? machine?.text ?? current?.translation?.text ?? ''
  /** Somebody else's, as it stands: to be checked rather than written. */
  const isTheirs =
    current?.translation?.state === 'human' &&
    !current.translation.mine &&
    current.translation.earlier === null &&
    text === current.translation.text

  function pass(): ReadonlySet<string> {
    const passed = current === null ? stays : new Set([...stays, keyOf(current)])
    setStays(passed)
    return passed
  }
  function save(): void {
    if (current === null || text.trim() === '') return
    const key = keyOf(current)
    const { translation } = current
    // It stands there already, letter by letter: nobody's work is done again.
    if (!isTheirs && translation?.earlier === null && plainText(text).trim() === translation.text) {
      keep((before) => withDraft(before, key, null))
      return goOn(pass())
    }
    const of = { id: port.newId(), ...at(current), original: current.text }
    const command: SavedCommand = isTheirs
      ? { kind: 'check', ...of, text }
      : {
          kind: 'translate',
          ...of,
          before: current.translation?.text ?? null,
          text: plainText(text).trim(),
          ...(machine !== null && { draft: machine.text }),
        }
    put({ key, command, at: Date.now() })
    setTrouble(null)
    // The server has it left as soon as it is saved.
    leased.current = null
    goOn(pass())
  }

  return {
    texts,
    list,
    current,
    text,
    isTheirs,
    /** A machine's draft, as it stands in the field. */
    isMachines: machine !== null && text === machine.text,
    machine,
    /** Beside what is written: sent at once, and answered. */
    say: (command: Beside): Promise<Answer<unknown>> => send(command),
    at,
    /** Changed here, beside what stands there. */
    draft,
    unsent: kept.unsent,
    failing,
    trouble,
    drafts: kept.drafts,
    open: go,
    save,
    write(next: string): void {
      if (current === null) return
      setTrouble(null)
      keep((before) => withDraft(before, keyOf(current), { text: next, original: current.text }))
      if (Date.now() - openedAt.current > renewAfter) void lease(current)
    },
    /** What is written of it stays on this device. */
    later: (): void => goOn(pass()),
    /** Whether something on the list can be begun. */
    waits: nextOf(list, wanted.need, null, new Set()) !== null,
    begin: (of: Wanted): void => go(nextOf(listed(texts, of, stays), of.need, null, new Set())),
    move(by: 1 | -1): void {
      const index = list.findIndex((one) => keyOf(one) === open)
      for (let n = index + by; n >= 0 && n < list.length; n += by) {
        const one = list[n]
        if (one !== undefined && !one.taken) return go(keyOf(one))
      }
    },
  }
}
export type Translating = ReturnType<typeof useTranslating>
