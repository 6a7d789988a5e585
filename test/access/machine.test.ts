/** The command line at a machine: whose clock it goes by, and where it does not carry a dialogue. */
import { serverKey } from '@tablee/server/access/keys'
import { machineToken, readMachineToken } from '@tablee/server/access/machine'
import { move } from '@tablee/server/cli/move'
import { readConfig } from '@tablee/server/config'
import { expect, it } from 'vitest'

const key = serverKey(new Uint8Array(32).fill(7))
const now = Date.UTC(2026, 5, 20, 9)

it('[ACC18] counts for five minutes, also where the server goes by a clock that is a little behind or ahead', () => {
  for (const [server, counts] of [
    [0, true],
    // A node goes by the database's.
    [-5, true],
    [-30_000, true],
    [299_999, true],
    [300_000, false],
    [-120_000, false],
  ] as const)
    expect(readMachineToken(key, machineToken(key, now), now + server), String(server)).toBe(counts)
  expect(readMachineToken(serverKey(new Uint8Array(32)), machineToken(key, now), now)).toBe(false)
})

it('[MVE6] an address that is none of a cluster is no folder: nothing is carried there', async () => {
  const config = { ...readConfig({}), folder: '/nowhere' }
  const env = { DATABASE_URL: 'postgres://tablee@127.0.0.1:1/tablee' }
  for (const to of ['postgress://tablee:word@10.0.0.5/tablee', 'mysql://10.0.0.5/tablee'])
    await expect(move(config, (n) => new Uint8Array(n), 'square', { to, at: undefined }, env)).rejects.toThrow(
      /^--to is a folder, cluster, or an address that begins with postgres:\/\/\.$/,
    )
})
