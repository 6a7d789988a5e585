/** What comes from a word processor's clipboard, before it is put into the minutes. */
import { sizeOf } from '@tablee/client/table/notes/limits'
import { shallow } from '@tablee/client/table/notes/paste'
import { minutesSchema } from '@tablee/client/table/notes/schema'
import { limits } from '@tablee/shared/board/schema'
import { expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const schema = minutesSchema()
type Node = ReturnType<typeof schema.nodeFromJSON>
type Json = { readonly type: string; readonly content?: readonly Json[]; readonly text?: string }
const line = (text: string): Json => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const item = (text: string, ...lists: readonly Json[]): Json => ({ type: 'listItem', content: [line(text), ...lists] })
const list = (...items: readonly Json[]): Json => ({ type: 'bulletList', content: items })
const page = (...content: readonly Json[]): Node => schema.nodeFromJSON({ type: 'doc', content })

/** Each line with how many lists it lies in. */
function told(doc: Node): string[] {
  const lines: string[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock) lines.push(`${Math.floor(doc.resolve(pos).depth / 2)} ${node.textContent}`)
  })
  return lines
}

it('[NOTE16] lists that go too deep are lifted to the second level, in their order, and no line is lost', () => {
  const deep = page(
    line('before'),
    list(item('a', list(item('b', list(item('c', list(item('d'))), item('e'))), item('f'))), item('g')),
    { type: 'blockquote' },
    line('after'),
  )
  const pasted = deep.copy(shallow(deep.slice(0)).content)
  expect(told(pasted)).toEqual(['0 before', '1 a', '2 b', '2 c', '2 d', '2 e', '2 f', '1 g', '0 after'])
  pasted.check()
  expect(pasted.childCount).toBe(3)
})

it('[NOTE16] wherever the copy begins and ends: within the limits, every letter there', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
  console.log(`seed ${seed}`)
  const random = seeded(seed)
  let n = 0
  const lists = (depth: number): Json =>
    list(
      ...Array.from({ length: 1 + random.below(3) }, () =>
        item(`line ${n++};`, ...(depth > 0 && random.next() < 0.6 ? [lists(depth - 1)] : [])),
      ),
    )
  for (let round = 0; round < 300; round += 1) {
    const doc = page(line('x;'), lists(5), line('y;'))
    const [from = 0, to = 0] = [random.below(doc.content.size), random.below(doc.content.size)].sort((p, q) => p - q)
    const slice = doc.slice(from, to)
    const pasted = shallow(slice)
    const said = ({ content }: { readonly content: Node['content'] }) => content.textBetween(0, content.size)
    expect(said(pasted)).toBe(said(slice))
    expect(sizeOf(doc.copy(pasted.content)).depth).toBeLessThanOrEqual(limits.depth - 2)
    // What is open at its ends is really there.
    let open = pasted.content
    for (let level = 0; level < pasted.openStart; level += 1) open = open.firstChild?.content ?? expect.fail('open')
    open = pasted.content
    for (let level = 0; level < pasted.openEnd; level += 1) open = open.lastChild?.content ?? expect.fail('open')
  }
})
