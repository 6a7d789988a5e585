/** Two machines whose nodes were started with the same settings: each is told before the doors open. */
import { astray } from '@tablee/server/cluster/astray'
import { expect, it } from 'vitest'

it('[LSE10] a node whose address leads to another one, or only to itself, says so', () => {
  const [here, there] = ['http://10.0.0.2:4000', 'http://10.0.0.3:4000']
  const left = 'http://127.0.0.1:4000'
  expect(astray(here, [there], false)).toBeNull()
  expect(astray(left, [], false)).toBeNull()
  // Several on one machine find each other.
  expect(astray(left, ['http://127.0.0.1:4001'], false)).toBeNull()
  expect(astray(here, [here], false)).toMatch(/^Another node says that it is at http:\/\/10\.0\.0\.2:4000/)
  expect(astray(left, [left], false)).toMatch(/Set TABLEE_NODE/)
  expect(astray(here, [there], true)).toMatch(/does not answer/)
  expect(astray(left, [there], false)).toMatch(/on other machines/)
})
