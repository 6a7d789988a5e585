/** What may still be seen where nothing new can be: projecting failed, or a commit did. */
import { withoutPhotos } from '@tablee/shared/view/canvas'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { stillTranslated } from '@tablee/shared/view/translated'
import { withoutNodes } from '@tablee/shared/view/project'

const nothing = { nodes: {}, relations: {}, words: {}, notes: {}, template: '', canvas: {} } as const

/**
 * The last good view, paused, as far as the policy shows it still. A view does not say whose words it shows, nor which
 * entry repeats them: when somebody thought again (`changed`), none of them stay.
 */
export function lastGood(
  view: BoardView,
  policy: ViewPolicy,
  changed: boolean,
  publicId: (id: string) => string,
): BoardView {
  if (!policy.consent) return { ...view, state: 'no-consent', ...nothing }
  if (policy.curtain === 'drawn') return { ...view, state: 'curtain', ...nothing }
  const kept: BoardView = {
    ...view,
    state: 'paused',
    ...(changed ? { nodes: {}, relations: {} } : {}),
    ...(policy.showWords && !changed ? {} : { words: {} }),
    ...(policy.showNotes && !changed ? {} : { notes: {} }),
    ...(policy.showCanvas ? {} : { template: '' }),
    canvas: changed || !policy.showCanvas ? {} : withoutPhotos(view.canvas, policy.photos),
  }
  return withoutNodes(kept, new Set(policy.hidden.map(publicId)))
}

/** Does `now` still hold everything that `committed` shows, with the same texts? Then showing `committed` on tells nothing that should be gone. */
export function holds(now: BoardView, committed: BoardView): boolean {
  if (now.state !== 'open') return false
  const texts = Object.entries(committed.nodes).every(
    ([id, node]) =>
      now.nodes[id]?.wording === node.wording && stillTranslated(node.translations, now.nodes[id]?.translations),
  )
  const words = Object.entries(committed.words).every(
    ([id, { translations }]) => id in now.words && stillTranslated(translations, now.words[id]?.translations),
  )
  const notes = Object.entries(committed.notes).every(
    ([id, block]) =>
      now.notes[id]?.text === block.text && stillTranslated(block.translations, now.notes[id]?.translations),
  )
  const shapes = Object.entries(committed.canvas).every(
    ([id, shape]) =>
      now.canvas[id]?.text === shape.text &&
      stillTranslated(shape.translations, now.canvas[id]?.translations) &&
      (shape.photo === null || now.canvas[id]?.photo === shape.photo),
  )
  return texts && notes && shapes && words
}
