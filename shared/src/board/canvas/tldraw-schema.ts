/**
 * The schema of the drawing tool's store that our records are written with, as tldraw 3.15.6 serialises it. It lies
 * beside the records, so that a newer tool can tell what it finds: what is older is migrated once, on the server; what is
 * newer opens read-only. A test holds it against the library.
 */
const sequences = {
  'com.tldraw.store': 4,
  'com.tldraw.asset': 1,
  'com.tldraw.camera': 1,
  'com.tldraw.document': 2,
  'com.tldraw.instance': 25,
  'com.tldraw.instance_page_state': 5,
  'com.tldraw.page': 1,
  'com.tldraw.instance_presence': 6,
  'com.tldraw.pointer': 1,
  'com.tldraw.shape': 4,
  'com.tldraw.asset.bookmark': 2,
  'com.tldraw.asset.image': 5,
  'com.tldraw.asset.video': 5,
  'com.tldraw.shape.arrow': 6,
  'com.tldraw.shape.draw': 2,
  'com.tldraw.shape.frame': 1,
  'com.tldraw.shape.geo': 10,
  'com.tldraw.shape.group': 0,
  'com.tldraw.shape.image': 5,
  'com.tldraw.shape.note': 9,
  'com.tldraw.shape.text': 3,
  'com.tldraw.shape.element': 0,
  'com.tldraw.binding.arrow': 1,
}
export const canvasSchema = JSON.stringify({ schemaVersion: 2, sequences })

/** `older` needs a migration, `newer` was written by a later version; `foreign` is no schema at all. */
export function schemaAge(text: string | null): 'same' | 'older' | 'newer' | 'foreign' {
  if (text === null || text === canvasSchema) return 'same'
  let theirs: unknown
  try {
    theirs = JSON.parse(text)
  } catch {
    return 'foreign'
  }
  if (typeof theirs !== 'object' || theirs === null || !('sequences' in theirs)) return 'foreign'
  const found: unknown = theirs.sequences
  if (typeof found !== 'object' || found === null) return 'foreign'
  const versions = new Map(Object.entries(found))
  const ours = new Map<string, number>(Object.entries(sequences))
  for (const [name, version] of versions)
    if (typeof version !== 'number' || version > (ours.get(name) ?? -1)) return 'newer'
  for (const [name, version] of ours) if (version > ((versions.get(name) as number | undefined) ?? -1)) return 'older'
  return 'same'
}
