/** The observers' entry: no link/, no editor, nothing that could write. */
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/components.css'
import './observe.css'
import './desk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, wishedLanguage } from '../i18n/index.tsx'
import { loadLanguage } from '../i18n/load.ts'
import { Whereabouts } from '../ui/gone.tsx'
import { linkHere } from './address.ts'
import { Door } from './door.tsx'
import { Watch } from './page.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('watch.html has no #root')
const language = wishedLanguage()
await loadLanguage(language)
createRoot(root).render(
  <StrictMode>
    <LanguageProvider initial={language}>
      <Whereabouts dialogue={null}>
        <Door link={linkHere()}>
          <Watch link={linkHere()} />
        </Door>
      </Whereabouts>
    </LanguageProvider>
  </StrictMode>,
)
