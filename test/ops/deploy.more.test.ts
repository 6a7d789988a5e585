/** What stands in compose.yaml and `deploy`, as far as it can be looked at without containers and without systemd. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstHost } from '@tablee/server/config'
import { afterAll, describe, expect, it } from 'vitest'
import { shutdownBudget } from '@tablee/server/ops/shutdown'

const top = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tablee-deploy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
/** Debian's packages; what is not there is said, and not looked at. */
function missing(program: string): boolean {
  if (isThere(program)) return false
  console.log(`not run: there is no ${program} here`)
  return true
}
const read = (path: string): string => readFileSync(join(top, path), 'utf8')

type Service = {
  readonly environment?: Readonly<Record<string, string | null>>
  readonly healthcheck?: object
  readonly ports?: readonly object[]
  readonly secrets?: readonly { readonly target: string }[]
  readonly networks: object
  readonly stop_grace_period?: string
  readonly command?: readonly string[] | null
}

describe('compose.yaml', () => {
  it.skipIf(missing('docker-compose'))(
    '[OPS11] is what docker-compose reads: two nodes, two watch nodes, two databases, one door, and no secret but in files',
    () => {
      const told = execFileSync('docker-compose', ['-f', join(top, 'compose.yaml'), 'config', '--format', 'json'], {
        env: { PATH: process.env['PATH'], TABLEE_HOST: 'dialogue.example.org' },
        encoding: 'utf8',
      })
      const { services, secrets, networks } = JSON.parse(told) as {
        readonly services: Readonly<Record<string, Service>>
        readonly secrets: Readonly<Record<string, { readonly file?: string }>>
        readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>
      }
      const names = Object.keys(services).sort()
      expect(names).toEqual(['node-1', 'node-2', 'postgres-1', 'postgres-2', 'proxy', 'watch-1', 'watch-2'])
      for (const name of names) expect(services[name]?.healthcheck, name).toBeDefined()
      // One door, and the database behind a wall.
      expect(names.filter((name) => services[name]?.ports !== undefined)).toEqual(['proxy'])
      expect(networks['back']?.internal).toBe(true)
      expect(Object.keys(services['postgres-1']?.networks ?? {})).toEqual(['back'])
      expect(Object.keys(services['proxy']?.networks ?? {})).toEqual(['front'])
      for (const secret of Object.values(secrets)) expect(secret.file).toMatch(/\/secrets\/[\w.-]+$/)
      for (const [name, { environment = {} }] of Object.entries(services))
        for (const [key, value] of Object.entries(environment))
          if (/PASSWORD|TOKEN|URL|KEY/.test(key)) expect(value, `${name} ${key}`).toMatch(/^\/run\/secrets\//)
      for (const name of ['node-1', 'node-2', 'watch-1', 'watch-2']) {
        const { environment, stop_grace_period: grace = '', command } = services[name] ?? { networks: {} }
        expect(environment?.['TABLEE_NODE']).toBe(`http://${name}:4000`)
        expect(environment?.['TABLEE_ORIGIN']).toBe('https://dialogue.example.org')
        expect(Number.parseInt(grace, 10) * 1_000, name).toBeGreaterThan(shutdownBudget)
        expect(command?.includes('--watch') === true, name).toBe(name.startsWith('watch'))
      }
      expect(services['postgres-1']?.command).toContain('synchronous_commit=on')
      expect(read('deploy/postgres/primary.sh')).toContain("synchronous_standby_names = 'ANY 1 (standby)'")
      expect(read('deploy/postgres/start.sh')).toContain('application_name=standby')
    },
  )

  it('[OPS11] copies into the image what a start needs, and names what is there', () => {
    for (const [, paths = ''] of read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const path of paths.split(' ')) {
        expect(existsSync(join(top, path)), path).toBe(true)
        expect(read('.dockerignore'), path).toMatch(new RegExp(`^!(${path}|${path.split('/')[0]})$`, 'm'))
      }
  })
})

describe('deploy', () => {
  it('[OPS11] secrets.sh makes keys and passwords once, and no other user gets to them', () => {
    cpSync(join(top, 'deploy/secrets.sh'), join(folder, 'secrets.sh'))
    const make = () => execFileSync('sh', ['secrets.sh'], { cwd: folder })
    make()
    const all = () =>
      readdirSync(join(folder, 'secrets')).map((name) => [
        name,
        readFileSync(join(folder, 'secrets', name)).toString('hex'),
      ])
    const before = all()
    make()
    expect(all()).toEqual(before)
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(folder, 'secrets/server.key'))).toHaveLength(32)
    const url = firstHost(readFileSync(join(folder, 'secrets/database-url'), 'utf8').trim())
    expect(url?.hostname).toBe('postgres-1')
    expect(url?.password).toMatch(/^[0-9a-f]{48}$/)
  })

  it('[OPS11] archive.sh puts a piece away whole, once, and says no to another one of the same name', () => {
    const archive = (from: string): number =>
      spawnSync('sh', [join(top, 'deploy/postgres/archive.sh'), join(folder, from), '000000010000000000000001'], {
        env: { PATH: process.env['PATH'], ARCHIVE: folder },
      }).status ?? -1
    writeFileSync(join(folder, 'piece'), 'a piece')
    writeFileSync(join(folder, 'other'), 'another')
    expect([archive('piece'), archive('piece'), archive('other') === 0]).toEqual([0, 0, false])
    expect(readFileSync(join(folder, '000000010000000000000001'), 'utf8')).toBe('a piece')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('[OPS11] a database that was a primary, or was promoted, does not start as one beside another', () => {
    writeFileSync(join(folder, 'PG_VERSION'), '17')
    const started = spawnSync('sh', [join(top, 'deploy/postgres/start.sh'), 'postgres-1'], {
      env: { PATH: process.env['PATH'], PGDATA: folder, TABLEE_PRIMARY: 'postgres-2' },
      encoding: 'utf8',
    })
    expect(started.status).toBe(1)
    expect(started.stderr).toContain('TABLEE_PRIMARY says that postgres-2 is')
    expect(readFileSync(join(folder, 'PG_VERSION'), 'utf8')).toBe('17')
  })

  it('[OPS11] every script reads as a script', () => {
    for (const script of ['secrets.sh', 'postgres/start.sh', 'postgres/primary.sh', 'postgres/archive.sh'])
      execFileSync('sh', ['-n', join(top, 'deploy', script)])
  })

  it.skipIf(missing('caddy'))('[OPS11] the proxy’s file is what Caddy takes', () => {
    execFileSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', join(top, 'deploy/Caddyfile')], {
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], HOME: folder, TABLEE_HOST: 'dialogue.example.org' },
    })
  })

  it.skipIf(missing('systemd-analyze'))('[OPS11] the units are what systemd takes, and little is open to them', () => {
    for (const unit of ['tablee', 'tablee-node', 'tablee-watch']) {
      const path = join(folder, `${unit}.service`)
      // Where this machine has the program.
      // A database that is away for longer than ten seconds is no reason to stay away for good.
      if (unit !== 'tablee') expect(read(`deploy/${unit}.service`)).toContain('StartLimitIntervalSec=0')
      writeFileSync(path, read(`deploy/${unit}.service`).replaceAll('/opt/tablee', top.replace(/\/$/, '')))
      const { stderr, status } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' })
      expect([unit, status, stderr]).toEqual([unit, 0, ''])
      const told = spawnSync('systemd-analyze', ['security', '--offline=true', path], { encoding: 'utf8' }).stdout
      expect(Number(/exposure level for \S+: ([\d.]+)/.exec(told)?.[1]), unit).toBeLessThan(2)
    }
  })
})
