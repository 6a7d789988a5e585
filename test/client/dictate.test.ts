/** What a table is told of dictating before anybody speaks. */
import { offeredBy, toldOn } from '@tablee/client/table/dictate/port'
import type { UnheardWhy } from '@tablee/shared/wire/dictation'
import { expect, it } from 'vitest'

const may = (why: UnheardWhy | null) => () =>
  Promise.resolve({ ok: true as const, value: { engine: why === null ? 'parrot' : null, why } })
const device = (can: boolean) => ({
  can: () => Promise.resolve(can),
  listen: () => ({ stop: () => Promise.resolve('failed' as const), cancel: () => undefined }),
})

it('[DICT7] without an engine and a device that can, it is said that nobody dictates here; without an answer nothing is', async () => {
  expect(await offeredBy({ secure: true, device: null, may: may('not-named') }, 'en')).toBe('none')
  expect(await offeredBy({ secure: true, device: device(false), may: may('not-named') }, 'en')).toBe('none')
  expect(await offeredBy({ secure: false, device: device(true), may: may('not-named') }, 'en')).toBe('none')
  expect(await offeredBy({ secure: true, device: device(true), may: may('not-named') }, 'en')).toBe('yes')
  expect(await offeredBy({ secure: true, device: null, may: may(null) }, 'en')).toBe('yes')
  expect(await offeredBy({ secure: false, device: null, may: may(null) }, 'en')).toBe('insecure')
  const away = () => Promise.resolve({ ok: false as const, problem: { code: 'offline' as const } })
  expect(await offeredBy({ secure: true, device: null, may: away }, 'en')).toBe('no')
})

it('[DICT7] it is said once on a device, and where the storage is full once more', () => {
  const disk = new Map<string, string>()
  const on = (full: boolean) =>
    toldOn({
      getItem: (key) => disk.get(key) ?? null,
      removeItem: (key) => void disk.delete(key),
      setItem(key, value) {
        if (full) throw new Error('full')
        disk.set(key, value)
      },
    })
  on(true).write()
  expect(on(false).read()).toBe(false)
  on(false).write()
  expect(on(false).read()).toBe(true)
})
