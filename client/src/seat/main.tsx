/** The phone's entry. No module of it may wait at its top: browsers of 2020 know no top-level await. */
import './old.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/components.css'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, wishedLanguage } from '../i18n/index.tsx'
import { loadLanguage } from '../i18n/load.ts'
import { thisPage } from '../hold/world.ts'
import { browser } from '../link/environment.ts'
import type { World } from './sync.ts'
import { Seat } from './page.tsx'

const world = (): World => ({
  ...browser(),
  onWake: thisPage.onWake,
  onStored: (run) => {
    const stored = (event: StorageEvent) => run(event.key)
    addEventListener('storage', stored)
    return () => removeEventListener('storage', stored)
  },
})

function start(): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('seat.html has no #root')
  const language = wishedLanguage()
  loadLanguage(language).then(
    () =>
      createRoot(root).render(
        <LanguageProvider initial={language}>
          <Seat world={world()} />
        </LanguageProvider>,
      ),
    // The page came and its words did not: the network is weak, so once more.
    () => setTimeout(start, 3_000),
  )
}
start()

// The page opens again without a network. Only on secure origins: a hall on plain http has no service worker, and what is
// typed is on the phone there, too.
if ('serviceWorker' in navigator && import.meta.env.PROD)
  addEventListener('load', () => {
    void navigator.serviceWorker.register('/seat-sw.js', { scope: '/seat' }).catch(() => undefined)
  })
