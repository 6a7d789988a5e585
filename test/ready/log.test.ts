/** How a log on Postgres stands before a day, by what it says of itself. */
import { languages } from '@tablee/shared/i18n/index'
import { rights, type LogFact } from '@tablee/shared/ready/log-fact'
import { sayLog } from '@tablee/shared/ready/log-say'
import { judgeConnections, judgeDurable, judgeLatency, judgeStandby } from '@tablee/server/cluster/doctor'
import { describe, expect, it } from 'vitest'

const safe = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }

describe('a log on Postgres', () => {
  it('[OPS10] stands badly where an answer does not wait for the disk, and is to be seen to where it waits for one disk of two', () => {
    expect(judgeDurable(safe)).toMatchObject({ is: 'good', off: [] })
    expect(judgeDurable({ ...safe, synchronous_commit: 'remote_apply' })).toMatchObject({ is: 'good' })
    for (const said of ['local', 'remote_write'])
      expect(judgeDurable({ ...safe, synchronous_commit: said })).toMatchObject({ is: 'look' })
    expect(judgeDurable({ ...safe, synchronous_commit: 'off' })).toMatchObject({
      is: 'bad',
      off: ['synchronous_commit = off'],
    })
    expect(judgeDurable({ ...safe, fsync: 'off', synchronous_commit: 'local' })).toMatchObject({ is: 'bad' })
    expect(judgeDurable({ ...safe, full_page_writes: 'off' })).toMatchObject({ is: 'bad' })
  })

  it('[OPS10] has a second copy where answers wait for a standby that is there', () => {
    expect(judgeStandby('', 0, 0)).toMatchObject({ is: 'look', why: 'none' })
    expect(judgeStandby('', 1, 0)).toMatchObject({ is: 'look', why: 'later' })
    expect(judgeStandby('ANY 1 (*)', 2, 1)).toMatchObject({ is: 'good', why: 'named' })
    expect(judgeStandby('ANY 1 (*)', 1, null)).toMatchObject({ is: 'good', why: 'named' })
    expect(judgeStandby('one', 1, 0)).toMatchObject({ is: 'bad', why: 'away' })
  })

  it('[OPS10] is slow by the ninety-ninth of a hundred, and has too few connections for what stands there', () => {
    const most = (slow: number) => [...Array.from({ length: 49 }, () => 2), slow]
    expect(judgeLatency(most(3))).toMatchObject({ is: 'good', p50: 2, p99: 3 })
    expect(judgeLatency(most(80))).toMatchObject({ is: 'look', p99: 80 })
    expect(judgeLatency(most(2_000))).toMatchObject({ is: 'bad' })
    expect(judgeConnections(97, 4, 20, 2)).toMatchObject({ is: 'good', needs: 44 })
    expect(judgeConnections(97, 4, 60, 2)).toMatchObject({ is: 'look', needs: 84 })
    expect(judgeConnections(97, 4, 90, 2)).toMatchObject({ is: 'bad', needs: 114 })
  })

  it('[OPS10] [READY6] each fact in every way it can stand has a sentence in every language, and what does not stand well says what to do', () => {
    const every: readonly LogFact[] = [
      { what: 'reached', is: 'good', why: 'answers', at: 'db:5432' },
      ...(['unknown-name', 'refused', 'silent', 'password', 'no-database', 'error'] as const).map(
        (why) => ({ what: 'reached', is: 'bad', why, at: 'db:5432' }) as const,
      ),
      { what: 'version', is: 'good', why: 'good', version: '15.20' },
      ...(['old', 'standby'] as const).map((why) => ({ what: 'version', is: 'bad', why, version: '9.6' }) as const),
      { what: 'durable', is: 'good', off: [] },
      { what: 'durable', is: 'bad', off: ['fsync = off'] },
      ...[0, 1, 2, 3, 11].map((count) => ({ what: 'standby', is: 'good', why: 'named', count }) as const),
      ...(['none', 'later', 'away'] as const).map((why) => ({ what: 'standby', is: 'bad', why, count: 1 }) as const),
      { what: 'clocks', is: 'good', by: -3, within: 1 },
      { what: 'clocks', is: 'look', by: 86_400_000, within: 1 },
      { what: 'rights', is: 'good', lacks: [], role: 'tablee' },
      { what: 'rights', is: 'bad', lacks: rights, role: 'tablee' },
      ...(['good', 'look', 'bad'] as const).map((is) => ({ what: 'latency', is, p50: 1.5, p99: 90 }) as const),
      { what: 'space', is: 'good', size: 7e9, free: null },
      { what: 'space', is: 'bad', size: 7e9, free: 1e8 },
      ...(['off', 'failing', 'unseen'] as const).map((why) => ({ what: 'archive', is: 'look', why }) as const),
      { what: 'archive', is: 'good', why: 'on' },
      ...(['good', 'look', 'bad'] as const).map(
        (is) => ({ what: 'connections', is, most: 97, used: 4, needs: 40 }) as const,
      ),
      ...(['tls', 'here'] as const).map((why) => ({ what: 'line', is: 'good', why }) as const),
      { what: 'line', is: 'look', why: 'open' },
      ...(['fits', 'new'] as const).map((why) => ({ what: 'key', is: 'good', why }) as const),
      ...(['other', 'missing'] as const).map((why) => ({ what: 'key', is: 'bad', why }) as const),
    ]
    for (const language of languages)
      for (const fact of every) {
        const { title, text, help } = sayLog(language)(fact)
        const said = `${language} ${JSON.stringify(fact)}: ${text}`
        expect(title.length, said).toBeGreaterThan(2)
        expect(text.length, said).toBeGreaterThan(3)
        expect(text + (help ?? ''), said).not.toMatch(/[{}]|undefined|NaN/)
        expect(help === null, said).toBe(fact.is === 'good')
      }
  })
})
