/** What handing out links asks of the server; each page brings its own way there. */
import type { LinkId, TableId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { IssueRequest, LinkEntry } from '@tablee/shared/wire/access'

type Trouble = Problem | { readonly code: 'offline' }
type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Trouble }

export type LinksPort = {
  /** The old one and all that it opened end. */
  readonly renew: (link: LinkId) => Promise<Told<LinkEntry>>
  readonly issue: (wanted: IssueRequest) => Promise<Told<LinkEntry>>
}
export type SeatsPort = LinksPort & {
  /** Those that whoever asks hands out. */
  readonly list: () => Promise<Told<readonly LinkEntry[]>>
  /** Of this table, by its number. Sent again with the same id, it takes effect once. */
  readonly free: (
    table: { readonly id: TableId; readonly number: number },
    seat: number,
    id: string,
  ) => Promise<Told<unknown>>
  readonly newId: () => string
}
/** What a link is for before there is one. */
export type Place = Pick<LinkEntry, 'role' | 'table' | 'tableNumber' | 'site' | 'sites'>
