/**
 * What a process counts of itself, told in Prometheus' text format (0.0.4). A name says its unit (`_seconds`, `_bytes`) and
 * whether it only grows (`_total`). A label has its few values from the start: no id, title, link or address becomes one, and
 * whoever scrapes cannot be flooded with series. What is asked for twice by one name is one: halls that come and go count on.
 */

export type Counter = { add(more?: number): void; readonly value: number }
export type Histogram = { observe(value: number): void }
/** Read when somebody asks; null: nothing is known, and no line is told. */
type Read = () => number | null

export type Meters = {
  /** Only grows: its name ends in `_total`. */
  counter(name: `tablee_${string}_total`, help: string): Counter
  /** One for each value of a label. */
  counters<const Value extends string>(
    name: `tablee_${string}_total`,
    help: string,
    label: string,
    values: readonly Value[],
  ): Readonly<Record<Value, Counter>>
  /** `bounds`: the upper ends of its buckets, growing; what lies above the last one is in `+Inf`. */
  histogram(
    name: `tablee_${string}_${'seconds' | 'bytes' | 'rows'}`,
    help: string,
    bounds: readonly number[],
  ): Histogram
  /** What is so just now. Given again by the same name it is read from the last one on. */
  gauge(name: `tablee_${string}`, help: string, read: Read): void
  /** One for each value of a label; `read` is asked once for all of them. */
  gauges<const Value extends string>(
    name: `tablee_${string}`,
    help: string,
    label: string,
    values: readonly Value[],
    read: () => Readonly<Partial<Record<Value, number>>>,
  ): void
  /** Anything that is told in lines of its own, as the process' own figures are (`ops/process-meters.ts`). */
  also(name: string, help: string, type: 'counter' | 'gauge', read: Read): void
  /** All of it, as a scraper reads it. */
  text(): string
}

/** Seconds, as waiting for a disk or a database is: a hundred microseconds to ten seconds. */
export const waits = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

type Family = { readonly help: string; readonly type: 'counter' | 'gauge' | 'histogram'; lines(): readonly string[] }

/** As the format wants it; a number that is none is told as such. */
function written(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}
const line = (name: string, value: number | null): readonly string[] =>
  value === null ? [] : [`${name} ${written(value)}`]

/** Counts from nothing at every start, as the format expects of a process. */
export function createMeters(): Meters {
  const families = new Map<string, Family>()
  const counted = new Map<string, Counter>()
  const histograms = new Map<string, Histogram>()

  function counterOf(series: string): Counter {
    const known = counted.get(series)
    if (known !== undefined) return known
    let value = 0
    const made: Counter = {
      add(more = 1): void {
        value += more
      },
      get value() {
        return value
      },
    }
    counted.set(series, made)
    return made
  }
  const series = (name: string, label: string, value: string): string => `${name}{${label}="${value}"}`

  return {
    counter(name, help) {
      const counter = counterOf(name)
      families.set(name, { help, type: 'counter', lines: () => line(name, counter.value) })
      return counter
    },
    counters(name, help, label, values) {
      const each = values.map((value) => [value, counterOf(series(name, label, value))] as const)
      families.set(name, {
        help,
        type: 'counter',
        lines: () => each.flatMap(([value, counter]) => line(series(name, label, value), counter.value)),
      })
      return Object.fromEntries(each) as Readonly<Record<(typeof values)[number], Counter>>
    },
    histogram(name, help, bounds) {
      const known = histograms.get(name)
      if (known !== undefined) return known
      const counts = bounds.map(() => 0)
      let [sum, count] = [0, 0]
      families.set(name, {
        help,
        type: 'histogram',
        lines() {
          let below = 0
          return [
            ...bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${(below += counts[i] ?? 0)}`),
            `${name}_bucket{le="+Inf"} ${count}`,
            `${name}_sum ${written(sum)}`,
            `${name}_count ${count}`,
          ]
        },
      })
      const made: Histogram = {
        observe(value) {
          const at = bounds.findIndex((bound) => value <= bound)
          if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
          sum += value
          count += 1
        },
      }
      histograms.set(name, made)
      return made
    },
    gauge(name, help, read) {
      families.set(name, { help, type: 'gauge', lines: () => line(name, read()) })
    },
    gauges(name, help, label, values, read) {
      families.set(name, {
        help,
        type: 'gauge',
        lines() {
          const now = read()
          return values.flatMap((value) => line(series(name, label, value), now[value] ?? 0))
        },
      })
    },
    also(name, help, type, read) {
      families.set(name, { help, type, lines: () => line(name, read()) })
    },
    text: () =>
      [...families]
        .flatMap(([name, { help, type, lines }]) => {
          const told = lines()
          return told.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...told]
        })
        .join('\n')
        .concat('\n'),
  }
}
