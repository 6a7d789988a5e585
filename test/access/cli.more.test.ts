/** The process and its command line, as they are started on a machine. Files in and out: `cli-files.more`. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freePort } from '../support/freePort.ts'
import { enter, folder, start, startsInFolders, tablee, tokenOf, top } from './started.ts'

startsInFolders()

it('[CLI2] start prints links that open, keeps its key to itself, and SIGTERM ends it tidily', async () => {
  const port = await freePort()
  const server = start('main.ts', [], { PORT: String(port) })
  const page = await server.said('pnpm tablee owner-link')
  expect(page).toContain(`http://localhost:${port}/watch/`)
  const tokens = [...page.matchAll(/join#(\S+)/g)].map((match) => match[1] ?? '')
  expect(tokens.length).toBeGreaterThanOrEqual(6)
  for (const token of tokens) expect((await enter(port, token)).status).toBe(201)
  expect(statSync(join(folder, 'server.key')).mode & 0o777).toBe(0o600)
  const began = performance.now()
  server.child.kill('SIGTERM')
  expect((await server.done).code).toBe(0)
  expect(performance.now() - began).toBeLessThan(15_000)
  expect(existsSync(join(folder, 'server.json'))).toBe(false)
})

it('[CLI3] [ACC29] a lost first-run link or a card is re-issued on the machine, beside a running server or without one; without its key the server waits for a choice [CLI9]', async () => {
  const port = await freePort()
  const server = start('main.ts', [], { PORT: String(port) })
  const page = await server.said('pnpm tablee owner-link')
  const old = /Organiser, first run\s+\S*join#(\S+)/.exec(page)?.[1] ?? ''
  expect((await enter(port, old)).status).toBe(201)
  const issued = await tablee('owner-link')
  expect([issued.code, issued.err]).toEqual([0, ''])
  expect((await enter(port, old)).status).toBe(401)
  expect((await enter(port, tokenOf(issued.out))).status).toBe(201)

  // [FOUND4] So is the server's own link.
  const ownIn = (text: string): string => /\/found#(server\.\S+)/.exec(text)?.[1] ?? ''
  const own = ownIn(page)
  expect([own, ownIn((await tablee('server-link')).out)]).toEqual([expect.stringMatching(/^server\./), own])
  const another = ownIn((await tablee('server-link', '--anew')).out)
  expect([another === own, ownIn((await tablee('server-link')).out)]).toEqual([false, another])

  const moved = await tablee('session', 'driverless-mobility', '3')
  expect(moved.out).toContain('session 3 of 5')
  const listed = await tablee('links', 'driverless-mobility')
  expect(listed.out.trim().split('\n')).toHaveLength(24)
  const asked = await tablee('renew', 'driverless-mobility')
  const [name, id] = [/^ {2}(\S+) {2}facilitator .* table 4/m, /^ {2}(\S+) {2}analyst/m].map(
    (line) => line.exec(asked.err)?.[1] ?? '',
  )
  expect([asked.code, name, id]).toEqual([1, expect.stringMatching(/^\w+/), expect.stringMatching(/^\w+/)])
  const renewed = await tablee('renew', 'driverless-mobility', name ?? '')
  expect([renewed.code, renewed.err]).toEqual([0, ''])
  expect((await enter(port, tokenOf(renewed.out))).status).toBe(201)
  const verified = await tablee('verify')
  expect([verified.code, verified.err, verified.out]).toMatchObject([
    0,
    '',
    expect.stringContaining('Nothing is damaged'),
  ])

  server.child.kill('SIGKILL') // leaves its notice behind
  await server.done
  expect(existsSync(join(folder, 'server.json'))).toBe(true)
  const again = await tablee('owner-link')
  expect(again.code).toBe(0)
  expect(tokenOf(again.out)).not.toBe(tokenOf(issued.out))
  expect((await tablee('verify')).out).toContain('are read to the end')

  // Without its key nothing starts, and nothing makes a new one by the way.
  rmSync(join(folder, 'server.key'))
  for (const { code, err } of [await start('main.ts', [], { PORT: '0' }).done, await tablee('owner-link')])
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/key of this data folder is gone.*\n.*tablee key.*\n.*new-key/),
    ])
  expect(existsSync(join(folder, 'server.key'))).toBe(false)
  expect((await tablee('new-key')).out).toContain('Every card and sheet printed before')
  expect((await tablee('verify')).code).toBe(0)
})

it('[CLI4] a taken port, a taken folder, an unknown command: one sentence each and exit 1', async () => {
  const holder = createServer()
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, () => resolve((holder.address() as { port: number }).port)),
  )
  const taken = await start('main.ts', [], { PORT: String(port) }).done
  expect([taken.code, taken.err.trim().split('\n').length]).toEqual([1, 1])
  expect(taken.err).toContain(`Port ${port} is taken`)
  await new Promise((resolve) => holder.close(resolve))

  const server = start('main.ts', [], { PORT: String(await freePort()) })
  await server.said('pnpm tablee owner-link')
  const second = await start('main.ts', [], { PORT: String(await freePort()) }).done
  expect([second.code, second.err.trim().split('\n').length]).toEqual([1, 1])
  expect(second.err).toContain('in use by another')
  const unknown = await tablee('fly')
  expect([unknown.code, unknown.err.split('\n')[0]]).toEqual([1, 'There is no command "fly".'])
  expect((await tablee('session', 'driverless-mobility', '9')).err).toContain(
    'There is no session 9: driverless-mobility has 5',
  )
  expect((await tablee('--help')).out).toContain('owner-link')
})

it('[CLI8] dialogue founds what a file says, once, and prints its cards; --check needs no server; faults name their place', async () => {
  const page = readFileSync(join(top, 'docs/dialogue-file.md'), 'utf8')
  const text = (/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '').replace(
    /"window": \{[^}]*\}/,
    '"window": { "days": 1 }',
  )
  const [good, bad] = [join(folder, 'square.json'), join(folder, 'bad.json')]
  writeFileSync(good, text)
  writeFileSync(bad, text.replace('"fr": "Souvent"', '"fr": "Souvent", "de": "Oft"'))
  const looked = await tablee('dialogue', good, '--check')
  expect([looked.code, looked.err]).toEqual([0, ''])
  expect(looked.out).toContain('square.json can be founded: Our square (our-square)')
  expect(looked.out).toContain('1 site, 2 tables, 1 session, 2 boards; in en, fr')
  expect(looked.out).toContain('2 tables watched from the start')
  expect(existsSync(join(folder, 'tablee.sqlite'))).toBe(false)
  const place = 'sessions[0].steps[1].task.items[1].options[0].text.de'
  const wrong = await tablee('dialogue', bad, '--check')
  expect(wrong).toMatchObject({ code: 1, out: '' })
  expect(wrong.err).toBe(`Nothing was founded. bad.json, at ${place}: no field is called “de” here.\n`)
  // All of them in one run: nobody has to come back for each.
  writeFileSync(bad, text.replace('"fr": "Souvent"', '"fr": "Souvent", "de": "Oft"').replace('"BE"', '"Belgium"'))
  const two = (await tablee('dialogue', bad, '--check')).err.split('\n')
  expect(two[0]).toBe('Nothing was founded. 2 mistakes:')
  expect(two[1]).toContain('bad.json, at sites[0].country: ')
  expect(two[2]).toBe(`  bad.json, at ${place}: no field is called “de” here.`)
  const german = await start('cli.ts', ['dialogue', bad], { LC_ALL: 'de_BE.UTF-8' }).done
  expect(german.err).toContain('hier heißt kein Feld „de“')
  expect((await tablee('dialogue', join(folder, 'none.json'))).err).toContain('There is no file')

  // Beside a running server, whose people are not disturbed.
  const port = await freePort()
  const server = start('main.ts', [], { PORT: String(port) })
  const greeting = await server.said('pnpm tablee owner-link')
  expect(greeting).toMatch(
    /Try it on your phone, in the same Wi-Fi: open http\S+, code [0-9A-Z]{4}-[0-9A-Z]{4} \(table 1\)/,
  )
  const founded = await tablee('dialogue', good)
  expect([founded.code, founded.err]).toEqual([0, ''])
  expect(founded.out).toContain('Founded: Our square (our-square)')
  const tokens = [...founded.out.matchAll(/join#(\S+)/g)].map((match) => match[1] ?? '')
  expect(tokens).toHaveLength(10)
  for (const token of tokens) expect((await enter(port, token)).status).toBe(201)
  const again = await tablee('dialogue', good)
  expect([again.code, again.err]).toEqual([0, ''])
  expect(again.out).toContain('There is a dialogue our-square already (Our square), and nothing of it was changed.')
  expect([...again.out.matchAll(/join#(\S+)/g)].map((match) => match[1] ?? '')).toEqual(tokens)
  expect((await tablee('session', 'our-square', '1')).out).toContain('session 1 of 1, The square')
})
