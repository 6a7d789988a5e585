/** The files of a program for coding texts, read: a codebook, or a project with the texts that lie beside it. */
import { BadFile } from '@tablee/shared/file'
import { rootOf } from '@tablee/shared/formats/refi-elements'
import { readCodebook, readProject, type ReadCodebook, type ReadProject } from '@tablee/shared/formats/refi-read'
import type { Encoding } from '@tablee/shared/wire/exchange'
import type { Bundle } from './bundle.ts'
import { textAs } from './text.ts'
import { readXml } from './xml.ts'

export type QdaFile = ({ readonly is: 'codebook' } & ReadCodebook) | ({ readonly is: 'project' } & ReadProject)

const projectFile = /\.qde$/i
const codebookFile = /\.qdc$/i
const baseOf = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).toLowerCase()

/** Throws `BadFile`: `qda-none`, `several-maps`, and those of the readers of `shared/formats/refi-read`. */
export function readQda(bundle: Bundle, encoding?: Encoding): QdaFile {
  const names = [...bundle.keys()]
  const found = names.filter((name) => projectFile.test(name) || codebookFile.test(name))
  const [name] = found.length > 0 ? found : names
  if (name === undefined) throw new BadFile('nothing-in-it')
  if (found.length === 0 && names.length > 1) throw new BadFile('qda-none')
  if (found.length > 1) throw new BadFile('qda-several', { n: found.length })
  const open = (file: string): string => textAs(bundle.get(file) ?? new Uint8Array(), file, encoding)
  const within = <T>(read: () => T): T => {
    try {
      return read()
    } catch (cause) {
      if (cause instanceof BadFile && cause.at.file === undefined)
        throw new BadFile(cause.fault.code, cause.fault.values, { ...cause.at, file: name })
      throw cause
    }
  }
  return within(() => {
    const root = readXml(open(name))
    if (rootOf(root) === 'CodeBook') return { is: 'codebook', ...readCodebook(root) }
    // Both spellings of the folder occur, and of a file's letters: names are only names.
    const texts = new Map(names.flatMap((one) => (one === name ? [] : [[baseOf(one), one] as const])))
    const read = readProject(root, (path) => {
      const file = texts.get(baseOf(path))
      if (file === undefined) return null
      const bytes = bundle.get(file) ?? new Uint8Array()
      // A text of nothing but blanks is a text.
      return bytes.every((byte) => byte <= 0x20 && byte !== 0) ? Buffer.from(bytes).toString('latin1') : open(file)
    })
    return { is: 'project', ...read }
  })
}
