/** What observers may see of this board: read and changed over HTTP, or by the gallery in its own memory. */
import type { TablePolicy, ViewPolicy } from '@tablee/shared/view/policy'
import type { Observed } from '@tablee/shared/view/withheld'
import { asAfter } from '../../hold/follow.ts'
import type { AskAfter } from '../../hold/use-followed.ts'
import type { Answer, Api } from '../../link/api.ts'

/** The curtain is the table's own command and no part of it. */
export type PolicyChange = Partial<Omit<ViewPolicy, 'curtain'>>

export type PolicyPort = {
  read(): Promise<Answer<TablePolicy>>
  write(change: PolicyChange): Promise<Answer<TablePolicy>>
  /** What observers get just now, and how much they do not. */
  readonly look: AskAfter<Observed & { readonly version: string }>
}

export const policyPort = (api: Api, board: string): PolicyPort => ({
  read: () => api.get(`/api/boards/${board}/policy`),
  write: (change) => api.put(`/api/boards/${board}/policy`, change),
  look: (after, signal) => api.get(asAfter(`/api/boards/${board}/observed`, after), signal),
})
