/** What the operating system sees: as many syncs as commits. A kill cannot tell, for the kernel outlives the process; a pulled plug can. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const appends = 20
const work = `
  import { openDatabase } from '@tablee/server/store/database'
  import { openJournal } from '@tablee/server/journal/sqlite'
  const journal = openJournal({ database: openDatabase(process.argv[1]), clock: Date.now, server: 'sync', disk: process.argv[2] })
  const entry = (n) => ({ doc: 'board:sync', epoch: 1, kind: 'command', author: 'server', device: 'server', data: new Uint8Array(100), writers: [{ client: 1, from: n, to: n + 1 }], deps: [] })
  await journal.append(entry(0))
  console.error('BEGIN')
  for (let n = 1; n <= ${appends}; n += 1) await journal.append(entry(n))
  console.error('END')
  process.kill(process.pid, 'SIGKILL')`

const traces =
  spawnSync('strace', ['-f', '-e', 'trace=fsync', process.execPath, '-e', '0'], { encoding: 'utf8' }).status === 0
if (!traces) console.log('not run: no strace here, or it may not trace (syncs per commit)')

describe.skipIf(!traces)('under strace', () => {
  it.each(['measure', 'aside'])('[JRN21] [JRN28] a sync per commit: %s', (disk) => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-sync-'))
    const trace = join(folder, 'trace')
    const options = { cwd: new URL('..', import.meta.url), encoding: 'utf8' as const }
    const node = [process.execPath, '--input-type=module', '-e', work, join(folder, 'tablee.db'), disk]
    const { stderr } = spawnSync('strace', ['-f', '-e', 'trace=fsync,fdatasync,write', '-o', trace, ...node], options)
    expect(stderr).toContain('END')
    const text = readFileSync(trace, 'utf8')
    const between = text.slice(text.indexOf('"BEGIN'), text.indexOf('"END'))
    // What another thread does meanwhile cuts a line in two, and the second half has the answer.
    const answered = /\b(fsync|fdatasync)(\(\d+\)| resumed>\))\s+= 0/g
    expect(between.match(answered)?.length).toBeGreaterThanOrEqual(appends)
    rmSync(folder, { recursive: true, force: true })
  })
})
