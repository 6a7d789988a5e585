/** A reader's page without a browser: steps that outlive it, and a key for each theme. */
import { zoneOf } from '@tablee/client/ui/hall/zone'
import { timeOfDay } from '@tablee/client/ui/time-of-day'
import { network } from '@tablee/client/hold/retry'
import { createOutbox } from '@tablee/client/synthesis/outbox'
import { untilPlenary } from '@tablee/client/synthesis/plenary'
import { openShelf } from '@tablee/client/synthesis/shelf'
import type { Answer } from '@tablee/client/link/api'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { describe, expect, it, vi } from 'vitest'

function aDevice() {
  const kept = new Map<string, string>()
  return {
    kept,
    local: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  }
}
const forever = new Promise<never>(() => undefined)
/** A page whose steps are answered, or go into a network that says nothing. */
function aPage({ local }: ReturnType<typeof aDevice>, tab: string, answered: boolean) {
  const sent: ThemeCommand[] = []
  const rests = Promise.withResolvers<void>()
  const outbox = createOutbox(
    (command): Promise<Answer<null>> => {
      sent.push(command)
      return answered ? Promise.resolve({ ok: true, value: null }) : forever
    },
    ({ waiting }) => {
      if (waiting === 0) rests.resolve()
    },
    () => undefined,
    openShelf(local, 'd1', tab),
  )
  return { outbox, sent, rests: rests.promise }
}
const put = (id: string): ThemeCommand => ({ id, kind: 'put', entry: 'b1/words/w1', theme: 'night' })

describe('steps that have not left', () => {
  it('[SYN20] stand on the device when the page is closed, and the next page sends them in their order, each once', async () => {
    const device = aDevice()
    const closed = aPage(device, 'one', false)
    closed.outbox.send({ id: 't', kind: 'theme', name: 'Night' })
    closed.outbox.send({ id: 'o', kind: 'open', entry: 'b1/words/w1' })
    closed.outbox.send(put('p1'))
    closed.outbox.stop()
    const next = aPage(device, 'two', true)
    expect(next.outbox.begin().map(({ id }) => id)).toEqual(['t', 'p1'])
    next.outbox.send(put('p2'))
    await next.rests
    expect(next.sent.map(({ id }) => id)).toEqual(['t', 'p1', 'p2'])
    expect(device.kept.size).toBe(0)
    expect(aPage(device, 'three', true).outbox.begin()).toEqual([])
  })

  it('[SYN20] a tab whose steps another has taken over goes on keeping its own', () => {
    const device = aDevice()
    const first = aPage(device, 'one', false)
    first.outbox.send(put('p1'))
    expect(aPage(device, 'two', false).outbox.begin()).toHaveLength(1)
    first.outbox.send(put('p2'))
    expect(
      aPage(device, 'three', false)
        .outbox.begin()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['p1', 'p1', 'p2'])
  })

  it('[SYN20] [COND1] what is done while a step waits for the network goes out behind it, and nothing once the page is gone', async () => {
    vi.useFakeTimers()
    const sent: string[] = []
    let [away, failing] = [true, false]
    const outbox = createOutbox(
      async ({ id }) => {
        sent.push(id)
        return away ? { ok: false, problem: { code: 'offline' } } : { ok: true, value: null }
      },
      (now) => (failing = now.failing),
      () => expect.fail('nothing is refused'),
    )
    outbox.send({ id: 'j1', kind: 'same', a: 'q/condition/a', b: 'q/condition/b' })
    outbox.send({ id: 'j2', kind: 'apart', entry: 'q/condition/c' })
    await vi.advanceTimersByTimeAsync(0)
    expect([sent, failing]).toEqual([['j1'], true])
    away = false
    await vi.advanceTimersByTimeAsync(network.first)
    expect([sent, failing]).toEqual([['j1', 'j1', 'j2'], false])
    away = true
    outbox.send({ id: 'j3', kind: 'apart', entry: 'q/condition/d' })
    await vi.advanceTimersByTimeAsync(0)
    outbox.stop()
    await vi.advanceTimersByTimeAsync(network.longest)
    expect(sent).toEqual(['j1', 'j1', 'j2', 'j3'])
    vi.useRealTimers()
  })

  it('[SYN20] storage that is broken, or not there, stops nobody', async () => {
    const device = aDevice()
    device.kept.set('tablee.themes.steps.d1', '["one"]')
    device.kept.set('tablee.themes.steps.d1.one', 'no json')
    const page = aPage(device, 'two', true)
    expect(page.outbox.begin()).toEqual([])
    page.outbox.send(put('p1'))
    await page.rests
    expect(openShelf(null, 'd1', 'one').take()).toEqual([])
  })
})

describe('minutes', () => {
  const map = { kind: 'map', title: 'Map', minutes: 40 } as const
  const back = { kind: 'read-back', title: 'Read back', minutes: 20 } as const
  const plenary = { kind: 'welcome', title: 'Séance plénière', minutes: 15 } as const
  it('[SYN24] [SYN27] are told to the next plenary, else to when tables read back, else to the end; and which of it', () => {
    expect(untilPlenary([map, back, plenary], 0, 600)).toEqual({ minutes: 30, to: 'Séance plénière' })
    expect(untilPlenary([map, back, map], 0, 61)).toEqual({ minutes: 2, to: 'Read back' })
    expect(untilPlenary([map, map], 0, 60)).toEqual({ minutes: 41, to: null })
    // As whoever reads it reads it.
    expect(untilPlenary([map, back, plenary], 0, 600, (at) => ['', '', 'Plenary'][at] ?? '').to).toBe('Plenary')
    // One that runs by now is not waited for.
    expect(untilPlenary([map, plenary], 1, 300)).toEqual({ minutes: 5, to: null })
    for (const title of ['Plenum', 'Plenary', 'Sesión plenaria', 'الجلسة العامة', 'Pleno'])
      expect(untilPlenary([map, { ...plenary, title }], 0, 0).to).toBe(title)
    expect(untilPlenary([map, { ...plenary, title: 'Plenty to do' }], 0, 0).to).toBe(null)
  })
})

describe('times', () => {
  it('[SYN27] are the hall’s, wherever who reads them sits', () => {
    const noon = Date.UTC(2026, 10, 29, 12)
    const about = (zone: string | null) => ({ sites: [{ zone }] })
    expect(timeOfDay(noon, 'en', zoneOf(about('Asia/Tokyo')))).toBe('21:00')
    expect(zoneOf(about(null))).toBe(null)
    expect(zoneOf(null)).toBe(null)
  })
})
