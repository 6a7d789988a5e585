/** Several lines were pasted at once: each an entry (or somebody's words) of its own, or all of them one. */
import { useT } from '../../i18n/index.tsx'
import { defineMessages } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages.ts'

const linesMessages = defineMessages({
  en: {
    title: '{n} lines were pasted',
    many: 'As {n} entries',
    one: 'As one entry',
    manyWords: 'As {n} statements',
    oneWords: 'As one statement',
  },
  fr: {
    title: '{n} lignes collées',
    many: 'En faire {n} entrées',
    one: 'En faire une seule entrée',
    manyWords: 'En faire {n} paroles',
    oneWords: 'En faire une seule parole',
  },
  de: {
    title: '{n} Zeilen eingefügt',
    many: 'Als {n} Einträge',
    one: 'Als ein Eintrag',
    manyWords: 'Als {n} Wortmeldungen',
    oneWords: 'Als eine Wortmeldung',
  },
  es: {
    title: 'Se han pegado {n} líneas',
    many: 'Como {n} entradas',
    one: 'Como una sola entrada',
    manyWords: 'Como {n} intervenciones',
    oneWords: 'Como una sola intervención',
  },
  ar: {
    title: 'أُلصقت أسطر عددها {n}',
    many: 'بنود عددها {n}',
    one: 'بند واحد',
    manyWords: 'أقوال عددها {n}',
    oneWords: 'قول واحد',
  },
})

export function LinesDialog({
  lines,
  words = false,
  onAs,
  onClose,
}: {
  lines: readonly string[]
  /** They are what somebody said, for an entry that stands. */
  words?: boolean
  onAs: (as: 'one' | 'many') => void
  onClose: () => void
}) {
  const t = useT(linesMessages)
  const shared = useT(uiMessages)
  const n = lines.length
  return (
    <Dialog title={t('title', { n })} onClose={onClose}>
      <ol className="pasted" dir="auto">
        {lines.slice(0, 8).map((line, at) => (
          <li key={at}>{line}</li>
        ))}
        {n > 8 ? <li aria-hidden="true">…</li> : null}
      </ol>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button onClick={() => onAs('one')}>{t(words ? 'oneWords' : 'one')}</Button>
        <Button look="primary" onClick={() => onAs('many')}>
          {t(words ? 'manyWords' : 'many', { n })}
        </Button>
      </div>
    </Dialog>
  )
}
