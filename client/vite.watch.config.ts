/**
 * The observers' page, built by itself: in one build the chunks it would share with the tables' page carry the tables'
 * code to every phone that only watches (measured: 188 kB instead of 119), and of five languages a reader needs one.
 */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { layerOrder } from './layer-order.ts'
import { oneLanguage } from './one-language.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * lib0's DOM helpers make four checks of a library of schemas as they are loaded, and so keep 2 kB that nothing here calls.
 * What else would be asked of that library fails the build.
 */
const withoutSchemas = {
  name: 'without-schemas',
  load: (id: string) => (id.endsWith('/lib0/schema.js') ? 'export const $custom = (check) => ({ check })' : null),
}

export default defineConfig({
  root: here('.'),
  plugins: [
    withoutSchemas,
    layerOrder(),
    oneLanguage(['observe', 'ui', 'ui/map', 'ui/figures', 'ui/watched', '../../shared/src/canvas-svg'], {
      apart: ['ui/materials'],
      unsaid: [
        'ui#keyNames',
        'ui#languageMessages',
        'ui#problemMessages',
        'ui#undoMessages',
        'ui/figures#crossedMessages',
      ],
    }),
    react(),
  ],
  publicDir: false,
  // Preact draws the same components in a sixth of React DOM's size: half of all that a phone would have to load. The
  // tables' pages stay with React, which tldraw and the editors want.
  resolve: {
    dedupe: ['yjs', 'y-protocols', 'lib0', 'preact'],
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/app'),
    emptyOutDir: false,
    manifest: '.vite/watch.json',
    license: { fileName: 'licences/watch.md' },
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    rolldownOptions: {
      input: { watch: here('./watch.html') },
      // What the films' part shares with the page would else be cut into as many files as there are ways to share.
      output: {
        codeSplitting: {
          groups: [
            { name: 'ground', test: /client\/src\/(ui\/[^/]+|hold\/[^/]+|i18n\/[^/]+)\.tsx?$/, minShareCount: 2 },
          ],
        },
      },
    },
  },
})
