/**
 * Which materials a dialogue has and what plays where: a fold over the rows of `materials:<dialogue>`, pure and total. What
 * may not be (a film without a file that is started) is decided before a row is written.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { MaterialHash, MaterialId, SiteId } from '../ids.ts'
import { secondsAt, type Playing } from './playing.ts'
import type { Captions, MaterialFile, MaterialKind, MaterialRow, PlaceInDay } from './rows.ts'

export type MaterialState = {
  readonly id: MaterialId
  readonly kind: MaterialKind
  readonly title: LocalText
  readonly place: PlaceInDay | null
  readonly order: number
  readonly files: readonly MaterialFile[]
  readonly captions: readonly Captions[]
}
/** Once shown at a site it has been seen there, whatever became of it. */
export type Started = { readonly material: MaterialId; readonly site: SiteId; readonly at: number }
export type MaterialsState = {
  /** In the order in which they were added. */
  readonly materials: ReadonlyMap<MaterialId, MaterialState>
  /** What was started at each site and not ended since; a film that has run out stands here too (`playsAt`). */
  readonly playing: ReadonlyMap<SiteId, Playing>
  readonly started: readonly Started[]
  /** All that a row ever named: what nobody names any more was taken away, and its bytes are to go. */
  readonly ever: ReadonlySet<MaterialHash>
}
export const noMaterials: MaterialsState = { materials: new Map(), playing: new Map(), started: [], ever: new Set() }

/** One row further; a row about what is not there changes nothing. */
export function materialsAfter(state: MaterialsState, row: MaterialRow): MaterialsState {
  switch (row.kind) {
    case 'add': {
      const { command, of: kind, title, place, order } = row
      const id = command as MaterialId
      return withMaterial(state, { id, kind, title, place, order, files: [], captions: [] })
    }
    case 'say':
      return changed(state, row.material, (material) => ({
        ...material,
        title: row.title ?? material.title,
        place: row.place === undefined ? material.place : row.place,
        order: row.order ?? material.order,
      }))
    case 'file':
      return changed(named(state, row.file.hash), row.material, (material) => ({
        ...material,
        files: withFile(material, row.file),
      }))
    case 'captions':
      return changed(named(state, row.captions.hash), row.material, (material) => ({
        ...material,
        captions: [...material.captions.filter(({ lang }) => lang !== row.captions.lang), row.captions],
      }))
    case 'take-file': {
      const stays = (file: { readonly hash: MaterialHash; readonly lang: string | null }): boolean =>
        file.hash !== row.hash || (row.lang !== undefined && file.lang !== row.lang)
      return changed(state, row.material, (material) => ({
        ...material,
        files: renumbered(material.files.filter(stays)),
        captions: material.captions.filter(stays),
      }))
    }
    case 'remove': {
      if (!state.materials.has(row.material)) return state
      const materials = new Map(state.materials)
      materials.delete(row.material)
      const playing = [...state.playing].filter(([, { material }]) => material !== row.material)
      return { ...state, materials, playing: new Map(playing) }
    }
    case 'start': {
      if (!state.materials.has(row.material)) return state
      const { command: id, material, sites, startsAt, from, page } = row
      const playing = new Map(state.playing)
      for (const site of sites) playing.set(site, { id, material, startsAt, from, heldAt: null, page })
      return {
        ...state,
        playing,
        started: [...state.started, ...sites.map((site) => ({ material, site, at: startsAt }))],
      }
    }
    case 'hold':
      return atSites(state, row.sites, (playing) => ({
        ...playing,
        heldAt: playing.heldAt ?? secondsAt(playing, row.now),
      }))
    case 'go-on':
      return atSites(state, row.sites, (playing) =>
        playing.heldAt === null ? playing : { ...playing, startsAt: row.startsAt, from: playing.heldAt, heldAt: null },
      )
    // What is held stays held, elsewhere.
    case 'seek':
      return atSites(state, row.sites, (playing) =>
        playing.heldAt === null ? { ...playing, startsAt: row.startsAt, from: row.to } : { ...playing, heldAt: row.to },
      )
    case 'page':
      return atSites(state, row.sites, (playing) => ({ ...playing, page: row.page }))
    case 'end':
      return atSites(state, row.sites, () => null)
  }
}

const named = (state: MaterialsState, hash: MaterialHash): MaterialsState =>
  state.ever.has(hash) ? state : { ...state, ever: new Set([...state.ever, hash]) }

const withMaterial = (state: MaterialsState, material: MaterialState): MaterialsState => ({
  ...state,
  materials: new Map(state.materials).set(material.id, material),
})

function changed(
  state: MaterialsState,
  id: MaterialId,
  change: (material: MaterialState) => MaterialState,
): MaterialsState {
  const material = state.materials.get(id)
  return material === undefined ? state : withMaterial(state, change(material))
}

/** Slides are one PDF for a language, or pictures: a picture takes its page, anything else takes the language. */
function withFile({ files }: MaterialState, file: MaterialFile): readonly MaterialFile[] {
  const stays = files.filter(
    (one) => one.lang !== file.lang || (file.page !== null && one.page !== null && one.page !== file.page),
  )
  return [...stays, file].sort((a, b) => (a.page ?? 0) - (b.page ?? 0))
}

/** Pictures follow one another without a gap: a page that was taken away is nobody's. */
function renumbered(files: readonly MaterialFile[]): readonly MaterialFile[] {
  const last = new Map<string | null, number>()
  return files.map((file) => {
    if (file.page === null) return file
    const page = (last.get(file.lang) ?? 0) + 1
    last.set(file.lang, page)
    return { ...file, page }
  })
}

function atSites(
  state: MaterialsState,
  sites: readonly SiteId[],
  change: (playing: Playing) => Playing | null,
): MaterialsState {
  const playing = new Map(state.playing)
  for (const site of sites) {
    const now = playing.get(site)
    const next = now === undefined ? null : change(now)
    if (next === null) playing.delete(site)
    else playing.set(site, next)
  }
  return { ...state, playing }
}

/** What is named by some material of the dialogue, with how many bytes each: twice brought counts once. */
export function bytesOf({ materials }: MaterialsState): ReadonlyMap<MaterialHash, number> {
  const found = new Map<MaterialHash, number>()
  for (const { files, captions } of materials.values())
    for (const { hash, bytes } of [...files, ...captions]) found.set(hash, bytes)
  return found
}

/** Whether it was started at a site, be it long ago. */
export const wasStarted = ({ started }: MaterialsState, material: MaterialId, site: SiteId): boolean =>
  started.some((one) => one.material === material && one.site === site)

/** As lists show them: session by session, those of the whole day first, then by their order and their age. */
export const inOrder = <M extends Pick<MaterialState, 'place' | 'order'>>(materials: Iterable<M>): readonly M[] =>
  [...materials].sort(
    (a, b) =>
      (a.place?.session ?? 0) - (b.place?.session ?? 0) ||
      (a.place?.step ?? -1) - (b.place?.step ?? -1) ||
      a.order - b.order,
  )
