/**
 * People at a table, each with a replica of one board, and a wire between them that the test pumps.
 * What is done online reaches everybody at once; what is done offline waits until the end of `offline`.
 */
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { Lang, NodeId, RelationId, WordsId } from '@tablee/shared/ids'
import { newBoardDoc } from '@tablee/shared/board/doc'
import * as edit from '@tablee/shared/board/edit'
import { brokenRules } from '@tablee/shared/board/invariants'
import { boardReader, readBoard } from '@tablee/shared/board/read'
import type { Board, Capture, NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { undoFor } from '@tablee/shared/board/undo'
import type { Problem, Result } from '@tablee/shared/problem'
import { ids } from '../support/random.ts'

export const en = 'en' as Lang
const noon = 1_548_500_000_000
const wire = Symbol('wire')

/** A board as plain data, keys sorted: equal boards are equal texts. */
export function canonical(board: Board): string {
  const sorted = (map: ReadonlyMap<string, unknown>): unknown => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(
    {
      ...board,
      nodes: sorted(board.nodes),
      relations: sorted(board.relations),
      words: sorted(board.words),
      wordsOf: sorted(board.wordsOf),
    },
    null,
    1,
  )
}

/** The outline as people read it: `1.2 attacks A maker abroad`. */
export const outlineText = (board: Board): string[] =>
  board.outline.map((item) => {
    const relation = item.relation === null ? undefined : board.relations.get(item.relation)
    const text = board.nodes.get(item.node)?.wording ?? '?'
    return `${'  '.repeat(item.depth)}${[item.number, relation?.kind, text].filter((part) => part !== undefined && part !== '').join(' ')}`
  })

export function sure<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
export function problem(result: Result<unknown>): Problem {
  if (result.ok) throw new Error('it was done')
  return result.problem
}

export class Person {
  readonly doc = newBoardDoc()
  readonly reader = boardReader(this.doc)
  readonly undoManager: Y.UndoManager
  readonly waiting: Uint8Array[] = []
  online = true
  private clock: number
  private readonly draw: ReturnType<typeof ids>
  readonly name: string

  constructor(name: string, seat: number) {
    this.name = name
    this.doc.clientID = seat
    this.clock = noon + seat
    this.draw = ids(seat)
    this.undoManager = undoFor(this.doc, name)
  }
  origin = (why: string): edit.Edit => ({ who: this.name, why })
  now = (): number => (this.clock += 1_000)
  get board(): Board {
    return this.reader.current()
  }
  get outline(): string[] {
    return outlineText(this.board)
  }
  /** The node with this wording. */
  node(wording: string): NodeId {
    for (const node of this.board.nodes.values()) if (node.wording === wording) return node.id
    throw new Error(`${this.name} sees no "${wording}"`)
  }
  /** The first relation of the node with this wording. */
  relation(wording: string): RelationId {
    const from = this.node(wording)
    for (const relation of this.board.relations.values()) if (relation.from === from) return relation.id
    throw new Error(`"${wording}" is linked to nothing`)
  }

  private where = (kind: RelationKind, to: string): edit.Target =>
    kind === 'undercuts' ? this.relation(to) : this.node(to)
  add(kind: NodeKind, wording: string, relation?: RelationKind, to?: string): NodeId {
    const place =
      relation === undefined || to === undefined
        ? {}
        : { place: { relation: this.draw<RelationId>(), kind: relation, to: this.where(relation, to) } }
    return sure(
      edit.addNode(this.doc, this.origin('add'), {
        id: this.draw<NodeId>(),
        kind,
        wording,
        lang: en,
        at: this.now(),
        ...place,
      }),
    )
  }
  relate(from: string, kind: RelationKind, to: string, at = this.now()): RelationId {
    return sure(
      edit.relate(this.doc, this.origin('relate'), {
        id: this.draw<RelationId>(),
        kind,
        from: this.node(from),
        to: this.where(kind, to),
        at,
      }),
    )
  }
  write = (node: string, text: string): null =>
    sure(edit.setWording(this.doc, this.origin('wording'), this.node(node), text))
  move(node: string, kind: RelationKind, to: string, among: { after?: string; before?: string } = {}): null {
    const beside: edit.Among = {
      ...(among.after === undefined ? {} : { after: this.node(among.after) }),
      ...(among.before === undefined ? {} : { before: this.node(among.before) }),
    }
    return sure(
      edit.move(
        this.doc,
        this.origin('move'),
        this.node(node),
        { to: this.where(kind, to), kind, ...beside },
        this.draw<RelationId>(),
        this.now(),
      ),
    )
  }
  remove = (node: string): null => sure(edit.remove(this.doc, this.origin('remove'), this.node(node)))
  say(node: string, text: string, capture: Capture = 'dictated'): WordsId {
    return sure(
      edit.addWords(this.doc, this.origin('words'), {
        id: this.draw<WordsId>(),
        node: this.node(node),
        text,
        lang: en,
        seat: null,
        capture,
        at: this.now(),
      }),
    )
  }
  undo = (): void => void this.undoManager.undo()
  redo = (): void => void this.undoManager.redo()
}

export class Table {
  readonly people: readonly Person[]
  constructor(...names: string[]) {
    this.people = names.map((name, n) => new Person(name, n + 1))
    for (const person of this.people) {
      person.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === wire) return
        for (const other of this.people) if (other !== person) (person.online ? other : person).waiting.push(update)
        if (person.online) this.pump()
      })
    }
  }
  person(name: string): Person {
    const found = this.people.find((one) => one.name === name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
  private pump(): void {
    for (const person of this.people) {
      if (!person.online) continue
      for (const update of person.waiting.splice(0)) Y.applyUpdate(person.doc, update, wire)
    }
  }
  /** These people work without a connection; afterwards everybody gets everything. */
  offline(work: () => void, ...people: Person[]): void {
    for (const person of people) person.online = false
    work()
    for (const person of people) person.online = true
    for (const from of this.people) {
      for (const to of this.people)
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), wire)
    }
    for (const person of this.people) person.waiting.splice(0)
  }
  /** Everybody sees the same board, it breaks no rule, and each reader sees what a full reading sees. */
  agrees(): Board {
    const [first] = this.people
    if (first === undefined) throw new Error('nobody is here')
    const seen = canonical(readBoard(first.doc))
    for (const person of this.people) {
      expect(canonical(person.board), `${person.name} sees another board`).toBe(seen)
      expect(canonical(readBoard(person.doc))).toBe(seen)
      expect(brokenRules(person.doc)).toEqual([])
      expect(brokenRules(person.board)).toEqual([])
    }
    return first.board
  }
}
