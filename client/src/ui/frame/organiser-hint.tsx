/** How an organiser gets the link again; the command in it reads left to right in every language. */
import { useT } from '../../i18n/index.tsx'
import { frameMessages } from './messages/index.ts'

export function OrganiserHint() {
  const t = useT(frameMessages)
  return (
    <>
      {t('organiserHint')
        .split('`')
        .map((part, index) =>
          index % 2 === 1 ? (
            <code key={part} dir="ltr">
              {part}
            </code>
          ) : (
            part
          ),
        )}
    </>
  )
}
