/**
 * Files of other programs that come by mistake or in hope: known by what stands at their beginning, so that the answer
 * says what to do in that program, and not what is wrong with the bytes.
 */
import { BadFile, type FaultCode } from '@tablee/shared/file'
import type { Bundle } from './bundle.ts'

/** Workbooks and documents of office programs are zips too; the older ones are compound files. */
const officeParts = /^(\[Content_Types\]\.xml|mimetype)$/
const compound = [0xd0, 0xcf, 0x11, 0xe0]
/** Programs for coding texts: REFI-QDA is what they exchange, and has its own place here; the others are their own projects. */
const refiNames = /\.(qde|qdc|qdpx)$/i
const refiMark = 'urn:QDA-XML:'
const codingNames = /\.(qda|nvpx?|mx\d{2}|mqda|atlproj\d*|hpr\d*)$/i
const statisticsNames = /\.(sav|zsav|por|dta|sas7bdat|xpt|rds|rda|rdata|parquet)$/i
const statisticsMarks = ['$FL2', '$FL3', '<stata_dta>']

const starts = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((one, n) => bytes[n] === one)

/**
 * Throws `BadFile` for the first that it knows: `qda-here`, `coding-project`, `office-file`, `statistics-file`. Silent for
 * everything else, readable or not.
 */
export function refuseForeign(bundle: Bundle, fileName: string): void {
  const refuse = (code: FaultCode, name: string): never => {
    throw new BadFile(code, {}, {}, bundle.size === 1 ? name : undefined)
  }
  if (refiNames.test(fileName)) refuse('qda-here', fileName)
  if (codingNames.test(fileName)) refuse('coding-project', fileName)
  for (const [name, bytes] of bundle) {
    // Our own package has one beside its tables, which are what is read.
    if (name === 'project.qdpx' && bundle.has('datapackage.json')) continue
    if (officeParts.test(name) || starts(bytes, compound)) refuse('office-file', fileName)
    const start = Buffer.from(bytes.subarray(0, 4_000)).toString('latin1')
    if (refiNames.test(name) || start.includes(refiMark)) refuse('qda-here', name)
    if (codingNames.test(name)) refuse('coding-project', name)
    if (statisticsNames.test(name) || statisticsMarks.some((mark) => start.startsWith(mark)))
      refuse('statistics-file', name)
  }
}
