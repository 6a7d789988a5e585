/** Whether an act would do anything: judged before it is written. */
import { led, noClock, takesBack, type ClockAct, type ClockOf, type ClockState } from './clock.ts'
import { clockOf, ofAlone, ofHall, programmeOf, tableTold } from './fold.ts'
import type { DialogueState } from './state.ts'
import type { TableId } from '../ids.ts'

/** Why this act would do nothing, for somebody who reads a log; null: it does something, for each of the tables. */
export function idle(state: DialogueState, of: ClockOf, act: ClockAct, at: number): string | null {
  const [programme, verb] = [programmeOf(state), act.do]
  const leads = (clock: ClockState): boolean => led(clock, act, programme, at) !== null
  const nothing = `${verb}: it would change nothing`
  const late = 'take-back: too late'
  if ('site' in of) {
    const clock = state.clocks.get(of.site) ?? noClock
    if (ofHall(clock, act, at).do === 'take-back' && takesBack(clock, at)) return null
    if (verb === 'join') return 'join: a site goes by no other clock'
    if (verb !== 'take-back') return leads(clock) ? null : nothing
    return takesBack(clock, at) ? null : clock.before === null ? nothing : late
  }
  const does = (table: TableId): boolean => {
    const own = state.own.get(table)
    if (verb === 'join') return own !== undefined
    if (ofAlone(state, table, act, at).do !== 'take-back') return leads(clockOf(state, table))
    return at < (state.joined.get(table)?.goesAt ?? 0) || (own !== undefined && takesBack(own, at))
  }
  if (of.tables.length > 0 && of.tables.every(does)) return null
  const once = (table: TableId): boolean => tableTold(state, table).takesBack !== null
  return verb === 'take-back' && of.tables.some(once) ? late : nothing
}
