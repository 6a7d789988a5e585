/** How each thing stands that *Ready?* looks at, and that every one of them has its sentence in every language. */
import { languages } from '@tablee/shared/i18n/index'
import type { Fact } from '@tablee/shared/ready/fact'
import { sayReady } from '@tablee/shared/ready/say'
import { ready as declared } from '@tablee/shared/wire/ready'
import { lookAtAddress } from '@tablee/server/ready/address'
import { judgeBackup } from '@tablee/server/ready/backup'
import { createCame } from '@tablee/server/ready/came'
import { judgeClock } from '@tablee/server/ready/clock'
import { judgeDisk, judgeSpeed } from '@tablee/server/ready/disk'
import { judgeSecond } from '@tablee/server/ready/second'
import { describe, expect, it } from 'vitest'

const giga = 1_000_000_000
const hour = 3_600_000
const now = Date.UTC(2026, 3, 25, 6, 42)
const own = ['192.168.8.10', 'fd00::2']
const names: Readonly<Record<string, readonly string[]>> = {
  'hall.example': ['192.168.8.10'],
  'old.example': ['192.168.8.44'],
  'both.example': ['192.168.8.10', '192.168.8.44'],
  localhost: ['127.0.0.1', '::1'],
  'hall.localhost': ['127.0.0.1'],
  'here.example': ['127.0.1.1'],
  'two.example': ['fd00::2', '192.168.8.10'],
}
/** At 4000, 80 and 443 somebody answers. */
const at = (origin: string, came: number | null = null, proxied = false) =>
  lookAtAddress(
    { origin, own, came, proxied },
    async (name) => names[name] ?? null,
    async (host, port) => own.includes(host) && [4000, 80, 443].includes(port),
  )

describe('ready', () => {
  it('[READY1] a disk stands by what is free, and by how many days of what is kept still fit', () => {
    expect(judgeDisk({ free: 80 * giga, kept: 2 * giga })).toMatchObject({ is: 'good', days: 40 })
    expect(judgeDisk({ free: 80 * giga, kept: 0 })).toMatchObject({ is: 'good', days: null })
    // Little is kept, so a day is reckoned as one with photos.
    expect(judgeDisk({ free: 3 * giga, kept: 4096 })).toMatchObject({ is: 'good', days: 28 })
    expect(judgeDisk({ free: giga, kept: 4096 })).toMatchObject({ is: 'look' })
    expect(judgeDisk({ free: giga / 5, kept: 4096 })).toMatchObject({ is: 'bad' })
    expect(judgeDisk({ free: 3 * giga, kept: 4 * giga })).toMatchObject({ is: 'bad', days: 0 })
    expect([0.4, 43, 180].map((ms) => judgeSpeed(ms).is)).toEqual(['good', 'look', 'bad'])
  })

  it('[READY2] a clock is wrong where what is kept is newer, and is told where somebody set it since the start', () => {
    const judge = (of: Partial<Parameters<typeof judgeClock>[0]>) =>
      judgeClock({ now, zone: 'Europe/Brussels', newest: now - hour, ran: hour, passed: hour, ...of })
    expect(judge({})).toMatchObject({ is: 'good', why: 'steady', by: 0 })
    expect(judge({ newest: null })).toMatchObject({ is: 'good' })
    expect(judge({ newest: now + hour })).toMatchObject({ is: 'bad', why: 'behind', by: hour })
    expect(judge({ passed: hour + 600_000 })).toMatchObject({ is: 'look', why: 'jumped', by: 600_000 })
    expect(judge({ passed: hour - 600_000 })).toMatchObject({ is: 'look', why: 'jumped', by: -600_000 })
    // Two clocks of one machine never agree to the millisecond.
    expect(judge({ passed: hour + 900, newest: now + 900 })).toMatchObject({ is: 'good' })
  })

  it('[READY3] the address on the cards has to be one of this machine, by all that its name leads to', async () => {
    expect(await at('http://192.168.8.10:4000')).toMatchObject({
      is: 'good',
      why: 'fits',
      address: '192.168.8.10:4000',
    })
    expect(await at('http://[fd00::2]:4000')).toMatchObject({ is: 'good', why: 'fits' })
    expect(await at('https://hall.example')).toMatchObject({ is: 'good', why: 'fits' })
    // Another Tablée's, or a slip of the finger.
    expect(await at('http://192.168.8.10:4620')).toMatchObject({ is: 'bad', why: 'other-port' })
    expect(await at('http://192.168.8.10:4620', now)).toMatchObject({ is: 'good', why: 'fits' })
    expect(await at('https://two.example')).toMatchObject({ is: 'good', why: 'fits' })
    for (const origin of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000'])
      expect(await at(origin), origin).toMatchObject({ is: 'bad', why: 'only-here' })
    expect(await at('https://nowhere.example')).toMatchObject({ is: 'bad', why: 'unknown-name' })
    // Yesterday's router gave another number; and a name with two numbers leads half of the phones astray.
    for (const origin of ['http://192.168.8.44:4000', 'https://old.example', 'https://both.example'])
      expect(await at(origin), origin).toMatchObject({ is: 'bad', why: 'elsewhere' })
    // A proxy stands in front of it: somebody came in by it, so it leads here.
    expect(await at('https://old.example', now)).toMatchObject({ is: 'look', why: 'elsewhere', by: now })
  })

  it('[READY9] behind a proxy that the settings name, the address is the proxy’s: nothing has to be put right, and who came in by it shows that it leads here', async () => {
    for (const origin of ['https://old.example', 'https://both.example', 'https://here.example']) {
      expect(await at(origin, null, true), origin).toMatchObject({ is: 'look', why: 'proxied' })
      expect(await at(origin, now, true), origin).toMatchObject({ is: 'good', why: 'proxied', by: now })
    }
    // Debian gives a machine's own name a number that leads nowhere else: without a proxy nobody can be sure.
    expect(await at('https://here.example')).toMatchObject({ is: 'bad', why: 'only-here' })
    // It stands on this machine, at the address that phones use.
    expect(await at('https://hall.example', null, true)).toMatchObject({ is: 'good', why: 'fits' })
    // No phone comes in by these, whoever stands before them.
    for (const origin of ['https://localhost', 'https://127.0.0.1', 'https://[::1]', 'https://hall.localhost'])
      expect(await at(origin, now, true), origin).toMatchObject({ is: 'bad', why: 'only-here' })
    expect(await at('https://nowhere.example', null, true)).toMatchObject({ is: 'bad', why: 'unknown-name' })
  })

  it('[READY3] only another device shows that an address leads here, and only addresses of ours are kept', () => {
    const came = createCame(() => own)
    const ours = (host: string) => host === 'hall:4000' || host === 'localhost:4000'
    for (const from of ['local', '127.0.0.1', '::1', '::ffff:127.0.0.1']) came.note('hall:4000', from, ours, now)
    // A page that is opened on this machine by the address on the cards.
    for (const from of [...own, `::ffff:${own[0]}`]) came.note('hall:4000', from, ours, now)
    came.note('evil:4000', '192.168.8.31', ours, now)
    came.note(undefined, '192.168.8.31', ours, now)
    expect([came.by('hall:4000'), came.by('evil:4000')]).toEqual([null, null])
    came.note('hall:4000', '::ffff:192.168.8.31', ours, now)
    expect(came.by('hall:4000')).toBe(now)
    came.note('hall:4000', '192.168.8.32', ours, now + 60_000)
    expect(came.by('hall:4000')).toBe(now + 60_000)
    // The clock was set back.
    came.note('hall:4000', '192.168.8.32', ours, now - hour)
    expect(came.by('hall:4000')).toBe(now - hour)
  })

  it('[READY5] a backup is of today, or older, or no longer where it was written', () => {
    const here = import.meta.filename
    expect(judgeBackup({ file: here, at: now - hour }, now, true)).toMatchObject({ is: 'good', why: 'today' })
    expect(judgeBackup({ file: here, at: now - 20 * hour }, now, true)).toMatchObject({ is: 'look', why: 'older' })
    expect(judgeBackup({ file: `${here}-gone`, at: now - hour }, now, true)).toMatchObject({ is: 'look', why: 'gone' })
    expect(judgeBackup(null, now, true)).toMatchObject({ is: 'look', why: 'none' })
    expect(judgeBackup(null, now, false)).toMatchObject({ is: 'good', why: 'empty' })
  })

  it('[READY6] every fact in every way it can stand has a sentence in every language, and what does not stand well says what to do', () => {
    const address = { what: 'address', address: 'a:1', own, by: null } as const
    const certificate = { what: 'certificate', until: now, name: 'hall.example' } as const
    const every: readonly Fact[] = [
      { what: 'disk', is: 'good', free: 80 * giga, days: null },
      ...[0, 1, 2, 3, 11, 100].map((days) => ({ what: 'disk', is: 'good', free: giga, days }) as const),
      { what: 'disk', is: 'look', free: giga, days: 3 },
      { what: 'disk', is: 'bad', free: 1, days: 0 },
      ...(['good', 'look', 'bad'] as const).map((is) => ({ what: 'speed', is, why: 'took', ms: 1.25 }) as const),
      ...(['full', 'shut'] as const).map((why) => ({ what: 'speed', is: 'bad', why, ms: 0 }) as const),
      { what: 'clock', is: 'good', why: 'steady', now, zone: 'Africa/Tunis', by: 0 },
      { what: 'clock', is: 'bad', why: 'behind', now, zone: 'Africa/Tunis', by: hour },
      { what: 'clock', is: 'look', why: 'jumped', now, zone: 'Africa/Tunis', by: -40_000 },
      { ...address, is: 'good', why: 'fits', by: now },
      { ...address, is: 'look', why: 'elsewhere', by: now },
      { ...address, is: 'bad', why: 'only-here' },
      { ...address, is: 'look', why: 'proxied' },
      { ...address, is: 'bad', why: 'other-port' },
      { ...address, is: 'bad', why: 'elsewhere' },
      { ...address, is: 'bad', why: 'elsewhere', own: [] },
      { ...address, is: 'bad', why: 'unknown-name' },
      { ...certificate, is: 'good', why: 'none' },
      { ...certificate, is: 'look', why: 'none' },
      { ...certificate, is: 'good', why: 'good' },
      { ...certificate, is: 'look', why: 'soon' },
      ...(['over', 'not-yet', 'other-name', 'other-key', 'unreadable'] as const).map(
        (why) => ({ ...certificate, is: 'bad', why }) as const,
      ),
      ...(['answers', 'free', 'second'] as const).map(
        (why) => ({ what: 'port', is: 'good', why, port: 4000 }) as const,
      ),
      ...(['silent', 'alone', 'taken', 'forbidden'] as const).map(
        (why) => ({ what: 'port', is: 'bad', why, port: 4000 }) as const,
      ),
      ...(['none', 'two', 'behind', 'one'] as const).map((state) => judgeSecond({ state, since: now })),
      ...(['today', 'empty'] as const).map((why) => ({ what: 'backup', is: 'good', why, at: now }) as const),
      ...(['older', 'none', 'gone'] as const).map((why) => ({ what: 'backup', is: 'look', why, at: now }) as const),
      ...(['whole', 'none'] as const).map((why) => ({ what: 'database', is: 'good', why }) as const),
      ...(['damaged', 'lacking', 'shut'] as const).map((why) => ({ what: 'database', is: 'bad', why }) as const),
      ...(['good', 'look'] as const).map(
        (is) => ({ what: 'versions', is, tablee: '1', node: '26', sqlite: '3', system: 'Linux' }) as const,
      ),
    ]
    expect(declared.answer.parse({ at: now, facts: every }).facts).toEqual(every)
    for (const language of languages) {
      const { say, standing, heading } = sayReady(language, 'UTC')
      for (const fact of every) {
        const { title, text, help } = say(fact)
        for (const one of [title, text, help ?? '-', standing(fact)])
          expect(one, `${language} ${JSON.stringify(fact)}`).toMatch(/^[^{}]+$/)
        // A proxy that somebody came in by needs nothing done.
        if (fact.is === 'bad' || (fact.is === 'look' && fact.what !== 'address'))
          expect(help, `${language} ${JSON.stringify(fact)}`).not.toBe(null)
      }
      expect(new Set([1, 2, 3].map((n) => heading(every.filter(({ is }) => is === 'bad').slice(0, n)))).size).toBe(3)
    }
    const { say, heading } = sayReady('en', 'UTC')
    expect(say({ what: 'disk', is: 'good', free: giga, days: 40 }).text).toBe('Room for 40 days like this one')
    expect(say({ what: 'clock', is: 'good', why: 'steady', now, zone: 'Africa/Tunis', by: 0 }).text).toContain('07:42')
    expect([heading([]), heading(every)]).toEqual([
      'Everything is ready',
      `${every.filter(({ is }) => is === 'bad').length} things must be put right before the doors open`,
    ])
  })
})
