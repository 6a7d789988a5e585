/** What this device keeps and sends: drafts, and what was saved and is on its way. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { thisPage } from '../hold/world.ts'
import { saysErased } from './erased.ts'
import { asKept, keptIn, withoutSaving, withSaving, type Kept } from './drafts.ts'
import type { TranslatePort } from './port.ts'
import { keyOf } from './queue.ts'
import { createSending, type Saving } from './saving.ts'

/** What was saved here, as it will be told, until it is. */
type Here = ReadonlyMap<string, Saving & { readonly of: readonly TextToTranslate[] }>

/** A text as this device knows it: with what was saved here and is on its way. */
function withHere(one: TextToTranslate, kept: Kept, here: Here): TextToTranslate {
  const key = keyOf(one)
  const way = kept.unsent.findLast((saving) => saving.key === key) ?? here.get(key)
  if (way === undefined) return one
  const { command, at } = way
  if (command.kind === 'check')
    return one.translation?.text === command.text
      ? { ...one, translation: { ...one.translation, state: 'checked' } }
      : one
  if (one.translation?.text === command.text && one.translation.earlier === null) return one
  return { ...one, translation: { text: command.text, state: 'human', at, who: '', mine: true, earlier: null } }
}

export function useKept(port: TranslatePort, into: string, told: readonly TextToTranslate[]) {
  const store = useMemo(() => port.store(into), [port, into])
  const [kept, setKept] = useState<Kept>(() => keptIn(store.read()))
  const [here, setHere] = useState<Here>(new Map())
  const [failing, setFailing] = useState<ClientProblem | null>(null)
  const [refused, setRefused] = useState<{ readonly key: string; readonly problem: ClientProblem } | null>(null)
  const now = useRef({ told })
  now.current = { told }

  /** Other tabs of this device write there, too: what stands there is changed, not what this tab remembers. */
  const keep = useCallback(
    (change: (before: Kept) => Kept): void => {
      const before = keptIn(store.read())
      const next = change(before)
      if (next !== before) store.write(asKept(next))
      setKept(next)
    },
    [store],
  )
  useEffect(() => {
    const heard = (): void => setKept(keptIn(store.read()))
    addEventListener('storage', heard)
    return () => removeEventListener('storage', heard)
  }, [store])

  // What was told since has it.
  useEffect(
    () =>
      setHere((before) => {
        const stay = [...before].filter(([, { of }]) => of === told)
        return stay.length === before.size ? before : new Map(stay)
      }),
    [told],
  )
  const sending = useRef<ReturnType<typeof createSending> | null>(null)
  useEffect(() => {
    const made = createSending({
      first: () => keptIn(store.read()).unsent[0] ?? null,
      act: port.act,
      answered(saving, problem) {
        const { key, command } = saving
        if (problem === null) setHere((before) => new Map(before).set(key, { ...saving, of: now.current.told }))
        else setRefused({ key, problem })
        keep((before) => withoutSaving(before, command.id, saysErased(problem) ? 'erased' : problem !== null))
      },
      failing: setFailing,
      world: thisPage,
    })
    sending.current = made
    made.kick()
    return () => made.stop()
  }, [port, store, keep])

  const texts = useMemo(() => told.map((one) => withHere(one, kept, here)), [told, kept, here])
  return {
    store,
    kept,
    keep,
    /** As this device knows them. */
    texts,
    /** Why nothing leaves; null while it does. */
    failing,
    refused,
    save(saving: Saving): void {
      keep((before) => withSaving(before, saving))
      sending.current?.kick()
    },
  }
}
