/** One text open at a time: its lease, what is written of it, and what comes next. */
import { plainText } from '@tablee/shared/board/text'
import type { TextToTranslate, TranslationCommand } from '@tablee/shared/wire/translations'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { keptIn, keptOf, withDraft, type Kept } from './drafts.ts'
import type { TranslatePort } from './port.ts'
import { keyOf, listed, needOf, nextOf, type Wanted } from './queue.ts'

/** Who goes on writing keeps it: opened anew before the two minutes are over (ms). */
const renewAfter = 60_000

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
export type Trouble = {
  readonly key: string | null
  readonly problem: ClientProblem | { readonly code: 'gone' }
}

export function useTranslating(
  port: TranslatePort,
  into: string,
  texts: readonly TextToTranslate[] | null,
  wanted: Wanted,
) {
  const store = useMemo(() => port.store(into), [port, into])
  const [kept, setKept] = useState<Kept>(() => keptIn(store.read()))
  const [saving, setSaving] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  /** Done or put off in this sitting. */
  const [stays, setStays] = useState<ReadonlySet<string>>(new Set())
  const openedAt = useRef(0)
  const leased = useRef<string | null>(null)

  const keep = useCallback(
    (change: (before: Kept) => Kept) =>
      setKept((before) => {
        const next = change(before)
        if (next !== before)
          store.write(next.open === null && Object.keys(next.drafts).length === 0 ? null : JSON.stringify(next))
        return next
      }),
    [store],
  )
  const list = useMemo(
    () =>
      listed(texts ?? [], wanted, kept.open === null || stays.has(kept.open) ? stays : new Set([...stays, kept.open])),
    [texts, wanted, stays, kept.open],
  )
  const current = texts?.find((one) => keyOf(one) === kept.open) ?? null

  // What is shown no more goes, with whatever was written of it.
  const there = useMemo(() => (texts === null ? null : new Set(texts.map(keyOf))), [texts])
  useEffect(() => {
    if (there === null) return
    if (kept.open !== null && !there.has(kept.open)) {
      setTrouble({ key: null, problem: { code: 'gone' } })
      leased.current = null
    }
    keep((before) => keptOf(before, there))
  }, [there, kept.open, keep])

  const send = useCallback(
    (command: Without<TranslationCommand>) => port.act({ id: port.newId(), ...command } as TranslationCommand),
    [port],
  )
  const at = useCallback(
    ({ table, session, entry }: TextToTranslate) => ({ table, session, entry, into: into as never }),
    [into],
  )
  const lease = useCallback(
    async (one: TextToTranslate) => {
      openedAt.current = Date.now()
      leased.current = keyOf(one)
      const done = await send({ kind: 'open', ...at(one) })
      if (!done.ok && leased.current === keyOf(one)) setTrouble({ key: keyOf(one), problem: done.problem })
    },
    [send, at],
  )
  // After a reload it goes on with what was open.
  useEffect(() => {
    if (current !== null && leased.current !== keyOf(current)) void lease(current)
  }, [current, lease])

  const open = useCallback(
    (key: string | null) => {
      setTrouble(null)
      keep((before) => ({ ...before, open: key }))
      if (key === null && leased.current !== null) {
        leased.current = null
        void send({ kind: 'leave' })
      }
    },
    [keep, send],
  )
  const goOn = useCallback(
    (passed: ReadonlySet<string>) => open(nextOf(list, wanted.need, kept.open, passed)),
    [open, list, wanted.need, kept.open],
  )
  const text = current === null ? '' : (kept.drafts[keyOf(current)]?.text ?? current.translation?.text ?? '')
  /** Somebody else's, as it stands: to be checked rather than written. */
  const isTheirs = current !== null && needOf(current) === 'second' && text === current.translation?.text

  async function save(): Promise<void> {
    if (current === null || saving || text.trim() === '') return
    const key = keyOf(current)
    setSaving(true)
    setTrouble(null)
    const of = { ...at(current), original: current.text }
    const done = await send(
      isTheirs
        ? { kind: 'check', ...of, text }
        : { kind: 'translate', ...of, before: current.translation?.text ?? null, text: plainText(text).trim() },
    )
    setSaving(false)
    if (!done.ok) return setTrouble({ key, problem: done.problem })
    leased.current = null
    keep((before) => withDraft(before, key, null))
    const passed = new Set([...stays, key])
    setStays(passed)
    goOn(passed)
  }

  return {
    list,
    current,
    text,
    isTheirs,
    saving,
    trouble,
    drafts: kept.drafts,
    open,
    save,
    write(next: string): void {
      if (current === null) return
      setTrouble(null)
      keep((before) => withDraft(before, keyOf(current), { text: next, original: current.text }))
      if (Date.now() - openedAt.current > renewAfter) void lease(current)
    },
    /** What is written of it stays on this device. */
    later(): void {
      if (current === null) return
      const passed = new Set([...stays, keyOf(current)])
      setStays(passed)
      goOn(passed)
    },
    begin: (): void => goOn(new Set()),
    move(by: 1 | -1): void {
      const index = list.findIndex((one) => keyOf(one) === kept.open)
      for (let n = index + by; n >= 0 && n < list.length; n += by) {
        const one = list[n]
        if (one !== undefined && !one.taken) return open(keyOf(one))
      }
    },
  }
}
export type Translating = ReturnType<typeof useTranslating>
