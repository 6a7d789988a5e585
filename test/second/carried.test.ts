/** Which laptop is the first, carried from one to the other by whatever a page asks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { carriesTerm } from '@tablee/client/hold/term'
import { howItMoves } from '@tablee/server/second/move'

const client = join(import.meta.dirname, '../../client/src')

describe('a term', () => {
  it('[SEC8] is kept by a device as soon as it is told, never a lower one, and shown with whatever it asks', async () => {
    const stored = new Map<string, string>()
    const shown: (string | null)[] = []
    let told: string | null = null
    const ask = carriesTerm(
      { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => void stored.set(key, value) },
      (_, { headers }) => {
        shown.push(new Headers(headers).get('Tablee-Term'))
        return Promise.resolve(new Response('{}', told === null ? {} : { headers: { 'Tablee-Term': told } }))
      },
    )
    for (const next of [null, '2.a', '3.b', '2.a', 'x'.repeat(200), null]) {
      told = next
      await ask('/api/me', { headers: { authorization: 'Bearer x' } })
    }
    expect(shown).toEqual([null, null, '2.a', '3.b', '3.b', '3.b'])
    // Cookies blocked, or a full storage: it asks all the same.
    const blocked = carriesTerm(
      {
        getItem: () => null,
        setItem() {
          throw new Error('full')
        },
      },
      () => Promise.resolve(new Response('{}', { headers: { 'Tablee-Term': '2.a' } })),
    )
    expect((await blocked('/api/me', {})).ok).toBe(true)
  })

  it('[SEC8] no page asks its server past it', () => {
    const past = readdirSync(client, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .filter((file) => /(?<![\w.])fetch\(/.test(readFileSync(join(client, file), 'utf8')))
    // Its own way out, fonts, the second laptop's page, which asks the second laptop, and films as a page that carries shows them.
    const bytes = past.filter((file) => /materials\/|films|leaflets/.test(file))
    expect(past.filter((file) => !bytes.includes(file)).sort()).toEqual([
      'hold/term.ts',
      'second/port.ts',
      'ui/picture.ts',
    ])
  })
})

describe('the address', () => {
  it('[SEC14] is moved as this network has it: taken over by hand, or its name’s entry changed', () => {
    const reached = { origins: ['https://tables.lyon.example'], port: 443, tls: null, title: '' }
    const said = (first: string, origins: readonly string[] | null) =>
      howItMoves({ first, reached: { ...reached, origins } }, ['192.168.1.31', 'fe80::1']).join('\n')
    const byName = said('https://laptop.local', reached.origins)
    expect(byName).toContain('let the name tables.lyon.example lead to 192.168.1.31')
    expect(byName).not.toContain('give this laptop')
    const both = said('https://192.168.1.20:4000', reached.origins)
    expect(both).toContain('give this laptop the address 192.168.1.20')
    expect(both).toContain('or let the name')
    const byAddress = said('http://192.168.1.20:4000', null)
    expect(byAddress).toContain('Cards say http://192.168.1.20:4000')
    expect(byAddress).not.toContain('let the name')
    expect(howItMoves(null, [])).toEqual([])
  })
})
