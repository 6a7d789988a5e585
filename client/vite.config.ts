import { fileURLToPath } from 'node:url'
import { readAddress } from '@tablee/shared/wire/address'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { layerOrder } from './layer-order.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Where a running server listens, for `pnpm dev`. */
const server = `http://localhost:${process.env['PORT'] ?? '4000'}`

/** `TABLEE_CANVAS=list` builds without tldraw: the canvas is a list and a picture, and everything served is Apache-2.0. */
const canvas = process.env['TABLEE_CANVAS'] === 'list' ? 'list' : 'draw'

/** What `main.tsx` imports. */
const frame = /client\/src\/(join\/landing|i18n\/index)\.tsx$|node_modules\/(react-dom|wouter)\/|vite\/preload-helper/
/** What the pages share: parts, map, link and the board's model. */
const ground =
  /client\/src\/(ui\/(?!notes|picture|vision|drawing|samples)|link\/)[^?]*\.tsx?$|shared\/src\/(board\/(?!canvas|notes|samples)[^?]*|[^/?]*)\.ts$/

export default defineConfig({
  root: here('.'),
  define: {
    'import.meta.env.TABLEE_CANVAS': JSON.stringify(canvas),
    'import.meta.env.TLDRAW_LICENSE_KEY': JSON.stringify(process.env['TLDRAW_LICENSE_KEY'] ?? ''),
  },
  plugins: [
    layerOrder(),
    react(),
    {
      name: 'pages-of-their-own',
      // As the server does it (server/public/screens.ts): observers and citizens’ phones have a page of their own.
      configureServer({ middlewares }) {
        middlewares.use((request, _response, next) => {
          const { path } = readAddress(request.url ?? '')
          if (path.startsWith('/watch/')) request.url = '/watch.html'
          if (path === '/seat') request.url = '/seat.html'
          next()
        })
      },
    },
    // The shell for offline page loads; only where the origin is secure (main.tsx registers it). A new version waits for
    // the next load: nothing may reload a table in the middle of its session.
    VitePWA({
      injectRegister: false,
      registerType: 'prompt',
      manifest: false,
      workbox: {
        globPatterns: ['index.html', 'assets/**/*.{js,css,json,woff2}', 'icon.svg'],
        // Slides are drawn where they are shown, with the network that brought them.
        globIgnores: ['**/gallery*', '**/watch*', '**/pdf*'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [
          /^(\/d\/[^/]+)?\/(api|collab|presence|observe|watch|seat|gallery|assets|licences)/,
          /^\/openapi/,
        ],
      },
    }),
  ],
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0', 'react', 'react-dom'] },
  worker: { format: 'es' },
  build: {
    // The canvas' engine is one large chunk, loaded when it is opened; a warning about it is the first thing `start` said.
    chunkSizeWarningLimit: 4000,
    outDir: here('./dist/app'),
    emptyOutDir: true,
    manifest: true,
    // What is bundled asks that its licence come along; tldraw's is among them where it is.
    license: { fileName: 'licences/packages.md' },
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    rolldownOptions: {
      // The observers' page is a build of its own (vite.watch.config.ts): it never downloads a line that could write.
      input: { app: here('./index.html'), gallery: here('./gallery.html') },
      // Half a hundred small chunks cost a slow tablet more than their bytes do: what the entry needs, and with it every
      // page, comes in one; what several pages stand on in another; what a table adds in a third. Each takes what its
      // modules import along, and without the second every page would load the table's, its style sheet with it.
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', test: frame, priority: 3 },
            { name: 'ground', test: ground, priority: 2 },
            { name: 'table', test: /client\/src\/table\/page\.tsx$/, priority: 1 },
          ],
        },
      },
      // tldraw does not say that its modules only define things; without that word all of its menus come along (120 kB).
      treeshake: { moduleSideEffects: [{ test: /node_modules\/tldraw\/.*\.mjs$/, sideEffects: false }] },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/openapi.json': server,
      '/schemas': server,
      '/healthz': server,
      '/collab': { target: server, ws: true },
      '/presence': { target: server, ws: true },
      '/observe': { target: server, ws: true },
      '^/d/[^/]+/(api|collab|presence|observe)/?': { target: server, ws: true },
    },
  },
})
