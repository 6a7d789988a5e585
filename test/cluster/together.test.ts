/** Questions of one kind to Postgres, asked together, so that nobody waits behind a crowd or behind whoever guesses. */
import { askedTogether } from '@tablee/server/postgres/together'
import { expect, it } from 'vitest'

/** A database that answers when it is told to. */
function aDatabase() {
  const asked: (readonly string[])[] = []
  const open: PromiseWithResolvers<ReadonlyMap<string, string>>[] = []
  const of = askedTogether((names) => {
    asked.push(names)
    const made = Promise.withResolvers<ReadonlyMap<string, string>>()
    open.push(made)
    return made.promise
  })
  return { of, asked, answer: (n: number) => open[n]?.resolve(new Map([['card a', 'd1']])), open }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

it('[LSE15] what comes while a question is under way is one question with the next, each name once', async () => {
  const { of, asked, answer } = aDatabase()
  const first = of('card a')
  const crowd = Promise.all(Array.from({ length: 1_600 }, (_, n) => of(n % 2 === 0 ? 'card a' : `card ${n}`)))
  answer(0)
  expect(await first).toBe('d1')
  await until(() => asked.length === 2)
  answer(1)
  expect((await crowd).filter((one) => one === 'd1')).toHaveLength(800)
  expect(asked.map((names) => names.length)).toEqual([1, 801])
})

it('[LSE15] a question that hangs keeps the next one waiting for a moment; one that failed is told to who asked it', async () => {
  const { of, asked, answer, open } = aDatabase()
  const hangs = of('card a')
  const next = of('card a')
  // It is asked though the one before has no answer.
  await until(() => asked.length === 2)
  answer(1)
  expect(await next).toBe('d1')
  open[0]?.reject(new Error('the log does not answer'))
  await expect(hangs).rejects.toThrow('the log does not answer')
})

it('[LSE15] what nothing is called by leads nowhere, and is asked of nobody', async () => {
  const { of, asked } = aDatabase()
  for (const name of ['card \u0000', 'card \ud800', `card ${'a'.repeat(10_000)}`, 'card \n'])
    expect(await of(name)).toBe(null)
  expect(asked).toEqual([])
})
