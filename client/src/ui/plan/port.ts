/** What changing the day asks of the server; each page brings its own way there. */
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'

export type PlanTrouble = Problem | { readonly code: 'offline' }
type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: PlanTrouble }
export type PlanPort = {
  readonly read: () => Promise<Told<Plan>>
  /** Sent again with the same id, it takes effect once. */
  readonly change: (command: PlanCommand) => Promise<Told<PlanAnswer>>
  readonly newId: () => string
}
export type PlanKind = PlanCommand['kind']

/** What a page knows of sites and tables, to choose from. */
export type PlanPlaces = {
  readonly sites: readonly { readonly id: SiteId; readonly name: string; readonly zone: string | null }[]
  readonly tables: readonly {
    readonly id: TableId
    readonly number: number
    readonly siteId: SiteId | null
    readonly seats: number
    readonly lang: string
  }[]
}
