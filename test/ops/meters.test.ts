/** What a process counts of itself, as a scraper reads it. */
import { createMeters, waits } from '@tablee/server/ops/meters'
import { describe, expect, it } from 'vitest'
import { readMetrics } from '../support/metrics.ts'

describe('meters', () => {
  it('[OPS7] are told in Prometheus’ text format: a family with its help and type, then its lines', () => {
    const meters = createMeters()
    meters.counter('tablee_rows_total', 'Rows.').add(3)
    const sockets = { collab: 2 }
    meters.gauges('tablee_sockets', 'Sockets.', 'kind', ['collab', 'observe'], () => sockets)
    meters.gauge('tablee_lease_age_seconds', 'Of nobody yet.', () => null)
    const commits = meters.histogram('tablee_commit_seconds', 'Commits.', [0.001, 0.01])
    for (const seconds of [0.0005, 0.001, 0.002, 4]) commits.observe(seconds)
    expect(meters.text()).toBe(`# HELP tablee_rows_total Rows.
# TYPE tablee_rows_total counter
tablee_rows_total 3
# HELP tablee_sockets Sockets.
# TYPE tablee_sockets gauge
tablee_sockets{kind="collab"} 2
tablee_sockets{kind="observe"} 0
# HELP tablee_commit_seconds Commits.
# TYPE tablee_commit_seconds histogram
tablee_commit_seconds_bucket{le="0.001"} 2
tablee_commit_seconds_bucket{le="0.01"} 3
tablee_commit_seconds_bucket{le="+Inf"} 4
tablee_commit_seconds_sum 4.0035
tablee_commit_seconds_count 4
`)
    expect(readMetrics(meters.text()).get('tablee_rows_total')?.type).toBe('counter')
  })

  it('[OPS7] count on where a hall closed and came again, and each value of a label is there from the start', () => {
    const meters = createMeters()
    const ask = () => meters.counters('tablee_groups_total', 'Groups.', 'outcome', ['kept', 'lost'])
    ask().kept.add()
    ask().kept.add()
    meters.histogram('tablee_commit_seconds', 'Commits.', waits).observe(1)
    meters.histogram('tablee_commit_seconds', 'Commits.', waits).observe(1)
    const told = readMetrics(meters.text())
    expect(told.get('tablee_groups_total')?.values).toEqual(
      new Map([
        ['outcome="kept"', 2],
        ['outcome="lost"', 0],
      ]),
    )
    expect(told.get('tablee_commit_seconds')?.values.get('_count')).toBe(2)
  })
})
