/** What runs here, for whoever asks for help. */
import { release, type } from 'node:os'
import type { Fact } from '@tablee/shared/ready/fact'

/** Below it `start` brings one of its own; so this shows who started it in another way. */
const least = 22

/** `tablee`: our own version. */
export const lookAtVersions = (tablee: string, { node = '', sqlite = '' }: NodeJS.ProcessVersions): Fact => ({
  what: 'versions',
  is: Number.parseInt(node, 10) < least ? 'look' : 'good',
  tablee,
  node,
  sqlite,
  system: `${type()} ${release()}`,
})
