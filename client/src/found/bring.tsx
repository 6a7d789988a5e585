/** Where a dialogue's file is chosen or dropped, and an example to begin with. */
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { FileChooser } from '../ui/file-chooser.tsx'
import { exampleFile } from './example.ts'
import { exampleMessages, messages } from './messages/index.ts'

export function Bring({ again, onFile }: { again: boolean; onFile: (file: File) => void }) {
  const t = useT(messages)
  const of = useT(exampleMessages)
  const { language } = useLanguage()
  function example() {
    const address = URL.createObjectURL(new Blob([exampleFile(of, language)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = t('exampleName')
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
  return (
    <FileChooser
      className="bring"
      label={t(again ? 'another' : 'choose')}
      drop={t('drop')}
      look={again ? undefined : 'primary'}
      accept=".json,application/json"
      onFiles={([file]) => onFile(file)}
    >
      <Button look="quiet" onClick={example}>
        {t('example')}
      </Button>
    </FileChooser>
  )
}
