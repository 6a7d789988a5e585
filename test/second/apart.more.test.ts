/** What the second laptop's copy leaves behind, and what it remembers of the first one. */
import { createServer } from 'node:http'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { copyFile, copyIn } from '@tablee/server/second/copying'
import { lateClose } from '@tablee/server/second/guest'
import { openDatabase } from '@tablee/server/store/database'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { startServer } from '../support/server.ts'
import { twoLaptops, until, untilTwo } from '../support/twoLaptops.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tablee-apart-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('apart', () => {
  it('[SEC1] a copy that was being made when the first laptop was killed is gone at its next start, and its owner’s alone before', async () => {
    const folder = join(scratch, 'killed')
    await (await startServer({ dir: folder })).close()
    const before = process.umask(0o022)
    await copyFile(join(folder, 'tablee.sqlite'), copyIn(folder)).finally(() => process.umask(before))
    expect(statSync(copyIn(folder)).mode & 0o777).toBe(0o600)
    const copied = openDatabase(copyIn(folder), { shared: true })
    expect(copied.prepare('SELECT count(*) AS n FROM journal_row').get()?.['n']).toBeGreaterThan(0)
    copied.close()
    const again = await startServer({ dir: folder })
    expect(existsSync(copyIn(folder))).toBe(false)
    await again.close()
  })

  it('[SEC3] a line that stands still while the two greet each other costs nobody a code', async () => {
    let cable: Proxy | null = null
    const hall = await twoLaptops({}, async (first) => (cable = await proxyTo(first)).url)
    const away = cable as Proxy | null
    if (away === null) throw new Error('no cable')
    let asked = 0
    const late = createServer()
    new WebSocketServer({ server: late }).on('connection', (ws) => {
      asked += 1
      ws.on('message', () => ws.close(lateClose, 'nothing said'))
    })
    await new Promise<void>((done) => late.listen(0, done))
    away.lead(`http://localhost:${(late.address() as AddressInfo).port}`)
    away.tear()
    await until('asked there', () => asked > 0)
    away.lead(hall.first.url)
    away.tear()
    await untilTwo(hall.first)
    expect(hall.codes).toHaveLength(1)
    hall.second.close()
    late.close()
    away.close()
    await hall.first.close()
    hall.remove()
  }, 30_000)
})
