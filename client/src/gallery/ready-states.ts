/** How a laptop may stand before the doors open. */
import type { Ready } from '@tablee/shared/ready/fact'
import { now } from './samples.ts'

const giga = 1_000_000_000
export const allGood: Ready = {
  at: now,
  facts: [
    { what: 'disk', is: 'good', free: 84 * giga, days: 40 },
    { what: 'speed', is: 'good', why: 'took', ms: 0.4 },
    { what: 'clock', is: 'good', why: 'steady', now, zone: 'Europe/Brussels', by: 0 },
    {
      what: 'address',
      is: 'good',
      why: 'fits',
      address: '192.168.8.10:4000',
      own: ['192.168.8.10'],
      by: now - 660_000,
    },
    { what: 'certificate', is: 'good', why: 'good', until: now + 40 * 86_400_000, name: '192.168.8.10' },
    { what: 'port', is: 'good', why: 'answers', port: 4000 },
    { what: 'second', is: 'good', why: 'two', since: null },
    { what: 'backup', is: 'good', why: 'today', at: now - 3_600_000 },
    { what: 'database', is: 'good', why: 'whole' },
    { what: 'versions', is: 'good', tablee: '0.1.0', node: '26.10.0', sqlite: '3.53.4', system: 'Linux 6.18' },
  ],
}
export const toPutRight: Ready = {
  at: now,
  facts: [
    { what: 'disk', is: 'bad', free: giga / 5, days: 2 },
    { what: 'speed', is: 'look', why: 'took', ms: 43.7 },
    { what: 'clock', is: 'good', why: 'steady', now, zone: 'Africa/Tunis', by: 0 },
    {
      what: 'address',
      is: 'bad',
      why: 'elsewhere',
      address: 'hall.example.org',
      own: ['192.168.8.10', 'fd00::2'],
      by: null,
    },
    { what: 'certificate', is: 'bad', why: 'over', until: now - 86_400_000, name: 'hall.example.org' },
    { what: 'port', is: 'bad', why: 'silent', port: 4000 },
    { what: 'second', is: 'look', why: 'one', since: now - 240_000 },
    { what: 'backup', is: 'look', why: 'older', at: now - 86_400_000 },
    { what: 'database', is: 'bad', why: 'lacking' },
    { what: 'versions', is: 'look', tablee: '0.1.0', node: '20.4.0', sqlite: '3.53.4', system: 'Windows_NT 10.0' },
  ],
}
