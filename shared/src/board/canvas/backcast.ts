/**
 * A backcast read as data: from a future back to today, step by step. An arrow leads from what must be there later to
 * what has to be there before; steps go back in time, and what an arrow joins to a step in the same year (an actor who
 * carries it, an obstacle that it lifts) stands beside it.
 */
import { middleOf } from './place.ts'
import type { Canvas, ElementKind, ElementLevel, ShapeId } from './schema.ts'
import { zoneAt, zonesOf } from './zones.ts'

export type BackcastStep = {
  readonly element: ShapeId
  readonly kind: ElementKind
  readonly text: string
  readonly year: number
  readonly level: ElementLevel | null
  /** The words on the arrow that leads to it; empty for the first. */
  readonly because: string
  /** What stands beside this step. */
  readonly beside: readonly BackcastBeside[]
}
export type BackcastBeside = {
  readonly element: ShapeId
  readonly kind: ElementKind
  readonly text: string
  readonly says: string
  /** Does the arrow lead from it to the step, or to it? */
  readonly towards: 'step' | 'beside'
}
export type Backcast = {
  readonly from: number
  readonly to: number
  /** Ordered: the future first. */
  readonly steps: readonly BackcastStep[]
  /** Does the way lead from the future back to today? */
  readonly complete: boolean
  /** Elements on the timeline that the way does not pass, the latest year first. */
  readonly loose: readonly ShapeId[]
}

type Dated = {
  readonly id: ShapeId
  readonly kind: ElementKind
  readonly text: string
  readonly year: number
  readonly level: ElementLevel | null
}
type Lead = { readonly from: ShapeId; readonly to: ShapeId; readonly says: string; readonly arrow: ShapeId }

/** Arrows that hold on to an element at both ends. */
export function leadsOf(canvas: Canvas): readonly Lead[] {
  const ends = new Map<ShapeId, { start?: ShapeId; end?: ShapeId }>()
  for (const { fromId, toId, props } of canvas.bindings.values())
    ends.set(fromId, { ...ends.get(fromId), [props.terminal]: toId })
  const leads: Lead[] = []
  for (const [arrow, { start, end }] of ends) {
    const shape = canvas.shapes.get(arrow)
    if (shape?.type !== 'arrow' || start === undefined || end === undefined || start === end) continue
    if (canvas.shapes.get(start)?.type !== 'element' || canvas.shapes.get(end)?.type !== 'element') continue
    // Drawn the other way round, with its head at the start, it still leads where its head is.
    const back = shape.props.arrowheadStart !== 'none' && shape.props.arrowheadEnd === 'none'
    leads.push({ from: back ? end : start, to: back ? start : end, says: shape.props.text, arrow })
  }
  return leads.sort((a, b) => (a.arrow < b.arrow ? -1 : 1))
}

/** Null where no timeline lies beneath. */
export function readBackcast(canvas: Canvas): Backcast | null {
  const zones = zonesOf(canvas)
  const years = zones.flatMap(({ part }) => (part.startsWith('column:') ? Number(part.slice('column:'.length)) : []))
  if (years.length === 0) return null
  const from = Math.max(...years)
  const to = Math.min(...years)

  const dated = new Map<ShapeId, Dated>()
  for (const shape of canvas.shapes.values()) {
    if (shape.type !== 'element') continue
    const middle = middleOf(canvas, shape.id)
    const column = middle === null ? null : zoneAt(zones, 'column', middle)
    const row = middle === null ? null : zoneAt(zones, 'row', middle)
    // What was said of it counts before where it lies.
    const year = shape.props.horizon ?? (column === null ? null : Number(column.part.slice('column:'.length)))
    if (year === null) continue
    const level = shape.props.level ?? levelOf(row?.part)
    dated.set(shape.id, { id: shape.id, kind: shape.props.kind, text: shape.props.text, year, level })
  }

  const leads = leadsOf(canvas).filter((lead) => dated.has(lead.from) && dated.has(lead.to))
  const yearOf = (id: ShapeId): number => dated.get(id)?.year ?? 0
  const back = leads.filter((lead) => yearOf(lead.to) < yearOf(lead.from))

  // The way that reaches back furthest with the most steps: decided from today upwards, each element once.
  const best = new Map<ShapeId, { readonly reach: number; readonly count: number; readonly lead: Lead | null }>()
  const earliest = [...dated.values()].sort((a, b) => a.year - b.year || (a.id < b.id ? -1 : 1))
  for (const { id, year } of earliest) {
    let mine: { reach: number; count: number; lead: Lead | null } = { reach: year, count: 1, lead: null }
    for (const lead of back) {
      if (lead.from !== id) continue
      const next = best.get(lead.to)
      if (next === undefined) continue
      if (next.reach < mine.reach || (next.reach === mine.reach && next.count + 1 > mine.count))
        mine = { reach: next.reach, count: next.count + 1, lead }
    }
    best.set(id, mine)
  }
  const starts = [...dated.values()]
    .filter(({ id }) => (best.get(id)?.count ?? 0) > 1)
    .sort((a, b) => {
      const [x, y] = [best.get(a.id), best.get(b.id)]
      return (
        b.year - a.year ||
        (x?.reach ?? 0) - (y?.reach ?? 0) ||
        (y?.count ?? 0) - (x?.count ?? 0) ||
        (a.id < b.id ? -1 : 1)
      )
    })

  const steps: BackcastStep[] = []
  const passed = new Set<ShapeId>()
  let lead: Lead | null = null
  for (let at = starts[0]?.id; at !== undefined; ) {
    const one = dated.get(at)
    if (one === undefined) break
    passed.add(at)
    steps.push({
      element: at,
      kind: one.kind,
      text: one.text,
      year: one.year,
      level: one.level,
      because: lead?.says ?? '',
      beside: [],
    })
    lead = best.get(at)?.lead ?? null
    at = lead?.to
  }
  const beside = steps.map((step) => ({ ...step, beside: besideOf(step, leads, dated, passed) }))
  for (const step of beside) for (const { element } of step.beside) passed.add(element)
  const loose = [...dated.values()]
    .filter(({ id }) => !passed.has(id))
    .sort((a, b) => b.year - a.year || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
  return {
    from,
    to,
    steps: beside,
    complete: steps.length > 1 && (steps[0]?.year ?? 0) >= from && (steps.at(-1)?.year ?? from) <= to,
    loose,
  }
}

function besideOf(
  step: BackcastStep,
  leads: readonly Lead[],
  dated: ReadonlyMap<ShapeId, Dated>,
  passed: ReadonlySet<ShapeId>,
): readonly BackcastBeside[] {
  const found: BackcastBeside[] = []
  for (const { from, to, says } of leads) {
    const other = from === step.element ? to : to === step.element ? from : null
    const one = other === null || passed.has(other) ? undefined : dated.get(other)
    if (one === undefined) continue
    found.push({
      element: one.id,
      kind: one.kind,
      text: one.text,
      says,
      towards: to === step.element ? 'step' : 'beside',
    })
  }
  return found
}

function levelOf(part: string | undefined): ElementLevel | null {
  const level = part?.slice('row:'.length)
  return level === 'personal' || level === 'local' || level === 'society' ? level : null
}
