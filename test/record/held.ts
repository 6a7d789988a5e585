import type { Entry, Journal } from '@tablee/server/journal/port'

/** A journal whose next group is held until it is told how it went. */
export function withHeld(inner: Journal) {
  let setbacks = 0
  let held: { entry: Entry; answer: (landed: boolean) => void }[] = []
  const journal: Journal = {
    ...inner,
    setbacks: () => setbacks,
    append: (entry) =>
      new Promise((done) => {
        held.push({
          entry,
          answer: (landed) =>
            landed
              ? void inner.append(entry).then(done)
              : done({ ok: false, problem: { code: 'unavailable', cause: new Error('the disk is full') } }),
        })
      }),
  }
  const answer = (landed: boolean) => {
    const group = held
    held = []
    if (!landed) setbacks += 1
    for (const one of group) one.answer(landed)
  }
  return { journal, land: () => answer(true), fail: () => answer(false) }
}
