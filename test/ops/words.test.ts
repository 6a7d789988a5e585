/** What stands behind `start`. */
import { readWords } from '@tablee/server/config'
import { expect, it } from 'vitest'

it('[CLI4] a word that a start does not know starts nothing: a slip would serve, and found a demo, all the same', () => {
  for (const known of [[], ['--watch'], ['--', '--watch'], ['--second', 'http://192.168.1.20:4000']])
    expect(() => readWords(known)).not.toThrow()
  for (const slip of [['help'], ['watch'], ['--wach'], ['--watch', 'now'], ['--second', 'http://first:4000', 'x']])
    expect(() => readWords(slip)).toThrow(`"${slip.at(-1)}" is nothing that a start knows; nothing was started.`)
})
