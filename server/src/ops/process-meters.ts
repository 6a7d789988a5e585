/**
 * What the process itself costs, under the names that Prometheus' own clients give it, so that dashboards that are made for
 * any process show this one. The delay of the event loop is measured from the first time that somebody asks: where nobody
 * scrapes, nothing wakes the process.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Meters } from './meters.ts'

const nano = 1e9
const micro = 1e6

/** `close` ends the measuring of delays. */
export function meterProcess(meters: Meters): { close(): void } {
  const began = Date.now() / 1_000 - process.uptime()
  meters.also('process_start_time_seconds', 'When this process began, in seconds since 1970.', 'gauge', () => began)
  meters.also(
    'process_cpu_user_seconds_total',
    'CPU time in the program.',
    'counter',
    () => process.cpuUsage().user / micro,
  )
  meters.also(
    'process_cpu_system_seconds_total',
    'CPU time in the kernel.',
    'counter',
    () => process.cpuUsage().system / micro,
  )
  meters.also(
    'process_cpu_seconds_total',
    'CPU time in both.',
    'counter',
    () => (process.cpuUsage().user + process.cpuUsage().system) / micro,
  )
  meters.also('process_resident_memory_bytes', 'Memory that lies in RAM.', 'gauge', () => process.memoryUsage.rss())
  meters.also(
    'nodejs_heap_size_used_bytes',
    'Of it, what JavaScript uses of its heap.',
    'gauge',
    () => process.memoryUsage().heapUsed,
  )

  let delays: ReturnType<typeof monitorEventLoopDelay> | null = null
  let last: { readonly p50: number; readonly p99: number; readonly max: number } | null = null
  /** Since the last time that somebody asked; the first time nothing is known. */
  function look(): number | null {
    if (delays === null) {
      delays = monitorEventLoopDelay({ resolution: 20 })
      delays.enable()
      return null
    }
    // The timer's own period is in it.
    const beyond = (value: number): number => Math.max(0, value / nano - 0.02)
    last =
      delays.count === 0
        ? null
        : { p50: beyond(delays.percentile(50)), p99: beyond(delays.percentile(99)), max: beyond(delays.max) }
    delays.reset()
    return last?.p50 ?? null
  }
  meters.also('nodejs_eventloop_lag_p50_seconds', 'Delay of the event loop since the last look, median.', 'gauge', look)
  meters.also('nodejs_eventloop_lag_p99_seconds', 'The same, 99th percentile.', 'gauge', () => last?.p99 ?? null)
  meters.also('nodejs_eventloop_lag_max_seconds', 'The same, longest.', 'gauge', () => last?.max ?? null)
  meters.also(
    'nodejs_eventloop_utilization_ratio',
    'Share of its time for which the event loop worked, since the start.',
    'gauge',
    () => performance.eventLoopUtilization().utilization,
  )
  return { close: () => void delays?.disable() }
}
