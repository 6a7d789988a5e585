import { defineConfig } from 'vitest/config'

/** One project per budget of the README's test command; `run.ts` starts them one after the other. */
const project = (name: string, include: string[], testTimeout: number, more: { fileParallelism?: boolean } = {}) => ({
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
  test: { name, include, testTimeout, hookTimeout: 60_000, environment: 'node' as const, ...more },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', ['{board,argumentation,journal,link,access,view,snapshot,exchange,client}/**/*.test.ts', 'fuzz/**/*.test.ts'], 180_000),
      project('integration', ['{live,path,faults,dialogue,demo}/**/*.test.ts'], 180_000, { fileParallelism: false }),
      project('browser', ['e2e/**/*.test.ts'], 120_000, { fileParallelism: false }),
    ],
  },
})
