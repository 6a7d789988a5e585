import { idleObservers } from './memory.ts'
import { placeOf } from './places.ts'
import { start } from './servers.ts'
const all: Record<string, string[]> = {}
for (let r = 0; r < 4; r++)
  for (const [n, c] of [
    ['old', '/tmp/wt-old-build'],
    ['now', null],
    ['old2', '/tmp/wt-old-build'],
  ] as const) {
    const s = await start('tablee', undefined, {}, c)
    const b = await s.memory()
    const k = await idleObservers(placeOf(s), s)
    await s.dispose()
    ;(all[n] ??= []).push(
      `held ${k.held.toFixed(2)} rss ${k.rss.toFixed(2)} (start held ${(b.held / 1e6).toFixed(1)} rss ${(b.rss / 1e6).toFixed(0)})`,
    )
  }
for (const [n, v] of Object.entries(all)) console.log(n + '\n  ' + v.join('\n  '))
process.exit(0)
