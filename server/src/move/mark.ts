/**
 * What stands where a dialogue is moved from and to, until it is known which of the two has it. One place says so for both:
 * the cluster's `tablee.move`, because a file can ask a cluster and no cluster a file. A dialogue is served
 * where its hall has no mark.
 *
 *     arriving   brought and nobody's yet
 *     leaving    of a file: whether it has gone, the cluster knows
 *     moved      gone; `where` is for people
 */
export type Mark =
  | {
      readonly is: 'arriving' | 'leaving'
      readonly id: string /** What stood there before. */
      readonly before: string | null
    }
  | { readonly is: 'moved'; readonly id: string; readonly where: string }

/** As `written` wrote it; null also for what it did not. */
export function readMark(text: string | null): Mark | null {
  const found = /^(arriving|leaving|moved) ([\w-]+) ?(.*)$/s.exec(text ?? '')
  const [, is, id = '', rest = ''] = found ?? []
  if (is === 'arriving' || is === 'leaving') return { is, id, before: rest === '' ? null : rest }
  return is === 'moved' ? { is, id, where: rest } : null
}

/** One line of text, in both databases. */
export const written = (mark: Mark): string =>
  `${mark.is} ${mark.id} ${mark.is === 'moved' ? mark.where : (mark.before ?? '')}`.trimEnd()

/** A cluster as a person is told of it: nothing that opens it. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `postgres://${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}

/**
 * As far as people may be told: a folder's name or a database's opens nothing for them. Of an address no more than where it
 * leads: whoever moves a dialogue may have pasted one with a name and a password in it, or a link with its secret.
 */
export function toldOf(where: string): string | null {
  if (!/^https?:\/\//.test(where) || !URL.canParse(where)) return null
  return new URL(where).origin
}

/** Of what stands beside a hall of a cluster: null where it was not moved away, or is only on its way. */
export function movedIn(text: string | null): { readonly to: string | null } | null {
  const mark = readMark(text)
  return mark?.is === 'moved' ? { to: toldOf(mark.where) } : null
}
