/** Released photos, kept for as long as a view shows them here: a hall of screens asks the owner for each once. */
import type { PhotoHash } from '@tablee/shared/ids'
import type { Answered, Answers } from './answers.ts'

/** Bytes of all that are kept. */
const most = 64 * 1024 * 1024

/** `shows`: whether an audience is shown it here just now. What nobody is shown is asked for each time, and kept nowhere. */
export function createPhotos(answers: Pick<Answers, 'of'>, shows: (audience: string, photo: PhotoHash) => boolean) {
  const kept = new Map<string, Answered>()
  let bytes = 0
  function drop(name: string): void {
    bytes -= kept.get(name)?.body.length ?? 0
    kept.delete(name)
  }
  return {
    async of(audience: string, photo: PhotoHash, asked: Parameters<Answers['of']>): Promise<Answered> {
      const name = `${audience} ${photo}`
      const known = kept.get(name)
      if (known !== undefined) {
        if (shows(audience, photo)) return known
        drop(name)
      }
      const found = await answers.of(...asked)
      if (found.status !== 200 || !shows(audience, photo) || kept.has(name)) return found
      kept.set(name, found)
      bytes += found.body.length
      for (const oldest of kept.keys()) if (bytes > most) drop(oldest)
      return found
    },
    /** Those that no view shows any more. */
    tidy(): void {
      for (const name of kept.keys()) {
        const [audience = '', photo = ''] = name.split(' ')
        if (!shows(audience, photo as PhotoHash)) drop(name)
      }
    },
    forget(): void {
      kept.clear()
      bytes = 0
    },
  }
}
