/**
 * What a console does. Each act is its owner's own command, judged there by what is staged; here it is only said whose
 * tables it may be about, so that nobody reaches beyond the site in their address.
 */
import type { ClockAct, ClockOf, Seen } from '@tablee/shared/dialogue/clock'
import type { Places } from '@tablee/shared/dialogue/commands'
import { homeOf } from '@tablee/shared/dialogue/seating'
import type { DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, type Result } from '@tablee/shared/problem'
import type { Left, RoomCommand } from '@tablee/shared/wire/room'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { Standing } from './asked.ts'

/** Asked in the turn in which a row is staged: may they who asked still? */
type Still = () => boolean
/** The site in the address. */
export type At = { readonly dialogue: DialogueId; readonly site: SiteId }
/** Of what was to be done to many tables: those at which it was not, and why. */
type Done = Promise<Result<readonly Left[] | null>>
type By = { readonly author: string; readonly device: string; readonly command: string }
type Of<Kind extends RoomCommand['kind']> = Extract<RoomCommand, { readonly kind: Kind }>
/** Of a site, or of these of its tables. */
type Whom = At & { readonly tables: readonly TableId[] | null }

/** The commands that the acts of a console are. Each takes effect once for each id, and answers after COMMIT. */
type Doing = {
  act(dialogue: DialogueId, of: ClockOf, act: ClockAct, seen: Seen, by: By, still: Still): Done
  arrange(dialogue: DialogueId, site: SiteId, places: Places, by: By, still: Still): Done
  coming(session: Session, at: At, command: Of<'coming'>, still: Still): Done
  done(session: Session, at: At, command: Of<'done'>, still: Still): Done
  message(session: Session, at: Whom, command: Of<'message'>, still: Still): Done
  drawCurtains(session: Session, at: Whom, command: Of<'draw-curtains'>, still: Still): Done
  watched(session: Session, at: Whom, command: Of<'watched'>, still: Still): Done
  round(session: Session, at: Whom, command: Of<'round'>, still: Still): Done
  moveSeats(session: Session, at: At, command: Of<'move-seats'>, still: Still): Done
}
export type RoomVerbs = Verbs<RoomCommand, [session: Session, at: At], [still: Still], Done>

type Whose = { readonly tables?: readonly TableId[] }
type ClockCommand = Extract<RoomCommand, { readonly seen: number }>

function actOf(command: ClockCommand): ClockAct {
  switch (command.kind) {
    case 'begin':
      return {
        do: 'begin',
        session: command.session,
        ...(command.clock === undefined ? {} : { clock: command.clock }),
      }
    case 'more':
      return { do: 'more', minutes: command.minutes }
    case 'back':
      return { do: 'back', from: 'shown' }
    default:
      return { do: command.kind }
  }
}

const seenIn = ({ seen: version, shownAt }: ClockCommand): Seen => ({
  version,
  ...(shownAt === undefined ? {} : { shownAt }),
})

/** As it is kept: a plan is no finer than its screen. */
const rounded = (places: Of<'place'>['places']): Places =>
  Object.fromEntries(Object.entries(places).map(([table, { x, y }]) => [table, { x: thousandth(x), y: thousandth(y) }]))
const thousandth = (value: number): number => Math.round(value * 1000) / 1000

/** `standing`: as it is committed; tables of a dialogue never change their site. */
export function createActs(standing: (dialogue: DialogueId) => Standing | null, doing: Doing): RoomVerbs {
  /** The same tables, each once; `not-found` where one is not of this site. */
  function whom({ dialogue, site }: At, { tables }: Whose): Result<readonly TableId[] | null> {
    if (tables === undefined) return { ok: true, value: null }
    const plan = standing(dialogue)?.plan
    return tables.every((table) => plan?.table.get(table)?.site === site)
      ? { ok: true, value: [...new Set(tables)] }
      : fail({ code: 'not-found', what: 'table' })
  }
  const moves = async (session: Session, at: At, command: ClockCommand, still: Still): Done => {
    const of = whom(at, command)
    if (!of.ok) return of
    const by = { ...handOf(session), command: command.id }
    const clock = of.value === null ? { site: at.site } : { tables: of.value }
    return doing.act(at.dialogue, clock, actOf(command), seenIn(command), by, still)
  }
  const about =
    <C extends Whose>(does: (session: Session, at: Whom, command: C, still: Still) => Done) =>
    async (session: Session, at: At, command: C, still: Still): Done => {
      const of = whom(at, command)
      return of.ok ? does(session, { ...at, tables: of.value }, command, still) : of
    }

  return {
    begin: moves,
    hold: moves,
    'go-on': moves,
    more: moves,
    next: moves,
    back: moves,
    end: moves,
    join: moves,
    'take-back': moves,
    coming: doing.coming,
    done: doing.done,
    message: about(doing.message),
    'draw-curtains': about(doing.drawCurtains),
    watched: about(doing.watched),
    round: about(doing.round),
    async 'move-seats'(session, at, command, still) {
      const state = standing(at.dialogue)
      const isHere = ({ seat, table }: (typeof command.moves)[number]): boolean =>
        state !== null && homeOf(state, seat)?.site === at.site && state.plan.table.get(table)?.site === at.site
      return command.moves.every(isHere)
        ? doing.moveSeats(session, at, command, still)
        : fail({ code: 'not-found', what: 'seat' })
    },
    place: (session, { dialogue, site }, { id, places }, still) =>
      doing.arrange(dialogue, site, rounded(places), { ...handOf(session), command: id }, still),
  }
}
