/** What the hall is shown just now, as a line beneath the head: it pushes the screen down and never covers it. */
import { inLang, tagFor } from '@tablee/shared/dialogue/programme'
import { direction, useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { materialsMessages } from './messages/index.ts'

export function HallPlays() {
  const t = useT(materialsMessages)
  const headed = useHeaded()
  const { language } = useLanguage()
  const { showing, status, ui, act } = useTable()
  const plays = showing?.plays ?? null
  if (plays === null || ui.along === plays.playing.id) return null
  const { title, kind } = plays.material
  const lang = status?.lang ?? language
  const tag = tagFor(title, language, lang)
  return (
    <div className="room-line" role="status">
      <Icon name="play" turns />
      <p>
        <b>
          {headed(t(kind === 'film' ? 'hallFilm' : 'hallPages'), '')}
          <bdi lang={tag} dir={direction(tag)}>
            {inLang(title, language, lang)}
          </bdi>
        </b>
      </p>
      <Button look="primary" onClick={() => act.set({ tab: 'materials', side: 'map', along: plays.playing.id })}>
        {t('showHere')}
      </Button>
    </div>
  )
}
