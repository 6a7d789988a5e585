/** A round at a table: opened, closed, and, where people wrote, revealed. Who runs the table does it. */
import { readBoard } from '@tablee/shared/board/read'
import { roundOf, type Round, type Voices } from '@tablee/shared/voices/fold'
import type { VotedOn } from '@tablee/shared/voices/rows'
import { wordedNow } from '@tablee/shared/voices/worded'
import type { BoardId, DialogueId, NodeId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result, type RoundState } from '@tablee/shared/problem'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { handOf, type Session } from '../access/session.ts'
import type { Locks } from './locks.ts'
import type { RoundBoards, RoundPlaces, Still } from './ports.ts'
import { asksAboutNodes, stepAt, stepsOf } from './steps.ts'
import type { VoiceStore } from './voices.ts'
import type * as Y from 'yjs'

/** Entries that one vote can be about: as many as people answer before they tire. */
const mostNodes = 40

export const signedOut: Problem = { code: 'not-signed-in' }
/** The dialogue's file says so; whoever closed it at their table may open it there again. */
const roomOpens: Problem = { code: 'refused', why: 'the room opens this step' }
/** The day is over at its table: a step that it has not closed takes nothing from phones any more, and none begins. */
export const dayIsOver = (wanted: RoundState): Problem => ({ code: 'round', state: 'closed', wants: wanted })
/** It was left out on the day, before anybody opened it here. */
export const leftOut: Problem = { code: 'refused', why: 'this step was left out' }
/** As it is staged, in the turn in which a round is opened. */
export const isLeftOut = (places: Pick<RoundPlaces, 'stepNow'>, dialogue: DialogueId, step: string): boolean =>
  places.stepNow(dialogue, step)?.skipped === true
/** In which words the items of a round are asked that is opened in this turn. */
export function wordsNow(places: Pick<RoundPlaces, 'stepNow'>, dialogue: DialogueId, step: string) {
  const task = places.stepNow(dialogue, step)?.task
  return task === undefined || task.kind === 'write' ? {} : wordedNow(task.items)
}
/** Says how the round stands, and how it would have to. */
export const wants = (round: Round, state: RoundState): Problem => ({ code: 'round', state: round.state, wants: state })

type Open = Extract<VoicesCommand, { kind: 'open' }>
type Close = Extract<VoicesCommand, { kind: 'close' }>
type Reveal = Extract<VoicesCommand, { kind: 'reveal' }>

/**
 * Answers after COMMIT. Problems: `not-found`, `bad-request` (entries to vote on that do not fit the step), `round`,
 * and `not-signed-in` where they may not any more. Who may is asked before.
 */
export function createRounds({
  voices,
  places,
  boards,
  locks,
}: {
  voices: VoiceStore
  places: RoundPlaces
  boards: RoundBoards
  locks: Locks
}) {
  const judged =
    (board: BoardId, step: string, still: Still, judge: (round: Round) => Problem | null) =>
    (now: Voices): Problem | null =>
      still() ? judge(roundOf(now, board, step)) : signedOut

  /** The wordings as they stand, in the order in which they were picked; or the first that is not there. */
  function wordings(doc: Y.Doc, nodes: readonly NodeId[]): Result<readonly VotedOn[]> {
    const on = readBoard(doc)
    const found: VotedOn[] = []
    for (const node of nodes) {
      const entry = on.nodes.get(node)
      if (entry === undefined || entry.wording.trim() === '') return fail({ code: 'not-found', what: 'node' })
      // One can agree with an answer; a question asks for one.
      if (entry.kind === 'issue')
        return fail({ code: 'bad-request', where: 'nodes', why: 'a question is not voted on' })
      found.push({ node, wording: entry.wording, lang: entry.lang })
    }
    return ok(found)
  }

  async function close(
    session: Session,
    board: BoardId,
    { id, step }: Close,
    still: Still,
    afar = false,
  ): Promise<Result<null>> {
    const at = stepAt(places, board, step)
    if (!at.ok) return at
    return voices.append(
      at.value.place.dialogue,
      { kind: 'close', command: id, board, step, ...(afar ? { afar } : {}) },
      handOf(session),
      judged(board, step, still, (round) => (round.state === 'open' ? null : wants(round, 'open'))),
    )
  }

  return {
    async open(session: Session, board: BoardId, { id, step, nodes }: Open, still: Still): Promise<Result<null>> {
      const at = stepAt(places, board, step)
      if (!at.ok) return at
      const { place, task } = at.value
      const before = voices.sent(place.dialogue, id, session)
      if (before !== null) return before
      const about = task.kind !== 'write' && asksAboutNodes(task.items)
      if (about ? nodes.length === 0 : nodes.length > 0)
        return fail({ code: 'bad-request', where: 'nodes', why: about ? 'pick entries' : 'not about entries' })
      if (nodes.length > mostNodes || new Set(nodes).size !== nodes.length)
        return fail({ code: 'bad-request', where: 'nodes', why: 'too many, or one twice' })
      // Only writing is opened again, until it is revealed: of a ballot that was closed people have seen the figures.
      const rooms = at.value.step.opens === 'room' && session.table !== null
      const mayOpen = (round: Round): Problem | null => {
        if (places.dayOver(place.table)) return dayIsOver('waiting')
        if (round.state === 'waiting' && isLeftOut(places, place.dialogue, step)) return leftOut
        if (round.state === 'waiting') return rooms ? roomOpens : null
        return round.state === 'closed' && task.kind === 'write' ? null : wants(round, 'waiting')
      }
      const early = judged(board, step, still, mayOpen)(voices.state(place.dialogue))
      if (early !== null) return fail(early)
      // From here nobody's keystroke reaches these wordings; what was judged before is waited for, and only then they are read.
      const release = locks.take(board, nodes)
      try {
        const begin = (on: readonly VotedOn[]): Promise<Result<null>> =>
          voices.append(
            place.dialogue,
            { kind: 'open', command: id, board, step, nodes: on, ...wordsNow(places, place.dialogue, step) },
            handOf(session),
            judged(board, step, still, mayOpen),
          )
        if (nodes.length === 0) return await begin([])
        await boards.settled()
        return await boards.look(board, (doc) => {
          const read = wordings(doc, nodes)
          return read.ok ? begin(read.value) : read
        })
      } finally {
        release()
      }
    },

    close: (session: Session, board: BoardId, command: Close, still: Still): Promise<Result<null>> =>
      close(session, board, command, still),

    /** Whatever is open at a table that has gone home: what was sent counts, and nobody waits for it any longer. */
    async closeAll(session: Session, board: BoardId, id: () => string): Promise<Result<null>> {
      for (const { id: step, place } of stepsOf(places, board)) {
        if (roundOf(voices.staged(place.dialogue), board, step).state !== 'open') continue
        const done = await close(session, board, { id: id(), kind: 'close', step }, () => true, true)
        // Closed by the table itself meanwhile.
        if (!done.ok && done.problem.code !== 'round') return done
      }
      return ok(null)
    },

    /** How many steps are open at a table's board. */
    openAt: (board: BoardId): number =>
      stepsOf(places, board).filter(
        ({ id, place }) => roundOf(voices.state(place.dialogue), board, id).state === 'open',
      ).length,

    async reveal(session: Session, board: BoardId, { id, step }: Reveal, still: Still): Promise<Result<null>> {
      const at = stepAt(places, board, step)
      if (!at.ok) return at
      if (at.value.task.kind !== 'write')
        return fail({ code: 'bad-request', where: 'step', why: 'only writing is revealed' })
      return voices.append(
        at.value.place.dialogue,
        { kind: 'reveal', command: id, board, step },
        handOf(session),
        judged(board, step, still, (round) =>
          round.state === 'open' || round.state === 'closed' ? null : wants(round, 'closed'),
        ),
      )
    },
  }
}
