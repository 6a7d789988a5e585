/** Every screen and state on sample boards: the real screens, on local documents. `gallery.html?state=curtain&lang=ar`. */
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/components.css'
import './gallery.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, writings, languages } from '../i18n/index.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import {
  joiningStates,
  materialStates,
  journalStates,
  observingStates,
  filmStates,
  foundingStates,
  codingStates,
  conditionsStates,
  resultsStates,
  partnerStates,
  hallMapStates,
  backupStates,
  secondStates,
  handingStates,
  askingStates,
  roomingStates,
  goneStates,
  roomOf,
  seatingStates,
  snapshotStates,
  themesStates,
  visionStates,
  translatingStates,
} from './rooms.tsx'
import { states } from './states.ts'

const query = new URLSearchParams(location.search)
const name = query.get('state')
const wished = languages.find((language) => language === query.get('lang')) ?? 'en'

function Index() {
  return (
    <main className="gallery">
      <Wordmark />
      <h1>Every screen and state</h1>
      {languages.map((language) => (
        <section key={language}>
          <h2>{writings[language].name}</h2>
          <ul>
            {[
              'parts',
              ...Object.keys(states),
              ...observingStates,
              ...filmStates,
              ...joiningStates,
              ...materialStates,
              ...seatingStates,
              ...snapshotStates,
              ...themesStates,
              ...codingStates,
              ...conditionsStates,
              ...resultsStates,
              ...partnerStates,
              ...hallMapStates,
              ...visionStates,
              ...journalStates,
              ...handingStates,
              ...roomingStates,
              ...askingStates,
              ...foundingStates,
              ...backupStates,
              ...secondStates,
              ...translatingStates,
              ...goneStates,
            ].map((state) => (
              <li key={state}>
                <a href={`?state=${state}&lang=${language}`}>{state}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}

if (query.get('light') === 'dim') {
  document.documentElement.dataset['light'] = 'dim'
  localStorage.setItem('tablee.light', 'dim') // the observers' own switch reads it
} else localStorage.removeItem('tablee.light')

const root = document.getElementById('root')
if (!root) throw new Error('gallery.html has no #root')
const room = name === null ? null : await roomOf(name, query.has('live'))
createRoot(root).render(
  <StrictMode>
    <LanguageProvider initial={wished}>{room ?? <Index />}</LanguageProvider>
  </StrictMode>,
)
