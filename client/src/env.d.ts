/// <reference types="vite/client" />
/** What a build is told (client/vite.config.ts). */
interface ImportMetaEnv {
  /** `list`: without tldraw, an all-Apache build. */
  readonly TABLEE_CANVAS: 'draw' | 'list'
  readonly TLDRAW_LICENSE_KEY: string
}
