/** What is told of a dialogue's materials: to who prepares the day all, to a hall what was opened to it. */
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { inOrder, noMaterials, type MaterialsState } from '@tablee/shared/materials/fold'
import { placeNow } from '@tablee/shared/materials/place'
import { endsAt, lengthOf, stillPlaying } from '@tablee/shared/materials/playing'
import type { PlaceInDay } from '@tablee/shared/materials/rows'
import type { Role } from '@tablee/shared/roles'
import type { Materials, MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import type { Clock } from '../clock.ts'
import { oncePerTurn } from '../hold/once.ts'
import { versionOf } from '../hold/waiting.ts'
import type { MaterialLog } from './log.ts'
import { openedAt } from './opened.ts'
import type { Standing } from './ports.ts'

/** Who asks: where they sit and what for. */
type Asker = { readonly role: Role; readonly table: TableId | null }
/** Of what somebody is told: all, what was opened somewhere, or what was opened at this site. */
type Sees = 'all' | 'opened' | { readonly at: SiteId | null }

/** Citizens see what their hall may see; whoever else has a session prepares or runs the day. */
const prepares = (role: Role): boolean => role !== 'citizen' && role !== 'observer'

/** `lost`: it had a step, and that was left out. */
function placed(place: PlaceInDay | null, day: DialogueState): Pick<MaterialTold, 'step' | 'lost'> {
  if (place === null) return { step: null }
  const step = placeNow(place, day.changes, day.plan?.draft.sessions ?? [])
  return place.step !== null && step.step === null ? { step, lost: true } : { step }
}

export type Told = ReturnType<typeof createTold>

/** `siteOf`: where a table stands. Committed state only; what a hall of screens asks in one turn is made once. */
export function createTold({
  log,
  standing,
  siteOf,
  clock,
}: {
  readonly log: Pick<MaterialLog, 'state'>
  readonly standing: Standing
  readonly siteOf: (table: TableId) => SiteId | null
  readonly clock: Clock
}) {
  /** `at`: what plays there alone; undefined: wherever they see. */
  function tell(dialogue: DialogueId, sees: Sees, at?: SiteId | null): Materials {
    const day = standing(dialogue)
    const state: MaterialsState = day === null ? noMaterials : log.state(dialogue)
    const now = clock()
    const isTold = (site: SiteId): boolean => typeof sees === 'string' || sees.at === site
    const materials = inOrder(state.materials.values()).flatMap((material): MaterialTold[] => {
      if (day === null) return []
      const opened = openedAt(material, state, day, now).filter(isTold)
      if (sees !== 'all' && opened.length === 0) return []
      const { id, kind, title, place, order, files, captions } = material
      return [{ id, kind, title, ...placed(place, day), order, files, captions, openedAt: opened }]
    })
    const known = new Map(materials.map((material) => [material.id, material]))
    const playing = [...state.playing].flatMap(([site, one]): PlayingTold[] => {
      const material = known.get(one.material)
      if (at !== undefined && at !== site) return []
      if (material === undefined || !isTold(site) || !stillPlaying(one, material.files, now)) return []
      return [{ site, ...one, endsAt: endsAt(one, lengthOf(material.files)) }]
    })
    const told = { materials, playing }
    return { version: versionOf(told), now, ...told }
  }
  const together = oncePerTurn((key: string, dialogue: DialogueId) => {
    const [sees, at] = key.split('@')
    const site = at === undefined ? undefined : at === '' ? null : (at as SiteId)
    return sees === 'all' || sees === 'opened' ? tell(dialogue, sees, site) : tell(dialogue, { at: site ?? null })
  })
  /** A citizen without a table is of no hall. */
  const seesOf = ({ role, table }: Asker): Sees =>
    prepares(role) ? 'all' : { at: table === null ? null : siteOf(table) }
  /** A table's people prepare the whole day, and are told of what plays in their own hall. */
  const playsAt = ({ role, table }: Asker): SiteId | null | undefined =>
    prepares(role) && table !== null ? siteOf(table) : undefined
  const toldTo = (dialogue: DialogueId, sees: Sees, at?: SiteId | null): Materials =>
    together(`${typeof sees === 'string' ? sees : ''}${nameOf(typeof sees === 'string' ? at : sees.at)}`, dialogue)
  const nameOf = (at: SiteId | null | undefined): string => (at === undefined ? '' : `@${at ?? ''}`)

  return {
    /** As it stands this moment. */
    now: (dialogue: DialogueId, asker: Asker): Materials => tell(dialogue, seesOf(asker), playsAt(asker)),
    to: (dialogue: DialogueId, asker: Asker): Materials => toldTo(dialogue, seesOf(asker), playsAt(asker)),
    /** What was opened to some hall: for who watches. */
    toHalls: (dialogue: DialogueId): Materials => toldTo(dialogue, 'opened'),
    /** Another one when what they see is another; null: they see nothing. */
    shown(dialogue: DialogueId, asker: Asker): string | null {
      const { version, materials } = toldTo(dialogue, seesOf(asker), playsAt(asker))
      return materials.length === 0 ? null : version
    },
  }
}

/** When the next of this changes by time alone: people go to a session, a film runs out. Null: nothing waits for it. */
export function nextMoment(
  state: MaterialsState,
  day: Pick<DialogueState, 'clocks'> | null,
  now: number,
): number | null {
  const clocks = [...(day?.clocks.values() ?? [])].flatMap(({ leaves, course }) => [leaves?.until, course.since])
  const ends = [...state.playing.values()].map((one) => {
    const material = state.materials.get(one.material)
    return material === undefined ? null : endsAt(one, lengthOf(material.files))
  })
  const ahead = [...clocks, ...ends].filter((at) => at !== undefined && at !== null && at > now)
  return ahead.length === 0 ? null : Math.min(...ahead.flatMap((at) => at ?? []))
}
