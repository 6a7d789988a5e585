/** In which language a page of those who work with texts speaks; what they work on is another question. */
import { languages, useLanguage, useT, writings } from '../../i18n/index.tsx'
import { headMessages } from './messages/index.ts'

/** Kept on the device, as everywhere. */
export function PageLanguage() {
  const t = useT(headMessages)
  const { language, choose } = useLanguage()
  return (
    <label className="push">
      <span className="away">{t('language')}</span>
      <select
        className="pick"
        value={language}
        onChange={(event) => choose(languages.find((one) => one === event.target.value) ?? language)}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {writings[one].name}
          </option>
        ))}
      </select>
    </label>
  )
}
