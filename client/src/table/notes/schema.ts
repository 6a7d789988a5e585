/**
 * The minutes as TipTap edits them: the elements of `board/notes/schema`, and nothing else.
 *
 * What may lie in what is looser here than people would write it (a list may be empty): y-tiptap deletes from the
 * document whatever its schema refuses, on every device that reads it. What the gate lets in, this schema takes.
 */
import { Extension, Node, getSchema, type Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Document } from '@tiptap/extension-document'
import { Heading } from '@tiptap/extension-heading'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { headingLevels, isHeadingLevel, longestLabel } from '@tablee/shared/board/notes/schema'
import { isId } from '@tablee/shared/ids'

/** Headings of the page end at h2: the minutes' own begin below. */
const below = 2

const MinutesHeading = Heading.extend({
  parseHTML: () => [
    { tag: '[data-level]', getAttrs: (element) => ({ level: levelOf(element.getAttribute('data-level')) }) },
    ...headingLevels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  ],
  renderHTML({ node, HTMLAttributes }) {
    const level = levelOf(node.attrs['level'])
    return [`h${level + below}`, { ...HTMLAttributes, 'data-level': level }, 0]
  },
}).configure({ levels: [...headingLevels] })
const levelOf = (value: unknown) => {
  const level = Number(value)
  return isHeadingLevel(level) ? level : 1
}

/** Every paragraph and heading has an id of its own (`ids.ts` gives it); it goes along when a block is cut and pasted. */
const Ids = Extension.create({
  name: 'ids',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading'],
      attributes: {
        id: {
          default: null,
          keepOnSplit: false,
          parseHTML: (element) => {
            const id = element.getAttribute('data-block')
            return isId(id) ? id : null
          },
          renderHTML: ({ id }) => (isId(id) ? { 'data-block': id } : {}),
        },
      },
    },
  ],
})

/** A node of the map in a sentence. How it looks is `mention.ts`'s. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({
    node: {
      default: null,
      parseHTML: (element) => {
        const node = element.getAttribute('data-node')
        return isId(node) ? node : null
      },
      renderHTML: ({ node }) => ({ 'data-node': node }),
    },
    label: {
      default: '',
      parseHTML: (element) => (element.getAttribute('data-label') ?? '').slice(0, longestLabel),
      renderHTML: ({ label }) => ({ 'data-label': label }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-node]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, String(HTMLAttributes['data-label'] ?? '')],
  renderText: ({ node }) => String(node.attrs['label'] ?? ''),
})

export const minutes: Extensions = [
  Document,
  Text,
  Paragraph,
  MinutesHeading,
  BulletList.extend({ content: 'listItem*' }),
  // No number to start at and no kind of number: minutes count from one.
  OrderedList.extend({
    content: 'listItem*',
    addAttributes: () => ({}),
    renderHTML: ({ HTMLAttributes }) => ['ol', HTMLAttributes, 0],
  }),
  ListItem.extend({ content: '(paragraph | bulletList | orderedList)*' }),
  ListKeymap,
  Blockquote.extend({ content: 'paragraph*' }),
  Ids,
]

/** What ProseMirror makes of it: a test holds it against what the gate lets in. */
export const minutesSchema = () => getSchema([...minutes, Mention])
