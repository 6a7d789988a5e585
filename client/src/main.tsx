/** The application's entry: one lazy page per route, so that a phone loads only what its person needs. */
import './ui/tokens.css'
import './ui/base.css'
import './ui/components.css'
import { lazy, StrictMode, Suspense, type ComponentType, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch, type BaseLocationHook } from 'wouter'
import { useBrowserLocation } from 'wouter/use-browser-location'
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import { anewByItself } from './hold/anew.ts'
import { LanguageProvider } from './i18n/index.tsx'
import { Landing } from './join/landing.tsx'
import { NotHere } from './join/not-here.tsx'
import { GoneStrip } from './ui/gone-strip.tsx'
import { Whereabouts } from './ui/gone.tsx'

/**
 * A page that the server has no more, because it is of another build by now, is loaded anew: nothing of it is on the screen yet.
 * Without a network it says so.
 */
const pageOf = <Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() =>
    load().catch(async (): Promise<{ default: ComponentType<Props> }> => {
      // Until the new one is here this one waits.
      if (await anewByItself()) return new Promise(() => undefined)
      return { default: NotHere }
    }),
  )

const Join = pageOf(() => import('./join/join.tsx'))
const Organiser = pageOf(() => import('./organise/page.tsx'))
const Found = pageOf(() => import('./found/page.tsx'))
const Journal = pageOf(() => import('./organise/journal/page.tsx'))
const Room = pageOf(() => import('./room/page.tsx'))
const Second = pageOf(() => import('./second/page.tsx'))
const Themes = pageOf(() => import('./synthesis/page.tsx'))
const Coding = pageOf(() => import('./coding/page.tsx'))
const Conditions = pageOf(() => import('./synthesis/conditions/page.tsx'))
const Results = pageOf(() => import('./results/page.tsx'))
const HallMap = pageOf(() => import('./synthesis/map/page.tsx'))
const HallVision = pageOf(() => import('./synthesis/vision/page.tsx'))
const Translate = pageOf(() => import('./translate/page.tsx'))
const Snapshots = pageOf(() => import('./snapshots/page.tsx'))

/** A desk stands open all day. A table and the door say it in a place of their own. */
const saysItself = (path: string): boolean => path === '/' || path === '/join' || path.startsWith('/table/')

/** Around every page: where its dialogue is by now, if this server has it no more. */
function Around({ children }: { children: ReactNode }) {
  const [address] = useBrowserLocation()
  const { dialogue, path } = readAddress(address)
  return (
    <Whereabouts dialogue={dialogue}>
      {saysItself(path) ? null : <GoneStrip />}
      {children}
    </Whereabouts>
  )
}

/** Routes are told what stands behind the dialogue in the address; whoever goes on from a page stays in it. */
const inItsDialogue: BaseLocationHook = () => {
  const [address, go] = useBrowserLocation()
  const { dialogue, path } = readAddress(address)
  const onward: typeof go = (to, options) =>
    go(readAddress(String(to)).dialogue === null ? addressIn(dialogue, String(to)) : to, options)
  return [path, onward]
}
const here = (): string => readAddress(location.pathname).path

function start(Table: ComponentType<{ board: string }>): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <Suspense fallback={null}>
          <Around>
            <Router hook={inItsDialogue}>
              <Switch>
                <Route path="/join">{() => <Join />}</Route>
                <Route path="/table/:board">{({ board }) => <Table board={board} />}</Route>
                <Route path="/cards/:dialogue">{({ dialogue }) => <Organiser dialogue={dialogue} />}</Route>
                <Route path="/room/:site">{({ site }) => <Room key={site} site={site} />}</Route>
                <Route path="/found">{() => <Found />}</Route>
                <Route path="/debug/journal">{() => <Journal />}</Route>
                <Route path="/second">{() => <Second />}</Route>
                <Route path="/themes">{() => <Themes />}</Route>
                <Route path="/coding">{() => <Coding />}</Route>
                <Route path="/conditions">{() => <Conditions />}</Route>
                <Route path="/results">{() => <Results />}</Route>
                <Route path="/hall-map">{() => <HallMap />}</Route>
                <Route path="/hall-vision">{() => <HallVision />}</Route>
                <Route path="/translate">{() => <Translate />}</Route>
                <Route path="/snapshots">{() => <Snapshots />}</Route>
                <Route>{() => <Landing />}</Route>
              </Switch>
            </Router>
          </Around>
        </Suspense>
      </LanguageProvider>
    </StrictMode>,
  )
}

const later = () => start(pageOf(() => import('./table/page.tsx')))
// A table is drawn once its page is here: React shows what it waited for no sooner than 300 ms after an empty screen.
if (here().startsWith('/table/')) import('./table/page.tsx').then((page) => start(page.default), later)
else later()

// The shell survives a reload without a network. Only on secure origins: on plain http there is no service worker, and
// the table's screen says so.
// Not at the door: a citizen's phone goes through it to a page of its own, and is not to carry the tables' whole
// application along.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  let kept = false
  const keep = (): void => {
    if (kept || here() === '/' || here() === '/join' || here() === '/second') return
    kept = true
    void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  }
  addEventListener('load', keep)
  // How the router tells of the way that it went (wouter).
  for (const moved of ['pushState', 'replaceState']) addEventListener(moved, keep)
}
