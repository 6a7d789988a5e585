/** Who is woken by what: the topics of a change, for whoever waits for news of them (`hold/`). */
import { roundOf, type Voices } from '@tablee/shared/voices/fold'
import type { BoardId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import { pace, topic, type Topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { RoundPlaces } from './ports.ts'
import type { VoiceChange, VoiceStore } from './voices.ts'

/** People move placed words about while they talk: their board is looked at four times a second at most. */
const boardMs = 250

/** Listens to voices until `close`; of boards and dialogues it has to be told. */
export function createWake({
  waiting,
  voices,
  places,
  placements,
}: {
  waiting: Waiting
  voices: VoiceStore
  places: RoundPlaces
  placements: (board: BoardId) => Promise<string | null>
}) {
  function tableOf(board: BoardId): readonly Topic[] {
    const place = places.board(board)
    return place === null ? [] : [topic.table(place.table)]
  }
  function topicsOf({ id: dialogue, row }: VoiceChange, now: Voices): readonly Topic[] {
    switch (row.kind) {
      case 'sit':
      case 'consent':
      case 'free': {
        const own = [topic.seat(dialogue, row.seat), topic.results(dialogue)]
        return [...own, ...places.seating.tablesOf(dialogue, row.seat).map(topic.table)]
      }
      case 'open':
      case 'close':
      case 'reveal':
        return [topic.results(dialogue), ...tableOf(row.board)]
      case 'write':
      case 'take-back': {
        const own = [topic.seat(dialogue, row.seat)]
        // While people write, who runs the table hears how many have handed in when ten seconds are over (`turnout`).
        return roundOf(now, row.board, row.step).state === 'open' ? own : [...own, topic.board(row.board)]
      }
      case 'answer': {
        const own = row.seat === null ? [] : [topic.seat(dialogue, row.seat)]
        // While a ballot is open nobody at the table hears of votes: not even that a request came back early.
        const sealed = row.how !== 'table' && roundOf(now, row.board, row.step).state === 'open'
        return sealed ? own : [...own, topic.board(row.board), topic.results(dialogue)]
      }
      case 'settle':
        return [topic.board(row.board), topic.results(dialogue)]
      case 'placed':
        // The board says where it lies, and wakes.
        return []
      case 'import':
        return [topic.dialogue(dialogue)]
      case 'release':
      case 'take-in':
        return [topic.results(dialogue), ...tableOf(row.board)]
      case 'ask':
      case 'call-back': {
        const boards = now.asks.get(row.step)?.boards ?? []
        return [topic.results(dialogue), ...boards.flatMap(tableOf)]
      }
    }
  }
  const stop = voices.onChange((change) => {
    const topics = topicsOf(change, voices.state(change.id))
    waiting.wake(...topics)
    if (!topics.includes(topic.results(change.id))) return
    waiting.wakeWithin(pace.places, topic.places(change.id))
    waiting.wakeWithin(pace.figures, topic.figures(change.id))
  })

  /** Where the sheets of a board lay when somebody last looked. */
  const lay = new Map<BoardId, string | null>()
  const timers = new Map<BoardId, NodeJS.Timeout>()

  async function look(board: BoardId): Promise<void> {
    const now = await placements(board)
    if (lay.get(board) === now) return
    lay.set(board, now)
    waiting.wake(topic.board(board))
  }

  return {
    /** A board's document changed: whether that moved a sheet. */
    boardWritten(board: BoardId): void {
      if (timers.has(board)) return
      if (!waiting.waits(topic.board(board))) return void lay.delete(board)
      const timer = setTimeout(() => {
        timers.delete(board)
        void look(board)
      }, boardMs)
      timer.unref()
      timers.set(board, timer)
    },
    dialogueChanged: (
      change:
        | { readonly board: BoardId }
        | { readonly dialogue: VoiceChange['id']; readonly tables?: readonly TableId[] },
    ): void => {
      if ('board' in change) waiting.wake(...tableOf(change.board), topic.board(change.board))
      else if (change.tables === undefined) waiting.wake(topic.dialogue(change.dialogue))
      // Figures of all tables wait for those who may still open a round.
      else waiting.wake(...change.tables.map(topic.table), topic.results(change.dialogue))
    },
    /** A phone asks to be let in, or has been. */
    asked: (dialogue: VoiceChange['id'], seat: SeatCode): void =>
      waiting.wake(...places.seating.tablesOf(dialogue, seat).map(topic.table)),
    revoked: (link: LinkId): void => waiting.wake(topic.link(link)),
    close(): void {
      stop()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
