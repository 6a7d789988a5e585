/** Every screen and state on sample boards: the real screens, on local documents. `gallery.html?state=curtain&lang=ar`. */
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/components.css'
import './gallery.css'
import { StrictMode, useEffect, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, languageNames, languages, type Language } from '../i18n/index.tsx'
import { SnapshotsSample, snapshotStates } from '../snapshots/samples.tsx'
import { TableScreen } from '../table/screen.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { localLink, localPolicy } from './local-link.ts'
import { Parts } from './parts.tsx'
import { joiningStates, observingStates, roomOf } from './rooms.ts'
import { livens, states, type State } from './states.ts'

const query = new URLSearchParams(location.search)
const name = query.get('state')
const wished = languages.find((language) => language === query.get('lang')) ?? 'en'

function TableState({ state }: { state: State }) {
  const local = useMemo(() => state.local(), [state])
  const link = useMemo(() => localLink(local), [local])
  const policy = useMemo(() => localPolicy(local), [local])
  useEffect(() => (query.has('live') ? livens(local.doc) : undefined), [local])
  return <TableScreen link={link} policy={policy} onMove={() => undefined} {...(state.ui ? { first: state.ui(local.doc) } : {})} {...(state.secure === undefined ? {} : { secure: state.secure })} />
}

function Index() {
  return (
    <main className="gallery">
      <Wordmark />
      <h1>Every screen and state</h1>
      {(Object.keys(languageNames) as Language[]).map((language) => (
        <section key={language}>
          <h2>{languageNames[language]}</h2>
          <ul>
            {['parts', ...Object.keys(states), ...observingStates, ...joiningStates, ...snapshotStates].map((state) => <li key={state}><a href={`?state=${state}&lang=${language}`}>{state}</a></li>)}
          </ul>
        </section>
      ))}
    </main>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('gallery.html has no #root')
const state = name === null ? undefined : states[name]
const room = name !== null && (observingStates.includes(name) || joiningStates.includes(name)) ? await roomOf(name) : null
if (query.get('light') === 'dim') {
  document.documentElement.dataset['light'] = 'dim'
  localStorage.setItem('tablee.light', 'dim') // the observers' own switch reads it
} else localStorage.removeItem('tablee.light')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider initial={wished}>{room ?? (state ? <TableState state={state} /> : name === 'parts' ? <Parts /> : name !== null && snapshotStates.includes(name) ? <SnapshotsSample state={name} /> : <Index />)}</LanguageProvider>
  </StrictMode>,
)
