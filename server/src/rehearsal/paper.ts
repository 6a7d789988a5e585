/**
 * A text as lines, the way notes hold it: one paragraph each. A stroke of a trace counts characters, line breaks among
 * them; here it becomes what happens to paragraphs.
 */
export type SheetLine = { text: string }

export type Change<L extends SheetLine> =
  /** Within one line. */
  | {
      readonly kind: 'write'
      readonly line: L
      readonly offset: number
      readonly remove: number
      readonly insert: string
    }
  /** `first` is written at `offset`; `fresh` lines follow it, and what stood behind the offset ends the last of them. */
  | {
      readonly kind: 'break'
      readonly line: L
      readonly offset: number
      readonly first: string
      readonly fresh: readonly { readonly line: L; readonly text: string }[]
    }
  /** What stands behind `offset` goes, so do the lines `gone`; what stood behind `rest` in the last of them follows. */
  | {
      readonly kind: 'join'
      readonly line: L
      readonly offset: number
      readonly gone: readonly L[]
      readonly rest: number
    }

export type Strike = { readonly position: number; readonly remove: number; readonly insert: string }

export class Paper<L extends SheetLine> {
  readonly lines: L[]
  /** Characters, with one for each line break. */
  length: number
  private readonly make: (text: string) => L

  constructor(text: string, make: (text: string) => L) {
    this.make = make
    this.lines = text.split('\n').map(make)
    this.length = text.length
  }

  text(): string {
    return this.lines.map(({ text }) => text).join('\n')
  }

  /** Applies it, and says what it did. */
  strike({ position, remove, insert }: Strike): readonly Change<L>[] {
    const changes: Change<L>[] = []
    const from = this.find(position)
    const line = this.lines[from.index] as L
    const { offset } = from
    this.length += insert.length - remove
    let removed = remove
    if (offset + remove > line.text.length) {
      const to = this.find(position + remove)
      const gone = this.lines.splice(from.index + 1, to.index - from.index)
      const last = gone.at(-1) as L
      changes.push({ kind: 'join', line, offset, gone, rest: to.offset })
      line.text = line.text.slice(0, offset) + last.text.slice(to.offset)
      removed = 0
    }
    const [first = '', ...more] = insert.split('\n')
    if (more.length === 0) {
      if (removed > 0 || first !== '') {
        changes.push({ kind: 'write', line, offset, remove: removed, insert: first })
        line.text = line.text.slice(0, offset) + first + line.text.slice(offset + removed)
      }
      return changes
    }
    if (removed > 0) changes.push({ kind: 'write', line, offset, remove: removed, insert: '' })
    const tail = line.text.slice(offset + removed)
    const fresh = more.map((text) => ({ line: this.make(text), text }))
    // Without the tail: anyone who follows this takes it from the text as it stands with him.
    changes.push({ kind: 'break', line, offset, first, fresh })
    line.text = line.text.slice(0, offset) + first
    const last = fresh.at(-1)
    if (last !== undefined) last.line.text += tail
    this.lines.splice(from.index + 1, 0, ...fresh.map(({ line: one }) => one))
    return changes
  }

  private find(position: number): { readonly index: number; readonly offset: number } {
    let left = position
    for (let index = 0; index < this.lines.length; index += 1) {
      const { length } = (this.lines[index] as L).text
      if (left <= length) return { index, offset: left }
      left -= length + 1
    }
    throw new RangeError(`${position} lies beyond the text`)
  }
}
