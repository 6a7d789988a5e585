/** The halls of a node, and what goes on around them for as long as it has any. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Config } from '../config.ts'
import { openHalls } from '../hall/halls.ts'
import { metered } from '../hall/metering.ts'
import type { Common } from '../hall/shared.ts'
import type { Means } from '../hall/store.ts'
import { createBehind } from './behind.ts'
import { createCluster } from './cluster.ts'
import { clusterHouse } from './house.ts'
import type { Joined } from './joined.ts'
import type { Times } from './lease.ts'
import { countLeases, countTakeovers } from './metering.ts'
import { tellOf } from './overview.ts'
import { watchSilence } from './silence.ts'

/** A log that was silent for so long is not heard: nobody should be sent here. */
const hears = 3_000
/** It is asked whether it does: what a hall once got no answer to is answered to nobody when the hall has gone. */
const asked = { not: () => undefined, is: () => undefined }

/** None at first. `times`: tests have no six seconds. */
export async function hallsOn(
  joined: Joined,
  common: Common,
  config: Pick<Config, 'folder'>,
  given: Pick<Means, 'free' | 'through'> & { readonly times?: Partial<Times> | undefined },
) {
  const { sql, key, node, leads, looking } = joined
  const { meters, readiness, logger } = common
  const died = new Map<DialogueId, number>()
  const took = countTakeovers(meters)
  const tellers = new Map<DialogueId, ReturnType<typeof tellOf>>()
  const behind = createBehind({
    sql,
    node,
    told: (dialogue) => logger.error({ dialogue }, 'the log is behind what was answered: a standby had not everything'),
    here: () => [...house.leases.keys()],
    begins: (dialogue) => house.leases.get(dialogue)?.lose(),
  })
  const house = clusterHouse({
    ...joined,
    behind,
    common,
    died: (dialogue) => died.has(dialogue),
    next: () => nodes.next(),
    data: config.folder,
    free: given.free,
    through: metered(meters, asked, given.through),
    times: given.times ?? {},
    told: countLeases(meters, () => [...house.leases.values()]),
    entered(hall, lease) {
      took(lease)
      const teller = tellOf(hall, sql, lease)
      tellers.set(hall.dialogue, teller)
      // A hall that has gone is kept by nobody.
      void lease.ended.then(() => tellers.get(hall.dialogue) === teller && tellers.delete(hall.dialogue))
    },
  })
  const halls = await openHalls(house)
  const { leases } = house
  const nodes = createCluster({ node, sql, key, halls, leases, leads, looking, died, logger })
  const silence = watchSilence({
    leases,
    others: looking.nodes,
    letGo: (dialogue) => halls.of(dialogue)?.views.letGo(),
  })
  readiness.asks('log', () => looking.silent() < hears)
  return {
    halls,
    nodes,
    silence,
    behind,
    async led(): Promise<void> {
      await Promise.all([leads.led(), ...[...tellers.values()].map(({ told }) => told())])
    },
  }
}
