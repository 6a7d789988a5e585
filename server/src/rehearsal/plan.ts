/**
 * Who types what when, so that everybody may type at once and the outcome is still the trace's. Strokes of different
 * lines commute: what two agents did in different lines goes out at the same time. A stroke in a line that somebody else
 * touched since waits for the next stage, when everybody has seen this one.
 */
import { Paper, type Change, type SheetLine } from './paper.ts'
import type { Stroke } from './trace.ts'

/** A line as the plan follows it: the paragraph it became, and who touched it last, in which stage. */
export type PlannedLine = SheetLine & {
  /** The Yjs item that holds the paragraph, once somebody has made it. */
  paragraph: { readonly client: number; readonly clock: number } | null
  agent: number
  stage: number
}
export type PlannedChange = Change<PlannedLine>
/** What each agent types in one stage, in order. */
export type Stage = ReadonlyMap<number, readonly PlannedChange[]>

export class Plan {
  readonly paper = new Paper<PlannedLine>('', (text) => ({ text, paragraph: null, agent: -1, stage: -1 }))
  private stage = 0

  /** The stages of the next strokes; they follow the ones planned before. */
  next(strokes: readonly Stroke[]): readonly Stage[] {
    const first = this.stage
    const stages: Map<number, PlannedChange[]>[] = []
    /** An agent's own strokes keep their order. */
    const reached = new Map<number, number>()
    for (const stroke of strokes) {
      const { agent } = stroke
      const changes = this.paper.strike(stroke)
      for (const change of changes) {
        const touched = [change.line, ...(change.kind === 'join' ? change.gone : [])]
        let stage = reached.get(agent) ?? first
        for (const line of touched)
          if (line.stage >= first) stage = Math.max(stage, line.agent === agent ? line.stage : line.stage + 1)
        reached.set(agent, stage)
        for (const line of change.kind === 'break' ? [...touched, ...change.fresh.map(({ line }) => line)] : touched) {
          line.agent = agent
          line.stage = stage
        }
        const of = (stages[stage - first] ??= new Map<number, PlannedChange[]>())
        const own = of.get(agent)
        if (own) own.push(change)
        else of.set(agent, [change])
        this.stage = Math.max(this.stage, stage + 1)
      }
    }
    return stages
  }
}
