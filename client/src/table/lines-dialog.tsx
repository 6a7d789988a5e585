/** Several lines were pasted into one row: each an entry of its own, or all of them one. */
import { useT } from '../i18n/index.tsx'
import { defineMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { uiMessages } from '../ui/messages.ts'
import { useTable } from './context.ts'
import type { Pasted } from './paste.ts'

const linesMessages = defineMessages({
  en: {
    title: '{n} lines were pasted',
    many: 'As {n} entries',
    one: 'As one entry',
  },
  fr: { title: '{n} lignes collées', many: 'En faire {n} entrées', one: 'En faire une seule entrée' },
  de: { title: '{n} Zeilen eingefügt', many: 'Als {n} Einträge', one: 'Als ein Eintrag' },
  es: { title: 'Se han pegado {n} líneas', many: 'Como {n} entradas', one: 'Como una sola entrada' },
  ar: { title: 'أُلصقت أسطر عددها {n}', many: 'بنود عددها {n}', one: 'بند واحد' },
})

export function LinesDialog({ pasted }: { pasted: Pasted }) {
  const t = useT(linesMessages)
  const shared = useT(uiMessages)
  const { act } = useTable()
  const n = pasted.lines.length
  return (
    <Dialog title={t('title', { n })} onClose={() => act.set({ dialog: null })}>
      <ol className="pasted" dir="auto">
        {pasted.lines.slice(0, 8).map((line, at) => (
          <li key={at}>{line}</li>
        ))}
        {n > 8 ? <li aria-hidden="true">…</li> : null}
      </ol>
      <div className="acts">
        <Button onClick={() => act.set({ dialog: null })}>{shared('cancel')}</Button>
        <Button onClick={() => act.paste(pasted, 'one')}>{t('one')}</Button>
        <Button look="primary" onClick={() => act.paste(pasted, 'many')}>
          {t('many', { n })}
        </Button>
      </div>
    </Dialog>
  )
}
