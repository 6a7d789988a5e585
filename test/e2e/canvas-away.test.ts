/** A canvas taken away by those who may: at the table and from a snapshot, as a picture, as a drawing, as JSON Canvas. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { parseXml } from '@rgrove/parse-xml'
import { addElement, setText } from '@tablee/shared/board/canvas/edit'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { ElementShape } from '@tablee/shared/board/canvas/schema'
import type { Lang, SeatCode } from '@tablee/shared/ids'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { card, entered, type Hall, haveBrowser, openHall, pictures, visitor, type Visitor } from '../support/pages.ts'

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

  it('[CSC7, CSC19] who may take the map saves the canvas too, in their language, and no word of anyone who is not quoted', async ({
    task,
  }) => {
    const { server } = hall
    const one = await visitor(hall, { viewport: { width: 1280, height: 860 }, expected: /ERR_|401/ })
    await entered(server, one.page, 'reporter', 1, undefined, 'de')
    await one.page.goto(`${server.url}/table/${server.board(1, 3)}`)
    await one.page.getByRole('tab', { name: 'Zukunftsbild' }).click()
    await one.page.locator('.surface .vision').first().waitFor()
    const ground = one.page.getByRole('button', { name: /Rückwärts/ })
    const save = (name: string) => async () => {
      await ground.click()
      await one.page.getByRole('menuitem', { name }).click()
    }
    const [drawing, painted] = ['Als Zeichnung speichern (SVG)', 'Als Bild speichern (PNG)']
    const saysWithheld = one.page.getByText('möchte nicht zitiert werden.')
    const svg = (await saved(one.page, /^tablee-.*-canvas\.svg$/, save(drawing))).toString()
    expect(parseXml(svg).root?.name).toBe('svg')
    expect(svg).toContain('Schlagzeile')
    expect(svg).toContain('dernier métro')
    expect(svg).not.toMatch(/href="(?!data:)|<script|<foreignObject|bleibt am Tisch/)
    expect(await saysWithheld.count()).toBe(0)
    const picture = await look(one.page, await saved(one.page, /^tablee-.*-canvas\.png$/, save(painted)))
    expect(picture.width).toBeGreaterThan(2_000)
    expect(picture.colours).toBeGreaterThan(20)

    // One more card, of somebody who does not want to be quoted: it is on this screen as on every other of the table.
    const ana = (await server.enter('citizen', 1)).session
    const version = server.parts.dialogues.dialogue(server.dialogue)?.consent?.version
    const consent = { version, quoted: false, observed: true, lang: 'en' }
    const sat = await server.api('/api/seats', { as: ana, body: { id: 'sit-1', seat: 'T1-05', consent } })
    expect(sat.status, JSON.stringify(sat.body)).toBe(201)
    await server.parts.live.write(server.board(1, 3), 'reporter', (doc) => {
      const [at, who] = [Date.now(), { who: 'reporter', why: 'test' }]
      const element = { id: 'shape:hers', kind: 'hope', text: 'canary-ana-hope', lang: 'de' as Lang } as const
      addElement(doc, who, { ...element, seat: 'T1-05' as SeatCode, x: 0, y: 1_200, at })
    })
    await one.page.locator('.surface .vision', { hasText: 'canary-ana-hope' }).waitFor({ state: 'attached' })
    const without = (await saved(one.page, /\.svg$/, save(drawing))).toString()
    expect(without).toContain('dernier métro')
    expect(without).not.toContain('canary')
    expect(without).toContain('[bleibt am Tisch]')
    expect(without).toMatch(/\d Texte? bleib(t|en) am Tisch: Wer/)
    await saysWithheld.waitFor()
    const grown = await look(one.page, await saved(one.page, /\.png$/, save(painted)))
    expect(grown.height).toBeGreaterThan(picture.height)

    // Without a connection, and after the session has ended, it is said in words, and the button is free again.
    await one.context.setOffline(true)
    await save(drawing)()
    await one.page.getByText('Der Server hat nicht geantwortet.').waitFor()
    await one.context.setOffline(false)
    await one.page.locator('.light.saved').waitFor()
    await saved(one.page, /\.svg$/, save(drawing))
    await one.page.route(/\/drawing$/, (route) =>
      route.fulfill({ status: 401, json: { problem: { code: 'not-signed-in' } } }),
    )
    await save(painted)()
    await one.page.getByText('Dieser Link wurde zurückgezogen').waitFor()
    await expect.poll(() => ground.getAttribute('aria-busy')).toBe('false')
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
