/** How a download shall leave: its licence, and a byte order mark before its tables. */
import { licenceOf, type Leaves } from '@tablee/shared/formats/licences'
import { fail, ok, type Result } from '@tablee/shared/problem'

/** As they stand in the query. Without a licence it says that none was specified; `bad-request` for what is none. */
export function leavesOf(license: string | undefined, bom: string | undefined): Result<Leaves> {
  const licence = licenceOf(license)
  if (licence === null)
    return fail({
      code: 'bad-request',
      where: 'license',
      why: 'neither the name of a licence, such as CC-BY-4.0, nor an address',
    })
  return ok({ licence, bom: bom === '1' })
}
