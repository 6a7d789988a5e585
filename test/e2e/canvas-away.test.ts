/** A canvas taken away by those who may: at the table and from a snapshot, as a picture, as a drawing, as JSON Canvas. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { parseXml } from '@rgrove/parse-xml'
import { addElement, setText } from '@tablee/shared/board/canvas/edit'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { ElementShape } from '@tablee/shared/board/canvas/schema'
import type { Lang } from '@tablee/shared/ids'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { card, haveBrowser, openHall, pictures, visitor, type Hall, type Visitor } from '../support/pages.ts'

/** What the page offers as a file when this is done. */
async function saved(page: Page, name: RegExp, press: () => Promise<void>): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await press()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(name)
  return readFileSync(await file.path())
}
/** Width and height of a PNG, and how many different colours some of its points have: a blank sheet has one. */
async function look(page: Page, png: Buffer): Promise<{ width: number; height: number; colours: number }> {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return page.evaluate(
    async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      const canvas = document.createElement('canvas')
      const [width, height] = [image.naturalWidth, image.naturalHeight]
      canvas.width = width
      canvas.height = height
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('no pen')
      pen.drawImage(image, 0, 0)
      const { data } = pen.getImageData(0, 0, width, height)
      const colours = new Set<number>()
      for (let n = 0; n < data.length; n += 4 * 7)
        colours.add(((data[n] ?? 0) << 16) | ((data[n + 1] ?? 0) << 8) | (data[n + 2] ?? 0))
      return { width, height, colours: colours.size }
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
}

describe.skipIf(!haveBrowser)('a canvas taken away', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await openHall()
    const { session } = await hall.server.enter('organiser')
    await hall.server.api(`/api/dialogues/${hall.server.dialogue}/session`, { as: session, body: { session: 3 } })
  }, 120_000)
  afterAll(() => hall?.close())

  it('[CSC7] anyone who sits at the table saves the canvas as a picture and as a drawing, in their language', async ({
    task,
  }) => {
    const one = await visitor(hall, { viewport: { width: 1280, height: 860 } })
    const { session, me } = await hall.server.enter('citizen', 1, { seat: 'T1-02' })
    await one.page.addInitScript(
      (value) => sessionStorage.setItem('tablee.session', value),
      JSON.stringify({ session, me }),
    )
    await one.page.addInitScript(() => localStorage.setItem('tablee.language', 'de'))
    await one.page.goto(`${hall.server.url}/table/${hall.server.board(1, 3)}`)
    await one.page.getByRole('tab', { name: 'Zukunftsbild' }).click()
    await one.page.locator('.surface .vision').first().waitFor()
    const save = (name: string) => async () => {
      await one.page.getByRole('button', { name: /Rückwärts/ }).click()
      await one.page.getByRole('menuitem', { name }).click()
    }
    const svg = (await saved(one.page, /^tablee-.*-canvas\.svg$/, save('Als Zeichnung speichern (SVG)'))).toString()
    expect(parseXml(svg).root?.name).toBe('svg')
    expect(svg).toContain('Schlagzeile')
    expect(svg).toContain('dernier métro')
    expect(svg).not.toMatch(/href="(?!data:)|<script|<foreignObject/)
    const picture = await look(
      one.page,
      await saved(one.page, /^tablee-.*-canvas\.png$/, save('Als Bild speichern (PNG)')),
    )
    expect(picture.width).toBeGreaterThan(2_000)
    expect(picture.colours).toBeGreaterThan(20)
    expect(one.troubles).toEqual([])
    await pictures(task, [one.page])
    await one.context.close()
  })

  it('[CSC17] where words of a canvas are not handed out, its picture says so, how many and why', async () => {
    const one = await visitor(hall)
    // As it is once somebody does not want to be quoted.
    await one.page.route(/\/api\/snapshots\/\w+\/text$/, async (route) => {
      const answer = await route.fetch()
      const sidecar = (await answer.json()) as { texts: { text: string }[] }
      const texts = sidecar.texts.filter(({ text }) => !text.startsWith('Die 33 fährt allein'))
      expect(texts.length).toBeLessThan(sidecar.texts.length)
      await route.fulfill({ json: { ...sidecar, texts } })
    })
    await one.page.goto(card(hall.server, 'analyst'))
    await one.page.getByRole('button', { name: 'Take a snapshot' }).click()
    await one.page.locator('.canvas-shown svg').waitFor()
    await one.page.getByLabel('Of table').selectOption({ label: 'Table 4, Aachen · Scenarios and their price' })
    await one.page.locator('.canvases').getByText('1 element is shown without its words.').waitFor()
    await one.page.locator('.canvas-shown svg', { hasText: '[not handed out]' }).waitFor()
    await one.context.close()
  })

  describe('from a snapshot', () => {
    let analyst: Visitor
    const page = (): Page => analyst.page
    beforeAll(async () => {
      analyst = await visitor(hall)
      await analyst.page.goto(card(hall.server, 'analyst'))
      await analyst.page.getByRole('button', { name: 'Take a snapshot' }).click()
      await analyst.page.locator('.canvas-shown svg').waitFor()
    }, 60_000)
    afterAll(() => analyst?.context.close())

    it('[CSC8] an analyst looks at each table’s canvas as it stood, and takes it away as PNG, SVG and JSON Canvas with its table', async ({
      task,
    }) => {
      await page().getByLabel('Of table').selectOption({ label: 'Table 4, Aachen · Scenarios and their price' })
      await page().locator('.canvas-shown svg', { hasText: 'Peters' }).waitFor()
      // The drawing is read out as what people wrote on it.
      expect(await page().locator('.canvases .away li').allTextContents()).toContainEqual(
        expect.stringMatching(/^Headline: Die 33 fährt allein/),
      )
      const svg = await saved(page(), /-canvas-4-3\.svg$/, () =>
        page().getByRole('button', { name: 'Drawing (SVG)' }).click(),
      )
      expect(parseXml(svg.toString()).root?.name).toBe('svg')
      expect(svg.toString()).toContain('Frau')
      const png = await saved(page(), /-canvas-4-3\.png$/, () =>
        page().getByRole('button', { name: 'Picture (PNG)' }).click(),
      )
      expect((await look(page(), png)).colours).toBeGreaterThan(20)
      const zip = unzipSync(
        await saved(page(), /\.zip$/, () => page().getByRole('button', { name: 'JSON Canvas' }).first().click()),
      )
      const endings = new Set(Object.keys(zip).map((name) => /\.(canvas\.csv|canvas|svg)$/.exec(name)?.[1]))
      for (const ending of ['canvas', 'canvas.csv', 'svg']) expect(endings).toContain(ending)
      expect(analyst.troubles).toEqual([])
      await pictures(task, [page()])
    })

    it('[CSC9] the comparison says what came to a canvas, what went and what was reworded', async ({ task }) => {
      await hall.server.parts.live.write(hall.server.board(4, 3), 'reporter', (doc) => {
        const who = { who: 'reporter', why: 'test' }
        const at = Date.now()
        addElement(doc, who, {
          id: 'shape:new',
          kind: 'hope',
          text: 'Ein Platz am Fenster',
          lang: 'de' as Lang,
          x: 0,
          y: 900,
          at,
        })
        const headline = [...readCanvas(doc).shapes.values()].find(
          (shape): shape is ElementShape => shape.type === 'element' && shape.props.kind === 'headline',
        )
        if (!headline) throw new Error('the demo has changed')
        setText(doc, who, headline.id, 'Die 33 fährt allein')
      })
      await page().getByRole('button', { name: 'Take a snapshot' }).click()
      await page().locator('.list li').nth(1).waitFor()
      await page().getByLabel('Compare with').selectOption({ index: 1 })
      const told = page().locator('.sentences')
      await told.getByText('New on the canvas: Hope').waitFor()
      await told.getByText('Ein Platz am Fenster').waitFor()
      await told.getByText('Reworded on the canvas: Headline').waitFor()
      await told.getByText('Die 33 fährt allein, und Frau Peters fährt mit').waitFor()
      expect(analyst.troubles).toEqual([])
      await pictures(task, [page()])
    })
  })
})
