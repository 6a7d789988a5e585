import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './support/longest-first.ts'

// Many tests start the real process, the command line or a worker: each would compile the same modules anew.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url))

/** One project per stage of `run.ts`, which says which command runs it and starts one after the other. */
const stages = ['unit', 'integration', 'browser', 'more', 'measured']
const project = (
  name: string,
  include: string[],
  testTimeout: number,
  more: { fileParallelism?: boolean; maxWorkers?: number; exclude?: string[] } = {},
) => ({
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: 60_000,
    // Vitest's own second is no promise of ours, and a busy machine needs more. What must be quick says so (`support/promised.ts`).
    expect: { poll: { timeout: 20_000 } },
    environment: 'node' as const,
    // A process takes one file after the other, with the modules that it has: each anew costs a quarter of the processor.
    isolate: false,
    setupFiles: ['support/afterFile.ts'],
    // Two of them in one run (`looks`) come one after the other: each has its own number of files at once.
    sequence: { groupOrder: stages.indexOf(name) },
    ...more,
  },
})

const integration = '{live,path,faults,dialogue,demo}/**/*.test.ts'
const browser = 'e2e/**/*.test.ts'
/** Everything in every way that there is: all states with axe, all pages at all widths, all looks. */
const more = '**/*.more.test.ts'
/** What is told in milliseconds or frames, on a machine that does nothing else. */
const measured = '**/*.measured.test.ts'
const modules = '**/node_modules/**'

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // What no other stage names runs here: a new folder of tests is not forgotten.
      // Two files at once: Vitest would leave one of two cores idle, and half of what is slow here waits for something.
      project('unit', ['**/*.test.ts'], 180_000, {
        maxWorkers: 2,
        exclude: [integration, browser, more, measured, modules],
      }),
      project('integration', [integration], 180_000, { maxWorkers: 2, exclude: [more, measured, modules] }),
      // Three at once take some three quarters of a minute less, and stories fail for want of a processor.
      project('browser', [browser], 120_000, { maxWorkers: 2, exclude: [more, measured, modules] }),
      project('more', [more], 120_000, { maxWorkers: 2 }),
      project('measured', [measured], 120_000, { fileParallelism: false }),
    ],
  },
})
