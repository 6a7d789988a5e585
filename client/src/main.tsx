/** The application's entry: one lazy page per route, so that a phone loads only what its person needs. */
import './ui/tokens.css'
import './ui/base.css'
import './ui/components.css'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Switch } from 'wouter'
import { LanguageProvider } from './i18n/index.tsx'
import { Landing } from './join/landing.tsx'

const Join = lazy(() => import('./join/join.tsx'))
/** Asked for before React draws anything, where the address already says it. */
const table = location.pathname.startsWith('/table/') ? import('./table/page.tsx') : null
const Table = lazy(() => table ?? import('./table/page.tsx'))
const Cards = lazy(() => import('./join/cards.tsx'))
const Journal = lazy(() => import('./debug/page.tsx'))
const Snapshots = lazy(() => import('./snapshots/page.tsx'))

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/join">{() => <Join />}</Route>
          <Route path="/table/:board">{({ board }) => <Table board={board} />}</Route>
          <Route path="/cards/:dialogue">{({ dialogue }) => <Cards dialogue={dialogue} />}</Route>
          <Route path="/debug/journal">{() => <Journal />}</Route>
          <Route path="/snapshots">{() => <Snapshots />}</Route>
          <Route>{() => <Landing />}</Route>
        </Switch>
      </Suspense>
    </LanguageProvider>
  </StrictMode>,
)

// The shell survives a reload without a network. Only on secure origins: on plain http there is no service worker, and
// the table's screen says so.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
