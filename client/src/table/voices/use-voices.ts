/**
 * People's voices as the table's screen follows them: one request is always held by the server and answered when
 * something has changed. Nothing is kept for later: opening, closing and placing are the server's to do, at once or not.
 */
import type { NodeId } from '@tablee/shared/ids'
import type { TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { useCallback, useMemo } from 'react'
import type { ClientProblem } from '../../link/api.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import type { VoicesPort } from './port.ts'

export type Voicing = {
  /** Null until they were read. */
  readonly voices: TableVoices | null
  /** Whether the server answers: without it nothing here can be done. */
  readonly live: boolean
  /** Revealed texts that lie nowhere yet. */
  readonly unplaced: number
  /** Steps that are open now. */
  readonly open: number
  /** Steps that are open still on the table's other boards, by board. */
  readonly elsewhere: ReadonlyMap<string, number>
  /** Entries whose wording is being voted on. */
  readonly locked: ReadonlySet<NodeId>
  /** The wording an entry had when it was voted on; of several votes the last. */
  readonly votedAs: ReadonlyMap<NodeId, string>
  /** Null when it was done. */
  act(command: VoicesCommand): Promise<ClientProblem | null>
  /** What the table says of a theme that the hall is shown. */
  readonly answer: VoicesPort['answer']
}

const nothing: ReadonlySet<NodeId> = new Set()
const never: ReadonlyMap<NodeId, string> = new Map()

export function useVoices(port: VoicesPort | null, live: boolean, status: BoardStatus | null): Voicing | null {
  const { value: voices, problem, failures, over: denied } = useFollowed(live && port ? port.read : null)
  const lost = problem !== null && failures > 0

  const act = useCallback(
    async (command: VoicesCommand): Promise<ClientProblem | null> => {
      const answer = port ? await port.act(command) : null
      return answer === null ? { code: 'offline' } : answer.ok ? null : answer.problem
    },
    [port],
  )

  const locked = useMemo(() => lockedBy(voices, status), [voices, status])
  const votedAs = useMemo(() => (voices ? votedOn(voices) : never), [voices])
  return useMemo(() => {
    if (!port || denied) return null
    const rounds = voices?.rounds ?? []
    return {
      voices,
      live: live && !lost,
      unplaced: rounds.reduce((sum, { task }) => sum + (task.kind === 'write' ? unplacedOf(task.sheets).length : 0), 0),
      open: rounds.filter(({ state }) => state === 'open').length,
      elsewhere: openElsewhere(voices),
      locked,
      votedAs,
      act,
      answer: port.answer,
    }
  }, [port, denied, voices, live, lost, locked, votedAs, act])
}

export const unplacedOf = <Sheet extends { readonly placed: unknown }>(sheets: readonly Sheet[]): readonly Sheet[] =>
  sheets.filter(({ placed }) => placed === null)

function openElsewhere(voices: TableVoices | null): ReadonlyMap<string, number> {
  const open = new Map<string, number>()
  for (const { board } of voices?.elsewhere ?? []) open.set(board, (open.get(board) ?? 0) + 1)
  return open
}

/** What the server refuses to reword: said with the board's status, and known from the rounds a moment earlier. */
function lockedBy(voices: TableVoices | null, status: BoardStatus | null): ReadonlySet<NodeId> {
  const open = (voices?.rounds ?? []).flatMap(({ state, task }) =>
    state === 'open' && task.kind !== 'write' ? task.nodes.map(({ node }) => node) : [],
  )
  const said = status?.locked ?? []
  return open.length === 0 && said.length === 0 ? nothing : new Set([...said, ...open])
}

function votedOn(voices: TableVoices): ReadonlyMap<NodeId, string> {
  const all = new Map<NodeId, string>()
  for (const { state, task } of voices.rounds)
    if (state !== 'waiting' && state !== 'open' && task.kind !== 'write')
      for (const { node, wording } of task.nodes) all.set(node, wording)
  return all
}

/** Whether there is anything to show: a dialogue of tables only has neither rounds nor anybody on a seat. */
export const hasVoices = ({ voices }: Voicing): boolean =>
  voices !== null && (voices.rounds.length > 0 || voices.seats.some(({ state }) => state !== 'free'))
