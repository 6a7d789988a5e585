/** Letters as keys of the open row, whatever keyboard is in use. */

/** Where Arabic letters lie on a keyboard that has both, for whoever writes Latin letters just now. */
const lies: Readonly<Record<string, string>> = { س: 'KeyS', غ: 'KeyY', ك: 'Semicolon', ل: 'KeyG' }

/** A letter by what is written on the key; a keyboard of another script has none of ours: then by where it lies. */
export const isKey = (
  event: { readonly key: string; readonly code: string },
  letter: string,
  code: string,
): boolean => {
  const key = event.key.toLowerCase()
  if (key === letter.toLowerCase()) return true
  return /^[a-z]$/.test(key) ? event.code === lies[letter] : event.code === code || event.code === lies[letter]
}
