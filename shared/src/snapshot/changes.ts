/**
 * What of the day was not planned when it was founded: each change with its reason, the role that decided it, and when. The
 * reason is the organisers' own text, as the programme is, and stands in the clear.
 */
import { since, type Since } from '../dialogue/since.ts'
import type { DialogueState } from '../dialogue/state.ts'
import { clear, type SnapshotText } from './voices.ts'

type Decided = { readonly at: number; readonly by: string; readonly why: string }
export type SnapshotChange = Decided &
  (
    | { readonly do: 'site'; readonly site: string; readonly id: string }
    | {
        readonly do: 'table'
        readonly table: string
        readonly number: number
        readonly site: string
        readonly seats: number
      }
    | {
        readonly do: 'seats'
        readonly table: string
        readonly number: number
        readonly planned: number
        readonly seats: number
      }
    /** `step`: its number in its session, from 0, by now. Times in ms. */
    | {
        readonly do: 'step'
        readonly session: number
        readonly step: number
        readonly title: SnapshotText
        readonly length: number
      }
    | {
        readonly do: 'minutes'
        readonly session: number
        readonly step: number
        readonly planned: number
        readonly length: number
      }
    | { readonly do: 'skip'; readonly session: number; readonly step: number; readonly planned: number }
    | {
        readonly do: 'word'
        readonly step: string
        readonly item: string
        readonly planned: SnapshotText
        readonly text: SnapshotText
      }
  )

const ms = (minutes: number): number => minutes * 60_000

/** The oldest first; undefined where the day is as it was planned: such a snapshot keeps the name it had before there were changes. */
export function changesIn(state: DialogueState): readonly SnapshotChange[] | undefined {
  const all = since(state).map(changeIn)
  return all.length === 0 ? undefined : all
}

function changeIn(one: Since): SnapshotChange {
  const decided = { at: one.at, by: one.by, why: one.why.toWellFormed() }
  switch (one.do) {
    case 'site':
      return { ...decided, do: 'site', id: one.site.id, site: one.site.name.toWellFormed() }
    case 'table': {
      const { id, number, seats } = one.table
      return { ...decided, do: 'table', table: id, number, site: one.site.toWellFormed(), seats }
    }
    case 'seats':
      return { ...decided, do: 'seats', table: one.table, number: one.number, planned: one.before, seats: one.seats }
    case 'step': {
      const { session, step, of } = one
      return { ...decided, do: 'step', session, step, title: clear(of.title), length: ms(of.minutes) }
    }
    case 'minutes': {
      const { session, step, before, minutes } = one
      return { ...decided, do: 'minutes', session, step, planned: ms(before), length: ms(minutes) }
    }
    case 'skip':
      return { ...decided, do: 'skip', session: one.session, step: one.step, planned: ms(one.before) }
    case 'word':
      return {
        ...decided,
        do: 'word',
        step: one.step,
        item: one.item,
        planned: clear(one.before),
        text: clear(one.text),
      }
  }
}
