/** A day's films, slides and leaflets as rows: what they say of it, what plays where, and where a step has gone. */
import type { DialogueId, Lang, MaterialHash, MaterialId, SiteId } from '@tablee/shared/ids'
import type { PlanChange } from '@tablee/shared/dialogue/changes'
import type { ProgrammeSession } from '@tablee/shared/dialogue/programme'
import { bytesOf, inOrder, materialsAfter, noMaterials, type MaterialsState } from '@tablee/shared/materials/fold'
import { placeNow } from '@tablee/shared/materials/place'
import { endsAt, lengthOf, secondsAt, stillPlaying } from '@tablee/shared/materials/playing'
import { readMaterialRow, type MaterialFile, type MaterialRow } from '@tablee/shared/materials/rows'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openMaterials } from '@tablee/server/materials/log'
import { describe, expect, it } from 'vitest'
import { askedLog } from '../support/slowLog.ts'

const film = 'film' as MaterialId
const talk = 'talk' as MaterialId
const [lyon, graz] = ['lyon', 'graz'] as SiteId[] as [SiteId, SiteId]
const hashOf = (letter: string): MaterialHash => letter.repeat(64) as MaterialHash
const file = (letter: string, more: Partial<MaterialFile> = {}): MaterialFile => ({
  lang: null,
  page: null,
  hash: hashOf(letter),
  type: 'video/mp4',
  bytes: 1_000,
  name: 'harbour.mp4',
  seconds: 600,
  pages: null,
  codecs: ['avc1', 'mp4a'],
  plays: 'everywhere',
  ...more,
})
let count = 0
const command = (): string => `c${(count += 1)}`
const after = (rows: readonly MaterialRow[], from: MaterialsState = noMaterials): MaterialsState =>
  rows.reduce(materialsAfter, from)
const added = (id: MaterialId, more: Partial<Extract<MaterialRow, { kind: 'add' }>> = {}): MaterialRow => ({
  kind: 'add',
  command: id,
  of: 'film',
  title: { en: 'The harbour' },
  place: { session: 1, step: 2, changes: 0 },
  order: 0,
  ...more,
})
const put = (material: MaterialId, one: MaterialFile): MaterialRow => ({
  kind: 'file',
  command: command(),
  material,
  file: one,
})

describe('materials as rows', () => {
  it('[MAT1] a material is what its rows say: a file for a language takes the place of the one before, and twice the same bytes count once', () => {
    const fr = 'fr' as Lang
    const state = after([
      added(film),
      put(film, file('a')),
      put(film, file('b', { lang: fr })),
      put(film, file('c', { lang: fr })),
      put(film, file('a', { lang: 'de' as Lang })),
      {
        kind: 'captions',
        command: command(),
        material: film,
        captions: { lang: fr, hash: hashOf('d'), bytes: 50, name: 'x' },
      },
      { kind: 'say', command: command(), material: film, title: { en: 'Our harbour' } },
    ])
    const one = state.materials.get(film)
    expect(one?.title).toEqual({ en: 'Our harbour' })
    expect(one?.place).toEqual({ session: 1, step: 2, changes: 0 })
    expect(one?.files.map(({ hash, lang }) => [hash[0], lang])).toEqual([
      ['a', null],
      ['c', 'fr'],
      ['a', 'de'],
    ])
    expect([...bytesOf(state)].map(([hash, bytes]) => [hash[0], bytes])).toEqual([
      ['a', 1_000],
      ['c', 1_000],
      ['d', 50],
    ])
    const less = after(
      [{ kind: 'take-file', command: command(), material: film, hash: hashOf('a'), lang: null }],
      state,
    )
    expect(less.materials.get(film)?.files).toHaveLength(2)
    expect(after([{ kind: 'remove', command: command(), material: film }], less).materials.size).toBe(0)
  })

  it('[MAT1] slides that are pictures keep their pages, and close up where one is taken away', () => {
    const picture = (letter: string, page: number): MaterialRow =>
      put(talk, file(letter, { type: 'image/png', page, seconds: null }))
    const state = after([
      added(talk, { of: 'slides' }),
      picture('a', 1),
      picture('b', 2),
      picture('c', 3),
      picture('d', 2),
    ])
    expect(
      state.materials
        .get(talk)
        ?.files.map(({ hash }) => hash[0])
        .join(''),
    ).toBe('adc')
    const less = after([{ kind: 'take-file', command: command(), material: talk, hash: hashOf('a') }], state)
    expect(less.materials.get(talk)?.files.map(({ hash, page }) => `${hash[0]}${page}`)).toEqual(['d1', 'c2'])
    // One PDF for a language is all of it.
    const whole = after([put(talk, file('e', { type: 'application/pdf', seconds: null }))], less)
    expect(whole.materials.get(talk)?.files.map(({ hash }) => hash[0])).toEqual(['e'])
  })

  it('[MAT2] where a film stands is a fact about when it began: held, gone on and moved it is the same second on every wall', () => {
    let state = after([added(film), put(film, file('a'))])
    state = after(
      [{ kind: 'start', command: 's1', material: film, sites: [lyon, graz], startsAt: 10_000, from: 0, page: 1 }],
      state,
    )
    const at = (site: SiteId, now: number): number | null => {
      const one = state.playing.get(site)
      return one === undefined ? null : secondsAt(one, now)
    }
    expect(at(lyon, 9_000)).toBe(0)
    expect(at(lyon, 70_000)).toBe(60)
    state = after([{ kind: 'hold', command: 'h', sites: [lyon], now: 70_000 }], state)
    state = after([{ kind: 'hold', command: 'h2', sites: [lyon], now: 90_000 }], state)
    expect([at(lyon, 500_000), at(graz, 500_000)]).toEqual([60, 490])
    state = after([{ kind: 'go-on', command: 'g', sites: [lyon], startsAt: 100_000 }], state)
    expect(at(lyon, 101_000)).toBe(61)
    state = after([{ kind: 'seek', command: 'k', sites: [graz], startsAt: 200_000, to: 30 }], state)
    expect(at(graz, 205_000)).toBe(35)
    state = after([{ kind: 'end', command: 'e', sites: [graz] }], state)
    expect(at(graz, 205_000)).toBeNull()
    // It was seen there all the same.
    expect(state.started.map(({ site }) => site)).toEqual([lyon, graz])
  })

  it('[MAT2] a film ends by the clock when its length has passed, and never where nobody knows its length', () => {
    const playing = { id: 's', material: film, startsAt: 10_000, from: 30, heldAt: null, page: 1 }
    expect(endsAt(playing, 600)).toBe(580_000)
    expect(stillPlaying(playing, [file('a')], 579_999)).toBe(true)
    expect(stillPlaying(playing, [file('a')], 580_000)).toBe(false)
    expect(stillPlaying({ ...playing, heldAt: 40 }, [file('a')], 9e12)).toBe(true)
    expect(lengthOf([file('a'), file('b', { seconds: 640 })])).toBe(640)
    expect(stillPlaying(playing, [file('a'), file('b', { seconds: null })], 9e12)).toBe(true)
  })

  it('[MAT3] a step that was put in moves a material along, one that is left out leaves it under its session', () => {
    const step = { kind: 'map', title: {}, minutes: 5 } as const
    const session = (...steps: ProgrammeSession['steps']): readonly ProgrammeSession[] => [
      { number: 1, title: {}, question: {}, steps },
    ]
    const change = (one: PlanChange): { readonly change: PlanChange } => ({ change: one })
    const before = change({ do: 'step', session: 1, at: 0, step })
    const behind = change({ do: 'step', session: 1, at: 3, step })
    const place = { session: 1, step: 1, changes: 1 }
    // The first change came before somebody said where it stands.
    expect(placeNow(place, [before], session(step, step))).toEqual({ session: 1, step: 1 })
    expect(placeNow(place, [before, before, behind], session(step, step, step, step))).toEqual({ session: 1, step: 2 })
    expect(placeNow(place, [], session(step, { ...step, skipped: true }))).toEqual({ session: 1, step: null })
    expect(placeNow(place, [], session(step))).toEqual({ session: 1, step: null })
  })

  it('[MAT1] lists follow the day: session, step, then as they were put', () => {
    const state = after([
      added('late' as MaterialId, { place: { session: 2, step: null, changes: 0 } }),
      added('second' as MaterialId, { order: 2 }),
      added('first' as MaterialId, { order: 1 }),
      added('whole' as MaterialId, { place: null }),
    ])
    expect(inOrder(state.materials.values()).map(({ id }) => id)).toEqual(['whole', 'first', 'second', 'late'])
  })

  it('[MAT1] a row that lacks something is none, and neither is one of a later version (MVE1 stops there)', () => {
    expect(readMaterialRow('{"kind":"twinkle","command":"c"}')).toBeNull()
    expect(readMaterialRow('{"kind":"start","command":"c","material":"m"}')).toBeNull()
    expect(readMaterialRow('{"kind":"toString","command":"c"}')).toBeNull()
    expect(readMaterialRow('null')).toBeNull()
    expect(readMaterialRow(JSON.stringify(added(film)))).toEqual(added(film))
  })

  it('[MAT1] opened again, the log says the same, on a log that is waited for too', async () => {
    const clock = (): number => 1_000
    const journal = memoryJournal({ clock, through: askedLog })
    const id = 'day' as DialogueId
    const first = await openMaterials({ journal, clock })
    const by = { author: 'organiser', device: 'd' }
    for (const row of [added(film), put(film, file('a'))]) expect((await first.append(id, row, by)).ok).toBe(true)
    first.close()
    const again = await openMaterials({ journal, clock })
    expect(again.state(id)).toEqual(first.state(id))
    expect(again.state(id).materials.get(film)?.files).toHaveLength(1)
    again.close()
    journal.close()
  })
})
