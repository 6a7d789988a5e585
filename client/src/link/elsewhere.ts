/**
 * What earlier pages of this person left on this device at other boards than the one in front: nobody opens those again, and
 * what was typed there would wait for ever. Each is opened beside until it has been handed in, at its own table or at one that
 * its person has left; what no board takes any more is told with its texts.
 */
import type { Environment } from './environment.ts'
import type { DocumentLink } from './link.ts'
import type { Parted } from './parting.ts'
import { fileOf } from './refusal.ts'
import { openedBy, type Session } from './session.ts'
import { openStorage, type DeviceStorage } from './storage.ts'
import { readRows, type RefusedChange } from './store-rows.ts'
import { openBeside } from './table.ts'

/** `at`: where it stands now, as people call it. `aside`: not taken, and here to be copied. */
export type Elsewhere = Parted & { readonly board: string }

export type ElsewhereLink = {
  /** The same array until something changes. */
  list(): readonly Elsewhere[]
  file(one: Elsewhere): Promise<{ readonly name: string; readonly text: string } | null>
  /** The person has read it, and copied or kept what was not taken. */
  dismiss(one: Elsewhere): void
  subscribe(run: () => void): () => void
  close(): void
}

/** Another tab that is typing just now has something unsaved for a moment. */
const moment = 2_000

const whoOf = ({ me }: Session): string => (me.seat === null ? me.role : `${me.role}:${me.seat}`)

type Beside = Pick<DocumentLink<never>, 'light' | 'status' | 'subscribe' | 'parted' | 'close'> & {
  boardStatus(): {
    readonly tableNumber: number
    readonly sessions?: readonly { readonly board: string; readonly number: number }[]
  } | null
}

/** `gone`: what the page before this one was told at the board from which its person was led here. */
export function openElsewhere({
  environment,
  session,
  board: here,
  gone = [],
  storage = () => openStorage(environment),
  open = (board: string): Beside => openBeside({ board, session, environment }),
}: {
  readonly environment: Environment
  readonly session: Session
  readonly board: string
  readonly gone?: readonly Elsewhere[]
  readonly storage?: () => Promise<DeviceStorage>
  readonly open?: (board: string) => Beside
}): ElsewhereLink {
  const who = whoOf(session)
  const scopeOf = (board: string) => `${board}/${who}`
  const listeners = new Set<() => void>()
  const links = new Set<Beside>()
  let disk: DeviceStorage | null = null
  let closed = false
  let list: readonly Elsewhere[] = gone

  function tell(one: Elsewhere): void {
    if (list.some(({ aside }) => aside !== null && aside.id === one.aside?.id)) return
    list = [...list, one]
    for (const listener of listeners) listener()
  }
  const asideOf = (board: string, { id, texts, changes }: RefusedChange): Elsewhere => ({
    board,
    changes,
    at: null,
    aside: { id, texts },
  })

  /** Until all of it is there, or its person has been turned away. */
  function handOver(board: string, changes: number): void {
    const link = open(board)
    links.add(link)
    const look = (): void => {
      const light = link.light()
      const { state } = link.status()
      const settled = (light.kind === 'saved' || light.kind === 'refused') && state === 'live'
      if (!settled && state !== 'barred') return
      links.delete(link)
      const parted = link.parted()
      const status = link.boardStatus()
      const number = status?.sessions?.find((one) => one.board === board)?.number
      link.close()
      if (parted !== null) return tell({ board, ...parted })
      if (state === 'barred' || status === null) return
      if (light.kind === 'refused') return void aside(board)
      tell({
        board,
        changes,
        at: number === undefined ? null : { table: status.tableNumber, session: number },
        aside: null,
      })
    }
    const off = link.subscribe(() => {
      if (links.has(link)) look()
      else off()
    })
  }
  async function aside(board: string): Promise<void> {
    for (const { value } of (await disk?.all([scopeOf(board), 'aside'])) ?? [])
      if (!closed) tell(asideOf(board, value as RefusedChange))
  }

  async function leftAt(board: string) {
    const kinds = ['load', 'command', 'aside'] as const
    const rows = (await Promise.all(kinds.map((kind) => disk?.all([scopeOf(board), kind]) ?? []))).flat()
    const { unsaved, commands, refused } = readRows(rows, '').earlier
    return { refused, changes: unsaved + commands.length }
  }

  async function look(): Promise<void> {
    if (session.me.role === 'citizen' && session.me.seat === null) return
    disk = await storage()
    const boards = (await disk.scopes()).flatMap((scope) => {
      const board = scope.slice(0, -who.length - 1)
      return scope === scopeOf(board) && board !== here && openedBy(environment, session, board) ? [board] : []
    })
    const waiting: string[] = []
    for (const board of boards) {
      const { refused, changes } = await leftAt(board)
      if (!closed) for (const one of refused) tell(asideOf(board, one))
      if (changes > 0) waiting.push(board)
    }
    if (waiting.length > 0) await new Promise<void>((resolve) => void environment.later(moment, resolve))
    for (const board of waiting) {
      const { changes } = await leftAt(board)
      if (changes > 0 && !closed) handOver(board, changes)
    }
  }
  // A device whose store says nothing has nothing to tell; its board's own page asks it again.
  void look().catch(() => undefined)

  return {
    list: () => list,
    async file(one) {
      const rows = (await disk?.all([scopeOf(one.board), 'aside'])) ?? []
      const found = rows.map(({ value }) => value as RefusedChange).find(({ id }) => id === one.aside?.id)
      return found === undefined ? null : fileOf({ called: 'board', id: one.board }, found)
    },
    dismiss(one) {
      list = list.filter((each) => each !== one)
      if (one.aside !== null)
        void disk?.change([{ remove: [scopeOf(one.board), 'aside', one.aside.id] }]).catch(() => undefined)
      for (const listener of listeners) listener()
    },
    subscribe(run) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    close() {
      closed = true
      for (const link of links) link.close()
      disk?.close()
    },
  }
}
