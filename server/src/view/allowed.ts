/** What a policy lets its audience see, pause, curtain and consent aside: what a pause keeps of the moment before it. */
import { narrowerConsents } from '@tablee/shared/view/consents'
import type { ViewPolicy } from '@tablee/shared/view/policy'

export type Allowed = Pick<ViewPolicy, 'hidden' | 'showWords' | 'showNotes' | 'photos' | 'consents'> & {
  /** Older rows do not say: there the canvas was always shown. */
  readonly showCanvas?: boolean
  /** The newest translation then, where there was one. */
  readonly translatedUntil?: number
}

type Consents = Pick<Allowed, 'consents'>
const orNone = (consents: ViewPolicy['consents']): Consents => (consents === undefined ? {} : { consents })

/** Consents that nobody is asked for are left out, not undefined: it stands in rows. */
export const allowedBy = ({ hidden, showWords, showNotes, showCanvas, photos, ...also }: ViewPolicy): Allowed => ({
  hidden,
  showWords,
  showNotes,
  showCanvas,
  photos,
  ...orNone(also.consents),
  // Their texts stand in rows of their own, where erasure finds them.
  ...(also.translations === undefined ? {} : { translatedUntil: also.translations.newest }),
})

/** While paused what is taken away goes, and what is newly allowed waits for the end of the pause. */
export const narrower = (then: Allowed, now: ViewPolicy): Allowed => ({
  ...orNone(narrowerConsents(then.consents, now.consents)),
  hidden: [...new Set([...then.hidden, ...now.hidden])],
  showWords: then.showWords && now.showWords,
  showNotes: then.showNotes && now.showNotes,
  showCanvas: then.showCanvas !== false && now.showCanvas,
  photos: now.photos.filter((photo) => then.photos.includes(photo)),
  ...(now.translations === undefined ? {} : { translatedUntil: then.translatedUntil ?? 0 }),
})

/** The same, by other consents. */
export function withConsents(allowed: Allowed, consents: ViewPolicy['consents']): Allowed {
  const { consents: _, ...others } = allowed
  return { ...others, ...orNone(consents) }
}
