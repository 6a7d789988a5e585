/** What few people, or one language alone, give away: said while who runs the table can still tell them, or wait. */
import { fewest } from '@tablee/shared/voices/thin'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useLanguage, useT, type Language } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { languageName } from '../../ui/language-name.ts'
import { useTable } from '../context.ts'
import { voicesMessages } from './messages/index.ts'

/** In the dialog before a step is opened or revealed, and beside the step until it is over. */
export function Thin({ round: { task, state } }: { round: TableRound }) {
  const t = useT(voicesMessages)
  const { language } = useLanguage()
  const { voicing } = useTable()
  // What the whole table answers shows nobody.
  if (task.kind === 'ballot' && task.items.every(({ unit }) => unit === 'tables')) return null
  if (task.kind === 'questionnaire' || (task.kind === 'write' && task.signature !== 'anonymous')) return null
  // While people write, more of them may come: it is who sits here that counts.
  const written = task.kind === 'write' && state === 'closed' ? task : null
  const seats = voicing?.voices?.seats.filter((seat) => seat.state !== 'free').length ?? fewest
  const few = written === null ? seats < fewest : written.few === true
  const langs = (task.kind === 'write' ? (written?.alone ?? voicing?.voices?.alone) : undefined) ?? []
  if (!few && langs.length === 0) return null
  const names = namesOf(langs, language)
  return (
    <div className="held trouble">
      <Icon name="refused" />
      <div>
        {few ? <p>{t(written ? 'thinSheets' : task.kind === 'write' ? 'thinWriters' : 'thinVoters')}</p> : null}
        {langs.length > 0 ? (
          <p>{t(written ? 'loneSheets' : 'loneReaders', { n: langs.length, langs: names })}</p>
        ) : null}
        {state === 'waiting' ? <p>{t('thinHow')}</p> : null}
      </div>
    </div>
  )
}

/** Languages by the names that the reader has for them. */
function namesOf(tags: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(tags.map((tag) => languageName(tag, language)))
}
