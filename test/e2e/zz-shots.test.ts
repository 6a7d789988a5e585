import { it } from 'vitest'
import { gallery, newPage, openScreens } from './table-screens.ts'
it('shots', async () => {
  const screens = await openScreens()
  const page = await newPage(screens, { reducedMotion: 'reduce' })
  for (const state of ['found', 'made', 'twice'])
    for (const [w, lang] of [
      [1440, 'fr'],
      [390, 'de'],
      [390, 'ar'],
    ] as const) {
      await page.setViewportSize({ width: w, height: 900 })
      await gallery(screens, page, `snapshots-voices-${state}`, lang)
      await page
        .locator('section[aria-labelledby=voicesin-title]')
        .screenshot({ path: `/tmp/imp/${state}-${w}-${lang}.png` })
    }
  console.log(page.failures)
  await screens.close()
}, 200_000)
