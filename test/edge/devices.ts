/** What people do on their devices at the nodes of a cluster. */
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId, type RelationId } from '@tablee/shared/ids'
import type { Link } from '../support/aDevice.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A position on the board's first issue. */
export function said({ doc, me }: Link, wording: string): void {
  const issue = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'issue')
  if (issue === undefined) throw new Error('a board without an issue')
  const done = edit.addNode(
    doc,
    { who: me.who, why: 'add' },
    {
      id: newId<NodeId>(random),
      kind: 'position',
      wording,
      lang: 'en' as Lang,
      at: Date.now(),
      place: { relation: newId<RelationId>(random), kind: 'answers', to: issue.id },
    },
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
/** What the board says at this device. */
export const wordings = ({ doc }: Link): readonly string[] =>
  [...readBoard(doc).nodes.values()].map(({ wording }) => wording)

/**
 * The longest time in which nothing that was said on this device was saved, in ms, since it was last asked; `stop` when nobody
 * asks any more.
 */
export function gapsOf(link: Link) {
  let last = performance.now()
  let longest = 0
  let open = 0
  const stop = link.subscribe(() => {
    const light = link.light()
    const left = 'n' in light ? light.n : 0
    if (left < open) {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
    open = left
  })
  return {
    stop,
    longest(): number {
      const most = longest
      longest = 0
      return most
    },
  }
}
