import { runSteps } from '@tablee/server/ops/shutdown'
import { openDatabase } from '@tablee/server/store/database'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { Place } from '../journal/place.ts'
import { Running } from './process.ts'
import { withinPromise } from '../support/promised.ts'

const child = new URL('./shutdown-child.ts', import.meta.url)
const promised = 15_000

describe('the way out of a process that is writing', () => {
  let place: Place
  beforeEach(() => {
    place = new Place()
  })
  afterEach(() => place.remove())

  const start = async (mode: string, budget: number): Promise<Running> => {
    const running = new Running(child, [place.file, mode, String(budget)])
    await running.line((line) => line.startsWith('ack 20'))
    return running
  }

  /** Another process's hand on the database: it waits for its turn for as long as a slow disk makes the writer take. */
  function another() {
    const database = openDatabase(place.file, { shared: true })
    database.exec('PRAGMA busy_timeout = 30000')
    return database
  }

  /** Every acknowledged row is there when the process has gone. */
  async function nothingLost(running: Running): Promise<void> {
    const acked = running.lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)))
    const { journal, close } = place.open()
    expect(journal.head('board:one').seq).toBeGreaterThanOrEqual(Math.max(...acked))
    expect(
      (await Array.fromAsync(journal.read('board:one', 1, 0))).map(({ seq }) => seq).slice(0, acked.length),
    ).toEqual(acked)
    close()
  }

  it('[OPS2] storage healthy: all steps done, exit code 0', async () => {
    const running = await start('plain', 12_000)
    const began = performance.now()
    expect(await running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    withinPromise('SIGTERM, the journal healthy', began, 2_000)
    expect(running.lines.filter((line) => line.startsWith('step '))).toEqual([
      'step first done',
      'step settle done',
      'step close done',
    ])
    await nothingLost(running)
  })

  it('[OPS2] [TRAP 2] storage down (the database is held by another process): it ends all the same, and in time', async () => {
    const running = await start('plain', 12_000)
    const other = another()
    other.exec('BEGIN IMMEDIATE')
    await running.line((line) => line.startsWith('no unavailable'))
    const began = performance.now()
    const { signal } = await running.kill('SIGTERM')
    expect(signal).toBe(null)
    expect(performance.now() - began).toBeLessThan(promised)
    other.exec('ROLLBACK')
    other.close()
    await nothingLost(running)
  })

  it('[OPS2] storage slow (held for 200 ms at a time): what waits is committed, then it ends', async () => {
    const running = await start('plain', 12_000)
    const other = another()
    let timer: NodeJS.Timeout | undefined
    const hold = (): void => {
      other.exec('BEGIN IMMEDIATE')
      timer = setTimeout(() => {
        other.exec('ROLLBACK')
        timer = setTimeout(hold, 20)
      }, 200)
    }
    hold()
    onTestFinished(() => clearTimeout(timer))
    const before = running.lines.length
    await new Promise<void>((resolve) =>
      running.onLine(() => {
        if (running.lines.length > before + 5) resolve()
      }),
    )
    const began = performance.now()
    expect(await running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(performance.now() - began).toBeLessThan(promised)
    clearTimeout(timer)
    other.close()
    await nothingLost(running)
  })

  it('[OPS2] a step that never answers is left behind, and the journal is still closed', async () => {
    const running = await start('hung', 12_000)
    expect(await running.kill('SIGTERM')).toEqual({ code: 1, signal: null })
    expect(running.lines.filter((line) => line.startsWith('step '))).toEqual([
      'step first late',
      'step settle done',
      'step close done',
    ])
    await nothingLost(running)
  })

  it('[OPS2] an event loop that is stuck is ended from beside it', async () => {
    const running = await start('stuck', 1_000)
    const began = performance.now()
    expect(await running.kill('SIGTERM')).toEqual({ code: null, signal: 'SIGKILL' })
    withinPromise('SIGTERM, the event loop stuck', began, 3_000)
    await nothingLost(running)
  })

  it('[OPS3] a late and a failed step do not keep the next from running', async () => {
    const ran: string[] = []
    const outcomes = await runSteps([
      {
        name: 'throws',
        within: 50,
        run: () => {
          throw new Error('broken')
        },
      },
      { name: 'rejects', within: 50, run: () => Promise.reject(new Error('broken')) },
      { name: 'hangs', within: 50, run: () => new Promise(() => undefined) },
      { name: 'last', within: 50, run: () => void ran.push('last') },
    ])
    expect(outcomes.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'throws failed',
      'rejects failed',
      'hangs late',
      'last done',
    ])
    expect(ran).toEqual(['last'])
  })
})
