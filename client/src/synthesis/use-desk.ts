/**
 * What is read now, and what comes next. The next entry is on the screen with the key, before the server has answered: it was
 * told with the queue. What somebody else has open is passed over.
 */
import type { ThemeCommand, ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../link/api.ts'
import { createOutbox, type Sent } from './outbox.ts'
import type { ThemesPort } from './port.ts'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type Step = Without<ThemeCommand>
/** Why an entry that was open is not any more. */
export type News = 'gone' | 'faster' | 'refused' | null
export type Desk = ReturnType<typeof useDesk>

/** A lease is three minutes long. */
const again = 60_000

/** An entry as it is worded: worded otherwise, it is unread again. */
type Worded = Pick<ThemeEntry, 'entry' | 'said'>
function createDone() {
  const done = new Map<string, string | undefined>()
  return {
    has: ({ entry, said }: Worded): boolean => done.has(entry) && done.get(entry) === said,
    add: ({ entry, said }: Worded): void => void done.set(entry, said),
    delete: ({ entry }: Pick<Worded, 'entry'>): void => void done.delete(entry),
  }
}
type Done = ReturnType<typeof createDone>

/** The first in the queue that nobody reads, other than this one. */
const nextIn = (told: ThemesTold | null, done: Done, but: string | null): ThemeEntry | null =>
  told?.queue.find((one) => one.by === null && one.entry !== but && !done.has(one)) ?? null

export function useDesk(port: ThemesPort, told: ThemesTold | null) {
  const [open, setOpen] = useState<ThemeEntry | null>(null)
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  const [news, setNews] = useState<News>(null)
  /** Read here, whatever an answer says that was written before the step arrived. */
  const [done] = useState(createDone)
  const own = useRef<{ readonly id: string; readonly entry: ThemeEntry | null }[]>([])
  const handled = useRef<ThemesTold | null>(null)
  /** What was read, and is open again because that was taken back. */
  const reopened = useRef<string | null>(null)
  const now = useRef({ told, open })
  now.current = { told, open }

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
      setNews(problem.code === 'changed' || problem.code === 'not-found' ? 'faster' : 'refused')
    }
    return createOutbox(port.say, setSent, refused, port.shelf)
  }, [port, done])
  useEffect(() => {
    // What a page that was closed left: read here, and on its way.
    for (const step of outbox.begin())
      if (step.kind === 'put' || step.kind === 'none') done.add(step)
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
      outbox.send({ ...step, id } as ThemeCommand)
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
    const first = nextIn(told, done, has ? open.entry : null)
    if (first === null) setOpen(null)
    else read(first)
  }, [told, sent.waiting, open, read, done])
  useEffect(() => {
    if (open === null || failing) return
    const timer = setInterval(() => say({ kind: 'open', entry: open.entry, again: true }), again)
    return () => clearInterval(timer)
  }, [open, failing, say])

  function onward(make: (entry: ThemeEntry, next: { next: string }) => Step): void {
    const entry = now.current.open
    if (entry === null) return
    done.add(entry)
    const after = nextIn(now.current.told, done, entry.entry)
    setOpen(after)
    // Where there is none, it is left all the same.
    say(make(entry, { next: (after ?? entry).entry }), entry)
  }

  return {
    open,
    sent,
    news,
    queue: (told?.queue ?? []).filter((one) => !done.has(one)),
    read,
    say,
    put: (theme: string): void =>
      onward(({ entry, said, second, suggested }, after) =>
        second === true
          ? { kind: 'second', entry, themes: [theme], ...after }
          : {
              kind: 'put',
              entry,
              theme,
              // However it was put there: what was suggested was right.
              ...(suggested?.theme === theme ? { suggested: true } : {}),
              ...(said !== undefined && { said }),
              ...after,
            },
      ),
    /** Not there: something else may be suggested. */
    refuse(): void {
      const entry = now.current.open
      if (entry?.suggested === undefined) return
      const { suggested, ...rest } = entry
      setOpen(rest)
      say({ kind: 'refuse', entry: entry.entry, theme: suggested.theme }, entry)
    },
    none: (): void =>
      onward(({ entry, said, second }, after) =>
        second === true
          ? { kind: 'second', entry, themes: [], ...after }
          : { kind: 'none', entry, ...(said !== undefined && { said }), ...after },
      ),
    /** In this one, too: it stays open. Who reads it as the second says one, for they do not see what they said. */
    also(theme: string): void {
      const one = now.current.open
      if (one === null || one.second === true) return
      const { entry, said } = one
      say({ kind: 'put', entry, theme, ...(said !== undefined && { said }) }, one)
    },
    /** A theme that begins with the entry that is open. */
    begin(name: string): void {
      const theme = say({ kind: 'theme', name })
      if (now.current.open === null) return
      onward(({ entry, said, second }, after) =>
        second === true
          ? { kind: 'second', entry, themes: [theme], ...after }
          : { kind: 'put', entry, theme, ...(said !== undefined && { said }), ...after },
      )
    },
    /** The last thing that was done here; what was read then is open again. */
    back(): void {
      const last = own.current.pop()
      if (last === undefined) return
      outbox.send({ id: port.newId(), kind: 'undo', of: last.id })
      setNews(null)
      if (last.entry === null) return
      done.delete(last.entry)
      reopened.current = last.entry.entry
      read(last.entry)
    },
    /** The one that stands behind it, unread as it is. */
    pass(): void {
      const queue = now.current.told?.queue ?? []
      const at = queue.findIndex(({ entry }) => entry === now.current.open?.entry)
      const after = queue.slice(at + 1).find((one) => one.by === null && !done.has(one)) ?? null
      if (after !== null) read(after)
    },
    canBack: own.current.length > 0,
  }
}
