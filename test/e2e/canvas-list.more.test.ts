/** A build without the drawing tool, for who has no licence for it. It takes a build of its own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { entered, haveBrowser, openHall, visitor } from '../support/pages.ts'
import { startServer } from '../support/server.ts'

describe.skipIf(!haveBrowser)('a canvas without a drawing tool', () => {
  it('[CSC6] a build with TABLEE_CANVAS=list holds no line of tldraw, and shows list and picture', async () => {
    const out = mkdtempSync(join(tmpdir(), 'tablee-list-'))
    const was = process.env['TABLEE_CANVAS']
    const mode = process.env['NODE_ENV']
    process.env['TABLEE_CANVAS'] = 'list'
    process.env['NODE_ENV'] = 'production'
    const client = fileURLToPath(new URL('../../client', import.meta.url))
    await build({
      root: client,
      configFile: join(client, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: out, emptyOutDir: true, rolldownOptions: { input: { app: join(client, 'index.html') } } },
    })
    process.env['NODE_ENV'] = mode
    if (was === undefined) delete process.env['TABLEE_CANVAS']
    else process.env['TABLEE_CANVAS'] = was
    const scripts = readdirSync(join(out, 'assets')).filter((name) => /\.(js|css|txt|json)$/.test(name))
    const holding = scripts.filter((name) =>
      /tl-container|tldraw\.dev|TLStore|tl-shape/.test(readFileSync(join(out, 'assets', name), 'utf8')),
    )
    expect(holding).toEqual([])
    expect(scripts.length).toBeGreaterThan(5)
    const hall = await openHall()
    const server = await startServer({ screens: out })
    try {
      const one = await visitor(hall, { viewport: { width: 1280, height: 860 } })
      await entered(server, one.page, 'facilitator', 1)
      await one.page.goto(`${server.url}/table/${server.board(1, 3)}`)
      await one.page.getByRole('tab', { name: 'Canvas' }).click()
      await one.page.locator('.canvas-picture svg').waitFor()
      await one.page.locator('.canvas-list li').first().waitFor()
      expect(one.troubles).toEqual([])
      await one.context.close()
    } finally {
      await server.close()
      await hall.close()
      rmSync(out, { recursive: true, force: true })
    }
  })
})
