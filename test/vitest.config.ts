import { defineConfig } from 'vitest/config'

/** One project per budget of the README's test command; `run.ts` starts them one after the other. */
const project = (
  name: string,
  include: string[],
  testTimeout: number,
  more: { fileParallelism?: boolean; maxWorkers?: number; sequence?: { groupOrder: number }; exclude?: string[] } = {},
) => ({
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
  test: { name, include, testTimeout, hookTimeout: 60_000, environment: 'node' as const, ...more },
})

const integration = '{live,path,faults,dialogue,demo}/**/*.test.ts'
const browser = 'e2e/**/*.test.ts'
/** They look at screens, or are stories that wait more than they work, and measure no time: two browsers at once. */
const looking = 'gallery,gallery-elsewhere,pages,looks'
const stories = 'join,notes,paper,seat,snapshots,table-voices,voices-day'
const screens = `e2e/{${looking},${stories}}.test.ts`

export default defineConfig({
  test: {
    projects: [
      // What no other stage names runs here: a new folder of tests is not forgotten.
      // Two files at once: Vitest would leave one of two cores idle, and half of what is slow here waits for something.
      project('unit', ['**/*.test.ts'], 180_000, {
        maxWorkers: 2,
        exclude: [integration, browser, '**/node_modules/**'],
      }),
      project('integration', [integration], 180_000, { fileParallelism: false }),
      project('browser', [browser], 120_000, { fileParallelism: false, exclude: [screens, '**/node_modules/**'] }),
      project('screens', [screens], 120_000, { maxWorkers: 2, sequence: { groupOrder: 1 } }),
    ],
  },
})
