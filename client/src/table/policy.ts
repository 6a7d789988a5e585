/** What observers may see of this board: read and changed over HTTP, or by the gallery in its own memory. */
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Answer, Api } from '../link/api.ts'

/** The curtain is the table's own command and no part of it. */
export type PolicyChange = Partial<Omit<ViewPolicy, 'curtain'>>

export type PolicyPort = {
  read(): Promise<Answer<ViewPolicy>>
  write(change: PolicyChange): Promise<Answer<ViewPolicy>>
}

export const policyPort = (api: Api, board: string): PolicyPort => ({
  read: () => api.get(`/api/boards/${board}/policy`),
  write: (change) => api.put(`/api/boards/${board}/policy`, change),
})
