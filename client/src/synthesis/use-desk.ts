/**
 * What is read now, and what comes next. The next entry is on the screen with the key, before the server has answered: it was
 * told with the queue. What somebody else has open is passed over.
 */
import type { ThemeCommand, ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../link/api.ts'
import { createOutbox, type Sent } from './outbox.ts'
import type { ThemesPort } from './port.ts'
import { createDone, nextOf, noneStep, putStep, worded, type Step, type Worded } from './reading-steps.ts'

/** Why an entry that was open is not any more. */
export type News = 'gone' | 'faster' | 'refused' | null
export type Desk = ReturnType<typeof useDesk>

/** A lease is three minutes long. */
const again = 60_000

export function useDesk(port: ThemesPort, told: ThemesTold | null) {
  const [open, setOpen] = useState<ThemeEntry | null>(null)
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  const [news, setNews] = useState<News>(null)
  /** The entry with which what says the same is put in its theme, too. */
  const [along, setAlong] = useState<string | null>(null)
  /** Read here, whatever an answer says that was written before the step arrived. */
  const [done] = useState(createDone)
  const own = useRef<{ readonly id: string; readonly entry: ThemeEntry | null }[]>([])
  const handled = useRef<ThemesTold | null>(null)
  /** What was read, and is open again because that was taken back. */
  const reopened = useRef<string | null>(null)
  const unreadNear = (open?.near ?? []).filter((one) => one.unread === true && !done.has(one))
  const withIt = open !== null && along === open.entry ? unreadNear : []
  const now = useRef({ told, open, withIt })
  now.current = { told, open, withIt }

  const outbox = useMemo(() => {
    const refused = (command: ThemeCommand, problem: ClientProblem): void => {
      if (command.kind === 'open') {
        reopened.current = null
        // Somebody else was faster, or it left its board: the queue goes on without it.
        if (now.current.open?.entry === command.entry) setOpen(null)
        return
      }
      own.current = own.current.filter(({ id }) => id !== command.id)
      if ('entry' in command) done.delete(command)
      if (command.kind === 'put') for (const one of command.along ?? []) done.delete(one)
      setNews(problem.code === 'changed' || problem.code === 'not-found' ? 'faster' : 'refused')
    }
    return createOutbox(port.say, setSent, refused, port.shelf)
  }, [port, done])
  useEffect(() => {
    // What a page that was closed left: read here, and on its way.
    for (const step of outbox.begin())
      if (step.kind === 'put') for (const one of [step, ...(step.along ?? [])]) done.add(one)
      else if (step.kind === 'none') done.add(step)
      else if (step.kind === 'second') done.add({ entry: step.entry })
    return () => outbox.stop()
  }, [outbox, done])

  const say = useCallback(
    (step: Step, entry: ThemeEntry | null = null): string => {
      const id = port.newId()
      if (step.kind !== 'open') {
        own.current.push({ id, entry })
        setNews(null)
      }
      outbox.send({ ...step, id })
      return id
    },
    [outbox, port],
  )
  const read = useCallback(
    (entry: ThemeEntry, again = false): void => {
      setOpen(entry)
      say({ kind: 'open', entry: entry.entry, ...(again && { again }) })
    },
    [say],
  )
  const failing = sent.failing
  // What was told is the truth, but for what is on its way.
  useEffect(() => {
    if (told === null || told === handled.current || sent.waiting > 0) return
    handled.current = told
    const { mine } = told
    const has = open !== null && !done.has(open)
    if (mine !== null && !done.has(mine)) {
      if (mine.entry === reopened.current) reopened.current = null
      if (!has || mine.entry === open.entry) setOpen(mine)
      return
    }
    if (has) {
      const still = told.queue.find(({ entry }) => entry === open.entry)
      // It was told before what was taken back had arrived: whether it stands the server says to who opens it.
      if (still === undefined && reopened.current === open.entry) return
      reopened.current = null
      // The laptop slept, and nobody else took it.
      if (still?.by === null) return read(still)
      // Open here and nowhere else: it was withdrawn, struck out, or is behind a curtain by now.
      if (still === undefined && open.themes.length === 0) setNews('gone')
    }
    const first = nextOf(told.queue, done, has ? open.entry : null)
    if (first === null) setOpen(null)
    else read(first)
  }, [told, sent.waiting, open, read, done])
  useEffect(() => {
    if (open === null || failing) return
    const timer = setInterval(() => say({ kind: 'open', entry: open.entry, again: true }), again)
    return () => clearInterval(timer)
  }, [open, failing, say])

  /** `those`: read with it; nobody is offered them next. */
  function onward(
    make: (entry: ThemeEntry, next: { readonly next: string }) => Step,
    those: readonly Worded[] = [],
  ): void {
    const entry = now.current.open
    if (entry === null) return
    for (const one of [entry, ...those]) done.add(one)
    const after = nextOf(now.current.told?.queue ?? [], done, entry.entry)
    setOpen(after)
    // Where there is none, it is left all the same.
    say(make(entry, { next: (after ?? entry).entry }), entry)
  }

  return {
    open,
    /** What says nearly the same and nobody has read. */
    unreadNear,
    along: withIt.length > 0,
    takeAlong: (): void => setAlong((before) => (before === open?.entry ? null : (open?.entry ?? null))),
    sent,
    news,
    queue: (told?.queue ?? []).filter((one) => !done.has(one)),
    read,
    say,
    put(theme: string): void {
      const those = now.current.withIt.map(worded)
      onward((entry, next) => putStep(entry, theme, those, next), those)
    },
    /** Not there: something else may be suggested. */
    refuse(): void {
      const entry = now.current.open
      if (entry?.suggested === undefined) return
      const { suggested, ...rest } = entry
      setOpen(rest)
      say({ kind: 'refuse', entry: entry.entry, theme: suggested.theme }, entry)
    },
    none: (): void => onward(noneStep),
    /** In this one, too: it stays open. Who reads it as the second says one, for they do not see what they said. */
    also(theme: string): void {
      const one = now.current.open
      if (one !== null && one.second !== true) say({ kind: 'put', theme, ...worded(one) }, one)
    },
    /** A theme that begins with the entry that is open. */
    begin(name: string): void {
      const theme = say({ kind: 'theme', name })
      if (now.current.open !== null) onward((entry, next) => putStep(entry, theme, [], next))
    },
    /** The last thing that was done here; what was read then is open again. */
    back(): void {
      const last = own.current.pop()
      if (last === undefined) return
      outbox.send({ id: port.newId(), kind: 'undo', of: last.id })
      setNews(null)
      if (last.entry === null) return
      for (const one of [last.entry, ...(last.entry.near ?? [])]) done.delete(one)
      reopened.current = last.entry.entry
      read(last.entry)
    },
    /** The one that stands behind it, unread as it is. */
    pass(): void {
      const queue = now.current.told?.queue ?? []
      const after = nextOf(queue, done, now.current.open?.entry ?? null)
      if (after !== null) read(after)
    },
    canBack: own.current.length > 0,
  }
}
