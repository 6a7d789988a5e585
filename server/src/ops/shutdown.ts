/**
 * The way out. SIGTERM runs the steps in order, each with a deadline of its own: one that hangs (a store that is down
 * never answers) is left behind, the next begins. Whatever happens, the process is gone in time: nothing acknowledged
 * depends on a tidy end, so cutting it short loses nothing.
 */
import { Worker } from 'node:worker_threads'

export type Step = { readonly name: string; readonly within: number; readonly run: () => unknown }

export type StepOutcome = {
  readonly name: string
  readonly outcome: 'done' | 'late' | 'failed'
  readonly cause?: unknown
  readonly ms: number
}

/** Steps together. The promise is 15 s from the signal; 3 s are left for the event loop to notice it and for the exit. */
export const shutdownBudget = 12_000

/** Runs the steps one after the other, never longer than their deadlines together, and never rejects. */
export async function runSteps(
  steps: readonly Step[],
  told: (outcome: StepOutcome) => void = () => {},
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = []
  for (const step of steps) {
    const outcome = await runStep(step)
    outcomes.push(outcome)
    told(outcome)
  }
  return outcomes
}

async function runStep({ name, within, run }: Step): Promise<StepOutcome> {
  const began = performance.now()
  const ms = (): number => Math.round(performance.now() - began)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), within)
  })
  try {
    const outcome = await Promise.race([Promise.resolve(run()).then(() => 'done' as const), late])
    return { name, outcome, ms: ms() }
  } catch (cause) {
    return { name, outcome: 'failed', cause, ms: ms() }
  } finally {
    clearTimeout(timer)
  }
}

export type ShutdownOptions = {
  readonly steps: readonly Step[]
  readonly told?: (outcome: StepOutcome | { readonly name: 'signal'; readonly signal: string }) => void
  readonly signals?: readonly NodeJS.Signals[]
  readonly budget?: number
}

/** Runs the steps on SIGTERM or SIGINT and exits: 0 when all were done, 1 when one was late or failed. A second signal exits at once. */
export function onSignal({
  steps,
  told = () => {},
  signals = ['SIGTERM', 'SIGINT'],
  budget = shutdownBudget,
}: ShutdownOptions): void {
  const watchdog = startWatchdog()
  let stopping = false
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      watchdog.arm(budget)
      setTimeout(() => process.exit(1), budget - 500)
      told({ name: 'signal', signal })
      void runSteps(steps, told).then((outcomes) =>
        process.exit(outcomes.every(({ outcome }) => outcome === 'done') ? 0 : 1),
      )
    })
  }
}

/**
 * A timer cannot end a process whose event loop is stuck in a write to a dead disk: a thread beside it can. It sleeps
 * on a shared word until it is armed, and then kills the process unless that is gone by itself.
 */
function startWatchdog(): { arm(ms: number): void } {
  const word = new Int32Array(new SharedArrayBuffer(4))
  const source = `
    const word = require('node:worker_threads').workerData
    Atomics.wait(word, 0, 0)
    Atomics.wait(word, 0, word[0], word[0])
    process.kill(process.pid, 'SIGKILL')`
  const worker = new Worker(source, {
    eval: true,
    workerData: word,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  })
  worker.unref()
  return {
    arm(ms) {
      Atomics.store(word, 0, ms)
      Atomics.notify(word, 0)
    },
  }
}
