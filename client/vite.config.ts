import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Where a running server listens, for `pnpm dev`. */
const server = `http://localhost:${process.env['PORT'] ?? '4000'}`

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0', 'react', 'react-dom'] },
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/app'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    rolldownOptions: {
      // Two closures: an observer never downloads a line that could write to a board.
      input: { app: here('./index.html'), watch: here('./watch.html'), gallery: here('./gallery.html') },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/openapi.json': server,
      '/collab': { target: server, ws: true },
      '/presence': { target: server, ws: true },
      '/observe': { target: server, ws: true },
    },
  },
})
