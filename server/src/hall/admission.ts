/** Who may come into a dialogue, and who sits where. */
import type { DialogueId } from '@tablee/shared/ids'
import { createAccess } from '../access/access.ts'
import { firstEpoch, type Journal } from '../journal/port.ts'
import type { Kinds } from '../live/kind.ts'
import { createHolders, createSeats } from '../voices/seats.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'

type Admission = {
  readonly journal: Journal
  readonly people: People
  readonly kinds: Kinds
  readonly shared: Shared
}

/** Reads the dialogue's log of links and sessions first. Both follow the journal until they are closed. */
export async function admissionIn(dialogue: DialogueId, { journal, people, kinds, shared }: Admission) {
  const { dialogues, voices } = people
  const { key, directory, audiences, serverLink, tries, clock, random } = shared
  const access = await createAccess({
    dialogue,
    journal,
    key,
    places: dialogues,
    documents: kinds,
    holders: createHolders(voices, dialogues),
    epochOf: (document) => journal.epochs(document).at(-1)?.name ?? firstEpoch,
    leads: directory,
    audiences,
    serverLink,
    tries,
    clock,
    random,
  })
  const seats = createSeats({
    voices,
    places: dialogues,
    access: {
      onlySeat: access.onlySeat,
      maySit: access.maySit,
      lives: access.sessions.lives,
      sits: (session, seat) => access.sessions.sits(session.id, seat),
    },
    clock,
    random,
  })
  return { access, seats }
}
