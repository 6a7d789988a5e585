/** The page `docs/benchmarks.md` and its charts, from what was measured; the words on what is missed are `docs/bench/notes.md`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Flow } from './flow.ts'
import { axes, type Axis } from './growth.ts'
import { chart, spoken, type Series } from './plot.ts'
import type { Kept } from './memory.ts'
import type { Results, Section } from './results.ts'
import { clusterGoals, clusterParts } from './report-cluster.ts'
import { kinds, type Kind } from './servers.ts'
import { show, when, type Goal } from './said.ts'
import { explained, line, median, power, type Sample } from './stats.ts'

const docs = new URL('../../docs/', import.meta.url)
const names: Record<Kind, string> = {
  tablee: 'Tablée',
  hocuspocus: 'Hocuspocus',
  'hocuspocus-durable': 'Hocuspocus, durable',
  'y-websocket': 'y-websocket',
  tldraw: 'tldraw sync',
  relay: 'plain relay',
}

const of = <T>(section: Section<T> | undefined, kind: Kind, figure: (one: T) => number): number =>
  median((section?.runs[kind] ?? []).map(figure))

type Row<T> = readonly [
  label: string,
  cell: (figure: (of: (one: T) => number, digits?: number) => string, kind: Kind) => string,
]

function table<T>(section: Section<T>, rows: readonly Row<T>[]): string {
  const columns = kinds.filter((kind) => (section.runs[kind]?.length ?? 0) > 0)
  const cells = rows.map(([label, cell]) => {
    const row = columns.map((kind) => cell((figure, digits = 1) => show(of(section, kind, figure), digits), kind))
    return `| ${label} | ${row.join(' | ')} |`
  })
  const rejected = columns.map((kind) => String(section.rejected[kind] ?? 0))
  const counted = columns.map((kind) => String(section.runs[kind]?.length ?? 0))
  return [
    `| | ${columns.map((kind) => names[kind]).join(' | ')} |`,
    `|---|${columns.map(() => '---:').join('|')}|`,
    ...cells,
    `| runs counted / thrown away | ${counted.map((n, i) => `${n} / ${rejected[i] ?? 0}`).join(' | ')} |`,
  ].join('\n')
}

const latency: Row<{ w1: Flow; w2: Flow }>[] = [
  ['W1 edit p50 / p99, ms', (f) => `${f(({ w1 }) => w1.editorsP50, 2)} / ${f(({ w1 }) => w1.editorsP99)}`],
  ['W1 server CPU, ms/s', (f) => f(({ w1 }) => w1.cpuMsPerSecond)],
  ['W1 CPU ms per 1,000 deliveries of edits', (f) => f(({ w1 }) => w1.cpuMsPerThousand)],
  ['W2 edit p50 / p99, ms', (f) => `${f(({ w2 }) => w2.editorsP50, 2)} / ${f(({ w2 }) => w2.editorsP99)}`],
  ['W2 observers p50 / p99, ms', (f) => `${f(({ w2 }) => w2.observersP50)} / ${f(({ w2 }) => w2.observersP99)}`],
  ['W2 server CPU, ms/s', (f) => f(({ w2 }) => w2.cpuMsPerSecond)],
  ['W2 CPU ms per 1,000 deliveries of edits', (f) => f(({ w2 }) => w2.cpuMsPerThousand, 2)],
  ['W2 KB/s to observers', (f) => f(({ w2 }) => w2.observerBytes / 1024, 0)],
  [
    'edits delivered of those due, W1 / W2',
    (f) => `${f(({ w1 }) => w1.delivered, 3)} / ${f(({ w2 }) => w2.delivered, 3)}`,
  ],
  [
    'share of its core: server waiting, load busy (W2)',
    (f) => `${f(({ w2 }) => w2.waitedShare, 2)}, ${f(({ w2 }) => w2.loadShare, 2)}`,
  ],
]

function wallPart(section: NonNullable<Results['wall']>): string {
  const sizes = [
    ...new Set(
      Object.values(section.runs).flatMap((runs) => runs.flatMap((run) => run.map(({ observers }) => observers))),
    ),
  ]
  const at = (size: number, figure: (flow: Flow) => number) => (run: readonly { observers: number; flow: Flow }[]) => {
    const found = run.find(({ observers }) => observers === size)
    return found ? figure(found.flow) : Number.NaN
  }
  const rows = sizes.map(
    (size): Row<readonly { observers: number; flow: Flow }[]> => [
      `${size.toLocaleString('en')} observers: p99 ms, CPU ms/s, KB/s`,
      (f) =>
        `${f(
          at(size, (flow) => flow.observersP99),
          0,
        )}, ${f(
          at(size, (flow) => flow.cpuMsPerSecond),
          0,
        )}, ${f(
          at(size, (flow) => flow.observerBytes / 1024),
          0,
        )}`,
    ],
  )
  const series = (figure: (flow: Flow) => number): Series[] =>
    kinds
      .filter((kind) => section.runs[kind])
      .map((kind) => ({
        name: names[kind],
        points: sizes
          .map((size) => [size, of(section, kind, at(size, figure))] as const)
          .filter(([, y]) => Number.isFinite(y)),
      }))
  svg('wall-cpu', {
    title: 'W3: server CPU on one board',
    x: 'observers',
    y: 'CPU, ms per second',
    series: series((flow) => flow.cpuMsPerSecond),
  })
  svg('wall-p99', {
    title: 'W3: observers’ p99',
    x: 'observers',
    y: 'p99, ms',
    series: series((flow) => flow.observersP99),
  })
  return `${when(section)}\n\n${table(section, rows)}\n\n![Server CPU by number of observers](bench/wall-cpu.svg)\n![Observers' p99 by number of observers](bench/wall-p99.svg)`
}

const grown: Record<Axis, { readonly x: string; readonly goal: string }> = {
  age: { x: 'edits behind the board', goal: 'flat: 200,000 within 20 % of 2,000' },
  journal: { x: 'rows of other boards in the journal', goal: 'flat' },
  boards: { x: 'boards with somebody in them', goal: 'flat' },
  observers: { x: 'observers of the board', goal: 'at most proportional' },
}

function growthPart(growth: NonNullable<Results['growth']>): string {
  const parts = axes.flatMap((axis) => {
    const runs = growth.axes[axis]
    if (!runs || runs.length === 0) return []
    const xs = (runs[0] ?? []).map(({ x }) => x)
    const samples: Sample[] = xs.map((x, i) => [x, median(runs.map((run) => run[i]?.cpuMsPerEdit ?? Number.NaN))])
    const first = samples[0]?.[1] ?? Number.NaN
    const last = samples.at(-1)?.[1] ?? Number.NaN
    const flat = axis !== 'observers'
    const { c, k } = power(samples)
    const { a, b } = line(samples)
    const law = flat ? (x: number) => c * x ** k : (x: number) => a + b * x
    const fit = `R² ${explained(samples, law).toFixed(2)}`
    // What observers add to an edit, alone: 1 is proportional, more would be worse than that.
    const added = samples.flatMap(([x, y]): Sample[] => (x > 0 && y > first ? [[x, y - first]] : []))
    const said = flat
      ? `CPU = ${spoken(c)} ms · n^${k.toFixed(3)}, ${fit}; last beside first ${(last / first).toFixed(2)} (goal: ${grown[axis].goal})`
      : `CPU = ${spoken(a)} ms + ${spoken(b * 1000)} ms per 1,000 observers, ${fit}; what they add grows with n^${power(added).k.toFixed(2)} (goal: ${grown[axis].goal})`
    svg(`growth-${axis}`, {
      title: `Cost of an edit by ${grown[axis].x}`,
      x: grown[axis].x,
      y: 'CPU ms per edit',
      logX: flat,
      series: [{ name: 'Tablée', points: samples, law }],
    })
    return [
      `### By ${grown[axis].x}\n\n| n | ${xs.map((x) => x.toLocaleString('en')).join(' | ')} |\n|---|${xs.map(() => '---:').join('|')}|\n| CPU ms per edit, median of ${runs.length} | ${samples.map(([, y]) => y.toFixed(3)).join(' | ')} |\n\nFitted: ${said}.\n\n![Cost of an edit by ${grown[axis].x}](bench/growth-${axis}.svg)`,
    ]
  })
  return `${when(growth)}\n\n${parts.join('\n\n')}`
}

let keepCharts = true
function svg(name: string, what: Parameters<typeof chart>[0]): void {
  if (!keepCharts) return
  mkdirSync(new URL('bench/', docs), { recursive: true })
  writeFileSync(new URL(`bench/${name}.svg`, docs), chart(what))
}

const within = (figures: readonly number[], most: readonly number[]): boolean =>
  figures.every((one, n) => one <= (most[n] ?? 0))

function goals(results: Results): Goal[] {
  const { day, wall, join, plug, memory, storm, screen, growth } = results
  const all: Goal[] = []
  const ratio = (mine: number, theirs: number): string => (mine / theirs).toFixed(2)
  if (day) {
    const figure = (which: 'w1' | 'w2', kind: Kind, what: (flow: Flow) => number) =>
      of(day, kind, (one) => what(one[which]))
    const besides = (which: 'w1' | 'w2', peers: readonly Kind[]): number[] =>
      peers.map((peer) => figure(which, 'tablee', cpu) / figure(which, peer, cpu))
    const cpu = (flow: Flow): number => flow.cpuMsPerSecond
    const said = (ratios: readonly number[]): string => ratios.map((one) => one.toFixed(2)).join(', ')
    const [w1, w2] = [
      besides('w1', ['hocuspocus', 'y-websocket']),
      besides('w2', ['hocuspocus', 'y-websocket', 'relay']),
    ]
    all.push([
      'G1 CPU: W1 ≤ 0.8 of Hocuspocus, ≤ 1.25 of y-websocket; W2 ≤ 0.6 of either, ≤ 0.75 of the plain relay',
      `${said(w1)}; ${said(w2)}`,
      within(w1, [0.8, 1.25]) && within(w2, [0.6, 0.6, 0.75]),
    ])
    const durable = [...besides('w1', ['hocuspocus-durable']), ...besides('w2', ['hocuspocus-durable'])]
    if (day.runs['hocuspocus-durable'])
      all.push([
        'G1 CPU beside a Hocuspocus that stores before it answers: W1 and W2 ≤ 1/3',
        said(durable),
        within(durable, [1 / 3, 1 / 3]),
      ])
    const times = [
      figure('w1', 'tablee', (f) => f.editorsP50),
      figure('w1', 'tablee', (f) => f.editorsP99),
      figure('w2', 'tablee', (f) => f.editorsP99),
      figure('w2', 'tablee', (f) => f.observersP99),
    ]
    all.push([
      'G2 W1 p50 ≤ 1.5 ms, p99 ≤ 5 ms; W2 p99 ≤ 15 ms, observers’ ≤ 250 ms beyond the delay',
      `${times.map((ms) => show(ms)).join(', ')} ms`,
      within(times, [1.5, 5, 15, 250]),
    ])
  }
  if (plug) {
    const lost = (plug.runs.tablee ?? []).reduce((sum, run) => sum + run.lost, 0)
    all.push(['G3 acknowledged edits lost (here; 1,000 kills in `pnpm test:faults`)', `${lost} lost`, lost === 0])
  }
  if (wall) {
    const at = (kind: Kind, figure: (flow: Flow) => number) =>
      of(wall, kind, (run) => {
        const found = run.find(({ observers }) => observers === 5_000)
        return found ? figure(found.flow) : Number.NaN
      })
    const [mine, theirs] = [at('tablee', (f) => f.cpuMsPerSecond), at('hocuspocus', (f) => f.cpuMsPerSecond)]
    const p99 = at('tablee', (f) => f.observersP99)
    all.push([
      'G4 W3, 5,000 observers: CPU ≤ 1/3 of Hocuspocus, p99 ≤ 250 ms',
      `${ratio(mine, theirs)}; ${show(p99, 0)} ms`,
      mine / theirs <= 1 / 3 && p99 <= 250,
    ])
  }
  if (storm) {
    const figure = (kind: Kind, what: 'lastMs' | 'cpuMs') => of(storm, kind, ({ reload }) => reload[what])
    const sooner = (['hocuspocus', 'y-websocket'] as const).map(
      (peer) => figure(peer, 'lastMs') / figure('tablee', 'lastMs'),
    )
    const less = (['hocuspocus', 'y-websocket'] as const).map(
      (peer) => figure(peer, 'cpuMs') / figure('tablee', 'cpuMs'),
    )
    const resume = of(storm, 'tablee', (one) => one.resume.lastMs)
    all.push([
      'G5 W7 reload ≥ 10 x sooner and ≥ 15 x less CPU than either; resume ≤ 150 ms',
      `${sooner.map((n) => n.toFixed(1)).join(', ')} x sooner; ${less.map((n) => n.toFixed(1)).join(', ')} x less CPU; ${show(resume, 0)} ms`,
      Math.min(...sooner) >= 10 && Math.min(...less) >= 15 && resume <= 150,
    ])
  }
  if (join) {
    const less = (['hocuspocus', 'y-websocket'] as const).map(
      (peer) => of(join, peer, (c) => c.editorCpu) / of(join, 'tablee', (c) => c.editorCpu),
    )
    const applied = of(join, 'tablee', (c) => c.observerApply)
    const first = of(join, 'tablee', (c) => c.afterRestartMs ?? Number.NaN)
    all.push([
      'G6 W4 join: server side ≥ 7 x less than either; an observer’s view applied ≤ 10 ms; first join after a restart ≤ 50 ms',
      `${less.map((n) => n.toFixed(1)).join(', ')} x less; ${show(applied)} ms; ${show(first, 0)} ms`,
      Math.min(...less) >= 7 && applied <= 10 && first <= 50,
    ])
  }
  if (memory) {
    // Either may hide something: the system does not take back what was collected, the heap does not see the kernel's.
    const larger = ({ held, rss }: Kept): number => Math.max(held, rss)
    const observer = of(memory, 'tablee', (m) => larger(m.observer))
    // What those boards took while somebody was in them was collected, and the system has not taken it back yet.
    const alone = of(memory, 'tablee', (m) => m.boardAlone.held)
    const withEditor = of(memory, 'tablee', (m) => larger(m.boardWithEditor))
    all.push([
      'G7 W6 ≤ 6 KB per observer; ≤ 0.6 MB per board without editors, ≤ 4.5 MB per board of 122 KB with one',
      `${show(observer)} KB; ${show(alone / 1024, 2)} MB, ${show(withEditor / 1024, 2)} MB`,
      observer <= 6 && alone <= 0.6 * 1024 && withEditor <= 4.5 * 1024,
    ])
  }
  if (day) {
    const bytes = (kind: Kind) => of(day, kind, ({ w2 }) => w2.observerBytes)
    all.push([
      'G8 bytes to observers in W2 ≤ 0.15 of y-websocket’s',
      ratio(bytes('tablee'), bytes('y-websocket')),
      bytes('tablee') / bytes('y-websocket') <= 0.15,
    ])
  }
  if (screen) {
    const at = (name: string): number => screen.figures[name] ?? Number.NaN
    const [ready, near, table, slow] = [at('ready'), at('near'), at('table'), at('slowness')]
    all.push([
      'G10 table interactive ≤ 1.5 s at 4 x CPU; map of 2,000 ready ≤ 500 ms, p95 frame ≤ 20 ms (bundles: `test/e2e/observe-closure.test.ts`)',
      `${show(table, 0)} ms; ${show(ready, 0)} ms, ${show(near)} ms (calibration ${show(slow, 2)})`,
      table <= 1_500 && ready <= 500 && near <= 20,
    ])
  }
  all.push(...clusterGoals(results))
  if (growth) {
    const said = axes.flatMap((axis) => {
      const runs = growth.axes[axis]
      if (axis === 'observers' || !runs?.[0]) return []
      const at = (i: number) => median(runs.map((run) => run.at(i)?.cpuMsPerEdit ?? Number.NaN))
      return [{ axis, grows: at(-1) / at(0) }]
    })
    all.push([
      'G11 cost per edit flat in age (within 20 %), journal, other boards',
      said.map(({ axis, grows }) => `${axis} ${grows.toFixed(2)}`).join(', '),
      said.every(({ grows }) => grows <= 1.2),
    ])
  }
  return all
}

const mark = (met: boolean | null): string => (met === null ? '-' : met ? 'met' : '**missed**')

/** `keep`: the charts are written too. */
export function writeReport(results: Results, machine: string, command: string, keep: boolean): string {
  keepCharts = keep
  const { day, wall, join, plug, memory, storm, growth } = results
  const notes = new URL('bench/notes.md', docs)
  const parts = [
    `# Benchmarks

\`${command}\` makes this page: Tablée beside stock Hocuspocus 4.7 (extension-database on node:sqlite, default debounce), the same with each change kept and synced in its hook \`beforeSync\` before anybody is told, stock @y/websocket-server 0.1.1 (in memory), tldraw sync 5.4 (in memory; shapes are moved instead of letters typed) and a plain \`ws\` relay (the floor: no document at all), each a process of its own, alternating in one run. \`--quick\` is a minute's look that writes nothing, \`--only W1,G11\` measures some parts anew and keeps the others.

Server and load have a core each, the same for all peers. Every figure is the median of the runs counted; a run in which the server waited more than 13 % of the time for its core is thrown away and counted; editors' documents are compared after each run. Only Tablée judges each edit; it and the durable Hocuspocus alone have it on disk before anybody gets it. Ratios hold from machine to machine, milliseconds do not.

Machine: ${machine}.

## Goals

| Goal | Measured | |
|---|---|---|
${goals(results)
  .map(([name, measured, met]) => `| ${name} | ${measured} | ${mark(met)} |`)
  .join('\n')}`,
  ]
  if (existsSync(notes)) parts.push(readFileSync(notes, 'utf8').trim())
  if (day)
    parts.push(
      `## W1 dialogue day, W2 observed day\n\n12 boards x 8 editors, each 2 edits and 5 cursor moves a second; in W2 with 500 observers. ${when(day)}\n\n${table(day, latency)}`,
    )
  if (wall) parts.push(`## W3 wall\n\nOne board, 8 editors, 20 edits a second in all. ${wallPart(wall)}`)
  if (join)
    parts.push(
      `## W4 cold join\n\n2,000 nodes edited 20,000 times. ${when(join)}\n\n${table(join, [
        ['editor: ms to the state, server CPU ms', (f) => `${f((c) => c.editorMs)}, ${f((c) => c.editorCpu, 2)}`],
        ['observer: ms to the state, server CPU ms', (f) => `${f((c) => c.observerMs)}, ${f((c) => c.observerCpu, 2)}`],
        [
          'KB to an editor / to an observer',
          (f) => `${f((c) => c.editorBytes / 1024, 0)} / ${f((c) => c.observerBytes / 1024, 0)}`,
        ],
        ['applied by an editor / an observer, ms', (f) => `${f((c) => c.editorApply)} / ${f((c) => c.observerApply)}`],
        [
          'first join after a restart, ms',
          (f, kind) => (kind === 'y-websocket' ? 'lost' : f((c) => c.afterRestartMs ?? Number.NaN, 0)),
        ],
      ])}`,
    )
  if (plug)
    parts.push(
      `## W5 plug\n\nkill -9 100 ms after the last edit was seen by another client. ${when(plug)}\n\n${table(plug, [
        ['edits seen / lost, per run', (f) => `${f((p) => p.seen, 0)} / ${f((p) => p.lost, 0)}`],
      ])}`,
    )
  if (memory)
    parts.push(
      `## W6 memory\n\n2,000 idle observers; 100 boards of some 120 KB. After collecting: what the system counts (and heap with buffers). ${when(memory)}\n\n${table(
        memory,
        [
          ['KB per observer', (f) => `${f((m) => m.observer.rss)} (${f((m) => m.observer.held)})`],
          [
            'KB per board with an editor',
            (f) => `${f((m) => m.boardWithEditor.rss, 0)} (${f((m) => m.boardWithEditor.held, 0)})`,
          ],
          ['KB per board without', (f) => `${f((m) => m.boardAlone.rss, 0)} (${f((m) => m.boardAlone.held, 0)})`],
        ],
      )}`,
    )
  if (storm)
    parts.push(
      `## W7 storm\n\n96 editors and 504 observers come at once, on boards of some 120 KB. ${when(storm)}\n\n${table(
        storm,
        [
          ['reload: last, ms / CPU, ms', (f) => `${f((s) => s.reload.lastMs, 0)} / ${f((s) => s.reload.cpuMs, 0)}`],
          ['resume: last, ms / CPU, ms', (f) => `${f((s) => s.resume.lastMs, 0)} / ${f((s) => s.resume.cpuMs, 0)}`],
          ['load generator, share of its core in a reload', (f) => f((s) => s.reload.loadShare, 2)],
        ],
      )}`,
    )
  if (growth)
    parts.push(
      `## Growth (G11)\n\nOne board, eight editors, 144 edits a second; the server's CPU per edit. ${growthPart(growth)}`,
    )
  parts.push(...clusterParts(results))
  return `${parts.join('\n\n')}\n`
}
