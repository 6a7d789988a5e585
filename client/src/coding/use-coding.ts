/**
 * What is read now, which of its words are chosen, and what is done to them. A line stands beneath the words with the key,
 * before the server has answered; the next entry was told with the queue.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CodableEntry, CodebookTold, CodeCommand } from '@tablee/shared/wire/codebook'
import { useFollowed } from '../hold/use-followed.ts'
import { createDone } from '../synthesis/reading-steps.ts'
import type { CodingPort } from './port.ts'
import { codesAfter, codingsAfter, memosAfter, placed } from './steps.ts'
import type { CodingStep } from './told.ts'
import { useSteps } from './use-steps.ts'
import { nothingChosen, spanned, whole, type Choosing } from './words/choosing.ts'
import { groupsOf, wordsOf, type Range } from './words/spans.ts'

/** Out of sight it asks nothing. */
const settings = { rests: true }

/** Why an entry that was open is not any more, or what was done does not stand. */
export type News = 'gone' | 'faster' | 'refused' | null
export type Coding = ReturnType<typeof useCoding>

const same = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end
/** Who has done nothing yet is the next one. */
const nextCoder = ({ coder, coders }: CodebookTold): number => coder ?? coders + 1

/**
 * The one that stands behind this one; behind the last it begins anew with what was put by. `stood`: where this one stood, if it
 * has left the queue with its first code.
 */
function nextOf(
  queue: readonly CodableEntry[],
  done: { readonly has: (entry: CodableEntry) => boolean },
  but: string | null,
  stood = 0,
): CodableEntry | null {
  const at = queue.findIndex(({ entry }) => entry === but)
  const [behind, before] = at < 0 ? [stood, stood] : [at + 1, at]
  const round = [...queue.slice(behind), ...queue.slice(0, before)]
  return round.find((one) => one.entry !== but && !done.has(one)) ?? null
}

/** `first`: the words that are chosen when the page opens. */
export function useCoding(port: CodingPort, told: CodebookTold, first: Range | null) {
  const [open, setOpen] = useState<CodableEntry | null>(null)
  const [choosing, setChoosing] = useState<Choosing>(nothingChosen)
  const [news, setNews] = useState<News>(null)
  const [done] = useState(createDone)
  const chosenFirst = useRef(first)
  const name = open?.entry ?? null
  const ask = useMemo(() => (name === null ? null : port.entry(name)), [port, name])
  const { value, over } = useFollowed(ask, settings)
  const stands = value !== null && value.entry?.entry === name ? value : null
  const entry = stands?.entry ?? open
  const stood = useRef(0)
  const standsAt = told.queue.findIndex((one) => one.entry === name)
  useEffect(() => {
    if (standsAt >= 0) stood.current = standsAt
  }, [standsAt])

  const refused = useCallback(
    (command: CodeCommand, why: 'faster' | 'refused'): void => {
      if (command.kind === 'no-code') done.delete(command)
      setNews(why)
    },
    [done],
  )
  const told2 = useMemo(
    () => ({ codings: stands?.codings ?? [], codes: told.codes, memos: stands?.memos ?? [] }),
    [stands, told.codes],
  )
  const { sent, pending, say: send, back, canBack } = useSteps(port, told2, refused)
  const say = useCallback(
    (step: CodingStep): string => {
      setNews(null)
      return send(step)
    },
    [send],
  )
  const read = useCallback((next: CodableEntry | null, chosenIn: Range | null = null): void => {
    setOpen(next)
    setChoosing(next === null || chosenIn === null ? nothingChosen : spanned(next.text, chosenIn))
  }, [])
  // What one has open stays open, whatever the queue says; with nothing open, the first that waits is.
  useEffect(() => {
    if (open !== null) {
      chosenFirst.current = null
      return
    }
    const next = nextOf(told.queue, done, null)
    if (next !== null) read(next, chosenFirst.current)
  }, [told, open, read, done])
  const gone = over || (value !== null && value.entry === null)
  useEffect(() => {
    if (!gone || open === null) return
    // It was withdrawn, struck out, or is behind a curtain by now.
    done.add(open)
    setNews('gone')
    read(null)
  }, [gone, open, done, read])

  const text = entry?.text ?? ''
  const lang = entry?.lang ?? 'en'
  const coder = nextCoder(told)
  const codings = useMemo(
    () => (name === null ? [] : codingsAfter(told2.codings, pending, name, coder)),
    [told2, pending, name, coder],
  )
  const memos = useMemo(
    () => (name === null ? [] : memosAfter(told2.memos, pending, name, codings, coder, Date.now())),
    [told2, pending, name, codings, coder],
  )
  const codes = useMemo(() => codesAfter(told.codes, pending), [told.codes, pending])
  const { there, lost } = useMemo(() => placed(codings), [codings])
  const groups = useMemo(() => groupsOf(there), [there])
  const words = useMemo(() => wordsOf(text, lang), [text, lang])
  const { chosen } = choosing
  const live = chosen === null ? null : (groups.find((group) => same(group, chosen)) ?? null)
  const choose = useCallback((next: (now: Choosing) => Choosing): void => setChoosing(next), [])
  const asRead = entry === null ? null : { entry: entry.entry, ...(entry.said !== undefined && { said: entry.said }) }
  /** It is of a round that one does not code in, or has closed. */
  const closed = stands?.closed === true

  function mark(code: string): void {
    if (asRead === null || closed) return
    const range = chosen ?? whole(text).chosen
    if (range === null) return
    const stood = codings.find((one) => one.mine && one.code === code && same(one, range))
    if (stood !== undefined) return void say({ kind: 'uncode', coding: stood.coding })
    say({ kind: 'coding', code, ...asRead, start: range.start, end: range.end })
    if (chosen === null) setChoosing(spanned(text, range))
  }
  return {
    entry,
    lang,
    text,
    codings,
    lost,
    codes,
    memos,
    groups,
    words,
    choosing,
    chosen,
    live: live?.letter ?? null,
    liveGroup: live,
    choose,
    sent,
    news,
    /** Of what is told: another, and what was read of it is read again. */
    version: told.version,
    /** How many code. */
    coders: told.coders,
    closed,
    none: stands?.none === true,
    queue: told.queue.filter((one) => !done.has(one)),
    read,
    say,
    /** The chosen words, else all of them; pressed again, it is taken off. */
    mark,
    /** A code that begins with what is chosen; with nothing chosen it stands in the book and on no words. */
    begin(codeName: string, parent: string | null): void {
      const begun = say({ kind: 'code', name: codeName, parent })
      if (chosen !== null) mark(begun)
    },
    /** Read, and no code fits. */
    noneFits(): void {
      if (entry === null || asRead === null || closed) return
      done.add(entry)
      say({ kind: 'no-code', ...asRead })
      read(nextOf(told.queue, done, entry.entry, stood.current))
    },
    /** What has a code is read; what has none stays unread. */
    next(): void {
      if (entry !== null && codings.some(({ mine }) => mine)) done.add(entry)
      read(nextOf(told.queue, done, name, stood.current))
    },
    /** Of the words that are looked at where they have a code of one's own, else of the entry. */
    memo(textOf: string, memoLang: string): void {
      if (name === null) return
      const own = live?.of.find(({ mine }) => mine)
      const on = own === undefined ? { entry: name } : { coding: own.coding }
      say({ kind: 'memo', on, text: textOf, lang: memoLang })
    },
    back,
    canBack,
  }
}
