/** The parts of the page that tell of many nodes: the log's port, a node beside SQLite, a watch node, two owners. */
import type { Flow } from './flow.ts'
import { logs, type Logged, type LogLoad, type LogSection } from './log.ts'
import { nodeKinds, type NationSection, type NodeKind, type NodeSection } from './node.ts'
import type { OwnersSection } from './owners.ts'
import type { Results } from './results.ts'
import { show, when, type Goal } from './said.ts'
import { median } from './stats.ts'
import type { Turns } from './turns.ts'
import type { WatchRun, WatchSection } from './watch.ts'

const middle = <K extends string, T>({ runs }: Turns<K, T>, kind: K, pick: (run: T) => number): number =>
  median((runs[kind] ?? []).map(pick))
const counted = <K extends string>({ runs, rejected }: Turns<K, unknown>, kind: K): string =>
  `${runs[kind]?.length ?? 0} / ${rejected[kind] ?? 0}`

/** What was asked of many nodes, and what was measured; nothing of what was not. */
export function clusterGoals({ log, node, nation, watch, owners }: Results): readonly Goal[] {
  const all: Goal[] = []
  if (log) {
    const at = (load: LogLoad, pick: (run: Logged) => number) => median(log.runs[load].postgres.map(pick))
    const [p50, p99] = [at('w1', (run) => run.p50), at('w1', (run) => run.p99)]
    const rows = at('day', (run) => run.rows / run.seconds)
    all.push([
      'Commit on Postgres at W1’s rate p50 ≤ 3 ms, p99 ≤ 15 ms; 1,600 rows/s at the log’s port',
      `${show(p50, 2)}, ${show(p99)} ms; ${show(rows, 0)} rows/s`,
      p50 <= 3 && p99 <= 15 && rows >= 1_580,
    ])
  }
  if (nation) {
    const rows = middle(nation, 'postgres', ({ flow }) => flow.editsPerSecond)
    all.push(['One owner on Postgres: 1,600 rows/s from socket to socket', `${show(rows, 0)} rows/s`, rows >= 1_580])
  }
  if (node) {
    const ratio = <T>(section: Turns<NodeKind, T>, pick: (run: T) => Flow): number =>
      middle(section, 'postgres', (run) => pick(run).cpuMsPerThousand) /
      middle(section, 'sqlite', (run) => pick(run).cpuMsPerThousand)
    const ratios = [
      ratio(node, ({ w1 }) => w1),
      ratio(node, ({ w2 }) => w2),
      ...(nation ? [ratio(nation, ({ flow }) => flow)] : []),
    ]
    all.push([
      `CPU per delivered edit of a node on Postgres ≤ 1.1 of SQLite’s (W1, W2${nation ? ', 1,600 rows/s' : ''})`,
      ratios.map((one) => one.toFixed(2)).join(', '),
      ratios.every((one) => one <= 1.1),
    ])
  }
  if (watch) {
    const [observers, p99] = [
      middle(watch, 'crowd', (run) => run.observers),
      middle(watch, 'crowd', ({ flow }) => flow.observersP99),
    ]
    all.push([
      'A watch node: ≥ 5,000 observers while its owner works, p99 ≤ 300 ms',
      `${show(observers, 0)}; ${show(p99, 0)} ms`,
      observers >= 5_000 && p99 <= 300,
    ])
  }
  if (owners) {
    const [first, second] = besideAnother(owners)
    all.push([
      'Two owners at once: edits of each for the same processor ≥ 0.95 of what it does alone',
      `${first.toFixed(2)}, ${second.toFixed(2)}`,
      first >= 0.95 && second >= 0.95,
    ])
  }
  return all
}

/** Of the log's port: a row for each load, all logs beside one another. */
function logPart({ runs, rejected, ...measured }: LogSection): string {
  const names = { sqlite: 'SQLite', postgres: 'Postgres', memory: 'memory' }
  const loads = { w1: 'W1, 192 rows/s', day: 'a national day, 1,600 rows/s' }
  const figures: readonly (readonly [
    string,
    (of: (pick: (run: Logged) => number, digits?: number) => string) => string,
  ])[] = [
    ['to its answer p50 / p99, ms', (of) => `${of(({ p50 }) => p50, 2)} / ${of(({ p99 }) => p99)}`],
    ['CPU of the process, µs a row', (of) => of(({ cpuPerRow }) => cpuPerRow, 0)],
    ['CPU of its backend, µs a row', (of) => of(({ backendPerRow }) => backendPerRow, 0)],
    ['commits a second', (of) => of(({ groups, seconds }) => groups / seconds, 0)],
    ['rows a second', (of) => of(({ rows, seconds }) => rows / seconds, 0)],
  ]
  const table = (['w1', 'day'] as const).flatMap((load) => [
    ...figures.map(([label, cell]) => {
      const cells = logs.map((log) => cell((pick, digits = 1) => show(median(runs[load][log].map(pick)), digits)))
      return `| ${loads[load]}: ${label} | ${cells.join(' | ')} |`
    }),
    `| ${loads[load]}: runs counted / thrown away | ${logs.map((log) => `${runs[load][log].length} / ${rejected[load][log]}`).join(' | ')} |`,
  ])
  return `## The log's port

Rows handed to the journal one by one, by a process that does nothing else, on a core of its own; Postgres (Debian's, \`synchronous_commit = on\`, as installed) has the other. In memory: what the queue and the sequencer take by themselves. ${when(measured)}

| | ${logs.map((log) => names[log]).join(' | ')} |
|---|${logs.map(() => '---:').join('|')}|
${table.join('\n')}`
}

/** A row of cells for SQLite and for Postgres. */
function nodeRow<T>(section: Turns<NodeKind, T>) {
  const figures = (kind: NodeKind) => (pick: (run: T) => number, digits?: number) =>
    show(middle(section, kind, pick), digits)
  return (label: string, cell: (of: ReturnType<typeof figures>) => string): string =>
    `| ${label} | ${nodeKinds.map((kind) => cell(figures(kind))).join(' | ')} |`
}
const nodeHead = '| | SQLite | a node on Postgres |\n|---|---:|---:|'

function nodePart(node: NodeSection): string {
  const row = nodeRow(node)
  const rows = (['w1', 'w2'] as const).flatMap((load) => {
    const name = load.toUpperCase()
    return [
      row(
        `${name} edit p50 / p99, ms`,
        (of) => `${of((run) => run[load].editorsP50, 2)} / ${of((run) => run[load].editorsP99)}`,
      ),
      row(`${name} server CPU, ms/s`, (of) => of((run) => run[load].cpuMsPerSecond)),
      row(`${name} CPU ms per 1,000 deliveries of edits`, (of) => of((run) => run[load].cpuMsPerThousand, 2)),
    ]
  })
  return `## A node on Postgres

W1 and W2 as above, on one machine with SQLite and on a node whose log is Postgres; Postgres has the load's core. ${when(node)}

${nodeHead}
${rows.join('\n')}
| runs counted / thrown away | ${nodeKinds.map((kind) => counted(node, kind)).join(' | ')} |`
}

function nationPart(nation: NationSection): string {
  const row = nodeRow(nation)
  return `## 1,600 rows a second

The whole way: 1,600 people on sockets of their own at 200 tables of eight, each an edit and 2.5 cursor moves a second. The server judges each edit, has it on disk, sends it to eight people and moves their cursors; it has a core of its own, load and Postgres the other. ${when(nation)}

${nodeHead}
${[
  row('rows taken a second, of 1,600', (of) => of(({ flow }) => flow.editsPerSecond, 0)),
  row(
    'until an edit is there p50 / p99, ms',
    (of) => `${of(({ flow }) => flow.editorsP50, 2)} / ${of(({ flow }) => flow.editorsP99)}`,
  ),
  row('server CPU, ms/s', (of) => of(({ flow }) => flow.cpuMsPerSecond)),
  row('server CPU, µs a row', (of) => of(({ flow }) => (flow.cpuMsPerSecond / flow.editsPerSecond) * 1_000, 0)),
  row('server CPU ms per 1,000 deliveries of edits', (of) => of(({ flow }) => flow.cpuMsPerThousand, 2)),
  row('Postgres, all its processes: CPU, ms/s', (of) => of(({ postgres }) => postgres)),
  row('edits delivered of those due', (of) => of(({ flow }) => flow.delivered, 3)),
  row(
    'share of its core: server waiting, load busy',
    (of) => `${of(({ flow }) => flow.waitedShare, 2)}, ${of(({ flow }) => flow.loadShare, 2)}`,
  ),
].join('\n')}
| runs counted / thrown away | ${nodeKinds.map((kind) => counted(nation, kind)).join(' | ')} |`
}

/** What one more watch node costs an owner, ms/s: of the four that five have more than one. */
const furtherNode = (watch: WatchSection): number =>
  (middle(watch, 'five', ({ flow }) => flow.cpuMsPerSecond) - middle(watch, 'one', ({ flow }) => flow.cpuMsPerSecond)) /
  4

function watchPart(watch: WatchSection): string {
  const kinds = ['crowd', 'one', 'five'] as const
  const row = (label: string, cell: (of: (pick: (run: WatchRun) => number, digits?: number) => string) => string) =>
    `| ${label} | ${kinds.map((kind) => cell((pick, digits) => show(middle(watch, kind, pick), digits))).join(' | ')} |`
  return `## Watch nodes

W1 at the owner while many look on at one watch node, and few at one and at five: a further one costs the owner ${show(furtherNode(watch))} ms of processor a second. Watch nodes have a core for themselves, which five have to share. The owner shares the other one with Postgres and the load, and comes first there (\`chrt -r\`): on the day these are other machines. Nobody was sent away, and each of those who are timed saw the last second of it. ${when(watch)}

${row('who watches, at how many watch nodes', (of) => `${of(({ observers }) => observers, 0)} at ${of(({ nodes }) => nodes, 0)}`)}
|---|---:|---:|---:|
${[
  row(
    'from an edit to who watches p50 / p99, ms',
    (of) => `${of(({ flow }) => flow.observersP50, 0)} / ${of(({ flow }) => flow.observersP99, 0)}`,
  ),
  row(
    'from an edit to who writes p50 / p99, ms',
    (of) => `${of(({ flow }) => flow.editorsP50, 2)} / ${of(({ flow }) => flow.editorsP99)}`,
  ),
  row('owner: CPU, ms/s', (of) => of(({ flow }) => flow.cpuMsPerSecond)),
  row('watch node (of five the first): CPU, ms/s', (of) => of((run) => run.watch.cpuMsPerSecond)),
  row('watch node: memory, MB', (of) => of((run) => run.watch.rssKb / 1_024, 0)),
  row(
    'share of their cores waiting: owner, watch node',
    (of) => `${of(({ flow }) => flow.waitedShare, 2)}, ${of((run) => run.watch.waitedShare, 2)}`,
  ),
  row('load busy, of its core', (of) => of(({ flow }) => flow.loadShare, 2)),
  row('KB/s to who watches', (of) => of(({ flow }) => flow.observerBytes / 1_024, 0)),
].join('\n')}
| runs counted / thrown away | ${kinds.map((kind) => counted(watch, kind)).join(' | ')} |`
}

/** Edits for the same processor's time, of each of two owners, as a share of what it does while the other one rests. */
function besideAnother({ rounds }: OwnersSection): readonly [number, number] {
  const of = (which: 0 | 1) =>
    median(rounds.map(({ alone, both }) => alone[which].cpuMsPerThousand / both[which].cpuMsPerThousand))
  return [of(0), of(1)]
}

function ownersPart(owners: OwnersSection): string {
  const { rounds } = owners
  const row = (name: string, pick: (round: OwnersSection['rounds'][number]) => Flow): string => {
    const of = (figure: (flow: Flow) => number, digits?: number) =>
      show(median(rounds.map((round) => figure(pick(round)))), digits)
    return `| ${name} | ${of((one) => one.cpuMsPerThousand)} | ${of((one) => one.cpuMsPerSecond, 0)} | ${of((one) => one.editorsP50)}, ${of((one) => one.editorsP99)} |`
  }
  return `## Two owners

W1 in a dialogue of its own at each of two nodes of one Postgres, at each while the other one rests and at both at once, by turns. Both nodes share one core, the load and Postgres the other: only the processor's time for an edit says something. Of ${rounds.length} rounds. ${when(owners)}

| | CPU ms per 1,000 deliveries | CPU ms a second | ms until an edit is there: p50, p99 |
|---|---:|---:|---:|
${[
  row('the first, while the second rests', ({ alone }) => alone[0]),
  row('the second, while the first rests', ({ alone }) => alone[1]),
  row('the first of two at once', ({ both }) => both[0]),
  row('the second', ({ both }) => both[1]),
].join('\n')}`
}

/** In the order of the page; nothing of what was not measured. */
export const clusterParts = ({ log, node, nation, watch, owners }: Results): readonly string[] => [
  ...(log ? [logPart(log)] : []),
  ...(node ? [nodePart(node)] : []),
  ...(nation ? [nationPart(nation)] : []),
  ...(watch ? [watchPart(watch)] : []),
  ...(owners ? [ownersPart(owners)] : []),
]
