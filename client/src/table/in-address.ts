/**
 * What is in sight stands in the address, behind `#`: a reload, a bookmark and a link to a colleague come back to it. The
 * map beside the outline is what a table opens with, and needs no name. On a phone the outline is that.
 */
import type { Tab, Ui } from './actions/ui.ts'

const tabs: readonly Tab[] = ['map', 'canvas', 'notes', 'voices', 'back', 'materials']

export function sightOf(hash: string): Partial<Pick<Ui, 'tab' | 'side'>> {
  const tab = tabs.find((one) => `#${one}` === hash)
  return tab === undefined ? {} : { tab, side: 'map' }
}

export function hashOf({ tab, side }: Pick<Ui, 'tab' | 'side'>, narrow: boolean): string {
  if (narrow ? side === 'outline' : tab === 'map') return ''
  return `#${tab}`
}

/** No step back for each tab that was looked at. */
export function keepInAddress(hash: string): void {
  if (hash !== location.hash) history.replaceState(history.state, '', location.pathname + location.search + hash)
}
