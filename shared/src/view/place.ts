/**
 * A permanent link names an entry, or what somebody said, by two names that stay while epochs, restarts and sessions pass:
 * its table's place in the dialogue (the part of a room's name that no epoch changes) and its public id on that board.
 * `/watch/<link>/entry/<place>.<id>`; without an id the whole table, of whichever session. What is hidden, erased or never was has no such id in any view: one sentence for all.
 */
export type Permanent = { readonly place: string; readonly id: string | null }

/** `<place>.<epoch>` is a room's name. */
export const placeOf = (room: string): string => room.split('.')[0] ?? ''

/** The path of a permanent link, without its origin. `link`: the observers' own path, which is a capability. */
export const permanentPath = (link: string, { place, id }: Permanent): string =>
  `/watch/${encodeURIComponent(link)}/entry/${place}${id === null ? '' : `.${id}`}`

const form = /^\/watch\/[^/]+\/entry\/([A-Za-z0-9_-]{16})(?:\.([A-Za-z0-9_-]{1,64}))?\/?$/
/** Null for any other path. */
export function readPermanent(path: string): Permanent | null {
  const [, place, id] = form.exec(path) ?? []
  return place === undefined ? null : { place, id: id ?? null }
}
