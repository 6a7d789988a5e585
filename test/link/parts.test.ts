import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openAcks } from '@tablee/client/link/acks'
import { openApi } from '@tablee/client/link/api'
import { splitUpdate } from '@tablee/client/link/split-update'
import type { Environment } from '@tablee/client/link/environment'
import { light, type Facts } from '@tablee/client/link/light'
import { disk as ownDisk, network, pauseOf, steady, tableHeld } from '@tablee/client/hold/retry'
import {
  deviceId,
  enter,
  forgetSession,
  keepSession,
  knownSession,
  organisedHere,
  type Session,
} from '@tablee/client/link/session'
import { openStorage, type DeviceStorage } from '@tablee/client/link/storage'
import { linkEvents, linkStates, next } from '@tablee/client/link/states'
import { openStore, type StoreParts } from '@tablee/client/link/store'
import type { DialogueId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { seeded } from '../support/seeded.ts'

const storage = () => {
  const map = new Map<string, string>()
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  }
}
const environment = (more: Partial<Environment> = {}): Environment => ({
  origin: 'http://hall.test',
  fetch: async () => new Response('null'),
  WebSocket: WebSocket,
  indexedDB: new FakeIDB() as unknown as IDBFactory,
  IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
  local: storage(),
  tab: storage(),
  now: () => 1_000,
  random: seeded(7).bytes,
  onOnline: () => () => undefined,
  onOffline: () => () => undefined,
  onHide: () => () => undefined,
  later: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  ...more,
})

/** The offline copy as one page of this device opens it. */
const storeOn = (storage: DeviceStorage, { later }: Environment, load: string, more: Partial<StoreParts> = {}) =>
  openStore({
    storage,
    scope: 'b1/reporter',
    load,
    now: () => 1,
    later,
    changed: () => undefined,
    taken: () => undefined,
    ...more,
  })
const pageOf = async (world: Environment, load: string, more: Partial<StoreParts> = {}) =>
  storeOn(await openStorage(world), world, load, more)
/** What a next page of this device finds in it. */
const foundBy = async (world: Environment, load = 'next') => {
  const earlier = await (await pageOf(world, load)).load()
  const doc = new Y.Doc()
  for (const update of earlier.updates) Y.applyUpdate(doc, update)
  return { ...earlier, texts: [...doc.share.keys()].sort() }
}
/** A document that says one thing, under a name that is the same. */
const saying = (text: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText(text).insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

describe('the light', () => {
  const facts: Facts = {
    unsaved: 0,
    since: null,
    connected: true,
    storageDown: null,
    refused: [],
    disk: true,
    writing: null,
    unread: null,
  }
  it('[LINK20] says saved only when connected, with nothing unsaved, nothing refused, the storage up and the device’s store read', () => {
    const refused = [{ id: 'r', at: 1, problem: { code: 'not-yet' } as const, where: [], changes: 1 }]
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (unsaved, connected, down, refuse, disk, slow, unread) => {
          const shown = light({
            unsaved,
            since: unsaved > 0 ? 5 : null,
            connected,
            storageDown: down ? { savedUntil: 9 } : null,
            refused: refuse ? refused : [],
            disk,
            writing: slow ? { n: 1, since: 4 } : null,
            unread: unread ? 2 : null,
          })
          expect(shown.kind === 'saved').toBe(unsaved === 0 && connected && !down && !refuse && !unread)
          expect(shown.kind === 'unread').toBe(unread && !down && !refuse)
          if (unsaved > 0 && 'n' in shown) expect(shown.n).toBe(unsaved)
          if ('onDisk' in shown) expect(shown.onDisk).toBe(disk && !slow)
        },
      ),
    )
    expect(light({ ...facts, connected: false, disk: false, unsaved: 2, since: 3 })).toEqual({
      kind: 'kept',
      n: 2,
      onDisk: false,
      writing: null,
      since: 3,
    })
  })
})

describe('the states', () => {
  it('[LINK21] closed is final, barred ends only by closing, and every open state can be reached and left', () => {
    for (const event of linkEvents) {
      expect(next.closed[event]).toBe('closed')
      expect(next.barred[event]).toBe(event === 'close' ? 'closed' : 'barred')
    }
    const reached = new Set<string>(['loading'])
    for (let size = 0; size < reached.size; ) {
      size = reached.size
      for (const state of linkStates)
        if (reached.has(state)) for (const event of linkEvents) reached.add(next[state][event])
    }
    expect([...reached].sort()).toEqual([...linkStates].sort())
  })
  it('[LINK22] waits grow to 15 s and are spread over half of their length', () => {
    expect(pauseOf(network, 0, 0)).toBe(250)
    expect(pauseOf(network, 0, 0.999)).toBe(500)
    expect(pauseOf(network, 50, 0)).toBe(7_500)
    expect(pauseOf(network, 50, 0.999)).toBeLessThanOrEqual(15_000)
    expect(pauseOf(network, 0, 0, { code: 'too-many', retryAfter: 9 })).toBe(9_000)
    // Where nobody else asks, nothing is spread.
    expect([0, 1, 5, 50].map((attempt) => pauseOf(ownDisk, attempt))).toEqual([500, 1_000, 15_000, 15_000])
    expect([0, 1, 5, 50].map((attempt) => pauseOf(tableHeld, attempt))).toEqual([500, 1_000, 10_000, 10_000])
    expect([0, 50].map((attempt) => pauseOf(steady, attempt))).toEqual([5_000, 5_000])
  })
})

describe('acknowledgements', () => {
  it('[LINK23] a frame’s answer saves what it covered and nothing typed since; a lost socket saves nothing', () => {
    const acks = openAcks(() => 1)
    acks.made(new Uint8Array([1]))
    acks.made(new Uint8Array([2]))
    acks.sent(acks.last())
    acks.made(new Uint8Array([3]))
    acks.sent(acks.last())
    acks.answered(1)
    expect(acks.unsaved()).toBe(1)
    acks.lost()
    acks.answered(2) // a late word of the socket that is gone
    expect(acks.unsaved()).toBe(1)
    acks.sent(acks.last())
    acks.answered(1)
    expect(acks.unsaved()).toBe(0)
  })
})

describe('cutting an update', () => {
  it('[TRAP 18] parts are small enough, apply one after the other with nothing pending, and say what the whole said', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed)
        // Three page loads that build on one another, as a device leaves them behind.
        let doc = new Y.Doc()
        for (let load = 0; load < 3; load++) {
          const text = doc.getText('text')
          for (let i = 0; i < 60; i++) {
            if (random.below(4) === 0 && text.length > 4)
              text.delete(random.below(text.length - 3), 1 + random.below(3))
            else text.insert(random.below(text.length + 1), 'x'.repeat(1 + random.below(30)))
            if (random.below(5) === 0)
              doc.getMap('map').set(`k${random.below(9)}`, { words: 'y'.repeat(random.below(80)) })
          }
          const later = new Y.Doc()
          Y.applyUpdate(later, Y.encodeStateAsUpdate(doc))
          doc = later
        }
        const whole = Y.encodeStateAsUpdate(doc)
        const reader = new Y.Doc()
        const parts = splitUpdate(whole, 400)
        expect(parts.length).toBeGreaterThan(2)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(400)
          Y.applyUpdate(reader, part)
          expect(reader.store.pendingStructs).toBeNull()
          expect(reader.store.pendingDs).toBeNull()
        }
        expect(reader.getText('text').toString()).toBe(doc.getText('text').toString())
        expect(reader.getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON())
        expect(Y.encodeStateVector(reader).length).toBe(Y.encodeStateVector(doc).length)
      }),
      { numRuns: 60, seed: 18 },
    )
  })
})

describe('the offline copy', () => {
  const opened = async (world: Environment, load: string) => {
    const store = await pageOf(world, load)
    return { store, earlier: await store.load() }
  }
  const rows = async (world: Environment) => (await (await openStorage(world)).all(['b1/reporter', 'update'])).length

  it('[LINK24] does not grow by being opened, folds what was edited, and loses nothing over a reload', async () => {
    const world = environment()
    const doc = new Y.Doc()
    const first = await opened(world, 'one')
    doc.on('update', (update: Uint8Array) => first.store.add(update))
    for (let i = 0; i < 400; i++) {
      doc.getText('t').insert(0, `${i} `)
      if (i % 3 === 0) await first.store.settled()
    }
    await first.store.settled()
    expect(first.store.onDisk()).toBe(true)
    const size = await rows(world)
    expect(size).toBeLessThanOrEqual(101)
    for (let i = 0; i < 20; i++) {
      const { store, earlier } = await opened(world, `again ${i}`)
      const copy = new Y.Doc()
      for (const update of earlier.updates) Y.applyUpdate(copy, update)
      expect(copy.getText('t').toString()).toBe(doc.getText('t').toString())
      await store.settled()
    }
    expect(await rows(world)).toBeLessThanOrEqual(size)
  })

  it('[LINK25] two tabs write side by side; wiping takes one person’s copy of one board and no other', async () => {
    const world = environment()
    const a = await opened(world, 'tab a')
    const b = await opened(world, 'tab b')
    const one = new Y.Doc()
    one.getText('t').insert(0, 'a')
    const two = new Y.Doc()
    two.getText('t').insert(0, 'b')
    a.store.add(Y.encodeStateAsUpdate(one))
    a.store.own([one.clientID], 1)
    b.store.add(Y.encodeStateAsUpdate(two))
    b.store.own([two.clientID], 2)
    const other = await pageOf(world, 'x', { scope: 'b1/reporter-else' })
    other.add(Y.encodeStateAsUpdate(one))
    await Promise.all([a.store.settled(), b.store.settled(), other.settled()])
    const { earlier, store } = await opened(world, 'tab c')
    expect(earlier.unsaved).toBe(3)
    expect([...earlier.clients].sort()).toEqual([one.clientID, two.clientID].sort())
    expect(earlier.updates.length).toBe(2)
    await store.wipe()
    expect((await opened(world, 'tab d')).earlier.updates.length).toBe(0)
    expect((await (await openStorage(world)).all(['b1/reporter-else', 'update'])).length).toBe(1)
  })

  it('[LINK26] an IndexedDB that is absent, throws or is blocked is memory, and says so; one that refuses otherwise is asked again', async () => {
    const broken = {
      open: () => {
        throw new Error('blocked')
      },
    } as unknown as IDBFactory
    expect((await openStorage(environment({ indexedDB: broken }))).durable).toBe(false)
    expect((await openStorage(environment({ indexedDB: refusing('InvalidStateError') }))).durable).toBe(false)
    await expect(openStorage(environment({ indexedDB: refusing('UnknownError') }))).rejects.toThrow('no')
    expect((await openStorage(environment({ indexedDB: null }))).durable).toBe(false)
  })
})

describe('two tabs on one store', () => {
  it('[DEV7] a tab that folds its rows, or makes its document anew, takes no row of another that it has never read', async () => {
    const world = environment()
    const left = await pageOf(world, 'left')
    const right = await pageOf(world, 'right')
    await left.load()
    await right.load()
    left.add(saying('refused'))
    right.add(saying('typed in the other tab, offline'))
    await Promise.all([left.settled(), right.settled()])
    left.replace(saying('as the server has it'))
    await left.settled()
    for (let i = 0; i < 120; i++) {
      left.add(saying(`more ${i % 3}`))
      await left.settled()
    }
    expect((await foundBy(world)).texts).toEqual([
      'as the server has it',
      'more 0',
      'more 1',
      'more 2',
      'typed in the other tab, offline',
    ])
  })

  it('[DEV7] a write that fails after the document was made anew brings nothing of the old one back, and no older word over a newer', async () => {
    const world = environment()
    const disk = await openStorage(world)
    const fails: (() => void)[] = []
    let broken = true
    const storage: DeviceStorage = {
      ...disk,
      change: (changes) =>
        broken ? new Promise((_, reject) => void fails.push(() => reject(new Error('full')))) : disk.change(changes),
    }
    const store = storeOn(storage, world, 'only')
    await store.load()
    store.add(saying('refused'))
    store.own([7], 1)
    await Promise.resolve()
    await Promise.resolve()
    expect(fails.length).toBe(1)
    // The page is hidden: a second batch goes behind the first, and lands.
    broken = false
    store.own([7, 8], 2)
    store.hurry()
    store.replace(saying('as the server has it'))
    fails[0]?.()
    await store.settled()
    store.add(saying('later'))
    await store.settled()
    expect((await foundBy(world)).texts).toEqual(['as the server has it', 'later'])
    expect(await foundBy(world)).toMatchObject({ unsaved: 2, clients: [7, 8] })
  })
})

describe('a document made anew', () => {
  const aside = {
    id: 'a1',
    at: 1,
    problem: { code: 'refused', why: 'root' },
    where: ['x'],
    changes: 1,
    update: new Uint8Array([0, 0]),
    texts: ['what was refused'],
  } as const

  it('[DEV10] wherever the page ends, what was put aside of it and what was typed next are there: all of it is one transaction, and goes at once', async () => {
    // After which transaction the page ends: the disk takes none that was asked for later.
    for (const ends of [1, 2, 3]) {
      for (const hides of [true, false]) {
        const world = environment()
        const disk = await openStorage(world)
        let given = 0
        const never = new Promise<never>(() => undefined)
        const until = <T>(run: () => Promise<T>): Promise<T> => (given++ < ends ? run() : never)
        const store = storeOn(
          {
            ...disk,
            change: (changes, durability) => until(() => disk.change(changes, durability)),
            fold: (keys, into, merge) => until(() => disk.fold(keys, into, merge)),
          },
          world,
          'only',
        )
        await store.load()
        store.add(saying('refused'), 1)
        await Promise.resolve()
        await Promise.resolve()
        // While that is being written the server refuses it, and somebody types on.
        store.putRefused(aside)
        store.replace(saying('as the server has it'))
        store.add(saying('typed at once'), 1)
        if (hides) store.hurry()
        for (let i = 0; i < 40; i++) await new Promise<void>((resolve) => void setTimeout(resolve))
        const next = await foundBy(world)
        const there = next.texts
        const put = next.refused.map(({ id }) => id)
        // Either nothing of the step is there, or all of it; a page that was told it is hidden has given all of it away.
        if (there.includes('refused')) expect([there, put], `after ${ends}`).toEqual([['refused'], []])
        else expect([there, put], `after ${ends}`).toEqual([['as the server has it', 'typed at once'], ['a1']])
        if (ends > 1) expect(put, `after ${ends}`).toEqual(['a1'])
      }
    }
  })
})

describe('a write that is refused while a later one carries it', () => {
  it('[DEV10] what was typed after a document was made anew stays, whichever of the two transactions the disk refuses', async () => {
    for (const refused of [[0], [1], [0, 1]]) {
      const world = environment()
      const disk = await openStorage(world)
      const gates: ((ok: boolean) => void)[] = []
      const due: (() => void)[] = []
      const storage: DeviceStorage = {
        ...disk,
        change: (changes, durability) =>
          new Promise((resolve, reject) =>
            gates.push((ok) => (ok ? void disk.change(changes, durability).then(resolve) : reject(new Error('full')))),
          ),
      }
      const store = storeOn(storage, world, 'only', {
        later(_, run) {
          due.push(run)
          return () => undefined
        },
      })
      const turn = () => new Promise<void>((resolve) => void setTimeout(resolve))
      await store.load()
      store.replace(saying('made anew'))
      store.add(saying('first'), 1)
      await turn()
      store.add(saying('second'), 1)
      // The page is hidden while the first is on its way.
      store.hurry()
      expect(store.unwritten()?.n).toBe(2)
      for (const n of [0, 1]) {
        gates[n]?.(!refused.includes(n))
        await turn()
      }
      for (let i = 2; i < 6; i++) {
        for (const run of due.splice(0)) run()
        await turn()
        gates[i]?.(true)
        await turn()
      }
      await store.settled()
      expect(store.onDisk()).toBe(true)
      expect((await foundBy(world)).texts, `refused: ${refused.join()}`).toEqual(['first', 'made anew', 'second'])
    }
  })
})

describe('a document made anew in an epoch that ends', () => {
  it('[DEV10] a disk that refused it meanwhile writes nothing of the old epoch into the new one’s copy', async () => {
    const world = environment()
    const disk = await openStorage(world)
    const due: (() => void)[] = []
    let full = true
    const fullAtFirst: DeviceStorage = {
      ...disk,
      change: (changes) => (full ? Promise.reject(new Error('full')) : disk.change(changes)),
    }
    const store = storeOn(fullAtFirst, world, 'only', {
      later(_, run) {
        due.push(run)
        return () => undefined
      },
    })
    await store.load()
    store.epoch('one')
    store.replace(saying('of the old epoch'))
    await store.settled()
    store.leave('one')
    store.epoch('two')
    store.add(saying('of the new epoch'))
    await store.settled()
    full = false
    for (const run of due.splice(0)) run()
    await store.settled()
    const found = await foundBy(world)
    expect([found.epoch, found.texts, found.others]).toEqual(['two', ['of the new epoch'], []])
  })
})

describe('a store that the browser takes away', () => {
  it('[DEV5] is told once, opened anew with the next change, and a connection that died without a word is made anew', async () => {
    const world = environment()
    const storage = await openStorage(world)
    let told = 0
    storage.onTaken(() => told++)
    await storage.change([{ put: ['a', 1], value: 'one' }])
    // Somebody clears the site's data in the browser's settings.
    await new Promise<void>((resolve) => {
      const request = world.indexedDB?.deleteDatabase('tablee')
      if (request) request.onsuccess = () => resolve()
    })
    expect(told).toBe(1)
    expect(await storage.all(['a'])).toEqual([])
    await storage.change([{ put: ['a', 2], value: 'two' }])
    expect((await storage.all(['a'])).map(({ value }) => value)).toEqual(['two'])

    // A phone that slept: every transaction of the old connection throws, and no event ever came.
    const made: IDBDatabase[] = []
    const factory = world.indexedDB
    if (!factory) throw new Error('no IndexedDB')
    const watched: IDBFactory = new Proxy(factory, {
      get: (target, name) =>
        name === 'open'
          ? (...of: [string, number]) => {
              const request = target.open(...of)
              request.addEventListener('success', () => made.push(request.result))
              return request
            }
          : Reflect.get(target, name),
    })
    const other = await openStorage({ ...world, indexedDB: watched })
    made[0]?.close()
    await other.change([{ put: ['a', 3], value: 'three' }])
    expect((await other.all(['a'])).length).toBe(2)
    expect(made.length).toBe(2)
    // Once the page has left, nothing opens it again.
    other.close()
    await expect(other.all(['a'])).rejects.toThrow('left')
    expect(told).toBe(1)
  })
})

/** An IndexedDB whose every opening fails in this way. */
const refusing = (name: string): IDBFactory =>
  ({
    open() {
      const request: { error: DOMException; onerror?: () => void } = { error: new DOMException('no', name) }
      setImmediate(() => request.onerror?.())
      return request
    },
  }) as unknown as IDBFactory

describe('session and HTTP', () => {
  it('[LINK27] a session is this tab’s, found again by board, and gone after leaving; the device keeps its name', async () => {
    const answer = { session: 's-1', expiresAt: 9, me: { role: 'reporter', dialogue: 'd1', board: 'b1' } }
    const asked: unknown[] = []
    const world = environment({
      fetch: async (_, init) => {
        asked.push(JSON.parse(String(init.body)))
        return new Response(JSON.stringify(answer))
      },
    })
    const entered = await enter(world, { token: 'l.secret' })
    expect(entered.ok && entered.value.session).toBe('s-1')
    expect(asked).toEqual([{ token: 'l.secret', device: deviceId(world), seat: null }])
    const otherTab = { ...world, tab: storage() }
    expect(knownSession(otherTab)).toBeNull()
    expect(knownSession(otherTab, { board: 'b1' })?.session).toBe('s-1')
    if (entered.ok) forgetSession(world, entered.value, 'b1')
    expect(knownSession(world, { board: 'b1', dialogue: 'd1' })).toBeNull()
    expect(deviceId(world)).toBe(deviceId(otherTab))
  })

  it('[LINK27] who organises opens a table’s link, in this tab or another, and is the organiser on the organiser’s page all the same', () => {
    const world = environment()
    const asRole = (role: Role, dialogue = 'd1' as DialogueId): Session => ({
      session: `${role} of ${dialogue}`,
      expiresAt: 9,
      me: {
        role,
        dialogue,
        dialogueTitle: '',
        site: '',
        table: null,
        tableNumber: null,
        seats: null,
        seat: null,
        board: null,
        lang: 'en',
        mayEdit: false,
      },
    })
    const elsewhere = { ...world, tab: storage() }
    const organiser = (tab = world) => knownSession(tab, { dialogue: 'd1', roles: ['organiser'] })?.session ?? null
    // As an earlier version kept it: by the dialogue alone.
    world.local?.setItem('tablee.session.dialogue.d1', JSON.stringify(asRole('organiser')))
    keepSession(elsewhere, asRole('facilitator'))
    expect(organiser()).toBe('organiser of d1')
    keepSession(world, asRole('facilitator'))
    expect(organiser()).toBe('organiser of d1')
    expect(knownSession(world, { dialogue: 'd1' })?.me.role).toBe('facilitator')
    // The tab organises another dialogue, or comes in anew.
    keepSession(elsewhere, asRole('organiser', 'd2' as DialogueId))
    expect(organiser(elsewhere)).toBe('organiser of d1')
    keepSession(world, { ...asRole('organiser'), session: 'anew' })
    keepSession(world, asRole('analyst'))
    expect(organiser()).toBe('anew')
    expect(
      knownSession({ ...world, tab: storage() }, { dialogue: 'd1', roles: ['analyst', 'organiser'] })?.me.role,
    ).toBe('analyst')
    // [FOUND8] All that this device organises are told, whoever came in by other links in between.
    expect(organisedHere(world).map(({ me }) => me.dialogue)).toEqual(['d2', 'd1'])
    // Each leaves for themselves.
    forgetSession(world, asRole('analyst'), null)
    expect(organiser()).toBe('anew')
    forgetSession(world, asRole('organiser'), null)
    expect(organiser()).toBeNull()
    expect(organisedHere(world).map(({ me }) => me.dialogue)).toEqual(['d2'])
    expect(knownSession(world, { dialogue: 'd1' })).toBeNull()
  })

  it('[LINK28] whatever happens on the way, a call answers with a problem and never throws', async () => {
    const call = async (fetch: Environment['fetch']) =>
      openApi(environment({ fetch }), () => ({ session: 'bearer', me: { dialogue: 'd1' } })).get('/api/me')
    expect(
      await call(async () => {
        throw new TypeError('network')
      }),
    ).toEqual({ ok: false, problem: { code: 'offline' } })
    expect(await call(async () => new Response('<html>', { status: 502 }))).toEqual({
      ok: false,
      problem: { code: 'offline' },
    })
    expect(await call(async () => new Response('<html>', { status: 200 }))).toEqual({
      ok: false,
      problem: { code: 'offline' },
    })
    expect(
      await call(async () => new Response(JSON.stringify({ problem: { code: 'closed' } }), { status: 409 })),
    ).toEqual({ ok: false, problem: { code: 'closed' } })
    const seen = await call(
      async (_, init) => new Response(JSON.stringify({ bearer: new Headers(init.headers).get('authorization') })),
    )
    expect(seen).toEqual({ ok: true, value: { bearer: 'Bearer bearer' } })
  })
})
