/** The screens besides the table's, loaded one room at a time: each brings styles of its own, as its page does. */
import type { ReactNode } from 'react'

type Screens = Readonly<Record<string, () => ReactNode>>

export const joiningStates = ['join-landing', 'join-code-wrong', 'join-opening', 'join-link-gone', 'join-offline', 'join-seat', 'join-cards', 'join-cards-recovery', 'join-cards-closed']
export const observingStates = ['watch-wall', 'watch-wall-quiet', 'watch-wall-offline', 'watch-table', 'watch-table-delayed', 'watch-table-rtl', 'watch-table-empty', 'watch-table-paused', 'watch-table-curtain', 'watch-table-no-consent', 'watch-table-offline', 'watch-nothing', 'watch-loading', 'watch-offline']

export async function roomOf(name: string): Promise<ReactNode> {
  const load = async (): Promise<Screens> => (name.startsWith('join-') ? (await import('./joining.tsx')).joiningScreens : (await import('./observing.tsx')).observingScreens)
  return (await load())[name]?.() ?? null
}
