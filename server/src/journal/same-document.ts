import { createHash, type Hash } from 'node:crypto'
import * as Y from 'yjs'

/**
 * Whether two Yjs documents are the same: the same structs, in the same places, with the same deletions. Two replicas
 * that agree may still encode to different bytes (they cut and merge runs of text differently, and one may have
 * collected garbage the other still holds), so runs are compared unit by unit and deleted content by its length alone.
 */
export function sameDocument(a: Y.Doc, b: Y.Doc): boolean {
  const [bytesOfA, bytesOfB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]
  return Buffer.compare(bytesOfA, bytesOfB) === 0 || digest(a) === digest(b)
}

type Run = { readonly kind: number; readonly right: string; deleted: number }

function digest(doc: Y.Doc): string {
  const hash = createHash('sha256')
  const pending = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  hash.update(pending ? 'pending' : 'whole')
  for (const client of [...doc.store.clients.keys()].sort((x, y) => x - y)) {
    hash.update(`\nclient ${client}`)
    let run: Run | null = null
    for (const struct of doc.store.clients.get(client) ?? []) run = addStruct(hash, struct, run)
    endRun(hash, run)
  }
  return hash.digest('hex')
}

function addStruct(hash: Hash, struct: Y.Item | Y.GC | Y.AbstractStruct, run: Run | null): Run | null {
  if (!(struct instanceof Y.Item) || struct.deleted) {
    if (run !== null && run.deleted > 0) {
      run.deleted += struct.length
      return run
    }
    endRun(hash, run)
    return { kind: -1, right: '', deleted: struct.length }
  }
  const kind = struct.content.getRef()
  const right = nameOf(struct.rightOrigin)
  const { client, clock } = struct.id
  const followsItself = struct.origin !== null && struct.origin.client === client && struct.origin.clock === clock - 1
  const continues = followsItself && run !== null && run.deleted === 0 && run.kind === kind && run.right === right
  if (!continues) {
    endRun(hash, run)
    hash.update(
      `\n${clock} ${nameOf(struct.origin)} ${right} ${parentOf(struct)} ${JSON.stringify(struct.parentSub)} ${kind} `,
    )
  }
  addContent(hash, struct.content)
  return { kind, right, deleted: 0 }
}

function endRun(hash: Hash, run: Run | null): void {
  if (run !== null && run.deleted > 0) hash.update(`\ndeleted ${run.deleted}`)
}

function addContent(hash: Hash, content: Y.Item['content']): void {
  if (content instanceof Y.ContentString) hash.update(content.str, 'utf16le')
  else if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON)
    for (const one of content.arr) hash.update(`${JSON.stringify(one)};`)
  else {
    const encoder = new Y.UpdateEncoderV1()
    content.write(encoder, 0)
    hash.update(encoder.toUint8Array())
  }
}

const nameOf = (id: Y.ID | null): string => (id === null ? '-' : `${id.client}:${id.clock}`)

function parentOf(item: Y.Item): string {
  const { parent } = item
  if (parent === null || typeof parent === 'string' || parent instanceof Y.ID) return JSON.stringify(parent)
  return parent._item === null ? `root ${JSON.stringify(Y.findRootTypeKey(parent))}` : nameOf(parent._item.id)
}
