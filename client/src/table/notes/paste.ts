/**
 * What is pasted becomes minutes. From a word processor come lists as deep as it likes: here they go two levels deep, and
 * what lies deeper is lifted rather than refused with all the rest.
 */
import { Extension } from '@tiptap/core'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { deepestList } from './limits.ts'

const isList = ({ type }: Node): boolean => type.name === 'bulletList' || type.name === 'orderedList'
/** A quote or a list without a line has no place for a caret. */
const holds = (node: Node): boolean => node.isInline || node.isTextblock || node.childCount > 0
const nodesIn = ({ content }: Node): readonly Node[] => content.content

export function shallow(slice: Slice): Slice {
  const content = Fragment.from(slice.content.content.map((node) => lifted(node, 0)).filter(holds))
  const open = Slice.maxOpen(content)
  return new Slice(content, Math.min(slice.openStart, open.openStart), Math.min(slice.openEnd, open.openEnd))
}

/** `lists`: how many lists it lies in. */
function lifted(node: Node, lists: number): Node {
  if (node.isText || node.isTextblock) return node
  if (!isList(node))
    return node.copy(
      Fragment.from(
        nodesIn(node)
          .map((child) => lifted(child, lists))
          .filter(holds),
      ),
    )
  return node.copy(Fragment.from(nodesIn(node).flatMap((item) => itemsOf(item, lists + 1))))
}

function itemsOf(item: Node, level: number): readonly Node[] {
  if (level < deepestList) return [lifted(item, level)]
  const lines = nodesIn(item).filter((child) => !isList(child))
  const deeper = nodesIn(item).filter(isList).flatMap(nodesIn)
  return [
    ...(lines.length > 0 ? [item.copy(Fragment.from(lines))] : []),
    ...deeper.flatMap((each) => itemsOf(each, level)),
  ]
}

export const Paste = Extension.create({
  name: 'pasteShallow',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('pasteShallow'),
      props: {
        // Colours and sizes are no part of minutes, and the page's content security policy complains of each.
        transformPastedHTML: (html) => html.replace(/\sstyle=("[^"]*"|'[^']*')/gi, ''),
        transformPasted: shallow,
      },
    }),
  ],
})
