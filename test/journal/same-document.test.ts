import { sameDocument } from '@tablee/server/journal/same-document'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { replay } from './writer.ts'

/** A history by two writers with deletions and nested types; its updates, one per transaction. */
function history(seed: readonly number[]): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  seed.forEach((n, step) => {
    doc.clientID = 1 + (n % 2)
    const text = doc.getText('text')
    const map = doc.getMap<unknown>('map')
    if (n % 5 === 0 && text.length > 2) text.delete(n % (text.length - 1), 1 + (n % 2))
    else if (n % 7 === 0)
      map.set(`key ${n % 3}`, n % 2 === 0 ? { plain: [n] } : new Y.Map([['inner', new Y.Text('in')]]))
    else if (n % 11 === 0) map.delete(`key ${n % 3}`)
    else text.insert(n % (text.length + 1), `${step}`)
  })
  return updates
}

const seeds = fc.array(fc.nat({ max: 1_000 }), { minLength: 5, maxLength: 60 })

/** The same content in another shape: nothing collected, and structs cut where the two halves of the text meet. */
function otherShape(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, Y.mergeUpdates([...updates]))
  return doc
}

describe('the comparison behind a checkpoint', () => {
  it('[JRN12] equal content is equal in whatever shape a replica keeps it', () => {
    let shapes = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const updates = history(seed)
        const [one, other] = [replay(updates), otherShape(updates)]
        if (Buffer.compare(Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)) !== 0) shapes += 1
        expect(sameDocument(one, other)).toBe(true)
      }),
      { seed: 20_190_525, numRuns: 200 },
    )
    expect(shapes).toBeGreaterThan(50) // not vacuous: the bytes did differ
  })

  it('[JRN12] one change more, on either side, is a difference', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 3 }), (seed, kind) => {
        const updates = history(seed)
        const [one, other] = [replay(updates), otherShape(updates)]
        const text = other.getText('text')
        if (kind === 0) text.insert(0, 'x')
        else if (kind === 1 && text.length > 0) text.delete(0, 1)
        else if (kind === 2) other.getMap('map').set('more', 1)
        else other.getMap('elsewhere').set('more', 1)
        expect(sameDocument(one, other)).toBe(false)
        expect(sameDocument(other, one)).toBe(false)
      }),
      { seed: 20_190_525, numRuns: 200 },
    )
  })

  it('[JRN12] the same clocks with other content are a difference', () => {
    const write = (text: string): Y.Doc => {
      const doc = new Y.Doc()
      doc.clientID = 7
      doc.getText('text').insert(0, text)
      return doc
    }
    expect(sameDocument(write('reason'), write('season'))).toBe(false)
    const [place, otherPlace] = [write('ab'), write('ab')]
    place.getText('text').insert(1, 'x')
    otherPlace.getText('text').insert(2, 'x')
    expect(sameDocument(place, otherPlace)).toBe(false)
  })
})
