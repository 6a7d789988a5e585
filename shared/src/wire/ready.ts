/** *Ready?* before the doors open: what the machine itself says. Paths, names of people and dialogues are in none of it. */
import { z } from 'zod'
import type { Ready } from '../ready/fact.ts'
import { route } from './declare.ts'
import { time } from './terms.ts'

const is = z.enum(['good', 'look', 'bad'])
const fact = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('disk'),
    is,
    free: z.int().min(0).describe('Bytes that are free'),
    days: z.int().nullable().describe('How many days of the size of what is kept so far still fit'),
  }),
  z.object({
    what: z.literal('speed'),
    is,
    why: z.enum(['took', 'full', 'shut']),
    ms: z.number().describe('Until a small piece of writing is on the disk'),
  }),
  z.object({
    what: z.literal('clock'),
    is,
    why: z.enum(['steady', 'behind', 'jumped']),
    now: time,
    zone: z.string().meta({ examples: ['Europe/Paris'] }),
    by: z.int().describe('By how much it is behind, or was set (ms)'),
  }),
  z.object({
    what: z.literal('address'),
    is,
    why: z.enum(['fits', 'only-here', 'proxied', 'elsewhere', 'unknown-name', 'other-port']),
    address: z.string().describe('As it is printed on cards'),
    own: z.array(z.string()).describe('Of this machine in its networks'),
    by: time.nullable().describe('When another device last came in by it, since the start'),
  }),
  z.object({
    what: z.literal('certificate'),
    is,
    why: z.enum(['none', 'good', 'soon', 'over', 'not-yet', 'other-name', 'other-key', 'unreadable']),
    until: time.nullable(),
    name: z.string(),
  }),
  z.object({
    what: z.literal('port'),
    is,
    why: z.enum(['answers', 'silent', 'alone', 'free', 'taken', 'forbidden', 'second']),
    port: z.int(),
  }),
  z.object({
    what: z.literal('second'),
    is,
    why: z.enum(['none', 'two', 'behind', 'one']),
    since: time.nullable(),
  }),
  z.object({
    what: z.literal('backup'),
    is,
    why: z.enum(['today', 'older', 'none', 'gone', 'empty']),
    at: time.nullable(),
  }),
  z.object({ what: z.literal('database'), is, why: z.enum(['whole', 'damaged', 'lacking', 'none', 'shut']) }),
  z.object({
    what: z.literal('versions'),
    is,
    tablee: z.string(),
    node: z.string(),
    sqlite: z.string(),
    system: z.string(),
  }),
])

export const ready = route('GET /api/ready', {
  action: 'machine.look',
  at: 'none',
  summary: 'Before the doors open: disk, clock, address, certificate, port, backup and versions of this machine',
  answer: z.object({ at: time, facts: z.array(fact) }) satisfies z.ZodType<Ready>,
})
