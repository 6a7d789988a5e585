/** The passage that is selected: its text, and the block it begins in. */
import type { Editor } from '@tiptap/core'
import { isId, type BlockId } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import { plainText } from '@tablee/shared/board/text'
import type { Names } from './names.ts'
import type { NodeId } from '@tablee/shared/ids'

export type Passage = { readonly text: string; readonly block: BlockId; readonly tooLong: boolean }

/** Without a selection: the block with the caret in it. Null where nothing is written. */
export function passageOf(editor: Editor, names: Names): Passage | null {
  const { doc, selection } = editor.state
  const { $from, $to, empty } = selection
  if (!$from.parent.isTextblock) return null
  const [from, to] = empty ? [$from.start(), $from.end()] : [$from.pos, $to.pos]
  // The first that has something to say: a selection often begins in an empty line.
  let block: unknown = null
  doc.nodesBetween(from, to, (node, pos) => {
    if (block === null && node.isTextblock && node.content.size > 0 && pos + node.nodeSize - 1 > from)
      block = node.attrs['id']
    return block === null && !node.isTextblock
  })
  const text = plainText(
    doc.textBetween(from, to, '\n', (leaf) => {
      if (leaf.type.name !== 'mention') return ''
      const named = names.of(leaf.attrs['node'] as NodeId)
      return named?.wording ?? String(leaf.attrs['label'] ?? '')
    }),
  ).trim()
  return text === '' || !isId(block) ? null : { text, block: block as BlockId, tooLong: text.length > limits.words }
}
