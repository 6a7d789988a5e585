/** What the organiser's page asks of the server, and by whom. */
import type { Role } from '@tablee/shared/roles'
import { openApi, type Api } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { knownSession } from '../link/session.ts'

/** The HTTP interface in the name of this tab's session; null if the tab has none of this role. */
export function apiOf(where: { readonly dialogue: string; readonly role: Role }): Api | null {
  const session = knownSession(browser(), { dialogue: where.dialogue })
  return session?.me.role === where.role ? openApi(browser(), () => session) : null
}
