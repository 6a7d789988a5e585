import { useT } from '../i18n/index.tsx'
import { fileMessages } from './messages/index.ts'

/** A language by its code; what is none is said beneath, as the field of either import. */
export function LanguageField({
  value,
  known,
  label,
  onChange,
}: {
  value: string
  known: boolean
  label: string
  onChange: (value: string) => void
}) {
  const t = useT(fileMessages)
  return (
    <>
      <label>
        <span className="label">{label}</span>
        <input
          className="tongue"
          value={value}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          maxLength={35}
          aria-invalid={!known}
          aria-describedby={known ? undefined : 'tongue-wrong'}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      </label>
      {known ? null : (
        <p id="tongue-wrong" className="wrong" role="alert">
          {t('langWrong')}
        </p>
      )}
    </>
  )
}
