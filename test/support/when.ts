import type * as Y from 'yjs'

/** Resolves with the time at which it holds; `listen` says when to look again. Rejects after `patience` ms, with what was awaited. */
export const when = (
  what: string,
  listen: (look: () => void) => () => void,
  holds: () => boolean,
  patience = 20_000,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`never came: ${what}`)), patience)
    let stop = () => {}
    const look = () => {
      if (!holds()) return
      clearTimeout(tooLate)
      queueMicrotask(() => stop())
      resolve(performance.now())
    }
    stop = listen(look)
    look()
  })

/** After each change of a document. */
export const ofDoc = (doc: Y.Doc) => (look: () => void) => {
  doc.on('afterTransaction', look)
  return () => doc.off('afterTransaction', look)
}
