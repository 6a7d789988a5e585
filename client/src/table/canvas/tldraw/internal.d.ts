/**
 * Two components that tldraw 3.15 exports and whose types it leaves out. Its notes and handles need the translations; the
 * public way to them (TldrawUiContextProvider) brings the whole of its menus along, 120 kB that no table ever sees.
 */
import type { ReactNode } from 'react'

declare module 'tldraw' {
  export type OwnAssetUrls = {
    readonly fonts: Readonly<Record<string, string>>
    readonly icons: Readonly<Record<string, string>>
    readonly embedIcons: Readonly<Record<string, string>>
    readonly translations: Readonly<Record<string, string>>
  }
  export function AssetUrlsProvider(props: { assetUrls: OwnAssetUrls; children: ReactNode }): ReactNode
  export function TldrawUiTranslationProvider(props: { locale: string; children: ReactNode }): ReactNode
}
