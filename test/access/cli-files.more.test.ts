/** The command line with files: in, out, a backup and its restore. */
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freePort } from '../support/freePort.ts'
import { enter, folder, start, startsInFolders, tablee } from './started.ts'

startsInFolders()

it('[CLI5] import reads a file whole or not at all; export gives it back', async () => {
  await tablee('seed')
  const good = join(folder, 'good.argdown')
  const bad = join(folder, 'bad.argdown')
  writeFileSync(
    good,
    '[Night buses]: Run them without a driver.\n  + <Cheaper>: It costs less.\n  - <Alone>: Nobody is there at night.\n',
  )
  writeFileSync(bad, '[A]: one\n  + <B>: two\n\n(1) [[[broken\n----\n')
  const before = (await tablee('export', '--board', 'demo-3-5')).out
  const refused = await tablee('import', bad, '--board', 'demo-3-5')
  expect([refused.code, refused.err]).toMatchObject([
    1,
    expect.stringMatching(/^Nothing was imported\. bad\.argdown, line \d+, column \d+: /),
  ])
  expect((await tablee('export', '--board', 'demo-3-5')).out).toBe(before)
  const done = await tablee('import', good, '--board', 'demo-3-5')
  expect([done.code, done.out]).toEqual([
    0,
    expect.stringMatching(/^Imported: 3 entries, 2 links, 0 statements \(argdown\)\./),
  ])
  const after = (await tablee('export', '--board', 'demo-3-5')).out
  for (const text of ['Run them without a driver', 'It costs less', 'Nobody is there at night'])
    expect(after).toContain(text)
  // The two files of a pair, and out again in another format.
  const [comp, rel] = [join(folder, '7_arg_comp.csv'), join(folder, '7_arg_rel.csv')]
  writeFileSync(comp, 'ac_id,ac_text,ac_type\n1,Trams,major claim\n2,They are quiet,premise\n')
  writeFileSync(rel, 'ar_id,ac_id1,ac_id2,rel_type,rel_intent\n1,1,2,cause: reason,support\n')
  expect((await tablee('import', comp, '--board', 'demo-3-5')).err).toContain('7_arg_rel.csv')
  const pair = await tablee('import', comp, rel, '--board', 'demo-3-5')
  expect([pair.code, pair.out]).toEqual([0, 'Imported: 2 entries, 1 links, 0 statements (argael).\n'])
  const xaif = await tablee('export', '--board', 'demo-3-5', '--format', 'xaif')
  expect(JSON.parse(xaif.out).AIF.nodes).toEqual(
    expect.arrayContaining([{ nodeID: 2, text: 'They are quiet', type: 'I' }]),
  )
  expect((await tablee('import', good, '--board', 'nowhere')).err).toContain('There is no such board')
  expect((await tablee('import', good)).err).toContain('--board ID is missing')
  expect((await tablee('import', join(folder, 'none'), '--board', 'demo-3-5')).err).toContain('There is no file')
})

it('[CLI6] backup copies the database of a running server; restore wants it stopped, and the next start is in recovery', async () => {
  const port = await freePort()
  const server = start('main.ts', [], { PORT: String(port) })
  await server.said('pnpm tablee owner-link')
  const file = join(folder, 'kept.sqlite')
  const kept = await tablee('backup', file)
  expect([kept.code, kept.err]).toEqual([0, ''])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await tablee('backup', file)).toMatchObject({ code: 1, err: expect.stringContaining('never overwrites') })
  expect(await tablee('restore', file)).toMatchObject({ code: 1, err: expect.stringContaining('in use by another') })
  server.child.kill('SIGTERM')
  await server.done
  expect(await tablee('restore', join(folder, 'none'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no file'),
  })
  const restored = await tablee('restore', file)
  expect([restored.code, restored.err]).toEqual([0, ''])
  expect(restored.out).toContain('What stood there before')
  const again = start('main.ts', [], { PORT: String(port) })
  const page = await again.said('pnpm tablee owner-link')
  const entered = (await (await enter(port, /Organiser, first run\s+\S*join#(\S+)/.exec(page)?.[1] ?? '')).json()) as {
    session: string
  }
  const answer = await fetch(`http://localhost:${port}/api/recovery`, {
    headers: { Authorization: `Bearer ${entered.session}` },
  })
  expect(await answer.json()).toMatchObject({ running: true, boards: [] })
})
