/**
 * The citizen's phone, built by itself, for the oldest phone that comes to a hall: one of 2020 whose browser stopped at
 * Chrome 80 (Android 5 and 6 still get that far, and Safari 13.1 on iOS). Newer syntax, logical shorthands and media
 * ranges are written down to it; cascade layers, which it would skip whole, become
 * selectors as strong as their layer.
 */
import { fileURLToPath } from 'node:url'
import cascadeLayers from '@csstools/postcss-cascade-layers'
import react from '@vitejs/plugin-react'
import postcss from 'postcss'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { oneLanguage } from './one-language.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [
    {
      // Over the whole style sheet: which layer wins is only known where all of them are.
      name: 'without-layers',
      enforce: 'post',
      async generateBundle(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'asset' && file.fileName.endsWith('.css'))
            file.source = (await postcss([cascadeLayers()]).process(file.source.toString(), { from: undefined })).css
      },
    },
    oneLanguage(['seat', 'ui', 'ui/materials', 'ui/voices'], {
      unsaid: [
        'ui#captureMessages',
        'ui#keyNames',
        'ui#partMessages',
        'ui#problemMessages',
        'ui#signWords',
        'ui#undoMessages',
      ],
    }),
    react(),
    // The page opens again without a network, on secure origins. A worker of its own: the tables' one would bring the
    // whole of theirs to every phone.
    VitePWA({
      injectRegister: false,
      registerType: 'prompt',
      manifest: false,
      filename: 'seat-sw.js',
      scope: '/seat',
      workbox: {
        globPatterns: ['seat.html', 'assets/seat/*.{js,css}', 'icon.svg'],
        navigateFallback: '/seat.html',
        navigateFallbackAllowlist: [/^\/seat$/],
        runtimeCaching: [
          { urlPattern: /\/assets\/[^/]+\.woff2$/, handler: 'CacheFirst', options: { cacheName: 'seat-fonts' } },
        ],
      },
    }),
  ],
  publicDir: false,
  // As on the observers' page, and for the same reason: a sixth of React DOM's size.
  resolve: {
    dedupe: ['preact'],
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    outDir: here('./dist/app'),
    emptyOutDir: false,
    manifest: '.vite/seat.json',
    license: { fileName: 'licences/seat.md' },
    target: ['chrome80', 'safari13.1'],
    cssTarget: ['chrome80', 'safari13.1'],
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    rolldownOptions: {
      input: { seat: here('./seat.html') },
      output: {
        entryFileNames: 'assets/seat/[name]-[hash].js',
        chunkFileNames: 'assets/seat/[name]-[hash].js',
        // The door's page has loaded the fonts already, by the same names.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.css'))
            ? 'assets/seat/[name]-[hash][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
})
