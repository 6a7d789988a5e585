/**
 * W1 on one laptop, and on one with a second: what it costs that a change lies on two disks. By turns, so that a drift of the
 * machine meets both; both laptops are this machine here, so that the second takes processor from the load.
 *   pnpm bench --second [--rounds 3] [--seconds 5]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from 'node:child_process'
import { newBeside, writeBeside } from '@tablee/server/second/beside'
import { devices, dialogueDay, flow, pause, type Flow } from './flow.ts'
import { placeOf } from './places.ts'
import { start } from './servers.ts'
import { median } from './stats.ts'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

export async function secondBeside({ rounds, seconds }: { readonly rounds: number; readonly seconds: number }) {
  const folders = [0, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'bench-second-')))
  const [alone = '', first = '', other = ''] = folders
  // Two that know each other already.
  const known = { pair: 'bench', secret: '5e'.repeat(32) }
  writeBeside(first, { ...newBeside('first'), ...known })
  const servers = [await start('tablee', alone), await start('tablee', first)] as const
  const url = `http://localhost:${servers[1].port}`
  writeBeside(other, { ...newBeside('second'), ...known, first: url })
  const follower = spawn(process.execPath, [main, '--second', url], {
    env: { ...process.env, PORT: '0', TABLEE_DATA: other, TABLEE_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const page = await new Promise<string>((done) =>
      follower.stdout.setEncoding('utf8').on('data', (text: string) => {
        const found = /(http:\/\/localhost:\d+)\/second/.exec(text)?.[1]
        if (found !== undefined) done(found)
      }),
    )
    const look = async () =>
      (await (await fetch(`${page}/api/second`)).json()) as { readonly two: boolean; readonly stage: string }
    const two = async (): Promise<boolean> => (await look()).two
    // What a person would see flicker.
    let looks = 0
    const seen = { behind: 0, silent: 0 }
    while (!(await two())) await pause(200)
    const held = servers.map(() => devices())
    let last = ''
    async function sees(): Promise<void> {
      const { two, stage } = await look()
      looks += 1
      const now = stage === 'silent' ? 'silent' : two ? 'two' : 'behind'
      if (now !== last && (now === 'silent' || now === 'behind')) seen[now] += 1
      last = now
    }
    // The last one may be asked while everything ends.
    const looking = setInterval(() => void sees().catch(() => undefined), 100)
    const runs: Flow[][] = [[], []]
    for (let round = 0; round < rounds; round += 1)
      for (const [n, server] of servers.entries()) {
        const load = { ...dialogueDay, warmUp: round === 0 ? dialogueDay.warmUp : 1_000 }
        const [one] = await flow(placeOf(server), server, load, [{ observers: 0, seconds }], held[n])
        if (one !== undefined) runs[n]?.push(one)
        if (n === 1 && !(await two())) console.log('the second was behind at the end of this round')
      }
    clearInterval(looking)
    console.log(`looked ${looks} times: ${seen.silent} times silent, ${seen.behind} times behind`)
    for (const [n, name] of ['alone', 'with a second laptop'].entries()) {
      const of = (pick: (one: Flow) => number): string => median((runs[n] ?? []).map(pick)).toFixed(2)
      console.log(
        `W1 ${name}: edit p50 ${of((one) => one.editorsP50)} ms, p99 ${of((one) => one.editorsP99)} ms, CPU ${of((one) => one.cpuMsPerSecond)} ms/s, ${of((one) => one.cpuMsPerThousand)} ms per 1,000 deliveries, waited for a core ${of((one) => one.waitedShare)}`,
      )
    }
  } finally {
    follower.kill('SIGKILL')
    for (const server of servers) await server.dispose()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}
