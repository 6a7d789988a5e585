/** What a console asks of the server: the room as it is now, held until it is another, and its acts, each under an id of its own. */
import { newId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { readAddress } from '@tablee/shared/wire/address'
import type { Materials, PlayCommand } from '@tablee/shared/wire/materials'
import type { Pickable, QuestionCommand, Questions } from '@tablee/shared/wire/questions'
import type { Left, Room, RoomCommand, SeatingAnswer } from '@tablee/shared/wire/room'
import type { ProposalCommand } from '@tablee/shared/wire/shares'
import { asAfter } from '../hold/follow.ts'
import { thisServer } from '../hold/server-time.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { copiesOf } from '../link/copies.ts'
import { openHanding } from '../link/handing.ts'
import { openPlanning } from '../link/planning.ts'
import { knownSession, type Session } from '../link/session.ts'
import type { AskCopies } from '../ui/copies/copies-now.tsx'
import type { PlanPort } from '../ui/plan/port.ts'
import type { SeatsPort } from '../ui/links/port.ts'
import { keptAt, type Kept } from './kept-question.ts'
import { merged } from './merged.ts'

export type RoomPort = {
  readonly room: AskAfter<Room>
  /** Sent again with the same id, it takes effect once. */
  readonly act: (command: RoomCommand) => Promise<Answer<{ readonly seq: number; readonly left?: readonly Left[] }>>
  /** Whom one may ask, and what was asked. */
  readonly questions: AskAfter<Questions>
  /** From which entries of maps one may pick answers now. */
  readonly pickable: () => Promise<Answer<Pickable>>
  /** Sent again with the same id, it takes effect once. */
  readonly ask: (command: QuestionCommand) => Promise<Answer<{ readonly step: string; readonly left: readonly Left[] }>>
  /** What becomes of a question that a theme team proposed. Sent again with the same id, it takes effect once. */
  readonly decide: (command: ProposalCommand) => Promise<Answer<null>>
  /** Films, slides and leaflets, and what plays in which hall. */
  readonly materials: AskAfter<Materials>
  /** Sent again with the same id, it takes effect once. */
  readonly play: (command: PlayCommand) => Promise<Answer<Materials>>
  /** What is being typed to ask. */
  readonly kept: Kept
  readonly newId: () => string
  /** Who sits where in each session. */
  readonly seating: () => Promise<Answer<SeatingAnswer>>
  /** For the time in it. */
  readonly time: () => Promise<Answer<unknown>>
  /** On how many laptops the day lies. */
  readonly copies: AskCopies
  readonly handing: SeatsPort
  readonly plan: PlanPort
  /** Whether who asks hands out the links of head facilitators, too. */
  readonly handsRooms: boolean
}

const whose: readonly Role[] = ['head', 'coordinator', 'organiser']
/** Who runs a room in this tab or on this device. */
export const roomSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: whose })

export function openRoom(session: Session, site: string): RoomPort {
  const api = openApi(browser(), () => session)
  const at = `/api/dialogues/${session.me.dialogue}/sites/${site}/room`
  const asked = `/api/dialogues/${session.me.dialogue}/questions`
  let known: Room | null = null
  return {
    async room(after, signal) {
      const asked = thisServer.device()
      const answer = await api.get<Room>(asAfter(at, after), signal)
      if (!answer.ok) return answer
      // Held or not, it was written after it was asked for: the widest of bounds finds a device whose clock was set.
      thisServer.heard(answer.value.now, asked)
      known = merged(known, answer.value)
      return { ok: true, value: known }
    },
    time: () => api.get<Room>(at),
    act: (command) => api.post(at, command),
    questions: (after, signal) => api.get<Questions>(asAfter(asked, after), signal),
    pickable: () => api.get<Pickable>(`${asked}/entries`),
    ask: (command) => api.post(asked, command),
    decide: (command) => api.post(`/api/dialogues/${session.me.dialogue}/proposed`, command),
    materials: (after, signal) =>
      api.get<Materials>(asAfter(`/api/dialogues/${session.me.dialogue}/materials`, after), signal),
    play: (command) => api.post(`/api/dialogues/${session.me.dialogue}/sites/${site}/playing`, command),
    kept: keptAt(session.me.dialogue ?? '', site),
    newId: () => newId(browser().random),
    seating: () => api.get<SeatingAnswer>(`/api/dialogues/${session.me.dialogue}/sites/${site}/seats`),
    copies: copiesOf(api),
    handing: openHanding(browser(), session.me.dialogue, () => session),
    plan: openPlanning(browser(), session.me.dialogue, () => session),
    handsRooms: session.me.role !== 'head',
  }
}
