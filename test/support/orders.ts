/** Where everything lies in a document: the order of each text and list, deleted items too, and who won each key. */
import * as Y from 'yjs'
import { canvasRoot, notesRoot, rootNames } from '@tablee/shared/board/doc'

type Lying = Pick<Y.AbstractType<unknown>, '_start' | '_map'>

/** Equal for two documents whose readers see the same, wherever they look, and will after any further edit. */
export function ordersOf(doc: Y.Doc): string {
  const out: string[] = []
  const walk = (name: string, type: Lying): void => {
    const inside: Y.Item[] = []
    const run: (Y.ID & { to: number; gone: boolean })[] = []
    for (let item = type._start; item !== null; item = item.right) {
      const { client, clock } = item.id
      const last = run.at(-1)
      const gone = item.deleted
      // Replicas cut one run at different places: what follows on is joined before it is compared.
      if (last?.client === client && last.to === clock && last.gone === gone) last.to += item.length
      else run.push({ client, clock, to: clock + item.length, gone })
      if (!gone) inside.push(item)
    }
    const list = run.map(({ client, clock, to, gone }) => `${gone ? '-' : ''}${client}.${clock}-${to}`)
    const keys = [...type._map.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [key, item] of keys) {
      list.push(`${key}=${item.deleted ? '-' : ''}${item.id.client}.${item.id.clock + item.length}`)
      if (!item.deleted) inside.push(item)
    }
    out.push(`${name}: ${list.join(' ')}`)
    for (const { id, content } of inside)
      if (content instanceof Y.ContentType) walk(`${id.client}.${id.clock}`, content.type)
  }
  for (const root of [...rootNames, canvasRoot]) walk(root, doc.getMap(root))
  walk(notesRoot, doc.getXmlFragment(notesRoot))
  return out.join('\n')
}

/** A document that loads another one's state at once, as who comes later does. */
export function joinerOf(doc: Y.Doc): Y.Doc {
  const joiner = new Y.Doc()
  Y.applyUpdate(joiner, Y.encodeStateAsUpdate(doc))
  return joiner
}
